//! The figures at the end of the report.

use std::collections::BTreeMap;

use super::heading::Notation;
use crate::import::plan::Notes;

#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) incidents: usize,
    pub(super) maintenances: usize,
    pub(super) notices: usize,
    /// Issues and their updates, by the notation of the updates; `None`: the whole text is one.
    pub(super) by_notation: BTreeMap<Option<Notation>, (usize, usize)>,
    pub(super) closings: usize,
    pub(super) drafts: usize,
    pub(super) postmortems: usize,
    pub(super) pages: usize,
    pub(super) declared: usize,
    pub(super) undeclared: usize,
    pub(super) undeclared_uses: usize,
    pub(super) inverted: usize,
    pub(super) local_times: usize,
    pub(super) unknown_severities: usize,
    pub(super) spread: usize,
}

impl Counts {
    pub(super) fn tell(&self, notes: &mut Notes) {
        let issues = self.incidents + self.maintenances + self.notices;
        notes.add(
            "issues",
            format!(
                "{issues} read: {} incidents, {} maintenances, {} notices",
                self.incidents, self.maintenances, self.notices
            ),
        );
        for (notation, (issues, updates)) in &self.by_notation {
            let how = match notation {
                Some(Notation::Track) => "by the `track` shortcode",
                Some(Notation::State) => "by states such as `*Update* - text`",
                Some(Notation::Bracket) => "by bracketed headings",
                Some(Notation::Time) => "by lines with a time",
                None => "as whole texts",
            };
            notes.add("updates", format!("{updates} found {how}, in {issues} issues"));
        }
        let updates = [
            (self.closings, "were added to close a resolved incident whose text does not"),
            (self.spread, "bear no time of their own and were placed between their neighbours"),
            (self.drafts, "were hidden in the text and are drafts"),
            (self.postmortems, "are post-mortems, kept as the last update of their incident"),
        ];
        for (count, what) in updates {
            if count > 0 {
                notes.add("updates", format!("{count} {what}"));
            }
        }
        notes.add(
            "components",
            format!(
                "{} declared, {} that only issues name ({} times)",
                self.declared, self.undeclared, self.undeclared_uses
            ),
        );
        for (count, what) in [
            (self.inverted, "ends before their beginning, each set to one minute after it"),
            (self.local_times, "without a zone"),
        ] {
            if count > 0 {
                notes.add("times", format!("{count} {what}"));
            }
        }
        if self.unknown_severities > 0 {
            notes.add("severities", format!("{} unknown or missing", self.unknown_severities));
        }
        notes.add("pages", format!("{} taken over", self.pages));
        notes.add(
            "addresses",
            "`/issues/<name>/` is `/incidents/<name>/` or `/maintenance/<name>/` now, and `/pages/<name>/` is `/<name>/`",
        );
    }
}
