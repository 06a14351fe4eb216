// The search box of the history. It reads the index of titles when something is typed.
(() => {
  const { words, one, make, form } = window.allclear;
  const search = one('.search');
  if (search) {
    const input = make('input', '', search, { type: 'search', placeholder: words.search, ariaLabel: words.search });
    const list = make('div', '', search, { className: 'rows' });
    let rows;
    input.oninput = async () => {
      rows ||= await (await fetch(search.dataset.index)).json();
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      list.replaceChildren();
      one('main > .rows').hidden = wanted.length;
      if (!wanted.length) return;
      const found = rows.filter(([title]) => wanted.every(word => title.toLowerCase().includes(word)));
      const ul = make('ul', '', list);
      for (const [title, slug, impact, start] of found.slice(0, 200)) {
        const at = new Date(start * 6e4), li = make('li', '', ul);
        const path = (impact == 4 ? 'maintenance/' : 'incidents/') + (slug[0] == '-' ? at.toISOString().slice(0, 10) : '') + slug + '/';
        make('span', '', li);
        make('a', title, li, { href: search.dataset.home + path });
        make('span', form(words.moment, at, 1), li, { className: 'soft' });
      }
      if (!found.length) make('p', words.nothing, list, { role: 'status' });
    };
  }
})();
