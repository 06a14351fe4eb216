//! Tickets as a tracker exports them: JSON of GitHub's program `gh`, or CSV of Jira.

use serde_json::Value;

use crate::commands::stop::Stop;

/// How many characters of a title a tracker keeps for certain.
const KEPT: usize = 200;

/// How far a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TicketState {
    Open,
    InProgress,
    Done,
    /// Closed without being done.
    Declined,
}

/// A ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ticket {
    /// Its address or, if that is not known, its key.
    pub(super) address: String,
    /// Its key or number, which ends the address.
    key: String,
    pub(super) title: String,
    pub(super) state: TicketState,
}

impl Ticket {
    /// Reads the text of an export. `browse` is the address before the keys of Jira.
    pub(super) fn read_all(text: &str, browse: Option<&str>) -> Result<Vec<Self>, Stop> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with(['[', '{']) { of_github(text) } else { of_jira(text, browse) }
    }

    /// Whether an action names this ticket: by its address, or by its key alone.
    pub(super) fn is_named(&self, written: &str) -> bool {
        let written = written.trim().trim_end_matches('/');
        written.eq_ignore_ascii_case(&self.address)
            || written.eq_ignore_ascii_case(&self.key)
            || (self.address == self.key
                && written.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&self.key)))
    }

    /// Whether the ticket was made from an action with this id and title.
    pub(super) fn is_made_from(&self, id: &str, title: &str) -> bool {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (wanted, own) = (words(&format!("{id}: {title}")), words(&self.title));
        // A spreadsheet may have added the mark of a text, and a tracker may have shortened the title.
        let own = own.trim_start_matches('\'');
        let shortened = own.strip_suffix('…').filter(|own| own.chars().count() >= KEPT);
        own == wanted || shortened.is_some_and(|own| wanted.starts_with(own))
    }
}

fn of_github(text: &str) -> Result<Vec<Ticket>, Stop> {
    let wrong = || {
        Stop::content("this is not the output of `gh issue list --json`").hint(
            "`gh issue list --state all --limit 1000 --json number,title,state,stateReason,url` prints it",
        )
    };
    let issues: Value = serde_json::from_str(text).map_err(|_| wrong())?;
    let issues = issues.as_array().ok_or_else(wrong)?;
    let ticket = |issue: &Value| -> Option<Ticket> {
        let text = |key: &str| issue.get(key).and_then(Value::as_str);
        let number = issue.get("number").and_then(Value::as_u64)?.to_string();
        let state = match (text("state")?, text("stateReason")) {
            ("OPEN" | "open", _) => TicketState::Open,
            (_, Some("NOT_PLANNED" | "not_planned" | "DUPLICATE" | "duplicate")) => TicketState::Declined,
            _ => TicketState::Done,
        };
        // Only an address says which repository the number belongs to.
        let address = text("url")?.trim_end_matches('/').to_owned();
        Some(Ticket { key: address.clone(), address, title: text("title")?.to_owned(), state })
            .filter(|ticket| ticket.key.ends_with(&number))
    };
    let read = |(index, issue): (usize, &Value)| {
        ticket(issue).ok_or_else(|| {
            let number = issue.get("number").and_then(Value::as_u64);
            let which =
                number.map_or_else(|| format!("entry {}", index + 1), |number| format!("issue {number}"));
            let missing = ["number", "title", "state", "url"].into_iter().find(|key| {
                issue.get(key).is_none_or(|value| !(value.is_string() || *key == "number" && value.is_u64()))
            });
            let why = missing.map_or_else(
                || "its `url` does not end with its number".to_owned(),
                |key| format!("it has no usable `{key}`"),
            );
            wrong_issue(&which, &why)
        })
    };
    issues.iter().enumerate().map(read).collect()
}

fn wrong_issue(which: &str, why: &str) -> Stop {
    Stop::content(format!("{which} of the export cannot be read: {why}"))
        .hint("`gh issue list --state all --limit 1000 --json number,title,state,stateReason,url` prints these keys")
}

/// Whether a text is the key of an issue in Jira, such as `OPS-12`.
fn is_jira_key(key: &str) -> bool {
    key.split_once('-').is_some_and(|(project, number)| {
        project.starts_with(|c: char| c.is_ascii_alphabetic())
            && project.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !number.is_empty()
            && number.bytes().all(|digit| digit.is_ascii_digit())
    })
}

