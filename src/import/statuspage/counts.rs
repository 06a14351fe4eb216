//! Things that many updates share and that are told once, with a number, instead of once an update.

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
    pub(super) fn tell(&self, notes: &mut Notes) {
        let tell = [
            (self.tweets, "carried a tweet, which has no place here; it is kept under `[imported]`"),
            (self.muted, "went out without notifications; that is kept under `[imported]`"),
            (self.other_tags, "hold HTML tags other than line breaks; they are kept as text"),
            (self.moved, "shared their moment with another and were moved on by a millisecond"),
            (self.closed_again, "close what was closed already; they read as plain updates"),
        ];
        for (count, what) in tell {
            if count > 0 {
                notes.add("updates", format!("{count} {what}"));
            }
        }
        if self.reminders > 0 {
            notes.add("incidents", format!("{} had reminders set, which have no place here", self.reminders));
        }
    }
}
