//! Placeholders for the id and the name of a customer, used while views are rendered.
//!
//! The views of customers who see the same differ in two things only: the id in their addresses, and the name of the
//! customer at the top of each page. Views are rendered with placeholders for both, so that pages with equal inputs are
//! rendered and read by the gate once, and the id and the name of each customer take the places of the placeholders
//! afterwards.

use std::sync::{Arc, LazyLock};

use memchr::memmem::{self, Finder};
use rayon::prelude::*;

use super::views::PlannedView;
use crate::artifact::Artifact;
use crate::content::SiteAddress;
use crate::content::internal::Access;
use crate::release::Site;
use crate::seal::OpaqueId;
use crate::site::{Theme, name_as_html};

/// The placeholder for the id of a view. It has the length and the letters of one, so nothing is laid out differently
/// around it, and no HMAC is likely ever to give it.
const ID: &str = "placeholder2placeholder2pl";

/// The placeholder for the name of a customer: two characters that no text can contain, because Unicode reserves them for
/// use inside programs.
const NAME: &str = "\u{FDD0}\u{FDD1}";

/// Parts of the placeholders. What contains one of them after the substitution has a placeholder that a theme changed.
static REMAINS: LazyLock<[Finder<'static>; 4]> = LazyLock::new(|| {
    let parts: [&[u8]; 4] = [b"placeholder2", b"PLACEHOLDER2", b"holder2pl", "\u{FDD0}".as_bytes()];
    parts.map(Finder::new)
});

/// The ending of files whose lines are folded after 75 bytes (RFC 5545 3.1).
const FOLDED: &str = ".ics";

/// What takes the places of the placeholders in the files of one view.
#[derive(Clone, Debug)]
pub(super) struct Substitution {
    id: OpaqueId,
    /// The name of the customer as HTML text.
    name: Vec<u8>,
}

const _: () = assert!(ID.len() == OpaqueId::LENGTH);

impl Substitution {
    /// Returns what takes the places of the placeholders in the files of a view. `None` if the view is rendered without
    /// them, because it is sealed or the theme does more with the name than show it.
    pub(super) fn of(view: &PlannedView, theme: &Theme) -> Option<Self> {
        if view.access == Access::Sealed || !theme.shows_name_as_it_is() {
            return None;
        }
        let name = name_as_html(view.audience.customer_name().unwrap_or_default());
        Some(Self { id: view.id.clone(), name })
    }

    /// Returns the files of a view with the id and the name in place of the placeholders. `None` if a part of a placeholder
    /// remains in any.
    pub(super) fn apply_to_all(&self, files: &[Arc<Artifact>]) -> Option<Vec<Arc<Artifact>>> {
        files.par_iter().map(|file| self.apply(file).map(Arc::new)).collect()
    }

    /// Returns a file with the id and the name in place of the placeholders. `None` if a part of a placeholder remains.
    pub(super) fn apply(&self, file: &Artifact) -> Option<Artifact> {
        let id = self.id.as_str().as_bytes();
        let bytes = if file.path.ends_with(FOLDED) {
            replaced_in_folded_lines(&file.bytes, ID.as_bytes(), id)
        } else {
            replaced(&file.bytes, ID.as_bytes(), id)
        };
        let bytes = replaced(&bytes, NAME.as_bytes(), &self.name);
        let remains = REMAINS.iter().any(|part| part.find(&bytes).is_some());
        (!remains).then(|| Artifact { path: file.path.clone(), bytes, ..*file })
    }
}

/// Replaces the name of the customer by its placeholder. A site without a name stays without one.
pub(super) fn replace_name(site: &mut Site) {
    if let Some(name) = site.customer.as_mut().filter(|name| !name.is_empty()) {
        NAME.clone_into(name);
    }
}

/// Returns the address of a view with the placeholder for its id.
pub(super) fn address(view: &PlannedView) -> SiteAddress {
    let with_placeholder = |text: &String| text.replace(view.id.as_str(), ID);
    SiteAddress {
        base_path: with_placeholder(&view.address.base_path),
        url: view.address.url.as_ref().map(with_placeholder),
        sealed_feed: None,
    }
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    for at in memmem::find_iter(bytes, from) {
        let begun = bytes.len() - rest.len();
        result.extend_from_slice(rest.get(..at - begun).unwrap_or_default());
        result.extend_from_slice(to);
        rest = bytes.get(at + from.len()..).unwrap_or_default();
    }
    result.extend_from_slice(rest);
    result
}

/// Replaces `from`, which has the length of `to`, also where the end of a line and the space of a folded one are in it.
fn replaced_in_folded_lines(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut result = bytes.to_vec();
    let mut begin = 0;
    while begin < result.len() {
        if let Some(places) = places_of(&result, begin, from) {
            for (place, byte) in places.iter().zip(to) {
                if let Some(found) = result.get_mut(*place) {
                    *found = *byte;
                }
            }
        }
        begin += 1;
    }
    result
}

/// Returns where the bytes of a text are that begins at `begin`, with folds in it or without. `None` if it does not.
fn places_of(bytes: &[u8], begin: usize, text: &[u8]) -> Option<Vec<usize>> {
    const FOLD: &[u8] = b"\r\n ";
    if bytes.get(begin) != text.first() {
        return None;
    }
    let mut at = begin;
    let mut places = Vec::new();
    for byte in text {
        if !places.is_empty() && bytes.get(at..)?.starts_with(FOLD) {
            at += FOLD.len();
        }
        if bytes.get(at) != Some(byte) {
            return None;
        }
        places.push(at);
        at += 1;
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::artifact::ArtifactKind;

    fn applied(path: &str, text: &str) -> Option<String> {
        let id = "abcdefghijklmnopqrstuvwxyz";
        let substitution = Substitution { id: OpaqueId::for_tests(id), name: b"A &amp; B".to_vec() };
        let file = substitution.apply(&Artifact::new(path, text, ArtifactKind::Page))?;
        Some(String::from_utf8(file.bytes).unwrap())
    }

    #[test]
    fn id_and_name_take_the_places_of_the_placeholders() {
        let text = format!("<a href=\"/v/{ID}/\">{NAME}</a> {ID}{ID}{NAME}.");
        let id = "abcdefghijklmnopqrstuvwxyz";
        let expected = format!("<a href=\"/v/{id}/\">A &amp; B</a> {id}{id}A &amp; B.");
        assert_eq!(applied("index.html", &text), Some(expected));
        assert_eq!(applied("index.html", "nothing").as_deref(), Some("nothing"));
    }

    #[test]
    fn an_id_is_replaced_in_folded_lines_wherever_they_are_folded() {
        let id = "abcdefghijklmnopqrstuvwxyz";
        for at in 0..=ID.len() {
            let fold = |text: &str| format!("URL:/{}\r\n {}/\r\n", &text[..at], &text[at..]);
            assert_eq!(applied("a.ics", &fold(ID)), Some(fold(id)), "folded after {at}");
        }
    }

    #[test]
    fn a_file_in_which_a_part_of_a_placeholder_remains_is_not_used() {
        for text in [&ID[..20], &ID.to_uppercase(), "\u{FDD0}", &ID[15..]] {
            assert_eq!(applied("index.html", text), None, "{text}");
        }
    }
}
