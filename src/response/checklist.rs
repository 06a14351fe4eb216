//! The checklist in the record of an incident.

/// An item of a checklist, a line such as `- [ ] Call the supplier`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChecklistItem<'t> {
    /// The position of the character between the brackets, in bytes.
    pub mark: usize,
    /// Whether it is ticked.
    pub is_done: bool,
    /// Its text.
    pub text: &'t str,
}

/// Returns the items in a text, in order.
#[must_use]
pub fn checklist_items(text: &str) -> Vec<ChecklistItem<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let rest = line.get(indent..).unwrap_or_default();
        let after = ["- [", "* [", "+ ["].iter().find_map(|bullet| rest.strip_prefix(bullet));
        if let Some((mark, item)) = after.and_then(|after| after.split_at_checked(1))
            && let Some(item) = item.strip_prefix("] ")
            && matches!(mark, " " | "x" | "X")
        {
            found.push(ChecklistItem { mark: start + indent + 3, is_done: mark != " ", text: item.trim() });
        }
        start += line.len();
    }
    found
}
