//! Earlier addresses of a page, which redirect to it.

use std::path::Path;

use crate::content::is_name;
use crate::content::reader::Reader;
use crate::diagnostics::{Finding, rules};
use crate::span::Spanned;

/// The meaning of the key `aliases`.
pub(super) const ALIASES: &str = "earlier addresses, which redirect here: earlier slugs such as `payments-pay-page`, or whole paths below `url` such as `/issues/2020-02-01-slow/`";

/// The longest path, in bytes.
const MAX_PATH: usize = 200;
/// First parts of paths at which nothing redirects: files of the site that are not pages.
const NOT_PAGES: [&str; 3] = ["api", "assets", "v"];

/// An earlier address of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alias {
    /// An earlier slug.
    Slug(Spanned<String>),
    /// A path below the address of the site, with a slash at the beginning: `/issues/2020-02-01-slow/`.
    Path(Spanned<String>),
}

impl Alias {
    /// Reads `aliases`. What cannot be an address is reported and left out.
    pub(in crate::content) fn read_all(reader: &Reader<'_>) -> Vec<Self> {
        let written = reader.lines("aliases").into_iter();
        written.filter_map(|alias| Self::parse(alias, reader)).collect()
    }

    fn parse(alias: Spanned<String>, reader: &Reader<'_>) -> Option<Self> {
        if is_name(&alias.value) {
            return Some(Self::Slug(alias));
        }
        if Self::is_path(&alias.value) {
            return Some(Self::Path(alias));
        }
        let message = format!("`{}` cannot be an address that redirects", alias.value);
        let hint = "write an earlier slug, or a path of lower-case letters, digits, `-`, `_` and `.html`: `/issues/slow/`";
        reader.report(Finding::at(&rules::INVALID_NAME, alias.span, message).hint(hint));
        None
    }

    /// Returns the text as it is written.
    #[must_use]
    pub fn written(&self) -> &Spanned<String> {
        match self {
            Self::Slug(alias) | Self::Path(alias) => alias,
        }
    }

    /// Returns the path below the address of the site; `folder` is that of the slugs: `components`, or empty.
    #[must_use]
    pub fn path(&self, folder: &str) -> String {
        match self {
            Self::Slug(slug) if folder.is_empty() => format!("/{}/", slug.value),
            Self::Slug(slug) => format!("/{folder}/{}/", slug.value),
            Self::Path(path) if Path::new(&path.value).extension().is_some_and(|kind| kind == "html") => {
                path.value.clone()
            }
            Self::Path(path) => format!("{}/", path.value.trim_end_matches('/')),
        }
    }

    /// Whether a text is a path of a page: folders in lower case, the last of them with or without a slash, or a file
    /// `….html`. Folders have no dots, so that a path never leads below a file.
    #[must_use]
    pub fn is_path(text: &str) -> bool {
        let Some(path) = text.strip_prefix('/').filter(|_| text.len() <= MAX_PATH) else { return false };
        let path = path.strip_suffix('/').unwrap_or(path);
        let folders = path.strip_suffix(".html").filter(|_| !text.ends_with('/')).unwrap_or(path);
        let part = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
                && part.bytes().all(|byte| {
                    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
                })
        };
        folders.split('/').all(part)
            && folders.split('/').next().is_some_and(|first| !NOT_PAGES.contains(&first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::{FileId, Span};

    #[test]
    fn a_path_leads_to_a_page_of_the_site() {
        for path in
            ["/issues/2020-02-01-slow_api/", "/issues/slow", "/help.html", "/a/b/c.html", "/incidents/1"]
        {
            assert!(Alias::is_path(path), "{path}");
        }
        let long = format!("/{}/", "a".repeat(MAX_PATH));
        for path in [
            "",
            "/",
            "//",
            "issues/slow",
            "/A/",
            "/a//b/",
            "/../a/",
            "/a/./b",
            "/feed.xml",
            "/feed.xml/a/",
            "/a.html/",
            "/_headers",
            "/.well-known/a",
            "/api/v2/x/",
            "/assets/a/",
            "/v/a",
            "/a b/",
            "/é/",
            &long,
        ] {
            assert!(!Alias::is_path(path), "{path}");
        }
    }

    #[test]
    fn a_slug_is_in_the_folder_of_its_kind() {
        let at = |text: &str| Spanned::new(text.to_owned(), Span::top(FileId::new(0)));
        assert_eq!(Alias::Slug(at("pay")).path("components"), "/components/pay/");
        assert_eq!(Alias::Slug(at("help")).path(""), "/help/");
        assert_eq!(Alias::Path(at("/old/help")).path("components"), "/old/help/");
        assert_eq!(Alias::Path(at("/old.html")).path(""), "/old.html");
    }
}
