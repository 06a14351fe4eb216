// The bars of a component: by touch, mouse and keyboard, a day shows what happened on it. The list below the bars has the
// same days without the script.
(() => {
  const { html, words, all, one, make, form } = window.allclear;
  const chart = one('.chart'), listed = all('.trouble > li').reverse();
  if (chart && listed.length) {
    const svg = chart.firstElementChild, n = (svg.viewBox.baseVal.width + 1) / 4, detail = one('.day-detail');
    const mark = make('i', '', chart), first = new Date(chart.dataset.first), end = new Date(+first + (n - 1) * 864e5);
    const has = i => listed.find(li => li.dataset.bar == i);
    let at;
    chart.tabIndex = 0;
    chart.setAttribute('role', 'group');
    chart.setAttribute('aria-labelledby', 'days');
    const show = i => {
      at = Math.max(0, Math.min(n - 1, i));
      const left = at / n * 100 + '%';
      Object.assign(mark.style, { insetInlineStart: `calc(${left} - 2px)`, inlineSize: `calc(${100 / n}% + 3px)` });
      const box = make('div', '', detail), li = has(at);
      detail.replaceChildren(box);
      box.setAttribute('role', 'status');
      if (li) box.append(...[...li.children].map(child => child.cloneNode(true)));
      else {
        const day = new Date(+first + at * 864e5);
        make('p', `${form(day.getUTCFullYear() < end.getUTCFullYear() ? words.full_day : words.short_day, day, 1)}: ${words.quiet}`, box);
      }
      const nav = make('div', '', detail, { className: 'day-nav' });
      [[listed.filter(li => li.dataset.bar < at).pop(), '‹ '], [listed.find(li => li.dataset.bar > at), ' ›']].forEach(([li, sign], next) => {
        const day = li?.querySelector('.soft').textContent;
        if (li) make('button', next ? day + sign : sign + day, nav, { type: 'button', onclick: () => show(+li.dataset.bar) });
        else make('span', '', nav);
      });
    };
    chart.onclick = event => {
      const box = svg.getBoundingClientRect(), x = (event.clientX - box.left) / box.width;
      show(Math.floor((html.dir == 'rtl' ? 1 - x : x) * n));
    };
    chart.onkeydown = event => {
      const step = { ArrowLeft: -1, ArrowRight: 1, Home: -n, End: n }[event.key];
      if (step) event.preventDefault(), show(at + (html.dir == 'rtl' && Math.abs(step) == 1 ? -step : step));
    };
    show(+listed.at(-1).dataset.bar);
  }
})();