fn of_jira(text: &str, browse: Option<&str>) -> Result<Vec<Ticket>, Stop> {
    let wrong = |what: &str| {
        Stop::content(format!("this is neither JSON of `gh` nor CSV of Jira: {what}"))
            .hint("export the CSV with the columns `Issue key`, `Summary` and `Status`")
    };
    // Quotation marks come in pairs, also those inside of a cell, unless the file was cut off.
    if text.matches('"').count() % 2 == 1 {
        return Err(wrong("a cell that begins with a quotation mark does not end"));
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| wrong(&error.to_string()))?.clone();
    let column = |name: &str| head.iter().position(|own| own.trim().eq_ignore_ascii_case(name));
    let needed = |name: &str| column(name).ok_or_else(|| wrong(&format!("it has no column `{name}`")));
    let (key, summary, status) = (needed("Issue key")?, needed("Summary")?, needed("Status")?);
    let (category, resolution) = (column("Status Category"), column("Resolution"));
    let mut tickets = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| wrong(&error.to_string()))?;
        let cell = |index: Option<usize>| index.and_then(|index| row.get(index)).unwrap_or_default().trim();
        let key = cell(Some(key)).to_owned();
        if key.is_empty() {
            continue;
        }
        if !is_jira_key(&key) {
            return Err(wrong(&format!("{key:?} is not the key of an issue")));
        }
        tickets.push(Ticket {
            address: browse
                .map_or_else(|| key.clone(), |base| format!("{}/{key}", base.trim_end_matches('/'))),
            key,
            title: cell(Some(summary)).to_owned(),
            state: jira_state(cell(category), cell(Some(status)), cell(resolution)),
        });
    }
    Ok(tickets)
}

/// Returns the state of a Jira ticket: by the category of its status if that is known, which no workflow renames.
fn jira_state(category: &str, status: &str, resolution: &str) -> TicketState {
    let any_of = |word: &str, all: &[&str]| all.iter().any(|one| word.eq_ignore_ascii_case(one));
    let is_done = any_of(category, &["Done"])
        || (category.is_empty() && any_of(status, &["Done", "Closed", "Resolved", "Fixed"]));
    let is_begun = any_of(category, &["In Progress"])
        || (category.is_empty() && any_of(status, &["In Progress", "In Review"]));
    let is_declined = any_of(
        resolution,
        &["Won't Do", "Won't Fix", "Declined", "Duplicate", "Cannot Reproduce", "Cancelled"],
    );
    match (is_done, is_declined, is_begun) {
        (true, true, _) => TicketState::Declined,
        (true, false, _) => TicketState::Done,
        (false, _, true) => TicketState::InProgress,
        (false, _, false) => TicketState::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_a_ticket_is_refused_with_its_place() {
        let message = |text: &str| match Ticket::read_all(text, None) {
            Ok(tickets) => panic!("{tickets:?}"),
            Err(stop) => stop.message().to_owned(),
        };
        let cut = "Summary,Issue key,Status\na,OPS-1,Done\n\"b";
        assert!(message(cut).contains("does not end"), "{}", message(cut));
        let odd = "Summary,Issue key,Status\na,../../evil,Done\n";
        assert!(message(odd).contains("\"../../evil\" is not the key of an issue"), "{}", message(odd));
        let issue = r#"[{"number": 7, "title": "A", "state": "OPEN", "url": 3}]"#;
        assert!(message(issue).contains("issue 7 of the export cannot be read: it has no usable `url`"));
        let issue = r#"[{"number": 7, "title": "A", "state": "OPEN", "url": "https://x.example/issues/8"}]"#;
        assert!(message(issue).contains("does not end with its number"));
    }

    #[test]
    fn jira_is_read_by_the_names_of_its_columns() {
        let text = "Summary,Issue key,Status,Status Category,Resolution\n\"A1: Add, it\",OPS-7,Shipped,Done,\nx,OPS-8,Backlog,To Do,\n,,,,\ny,OPS-9,Gone,Done,Won't Do\n";
        let Ok(tickets) = Ticket::read_all(text, Some("https://x.test/browse/")) else { panic!("tickets") };
        let shown: Vec<(&str, TicketState)> =
            tickets.iter().map(|ticket| (ticket.address.as_str(), ticket.state)).collect();
        assert_eq!(
            shown,
            [
                ("https://x.test/browse/OPS-7", TicketState::Done),
                ("https://x.test/browse/OPS-8", TicketState::Open),
                ("https://x.test/browse/OPS-9", TicketState::Declined),
            ]
        );
        assert!(tickets[0].is_named("OPS-7") && tickets[0].is_named("https://x.test/browse/OPS-7/"));
        assert!(!tickets[0].is_named("https://y.test/browse/OPS-7"));
        assert!(tickets[0].is_made_from("A1", "Add,  it") && !tickets[0].is_made_from("A", "Add, it"));
    }

    #[test]
    fn a_number_without_its_repository_is_no_ticket() {
        let text = r#"[{"number": 7, "title": "A1: Add it", "state": "CLOSED"}]"#;
        assert!(Ticket::read_all(text, None).is_err());
    }

    proptest! {
        #[test]
        fn no_file_causes_a_panic(text in "([\\[\\]{}\",:\n]|number|state|url|Issue key|Summary|Status|[a-z0-9]){0,30}") {
            let _ = Ticket::read_all(&text, None);
        }
    }
}
