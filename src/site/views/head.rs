//! What stands in the head of a page: for tabs, search engines and previews in chats.

use serde::Serialize;

use super::Views;
use crate::status::State;

/// The longest description of a page, in characters: what search engines and chats show.
const DESCRIPTION: usize = 160;

/// The head of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// Title of the page: begins with the state on the first page and on pages of what is open.
    pub title: String,
    /// What the page is about, in one line.
    pub description: String,
    /// Address of the page, complete; empty if it has none.
    pub canonical: String,
    /// Address of the page as the site links to it.
    pub address: String,
    /// Address of the icon: carries the state on the same pages as the title.
    pub icon: String,
    /// `website` or `article`, for `OpenGraph`.
    pub kind: &'static str,
    /// Whether the page knows its own stamp and asks whether it has changed.
    pub live: bool,
    /// Whether something on the page is told by the clock, so that the script needs words: it does on every live page.
    pub runs: bool,
}

impl Head {
    /// The head of a page that carries no state.
    pub(in crate::site) fn new(views: Views<'_>, title: &str, address: String) -> Self {
        let site = views.site;
        let below = address.strip_prefix(site.base_path.as_str()).unwrap_or(&address);
        Self {
            title: format!("{title} · {}", site.title),
            description: site.description.clone(),
            canonical: format!("{}{below}", site.url),
            icon: views.icon(None),
            kind: "website",
            live: false,
            runs: false,
            address,
        }
    }
}

impl Views<'_> {
    /// The address of the icon of a state, or of the icon without one.
    pub(super) fn icon(self, state: Option<State>) -> String {
        let asset = match state {
            Some(state) => self.theme.assets.get(&format!("icon-{state}.svg")),
            None => self.theme.settings.favicon.as_ref().and_then(|name| self.theme.assets.get(name)),
        };
        asset.map(|asset| self.addresses.asset(&asset.path)).unwrap_or_default()
    }
}

/// The beginning of a text in one line, cut between words.
pub(super) fn summary(text: &str) -> String {
    let mut summary = String::new();
    for word in text.split_whitespace() {
        if summary.chars().count() + word.chars().count() >= DESCRIPTION {
            summary.push('…');
            break;
        }
        if !summary.is_empty() {
            summary.push(' ');
        }
        summary.push_str(word);
    }
    summary
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_one_line_and_ends_between_words() {
        assert_eq!(summary("One\n\ntwo  three"), "One two three");
        let long = summary(&"word ".repeat(100));
        assert!(long.ends_with("word…"), "{long}");
        assert!(long.chars().count() <= DESCRIPTION, "{long}");
        assert_eq!(summary(""), "");
    }
}
