// Repairs the link to a customer's view whose `#` a mail program turned into `%23`, and says when such a link was replaced
// or is not complete. Every site has this script, whether it has customers or not.
(() => {
  const text = document.getElementById('explanation'), views = text.dataset.views;
  if (!location.pathname.startsWith(views)) return;
  const [id, ...rest] = location.pathname.slice(views.length).split(/\/?%(?:25)*23/i);
  const view = id.replace(/\/$/, '');
  const isWhole = /^[a-z2-7]{26}$/.test(view);
  if (isWhole && rest.length) return location.replace(`${views}${view}/#${rest.join('')}`);
  text.textContent = isWhole ? text.dataset.replaced : text.dataset.incomplete;
  text.setAttribute('role', 'status');
})();
