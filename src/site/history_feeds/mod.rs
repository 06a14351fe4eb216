//! The history as Statuspage feeds it: `/history.atom` and `/history.rss`, one entry an incident or maintenance,
//! with all its updates inside, because subscribers' scripts parse that shape.
//!
//! An entry keeps its id and changes with every update, so a reader that shows only new entries misses updates;
//! that is how these feeds are, and why the site has feeds of its own beside them. The words are not translated:
//! programs look for `<strong>Resolved</strong>`. The shape is described in `docs/statuspage-api.md`.

mod atom;
mod entry;
mod rss;
mod xml;

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use entry::Entry;

/// How many entries a feed holds.
const MOST: usize = 25;

/// Both feeds.
pub(super) fn outputs(site: &Site) -> Vec<Artifact> {
    let entries = Entry::newest(site, MOST);
    vec![
        Artifact::new("history.atom", atom::feed(site, &entries), ArtifactKind::Feed),
        Artifact::new("history.rss", rss::feed(site, &entries), ArtifactKind::Feed),
    ]
}

/// The title of both feeds.
fn title(site: &Site) -> String {
    let name = site.title.trim_end();
    let is_named = name.split_whitespace().last().is_some_and(|word| word.eq_ignore_ascii_case("status"));
    xml::legal(&format!("{name}{} - Incident History", if is_named { "" } else { " Status" }))
}
