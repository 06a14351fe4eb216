//! The address of a page on the old site, which redirects on the new one.

use crate::authoring::Value;
use crate::content::public::Alias;

/// Returns the value of `aliases` for a page of `content/issues/` or `content/pages/`. Other addresses of the old site
/// may be those of new pages.
pub(super) fn aliases(path: &str) -> Option<Value> {
    alias(path).map(|address| Value::List(vec![Value::from(address.as_str())]))
}

/// Returns the address itself.
pub(super) fn alias(path: &str) -> Option<String> {
    let address = path.strip_prefix("content")?.strip_suffix(".md")?;
    let address = format!("{}/", address.strip_suffix("/index").unwrap_or(address));
    let moves =
        ["/issues/", "/pages/"].iter().any(|folder| address.starts_with(folder) && address != *folder);
    (moves && Alias::is_path(&address)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues_and_pages_keep_their_old_addresses() {
        let list = |address: &str| Some(Value::List(vec![Value::from(address)]));
        assert_eq!(aliases("content/issues/2020-02-01-slow.md"), list("/issues/2020-02-01-slow/"));
        assert_eq!(aliases("content/issues/2020/slow/index.md"), list("/issues/2020/slow/"));
        assert_eq!(aliases("content/pages/faq.md"), list("/pages/faq/"));
        for path in ["content/faq.md", "content/issues/Slow.md", "content/issues/.md", "content/pages/a b.md"]
        {
            assert_eq!(aliases(path), None, "{path}");
        }
    }
}
