// Adds to the page what only a browser can know: local times, spans that run, and whether the page has changed since.
// Everything else is in the page already.
(() => {
  const doc = document, body = doc.body.dataset, html = doc.documentElement, lang = html.lang;
  const words = JSON.parse(body.words);
  const all = (selector, root = doc) => [...root.querySelectorAll(selector)], one = selector => doc.querySelector(selector);
  const make = (name, text, into, props) => {
    const node = Object.assign(doc.createElement(name), props);
    node.textContent = text;
    into.append(node);
    return node;
  };
  const fill = (word, places) => word.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);
  // The clock of a sample stands still until the page is opened.
  const ahead = body.clock ? Date.parse(body.clock) - Date.now() : 0, now = () => Date.now() + ahead;

  // Times in the patterns of the page.
  const two = n => String(n).padStart(2, '0'), months = words.months.split(' ');
  const parts = (at, utc) => {
    const d = utc ? at : new Date(at - at.getTimezoneOffset() * 6e4);
    return { day: d.getUTCDate(), month_short: months[d.getUTCMonth()], month_number: d.getUTCMonth() + 1, year: d.getUTCFullYear(), clock: two(d.getUTCHours()) + ':' + two(d.getUTCMinutes()) };
  };
  const form = (pattern, at, utc) => fill(pattern, parts(at, utc));
  const plain = text => text.replace(/\xa0/g, ' ');
  const days = at => Math.round((Date.parse(new Date(at - at.getTimezoneOffset() * 6e4).toISOString().slice(0, 10)) - Date.parse(at.toISOString().slice(0, 10))) / 864e5);
  const times = all('time[datetime*=T]').map(node => {
    const at = new Date(node.dateTime), text = node.textContent;
    return [node, at, text, ['moment', 'short', 'clock', 'from', 'short_from'].map(p => words[p]).concat('{clock}').find(p => plain(form(p, at, 1)) == plain(text))];
  });
  const zone = local => {
    for (const [node, at, text, pattern] of times) {
      if (!at.getTimezoneOffset() || !pattern) continue;
      const by = days(at), clock = parts(at).clock + (by ? ` ${by > 0 ? '+' : '−'}1` : '');
      // A time alone is of the day above it, which is that in UTC.
      const mine = form((node.className && by && pattern == words.clock ? words.short : pattern).replace(/\sUTC/, ''), at);
      node.textContent = local ? mine : text;
      node.title = local ? text : form(words.moment.replace(/\sUTC/, ''), at);
      if (node.className) node.dataset.l = `(${local ? form(words.clock, at, 1) : clock})`;
    }
  };
  let mode;
  try { mode = localStorage.times; } catch {}
  const place = one('.zone');
  if (times.length && new Date().getTimezoneOffset()) {
    const buttons = ['utc', 'local'].map(name => make('button', words[name], place, { type: 'button', onclick: () => set(name) }));
    const set = name => {
      buttons.forEach((button, i) => button.setAttribute('aria-pressed', (name == 'local') == !!i));
      zone(name == 'local');
      try { localStorage.times = name; } catch {}
    };
    set(mode == 'local' ? mode : 'utc');
  }

  const plural = new Intl.PluralRules(lang);
  const unit = ([name, n]) => (words[name][plural.select(n)] || words[name].other).replace('{n}', n);
  const span = ms => {
    const m = Math.floor(ms / 6e4);
    const units = [['day', Math.floor(m / 1440)], ['hour', Math.floor(m / 60) % 24], ['minute', m % 60]];
    while (units.length && !units[0][1]) units.shift();
    const [large, small] = units.slice(0, 2).filter(u => u[1]).map(unit);
    return small ? fill(words.two, { large, small }) : large || words.less;
  };
  // What to say before and after the moment.
  const runs = { since: ['', 'since'], due: ['due', 'late'], starts: ['starts', ''], ends: ['ends', 'over'] };
  const running = all('.run').map(node => [Date.parse(node.dataset.at), runs[node.dataset.run], node]);
  const tick = () => running.forEach(([at, run, node]) => {
    const ms = now() - at, word = run[ms < 0 ? 0 : 1];
    node.textContent = word && fill(words[word], { span: span(Math.abs(ms)) });
  });
  tick();
  setInterval(tick, 2e4);

  // Buttons that copy an address or a text.
  const copy = (text, into, word = words.copy) => navigator.clipboard && make('button', word, into, {
    type: 'button',
    onclick: async event => {
      await navigator.clipboard.writeText(text);
      event.target.textContent = words.copied;
      setTimeout(() => event.target.textContent = word, 2e3);
    },
  });
  all('.update[id] .permalink').forEach(link => copy(link.href, link.parentNode) && link.remove());
  all('.menu li span a').forEach(link => copy(link.href, link.closest('li')));
  all('.url').forEach(link => copy(link.href, link.parentNode));
  all('.snippet').forEach(box => copy(box.textContent, box, words.copy_text));

  // For the scripts of other pages.
  window.allclear = { body, html, words, all, one, make, form };

  if (!body.stamp) return;
  const status = one('[role=status]'), checked = one('.checked'), clock = () => form(words.clock, new Date(now()), 1);
  let wait = 6e4, next = Date.now() + wait, timer, late, last = Date.now(), said = clock();
  // Five minutes after the last check that worked, unless another one has worked or found an update since.
  const complain = () => {
    if (next && Date.now() - last >= 3e5) status.textContent = fill(words.failed, { time: said });
  };
  const note = () => checked.textContent = fill(words.checked, { time: said });
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
      last = Date.now();
      said = clock();
      status.textContent = '';
      note();
    } catch {
      clearTimeout(late);
      late = setTimeout(complain, last + 3e5 - Date.now());
      wait = Math.min(wait * 2, 18e5);
    }
    next = Date.now() + wait * (1 + Math.random() / 5);
    plan();
  };
  const tell = () => {
    next = 0;
    status.textContent = words.changed + ' ';
    make('button', words.reload, status, { onclick: () => location.reload() });
  };
  note();
  doc.addEventListener('visibilitychange', plan);
  plan();
})();
