//! Decisions that apply to many updates and are noted once, with a number, instead of once per update.

use crate::import::plan::Notes;

#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) tweets: usize,
    pub(super) muted: usize,
    pub(super) other_tags: usize,
    pub(super) reminders: usize,
    pub(super) moved: usize,
    pub(super) closed_again: usize,
}

impl Counts {
    /// Adds the totals to the notes.
    pub(super) fn add_notes(&self, notes: &mut Notes) {
        let totals = [
            (self.tweets, "have a tweet, which has no counterpart; it is kept in `[imported]`"),
            (self.muted, "were published without notifications; that is kept in `[imported]`"),
            (self.other_tags, "contain HTML tags other than line breaks, which became Markdown"),
            (self.moved, "had the same time as another and were moved by a millisecond"),
            (self.closed_again, "close an event that is already closed; they are written as plain updates"),
        ];
        for (count, what) in totals {
            if count > 0 {
                notes.add("updates", format!("{count} {what}"));
            }
        }
        if self.reminders > 0 {
            notes.add("incidents", format!("{} had reminders, which have no counterpart", self.reminders));
        }
    }
}
