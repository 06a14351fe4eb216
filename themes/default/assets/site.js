// Adds to the page what only a clock in the browser can know: local times, spans that run, and whether the page
// has changed since. Everything else is in the page already.
(() => {
  const doc = document, body = doc.body.dataset, lang = doc.documentElement.lang;
  const words = JSON.parse(body.words || null);
  const plural = new Intl.PluralRules(lang);
  const put = (node, place, name, text) => {
    const span = doc.createElement('span');
    span.className = name;
    span.textContent = text;
    node[place](' ', span);
    return span;
  };

  const unit = ([name, n]) => (words[name][plural.select(n)] || words[name].other).replace('{n}', n);
  const span = ms => {
    const m = Math.floor(ms / 6e4);
    const units = [['day', Math.floor(m / 1440)], ['hour', Math.floor(m / 60) % 24], ['minute', m % 60]];
    while (units.length && !units[0][1]) units.shift();
    const [large, small] = units.slice(0, 2).filter(u => u[1]).map(unit);
    return small ? words.two.replace('{large}', large).replace('{small}', small) : large || words.less;
  };

  // What to say before and after the moment.
  const runs = { since: ['', 'since'], due: ['due', 'late'], starts: ['starts', ''], ends: ['ends', 'over'] };
  const running = [];
  for (const time of doc.querySelectorAll('time[datetime*=T]')) {
    const at = new Date(time.dateTime);
    if (at.getTimezoneOffset()) {
      const form = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' };
      if (at.getDate() != at.getUTCDate()) form.day = 'numeric', form.month = 'short';
      put(time, 'after', 'local', `(${at.toLocaleString(lang, form)})`);
    }
    if (time.dataset.run) running.push([at, runs[time.dataset.run], put(time.parentNode, 'append', 'run', '')]);
  }
  const tick = () => running.forEach(([at, run, node]) => {
    const ms = Date.now() - at, word = run[ms < 0 ? 0 : 1];
    node.textContent = word && words[word].replace('{span}', span(Math.abs(ms)));
  });
  tick();
  setInterval(tick, 2e4);

  if (!body.stamp) return;
  let wait = 6e4, next = Date.now() + wait, timer;
  const plan = () => {
    clearTimeout(timer);
    if (!doc.hidden && next) timer = setTimeout(ask, Math.max(next - Date.now(), 0));
  };
  const ask = async () => {
    try {
      const answer = await fetch(body.stamps, { cache: 'no-cache' });
      if (!answer.ok) throw answer;
      if ((await answer.json())[body.page] != body.stamp) return tell();
      wait = 6e4;
    } catch {
      wait = Math.min(wait * 2, 18e5);
    }
    next = Date.now() + wait * (1 + Math.random() / 5);
    plan();
  };
  const tell = () => {
    next = 0;
    const status = doc.querySelector('[role=status]'), button = doc.createElement('button');
    button.textContent = words.reload;
    button.onclick = () => location.reload();
    status.append(words.changed + ' ', button);
  };
  doc.addEventListener('visibilitychange', plan);
  plan();
})();
