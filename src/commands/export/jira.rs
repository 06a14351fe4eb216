//! The CSV file that Jira imports: people by e-mail address, several labels as several columns.

use super::issue::Issue;
use crate::commands::spreadsheet::csv;
use crate::commands::stop::Stop;

/// Returns the table.
pub(super) fn table(issues: &[Issue], labels: &[String]) -> Result<String, Stop> {
    let columns = ["Summary", "Issue Type", "Priority", "Assignee", "Due date", "Description"];
    // One column for each label, for the incident, and for the category.
    let head = columns.into_iter().chain(std::iter::repeat_n("Labels", labels.len() + 2)).chain(["Issue Id"]);
    let head = head.map(str::to_owned).collect();
    let rows = issues.iter().enumerate().map(|(index, issue)| {
        let mut row = vec![
            issue.title.clone(),
            "Task".to_owned(),
            priority(issue.priority.as_deref()),
            issue.email.clone().unwrap_or_default(),
            issue.due.map(|due| due.to_string()).unwrap_or_default(),
            issue.description.clone(),
        ];
        row.extend(labels.iter().cloned());
        row.extend([issue.incident.clone(), issue.category.unwrap_or_default().to_owned()]);
        row.push((index + 1).to_string());
        row
    });
    csv(std::iter::once(head).chain(rows))
}

/// Returns the priority of Jira for one of ours. Any other word is kept.
fn priority(written: Option<&str>) -> String {
    match written {
        Some("P1") => "Highest",
        Some("P2") => "High",
        Some("P3") => "Medium",
        Some("P4") => "Low",
        other => other.unwrap_or_default(),
    }
    .to_owned()
}
