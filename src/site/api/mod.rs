//! The read API of Statuspage, version 2, as files: bots, dashboards and scripts that know that API read a site
//! without being changed.
//!
//! [`outputs`] is the way in. `wire` holds the objects as they are sent, `catalogue` and `events` fill them from
//! what is released, `files` puts the eight files together. `occurrence` and `body` are shared with the history
//! feeds, which speak of the same things. `docs/statuspage-api.md` tells how the files relate to the service's own.
//!
//! Nothing here is a page, and no word here is translated: programs read them.

mod affected;
mod body;
mod catalogue;
mod events;
mod files;
mod occurrence;
mod timestamp;
mod told;
mod wire;

use chrono::DateTime;

pub(super) use body::with_breaks;
pub(super) use occurrence::{Occurrence, newest};
pub(super) use told::Told;

use crate::artifact::Artifact;
use crate::release::Site;

/// What a host is to send with every file below this path: the type that clients expect, leave for scripts of any
/// site to read it, and a short life, since the files change at any moment.
pub(super) const HEADERS: (&str, [(&str, &str); 3]) = (
    "/api/*",
    [
        ("Content-Type", "application/json; charset=utf-8"),
        ("Access-Control-Allow-Origin", "*"),
        ("Cache-Control", "public, max-age=30, must-revalidate"),
    ],
);

/// All files of the API.
pub(super) fn outputs(site: &Site) -> Vec<Artifact> {
    // On a site where nothing was ever released, no time is known at all.
    let beginning = site.first_release.unwrap_or(DateTime::UNIX_EPOCH);
    let catalogue = catalogue::Catalogue::new(site, beginning);
    files::Files::new(site, &catalogue, beginning).outputs()
}

/// The texts of the files that are in no release: sentences that clients know, names of keys and values. For the
/// gate: whoever quotes an answer of the API in an internal file gives nothing away.
#[must_use]
pub fn texts() -> Vec<&'static str> {
    body::STOCK.into_iter().chain(wire::WORDS).collect()
}
