//! The totals at the end of the report.

use std::collections::BTreeMap;

use crate::import::cstate::text::heading::Notation;
use crate::import::plan::Notes;

#[derive(Debug, Default)]
pub(in crate::import::cstate) struct Counts {
    pub(in crate::import::cstate) incidents: usize,
    pub(in crate::import::cstate) maintenances: usize,
    pub(in crate::import::cstate) notices: usize,
    /// The numbers of issues and updates by notation; `None` for texts without headings.
    pub(in crate::import::cstate) by_notation: BTreeMap<Option<Notation>, (usize, usize)>,
    pub(in crate::import::cstate) closings: usize,
    pub(in crate::import::cstate) drafts: usize,
    pub(in crate::import::cstate) postmortems: usize,
    pub(in crate::import::cstate) pages: usize,
    pub(in crate::import::cstate) declared: usize,
    pub(in crate::import::cstate) undeclared: usize,
    pub(in crate::import::cstate) undeclared_uses: usize,
    pub(in crate::import::cstate) inverted: usize,
    pub(in crate::import::cstate) local_times: usize,
    pub(in crate::import::cstate) unknown_severities: usize,
    pub(in crate::import::cstate) spread: usize,
}

impl Counts {
    /// Adds the totals to the notes.
    pub(in crate::import::cstate) fn add_notes(&self, notes: &mut Notes) {
        let issues = self.incidents + self.maintenances + self.notices;
        notes.add(
            "issues",
            format!(
                "{issues} converted: {} incidents, {} maintenances, {} notices",
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
            (self.closings, "were added to close resolved issues without a closing update"),
            (self.spread, "have no time and were spread between their neighbours"),
            (self.drafts, "were hidden in the text and became drafts"),
            (self.postmortems, "are post-mortems, kept as the last update of their issue"),
        ];
        for (count, what) in updates {
            if count > 0 {
                notes.add("updates", format!("{count} {what}"));
            }
        }
        notes.add(
            "components",
            format!(
                "{} declared, {} only named in issues ({} times)",
                self.declared, self.undeclared, self.undeclared_uses
            ),
        );
        for (count, what) in
            [(self.inverted, "ends before the start, repaired"), (self.local_times, "without a zone")]
        {
            if count > 0 {
                notes.add("times", format!("{count} {what}"));
            }
        }
        if self.unknown_severities > 0 {
            notes.add("severities", format!("{} unknown or missing", self.unknown_severities));
        }
        notes.add("pages", format!("{} converted", self.pages));
        notes.add(
            "addresses",
            "`/issues/<name>/` is now `/incidents/<name>/` or `/maintenance/<name>/`, and `/pages/<name>/` is now `/<name>/`",
        );
    }
}
