// The bar of the preview: shows the current view, the findings and the connection state. `allclear serve` adds it to
// the pages that it serves; builds never contain it. It has its own shadow tree, so bar and site do not affect each
// other.
(() => {
  const facts = JSON.parse(document.currentScript.dataset.facts);
  // Show no second bar in a frame.
  if (window.top !== window) return;

  const OWN = "/__preview";
  const RETRY = 2000;
  const panelKey = "allclear-preview-panel";
  let { session, generation, stamp, styles } = facts;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const link = (view, label) => {
    const page = encodeURIComponent(location.pathname);
    const made = element("a", { textContent: label, href: `${OWN}/switch?to=${view}&page=${page}` });
    if (view === facts.view) made.setAttribute("aria-current", "page");
    return made;
  };
  const opener = (name) => {
    const button = element("button", { type: "button", className: name });
    button.setAttribute("aria-controls", "panel");
    button.setAttribute("aria-expanded", "false");
    button.onclick = () => (panel.dataset.shows === name ? close() : open(name));
    return button;
  };

  // Elements.

  const state = element("p", { className: "state" });
  state.setAttribute("role", "status");
  const customers = opener("customers");
  const board = link("board", "Board");
  const views = element("nav", {}, link("public", "Public"), link("drafts", "With drafts"), board, customers);
  views.setAttribute("aria-label", "Views of the preview");
  const findings = opener("findings");
  const bar = element("div", { className: "bar" }, element("strong", { textContent: "Preview" }), views, findings, state);

  const title = element("h2", { id: "title", tabIndex: -1 });
  const hide = element("button", { type: "button", textContent: "Close" });
  const body = element("div", { className: "body", tabIndex: 0 });
  body.setAttribute("role", "group");
  body.setAttribute("aria-labelledby", "title");
  const panel = element("section", { id: "panel", hidden: true }, element("header", {}, title, hide), body);
  panel.setAttribute("aria-labelledby", "title");
  const alarm = element("p", { className: "unseen" });
  alarm.setAttribute("role", "alert");

  const sheet = new CSSStyleSheet();
  sheet.replaceSync("STYLE");
  // The bar covers the end of the page, so add the same amount of space there.
  const room = element("div");
  new ResizeObserver(() => (room.style.blockSize = `${bar.offsetHeight}px`)).observe(bar);
  const region = element("div", { className: "region" }, panel, bar, alarm);
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", "Preview");

  class Bar extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      this.shadowRoot.append(room, region);
    }
  }
  customElements.define("allclear-preview", Bar);
  const host = document.createElement("allclear-preview");
  host.lang = "en";
  host.dir = "ltr";
  document.body.append(host);

  // Panel.

  let dismissed;
  const fill = { customers: fillCustomers, findings: fillFindings };

  async function fillCustomers() {
    title.textContent = "Views of customers";
    const list = await (await fetch(`${OWN}/views`)).json();
    const items = list.map(({ view, label }) => element("li", {}, link(view, label)));
    body.replaceChildren(element("ul", { className: "views" }, ...items));
  }

  async function fillFindings() {
    title.textContent = facts.failed ? "The build failed; this is the last good site" : "Findings";
    const answer = await fetch(`${OWN}/findings?view=${encodeURIComponent(facts.view)}`);
    const html = await answer.text();
    // The server has escaped all text.
    body.innerHTML = html || "<p>No errors or warnings.</p>";
    return html;
  }

  async function open(name, byItself = false) {
    panel.dataset.shows = name;
    panel.dataset.byItself = byItself;
    const html = await fill[name]().catch(() => body.replaceChildren("The preview does not respond."));
    if (panel.dataset.shows !== name || (byItself && html === dismissed)) return;
    panel.hidden = false;
    panel.classList.toggle("failed", name === "findings" && facts.failed);
    expanded();
    if (!byItself) {
      title.focus();
      keep(name);
    }
  }

  function close() {
    const name = panel.dataset.shows;
    if (facts.failed && name === "findings") dismissed = body.innerHTML;
    panel.hidden = true;
    delete panel.dataset.shows;
    expanded();
    keep("");
    if (name) ({ customers, findings })[name].focus();
  }

  function expanded() {
    for (const button of [customers, findings]) {
      button.setAttribute("aria-expanded", String(!panel.hidden && panel.dataset.shows === button.className));
    }
  }

  // A panel that the user opened is reopened after a reload.
  function keep(name) {
    try {
      sessionStorage.setItem(panelKey, name);
    } catch {
      // Without storage, it stays closed.
    }
  }

  hide.onclick = close;
  panel.onkeydown = (event) => event.key === "Escape" && close();

  // Texts.

  const number = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  function tell() {
    const counted = [];
    if (facts.errors) counted.push(number(facts.errors, "error"));
    if (facts.warnings) counted.push(number(facts.warnings, "warning"));
    findings.textContent = counted.join(", ") || "No findings";
    findings.dataset.worst = facts.errors ? "error" : facts.warnings ? "warning" : "none";
    customers.textContent = facts.view.startsWith("customers/") ? `Customer: ${facts.view.slice(10)}` : "Customers";
    customers.hidden = !facts.customers;
    board.hidden = !facts.board;
    bar.classList.toggle("failed", facts.failed);
  }

  async function tellFailure() {
    alarm.textContent = facts.failed ? `The build failed: ${findings.textContent}` : "";
    if (facts.failed && facts.site) {
      await open("findings", true);
    } else if (panel.dataset.shows === "findings") {
      if (panel.dataset.byItself === "true") {
        panel.hidden = true;
        delete panel.dataset.shows;
        expanded();
      } else {
        panel.classList.remove("failed");
        await fillFindings();
      }
    }
    if (!facts.failed) dismissed = undefined;
  }

  // Live updates.

  let source, retry;

  function connection(word) {
    state.textContent = { live: "Live", lost: "Reconnecting…", full: "Too many open pages" }[word];
    state.dataset.is = word;
  }

  function connect() {
    clearTimeout(retry);
    if (source || document.hidden) return;
    const page = encodeURIComponent(location.pathname);
    source = new EventSource(`${OWN}/events?page=${page}&session=${session}&since=${generation}`);
    source.onopen = () => connection("live");
    source.addEventListener("news", (event) => hear(JSON.parse(event.data)));
    source.onerror = () => {
      const refused = source.readyState === EventSource.CLOSED;
      connection(refused ? "full" : "lost");
      if (refused) {
        disconnect();
        retry = setTimeout(connect, RETRY);
      }
    };
  }

  function disconnect() {
    clearTimeout(retry);
    source?.close();
    source = undefined;
  }

  function hear(news) {
    const silent = !news.site && facts.site;
    ({ session, generation } = news);
    // A server that was just started has no site yet.
    if (!silent && news.stamp !== stamp) return location.reload();
    if (!silent && news.styles.join() !== styles.join() && !restyle(news)) return location.reload();
    const { failed, errors, warnings, board: hasBoard, customers: known } = news;
    Object.assign(facts, { failed, errors, warnings, board: hasBoard, customers: known });
    tell();
    tellFailure();
  }

  // Replaces the style sheets of the page. The old one is removed once the new one has loaded, to avoid flicker.
  function restyle(news) {
    if (news.styles.length !== styles.length) return false;
    const links = [...document.querySelectorAll("link[rel=stylesheet]")];
    for (const [index, from] of styles.entries()) {
      const old = links.find((link) => link.getAttribute("href") === from);
      if (!old) return false;
      if (news.styles[index] === from) continue;
      const fresh = old.cloneNode();
      fresh.href = news.styles[index];
      fresh.onload = () => old.remove();
      old.after(fresh);
    }
    styles = news.styles;
    // The script of the site compares this stamp with that of the server.
    if (news.own) document.body.dataset.stamp = news.own;
    return true;
  }

  // Close the stream in hidden tabs, because browsers limit the number of connections.
  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);

  tell();
  connection("lost");
  connect();
  if (facts.failed) {
    tellFailure();
  } else {
    try {
      const kept = sessionStorage.getItem(panelKey);
      if (fill[kept]) {
        open(kept, true);
        panel.dataset.byItself = false;
      }
    } catch {
      // Without storage, nothing is restored.
    }
  }
})();
