//! The CSV file that GitLab imports. Labels are set by a quick action in the description.

use super::issue::Issue;
use crate::commands::spreadsheet::csv;
use crate::commands::stop::Stop;

/// Returns the table.
pub(super) fn table(issues: &[Issue], labels: &[String]) -> Result<String, Stop> {
    let head = ["title", "description", "due date"].map(str::to_owned).to_vec();
    let rows = issues.iter().map(|issue| {
        let labels = labels.iter().map(String::as_str).chain(issue.category);
        let labels: Vec<String> = labels.map(|label| format!("~\"{label}\"")).collect();
        // A line that begins with a slash is a command. No line of the description does: each begins with a word of ours.
        let description = format!("{}\n\n/label {}", issue.description, labels.join(" "));
        vec![issue.title.clone(), description, issue.due.map(|due| due.to_string()).unwrap_or_default()]
    });
    csv(std::iter::once(head).chain(rows))
}
