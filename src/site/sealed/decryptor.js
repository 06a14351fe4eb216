// Decrypts a customer's view in the browser. The format is described in docs/sealed-views.md. The code of the link is in
// the fragment of the address, which browsers send to nobody; `#<code>/<page>@<anchor>` names a page of the view.
(() => {
  const doc = document, root = doc.documentElement, { subtle } = crypto;
  const { view, base, series, key: fingerprint } = root.dataset, words = JSON.parse(root.dataset.words);
  const shell = [...doc.body.childNodes], style = doc.querySelector('style');
  const state = doc.querySelector('#state'), problem = doc.querySelector('#problem');
  const form = doc.querySelector('form'), input = form.querySelector('input'), retry = doc.querySelector('#retry');
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567', length = 72;
  const utf8 = text => new TextEncoder().encode(text), text = bytes => new TextDecoder().decode(bytes);

  const decode = code => {
    const bytes = [];
    let bits = 0, n = 0;
    for (const c of code) {
      bits = (bits << 5 | alphabet.indexOf(c)) & 4095;
      if ((n += 5) > 7) bytes.push(bits >> (n -= 8) & 255);
    }
    return Uint8Array.from(bytes);
  };
  const encode = bytes => {
    let code = '', bits = 0, n = 0;
    for (const byte of bytes) {
      bits = (bits << 8 | byte) & 4095;
      for (n += 8; n > 4;) code += alphabet[bits >> (n -= 5) & 31];
    }
    return code;
  };
  const derive = async (secret, info, size = 32) => {
    const from = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
    const way = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(info) };
    return new Uint8Array(await subtle.deriveBits(way, from, size * 8));
  };

  // The code as it was sent, from what a mail program or a person made of it.
  const tidy = raw => {
    const code = raw.trim().split(/#|%23/i).pop().split('/')[0].toLowerCase();
    return code.replace(/0/g, 'o').replace(/1/g, 'l').replace(/8/g, 'b').replace(/[^a-z2-7]/g, '');
  };
  // What is wrong with the code or the page: the name of a word, and how many characters there were.
  class Problem { constructor(word, n) { Object.assign(this, { word, n }); } }
  const unlock = async code => {
    if (!code) throw new Problem('missing');
    if (code.length < length) throw new Problem('truncated', code.length);
    const all = decode(code), key = all.slice(0, 32), own = all.slice(32, 40);
    const sum = await subtle.digest('SHA-256', Uint8Array.of(...utf8('allclear link code'), ...key, ...own));
    if (code.length > length || encode(new Uint8Array(sum, 0, 5)) != encode(all.slice(40))) throw new Problem('damaged');
    const print = async (secret, of) => encode(await derive(secret, `allclear fingerprint of ${of}\0${view}`, 10));
    if (await print(own, 'series') != series) throw new Problem('wrong');
    if (await print(key, 'key') != fingerprint) throw new Problem('replaced');
    return subtle.importKey('raw', await derive(key, 'allclear content key'), 'AES-GCM', false, ['decrypt']);
  };

  let opened, files = {}, nonce;
  const get = async name => {
    const answer = await fetch(base + name, { cache: 'no-cache' });
    if (!answer.ok) throw answer;
    return new Uint8Array(await answer.arrayBuffer());
  };
  const unpack = async (name, bytes) => {
    const iv = bytes.slice(0, 12), additionalData = utf8(`allclear-sealed-1\0${view}\0${name}`);
    const plain = await subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, opened.key, bytes.slice(12));
    const size = data => new DataView(data).getUint32(0);
    const stream = new Blob([plain.slice(4, 4 + size(plain))]).stream();
    const archive = await new Response(stream.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
    let at = 4 + size(archive);
    const contents = JSON.parse(text(archive.slice(4, at)));
    const found = contents.files.map(file => [file.path, archive.slice(at, at += file.size)]);
    return { iv: encode(iv), files: new Map(found), months: contents.months || [] };
  };
  const load = name => files[name] ??= get(name).then(bytes => unpack(name, bytes)).catch(error => {
    delete files[name];
    throw error;
  });
  const find = async path => {
    const bundle = await load('bundle.bin');
    const month = !bundle.files.has(path) && bundle.months.find(([, paths]) => paths.includes(path));
    return (month ? await load(month[0]) : bundle).files.get(path);
  };
  const types = { svg: 'svg+xml', jpg: 'jpeg' };
  let urls = [];
  const blob = async path => {
    const bytes = await find(path), end = path.split('.').pop();
    if (!bytes) return '';
    const url = URL.createObjectURL(new Blob([bytes], { type: `image/${types[end] || end}` }));
    urls.push(url);
    return url;
  };

  const route = () => {
    let hash = location.hash.slice(1);
    try { hash = decodeURIComponent(hash); } catch {}
    const [raw, ...rest] = hash.split('/'), [path, ...anchor] = rest.join('/').split('@');
    return { raw, path, anchor: anchor.join('@') };
  };
  const address = (path, anchor) => `#${opened.code}/${path}${anchor && `@${encodeURIComponent(anchor)}`}`;
  // The part of an address after the folder of the view, or nothing if it is elsewhere.
  const within = href => {
    const url = new URL(href, location.origin + base);
    return url.origin == location.origin && url.pathname.startsWith(base)
      ? { path: url.pathname.slice(base.length), anchor: decodeURIComponent(url.hash.slice(1)) } : null;
  };

  let timers = [];
  const enhance = setInterval => {
/*site.js*/
  };

  const draw = async (bytes, path) => {
    const page = new DOMParser().parseFromString(text(bytes), 'text/html'), before = urls;
    urls = [];
    for (const link of page.querySelectorAll('a[href]')) {
      const href = link.getAttribute('href'), target = href[0] == '#' ? { path, anchor: href.slice(1) } : within(href);
      if (link.matches('.skip')) link.onclick = event => { event.preventDefault(); place(target.anchor); };
      else if (!target) link.rel = 'noreferrer';
      else link.href = /[^/]$/.test(target.path) ? await blob(target.path) : address(target.path, target.anchor);
    }
    for (const image of page.querySelectorAll('img[src]')) {
      const target = within(image.getAttribute('src'));
      if (target) image.src = await blob(target.path);
    }
    const linked = async rel => within(page.querySelector(`link[rel=${rel}]`)?.getAttribute('href') || '/');
    const css = await linked('stylesheet'), icon = await linked('icon');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${css ? text(await find(css.path) || new ArrayBuffer()) : ''}
[tabindex="-1"]:focus{outline:none}`);
    const iconUrl = icon && await blob(icon.path);
    return () => {
      timers.forEach(clearInterval);
      timers = [];
      before.forEach(url => URL.revokeObjectURL(url));
      style.disabled = true;
      doc.adoptedStyleSheets = [sheet];
      doc.title = page.title;
      root.lang = page.documentElement.lang;
      root.dir = page.documentElement.dir;
      if (iconUrl) {
        const link = doc.querySelector('link[rel=icon]') || doc.createElement('link');
        link.rel = 'icon';
        link.href = iconUrl;
        doc.head.append(link);
      }
      doc.body.replaceChildren(...page.body.childNodes);
      delete doc.body.dataset.words;
      Object.assign(doc.body.dataset, page.body.dataset);
      enhance((run, ms) => timers.push(setInterval(run, ms)));
    };
  };

  // Shows the page of this file instead of one of the view.
  const ask = (problemWord, n) => {
    timers.forEach(clearInterval);
    doc.adoptedStyleSheets = [];
    style.disabled = false;
    root.lang = root.dataset.lang;
    root.dir = root.dataset.dir;
    doc.title = root.dataset.title;
    doc.body.replaceChildren(...shell);
    const lost = problemWord == 'gone' || problemWord == 'failed';
    const hopeless = problemWord == 'insecure' || problemWord == 'old';
    state.textContent = '';
    form.hidden = lost || hopeless;
    retry.hidden = !lost;
    retry.textContent = problemWord == 'gone' ? words.home : words.retry;
    retry.onclick = () => problemWord == 'gone' ? location.hash = address('', '') : show();
    problem.textContent = words[problemWord].replace('{n}', n).replace('{length}', length);
    input.setAttribute('aria-invalid', !lost && problemWord != 'missing');
    if (form.hidden) retry.focus();
    else input.focus();
  };

  // Where each entry of the history was scrolled to.
  const scrolled = [];
  let entry = 0, turn = 0, shown;
  history.scrollRestoration = 'manual';
  addEventListener('scroll', () => { scrolled[entry] = scrollY; }, { passive: true });
  const place = (anchor, returns) => {
    const target = anchor && doc.getElementById(anchor) || doc.querySelector('h1');
    if (!target) return;
    if (!target.matches('a, button, input, summary')) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    if (returns) scrollTo(0, scrolled[entry] || 0);
    else if (anchor) target.scrollIntoView();
    else scrollTo(0, 0);
  };
  const show = async (fresh = false) => {
    const mine = ++turn, { raw, path, anchor } = route();
    const known = history.state?.entry;
    const go = () => {
      entry = known ?? scrolled.length;
      scrolled[entry] ??= 0;
      history.replaceState({ entry }, '', address(path, anchor));
      place(anchor, known !== undefined);
    };
    state.textContent = words.opening;
    try {
      if (!subtle) throw new Problem('insecure');
      if (!self.DecompressionStream || !doc.adoptedStyleSheets) throw new Problem('old');
      const code = tidy(raw);
      if (!opened || opened.code != code) {
        const key = await unlock(code);
        if (mine != turn) return;
        opened = { code, key };
        files = {};
        shown = undefined;
      }
      if (fresh) files = {};
      else if (shown?.path == path) return go();
      const bytes = await find(`${path}index.html`);
      if (!bytes) throw new Problem('gone');
      const finish = await draw(bytes, path);
      if (mine != turn) return;
      finish();
      shown = { path, text: text(bytes) };
      doc.body.dataset.shown = path;
      nonce = (await load('bundle.bin')).iv;
      go();
    } catch (error) {
      if (mine != turn) return;
      shown = undefined;
      if (error instanceof Problem) ask(error.word, error.n);
      else ask('failed');
    }
  };

  // Says when the page has changed since. All views change together, so the text decides.
  const compare = async () => {
    if (doc.hidden || !shown) return;
    try {
      const bundle = await unpack('bundle.bin', await get('bundle.bin'));
      if (bundle.iv == nonce || !shown) return;
      nonce = bundle.iv;
      files = { 'bundle.bin': Promise.resolve(bundle) };
      const bytes = await find(`${shown.path}index.html`);
      if (!shown || bytes && text(bytes) == shown.text) return;
      const notice = doc.querySelector('.changed') || doc.createElement('div'), button = doc.createElement('button');
      notice.className = 'changed';
      notice.setAttribute('role', 'status');
      button.textContent = words.reload;
      button.onclick = () => show(true);
      doc.body.prepend(notice);
      notice.replaceChildren(`${words.changed} `, button);
    } catch {}
  };
  setInterval(compare, 6e4);

  // Browsers print the address of the page, and the code is not for everybody who sees the paper.
  addEventListener('beforeprint', () => history.replaceState(history.state, '', base));
  addEventListener('afterprint', () => shown && history.replaceState(history.state, '', address(shown.path, '')));
  addEventListener('hashchange', () => show());
  form.onsubmit = event => {
    event.preventDefault();
    const code = tidy(input.value);
    // An address that does not change is looked at again, so that the message is announced again.
    if (location.hash == `#${code}`) show();
    else location.hash = code;
  };
  show();
})();
