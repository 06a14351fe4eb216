//! The read API of Statuspage, version 2, as static files: existing bots, dashboards and scripts work unchanged.
//!
//! [`outputs`] is the entry point. `wire` defines the objects of the API, `catalogue` and `writer` build them from
//! released data, and `files` puts the eight files together. The history feeds share `event`, `update` and `body`.
//! `docs/statuspage-api.md` describes how the files differ from those of the service.
//!
//! No word here is translated, because programs read the files.

mod affected;
mod body;
mod catalogue;
mod event;
mod files;
mod timestamp;
mod update;
mod wire;
mod writer;

use chrono::DateTime;

pub(super) use body::with_breaks;
pub(super) use event::{ApiEvent, newest};
pub(super) use update::ApiUpdate;

use crate::artifact::Artifact;
use crate::release::Site;

/// The path of the API and the headers of its files: the media type that clients expect, access for scripts of any
/// origin, and a short cache life, because the files can change at any time.
pub(super) const HEADERS: (&str, [(&str, &str); 3]) = (
    "/api/*",
    [
        ("Content-Type", "application/json; charset=utf-8"),
        ("Access-Control-Allow-Origin", "*"),
        ("Cache-Control", "public, max-age=30, must-revalidate"),
    ],
);

/// Renders all files of the API.
pub(super) fn outputs(site: &Site) -> Vec<Artifact> {
    // A site without any release has no time of its own.
    let beginning = site.first_release.unwrap_or(DateTime::UNIX_EPOCH);
    let catalogue = catalogue::Catalogue::new(site, beginning);
    files::Files::new(site, &catalogue, beginning).outputs()
}

/// Returns the texts of the files that come from no release: fixed sentences, keys and values. The gate ignores them,
/// because an internal file may quote a response of the API.
pub(super) fn texts() -> Vec<&'static str> {
    body::STOCK.into_iter().chain(wire::WORDS).collect()
}
