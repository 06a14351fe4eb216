// Counts what is left, copies texts, and searches. Every page is complete without it.
(() => {
  const { body, all, make } = window.allclear;
  const ahead = body.clock ? Date.parse(body.clock) - Date.now() : 0, now = () => Date.now() + ahead;
  const span = ms => {
    const m = Math.floor(Math.abs(ms) / 6e4);
    const units = [[Math.floor(m / 1440), 'd'], [Math.floor(m / 60) % 24, 'h'], [m % 60, 'min']];
    while (units.length > 1 && !units[0][0]) units.shift();
    return units.slice(0, 2).filter(([n], i) => n || !i).map(([n, unit]) => `${n}\u00a0${unit}`).join(' ');
  };
  const left = ms => ms < 0 ? `${span(ms)} over` : `${span(ms)} left`;

  // The deadline in the head of a panel, with the part of its time that is used.
  const heads = all('[data-countdown]').map(node => {
    const due = Date.parse(node.dataset.countdown), from = Date.parse(node.dataset.from);
    const meter = document.createElement('div');
    meter.className = 'meter';
    node.closest('header').append(meter);
    return { due, from, whole: node.dataset.whole, big: make('strong', '', node), used: make('span', '', node), bar: make('i', '', meter) };
  });
  const cells = all('[data-left]');
  const tick = () => {
    for (const { due, from, whole, big, used, bar } of heads) {
      big.textContent = left(due - now());
      used.textContent = whole ? `${span(now() - from)} of ${whole} used` : '';
      bar.style.inlineSize = `${Math.min(100, Math.max(0, 100 * (now() - from) / (due - from)))}%`;
    }
    for (const cell of cells) {
      const ms = Date.parse(cell.dataset.left) - now();
      cell.textContent = ms < 0 ? `${span(ms)} over` : span(ms);
      cell.className = ms < 0 ? 'gone' : ms <= 18e5 ? 'soon' : '';
    }
  };
  tick();
  setInterval(tick, 2e4);

  for (const text of navigator.clipboard ? all('[data-copy]') : []) {
    const button = document.createElement('button');
    button.textContent = 'Copy';
    button.type = 'button';
    button.onclick = async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = 'Copied';
      setTimeout(() => button.textContent = 'Copy', 2e3);
    };
    text.after(button);
  }

  // The search: titles and keywords. `allclear search` finds words in texts too.
  const place = document.querySelector('.search-box');
  if (place) {
    const box = make('input', '', place, { type: 'search', placeholder: 'Search' });
    box.setAttribute('aria-label', 'Search incidents, actions, components, customers and runbooks');
    const status = make('p', '', place, { className: 'hidden' });
    status.setAttribute('role', 'status');
    const list = make('ul', '', place, { className: 'found', hidden: true });
    const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    let index;
    const load = () => index ??= fetch(place.dataset.index).then(answer => answer.json()).then(all => all.map(e => [e, plain(`${e.t} ${e.w} ${e.d} ${e.k}`)]));
    const show = async () => {
      const words = plain(box.value).split(/\s+/).filter(Boolean);
      const all = words.length ? await load().catch(() => []) : [];
      const found = all.filter(([, text]) => words.every(word => text.includes(word))).map(([entry]) => entry);
      list.replaceChildren();
      for (const entry of found.slice(0, 12)) {
        const item = make('li', '', list);
        make('a', entry.t, item, { href: body.root + entry.u });
        make('span', [entry.k, entry.d].filter(Boolean).join(', '), item, { className: 'soft small' });
      }
      list.hidden = !found.length;
      status.textContent = words.length ? `${found.length} found` : '';
    };
    box.onfocus = load;
    box.oninput = show;
    place.onkeydown = event => {
      if (event.key != 'Escape') return;
      box.value = '';
      show();
      box.focus();
    };
  }
})();
