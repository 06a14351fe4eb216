//! Moves a site to another address by rewriting the addresses of its pages and images in all texts.

use std::sync::Arc;

use super::{Body, PublicContent};
use crate::span::Spanned;

/// What precedes an address in rendered HTML, which has no other attributes with addresses and no unescaped quotes.
const ATTRIBUTES: [&str; 2] = ["href=\"", "src=\""];

/// The address of a site that is not published at the `url` of `site.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAddress {
    /// The path at the start of every link, without a trailing slash.
    pub base_path: String,
    /// The address for absolute links, without a trailing slash; `None` for the `url` of `site.toml`.
    pub url: Option<String>,
    /// The address of the only feed of a sealed view; `None` for all other sites.
    pub sealed_feed: Option<String>,
}

/// Moves the site to another address, and rewrites the links in all texts.
#[must_use]
pub fn rebased(mut content: PublicContent, address: &SiteAddress) -> PublicContent {
    let Some(site) = &mut content.site else { return content };
    let base_path = address.base_path.as_str();
    if let Some(url) = &address.url {
        // Ids do not change with the address.
        site.authority = Some(Spanned::new(site.authority().to_owned(), site.span));
        site.url.clone_from(url);
    }
    let old = std::mem::replace(&mut site.base_path, base_path.to_owned());
    let moved = Moved { from: &format!("{old}/"), to: &format!("{base_path}/") };
    for record in &mut content.records {
        let concerned = record.updates.iter().any(|update| moved.concerns(&update.body))
            || record.postmortem.as_ref().is_some_and(|postmortem| moved.concerns(&postmortem.body));
        if concerned {
            let record = Arc::make_mut(record);
            record.updates.iter_mut().for_each(|update| moved.apply(&mut update.body));
            record.postmortem.iter_mut().for_each(|postmortem| moved.apply(&mut postmortem.body));
        }
    }
    content.notices.iter_mut().for_each(|notice| moved.apply(&mut notice.body));
    content.pages.iter_mut().for_each(|page| moved.apply(&mut page.body));
    content.components.iter_mut().for_each(|component| moved.apply(&mut component.body));
    content
}

/// The old and the new prefix of the site's addresses.
struct Moved<'a> {
    from: &'a str,
    to: &'a str,
}

impl Moved<'_> {
    fn concerns(&self, body: &Body) -> bool {
        ATTRIBUTES.iter().any(|attribute| body.html.contains(&format!("{attribute}{}", self.from)))
    }

    fn apply(&self, body: &mut Body) {
        if !self.concerns(body) {
            return;
        }
        let mut html = body.html.to_string();
        for attribute in ATTRIBUTES {
            html = html.replace(&format!("{attribute}{}", self.from), &format!("{attribute}{}", self.to));
        }
        body.html = html.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_and_images_of_the_site_are_rewritten() {
        let mut body = Body {
            html: "<p><a href=\"/help/\">x</a> <a href=\"#n\">n</a> <a href=\"https://a.example/b\" rel=\"noreferrer\">y</a> \
                   <img src=\"/assets/p.png\" alt=\"\"> href=&quot;/no/</p>"
                .into(),
            ..Body::default()
        };
        Moved { from: "/", to: "/elsewhere/" }.apply(&mut body);
        assert_eq!(
            &*body.html,
            "<p><a href=\"/elsewhere/help/\">x</a> <a href=\"#n\">n</a> <a href=\"https://a.example/b\" rel=\"noreferrer\">y</a> \
             <img src=\"/elsewhere/assets/p.png\" alt=\"\"> href=&quot;/no/</p>"
        );
    }
}
