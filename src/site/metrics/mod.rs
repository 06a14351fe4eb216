//! `/metrics.txt`: the current state as metrics in the `OpenMetrics` text format, for Prometheus and what reads its data
//! (<https://prometheus.io/docs/specs/om/open_metrics_spec/>).
//!
//! `families` says which metrics there are, and `family` writes them. The file changes when something is published, the
//! clock starts or ends a maintenance, or a month begins. It contains no duration up to now and no time of the build:
//! Prometheus computes both with `time()`.
//!
//! Web hosts that do not know the format send the file as plain text, and Prometheus then reads it as its older text
//! format. So the file is valid in both: every metric is a gauge, because the older format has no state sets.

mod families;
mod family;

use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;
use crate::status::{Impact, State, Status};

/// The path of the file and its headers: the media type that Prometheus expects, access for scripts of any origin, and a
/// short cache life.
pub(super) const HEADERS: (&str, [(&str, &str); 3]) = (
    "/metrics.txt",
    [
        ("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8"),
        ("Access-Control-Allow-Origin", "*"),
        ("Cache-Control", "public, max-age=30, must-revalidate"),
    ],
);

/// The mark after the last metric, without which a reader must reject the file as cut off.
const END: &str = "# EOF";

/// Renders `/metrics.txt`.
pub(super) fn metrics(site: &Site) -> Artifact {
    let mut text = String::new();
    families::COMPONENT_STATE.write(&mut text, &families::component_states(site));
    families::OPEN_INCIDENTS.write(&mut text, &families::open_incidents(site));
    families::OPEN_MAINTENANCES.write(&mut text, &families::open_maintenances(site));
    families::UPTIME.write(&mut text, &families::uptimes(site));
    families::NEWEST_UPDATE.write(&mut text, &families::newest_update(site));
    text.push_str(END);
    text.push('\n');
    Artifact::new("metrics.txt", text, ArtifactKind::Feed)
}

/// Returns the texts of the file that come from no release: names of metrics and labels, explanations and fixed values.
/// The gate ignores them, because an internal file may quote a line of the file.
pub(super) fn texts() -> impl Iterator<Item = &'static str> {
    let families = families::ALL.into_iter().flat_map(|family| [family.name, family.help]);
    let states = State::ALL.into_iter().map(State::as_str);
    let statuses = Status::INCIDENT.into_iter().chain(Status::MAINTENANCE).map(Status::as_str);
    let impacts = Impact::ALL.into_iter().map(Impact::as_str);
    let words = ["HELP", "TYPE", "UNIT", family::TYPE, "EOF"];
    families.chain(words).chain(families::LABELS).chain(states).chain(statuses).chain(impacts)
}
