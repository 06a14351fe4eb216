//! The head of a page: for tabs, search engines and link previews.

use serde::Serialize;

use crate::site::rendering::{RenderContext, SiteLanguage};
use crate::status::State;

/// The maximum length of a description in characters, as search engines and link previews show it.
const DESCRIPTION: usize = 160;

/// The head of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Head {
    /// Title of the page. On the home page and on pages of open incidents and maintenances it begins with the state.
    pub title: String,
    /// Summary of the page, in one line.
    pub description: String,
    /// URL of the page; empty if it has none, or if its address must not spread.
    pub canonical: String,
    /// Address of the page as the site links to it.
    pub address: String,
    /// Address of the icon. It shows the state on the same pages as the title.
    pub icon: String,
    /// `website` or `article`, for `OpenGraph`.
    pub kind: &'static str,
    /// Whether the page contains its own stamp and checks whether it has changed.
    pub live: bool,
    /// The page in each language, the first language first; empty on sites with one language.
    pub languages: Vec<PageLanguage>,
    /// Address of the page's own feed; empty if it has none.
    pub feed: String,
    /// Address of the page's own calendar; empty if it has none.
    pub calendar: String,
}

/// A page in one of the languages of the site.
#[derive(Clone, Debug, Serialize)]
pub struct PageLanguage {
    /// Code of the language, for `lang` and `hreflang`.
    pub code: String,
    /// Name of the language, in the language itself.
    pub name: String,
    /// Address of the page in this language; of the home page if the page has no address.
    pub address: String,
    /// URL of the page in this language; empty if the page has none, or if its address must not spread.
    pub canonical: String,
    /// Whether it is the language of this page.
    pub current: bool,
}

impl Head {
    /// Builds the head of a page without a state.
    pub(in crate::site) fn new(context: RenderContext<'_>, title: &str, address: String) -> Self {
        let site = context.site;
        let below = address.strip_prefix(site.base_path.as_str()).unwrap_or(&address);
        Self {
            title: format!("{title} · {}", site.title),
            description: if site.description.is_empty() {
                context.language.fill("about", &[("site", &site.title)])
            } else {
                site.description.clone()
            },
            canonical: if site.place.has_canonical_addresses() {
                format!("{}{below}", site.url)
            } else {
                String::new()
            },
            icon: context.icon(None),
            kind: "website",
            live: false,
            languages: languages(context, &address),
            feed: String::new(),
            calendar: String::new(),
            address,
        }
    }
}

/// Returns the page at an address in each language.
fn languages(context: RenderContext<'_>, address: &str) -> Vec<PageLanguage> {
    let site = context.site;
    let shared = context.addresses.shared(address);
    let below = shared.strip_prefix(site.base_path.as_str()).unwrap_or(&shared);
    let has_url = !address.is_empty() && site.place.has_canonical_addresses();
    let page = |(language, name): (&SiteLanguage, &String)| {
        let path = format!("{}{}", language.folder, if below.is_empty() { "/" } else { below });
        PageLanguage {
            code: language.code.clone(),
            name: name.clone(),
            address: format!("{}{path}", site.base_path),
            canonical: if has_url { format!("{}{path}", site.url) } else { String::new() },
            current: language.folder == site.folder,
        }
    };
    site.languages.iter().zip(context.language_names).map(page).collect()
}

impl RenderContext<'_> {
    /// The address of the icon of a state, or of the neutral icon.
    pub(super) fn icon(self, state: Option<State>) -> String {
        let asset = match state {
            Some(state) => self.theme.assets.get(&format!("icon-{state}.svg")),
            None => self.theme.settings.favicon.as_ref().and_then(|name| self.theme.assets.get(name)),
        };
        asset.map(|asset| self.addresses.asset(&asset.path)).unwrap_or_default()
    }
}

impl Head {
    /// Sets the description to the beginning of a text, unless the text is empty.
    pub(super) fn describe(&mut self, text: &str) {
        let summary = summary(text);
        if !summary.is_empty() {
            self.description = summary;
        }
    }
}

/// Returns the beginning of a text on one line, cut between words.
fn summary(text: &str) -> String {
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
