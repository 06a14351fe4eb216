//! A new entry of a timeline.

use chrono::{DateTime, TimeDelta, Timelike as _, Utc};

use super::list;
use crate::authoring::{PlannedFile, Table, Value, markdown_file};

/// A new entry of a timeline.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewTimelineEntry<'a> {
    pub(crate) milestone: Option<&'a str>,
    pub(crate) severity: Option<&'a str>,
    pub(crate) outcome: Option<&'a str>,
    /// Roles with the people who hold them from now on.
    pub(crate) roles: &'a [(String, String)],
    pub(crate) evidence: &'a [String],
    /// The step of the escalation that was taken.
    pub(crate) did: Option<&'a str>,
    /// The item in another system that the entry is imported from.
    pub(crate) source_id: Option<&'a str>,
    pub(crate) text: &'a str,
}

impl NewTimelineEntry<'_> {
    /// Returns the file of the entry in the folder of an incident; `stem` is its name without `.md`.
    pub(crate) fn file(&self, folder: &str, stem: &str) -> PlannedFile {
        let mut keys = Table::default();
        keys.set_some("milestone", self.milestone);
        keys.set_some("severity", self.severity);
        if !self.roles.is_empty() {
            let roles = self.roles.iter().map(|(role, person)| (role.clone(), Value::from(person.as_str())));
            keys.set("roles", Value::Inline(roles.collect()));
        }
        keys.set_some("outcome", self.outcome);
        if !self.evidence.is_empty() {
            keys.set("evidence", list(self.evidence));
        }
        keys.set_some("did", self.did);
        keys.set_some("source_id", self.source_id);
        // A file that needs no keys needs no front matter.
        let is_plain = keys.is_empty() && !self.text.starts_with("+++");
        let text = if is_plain { format!("{}\n", self.text) } else { markdown_file(&keys, &[], self.text) };
        PlannedFile::new(format!("{folder}/timeline/{stem}.md"), text)
    }
}

/// Returns the names that an entry of this time (UTC) may have, best first: with the minute unless the minute is taken,
/// then with the second and the seconds after it.
pub(crate) fn timeline_stems(
    at: DateTime<Utc>,
    author: &str,
    minute_is_taken: bool,
) -> impl Iterator<Item = String> {
    let minute = at - TimeDelta::seconds(i64::from(at.second()));
    let minute = format!("{}-{author}", minute.format("%Y-%m-%dT%H%MZ"));
    let second = move |later| at.checked_add_signed(TimeDelta::seconds(later));
    let seconds = (0..).map_while(second).map({
        let author = author.to_owned();
        move |at| format!("{}-{author}", at.format("%Y-%m-%dT%H%M%SZ"))
    });
    std::iter::once(minute).filter(move |_| !minute_is_taken).chain(seconds)
}
