//! What is due, as a list for people.

use chrono::{DateTime, Utc};

use crate::board::due_words::{settled_by, what, who};
use crate::commands::clock_words::due;
use crate::content::Content;
use crate::response::DueItem;
use crate::source::Snapshot;

/// Returns the list for people. A line that begins with `!` is overdue.
pub(super) fn list(
    items: &[DueItem<'_>],
    content: &Content,
    snapshot: &Snapshot,
    now: DateTime<Utc>,
) -> String {
    if items.is_empty() {
        return "nothing is due\n".to_owned();
    }
    let people = content.internal.people.as_ref();
    let mut lines = Vec::new();
    for item in items {
        let mark = if item.at <= now { '!' } else { ' ' };
        lines.push(format!("{mark} {}  {}  [{}]", due(item.at, now), what(&item.what), item.folder.slug()));
        lines.push(format!("    for: {}", who(item, people)));
        lines.push(format!("    {}", settled_by(item, snapshot)));
    }
    lines.join("\n") + "\n"
}
