//! An issue of GitHub with its comments, as its API or `gh` write it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::Value;

/// What an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Incident,
    Maintenance,
}

/// An issue that Upptime shows.
#[derive(Debug)]
pub(super) struct Issue<'a> {
    pub(super) kind: Kind,
    pub(super) number: u64,
    pub(super) title: &'a str,
    pub(super) body: &'a str,
    pub(super) labels: Vec<&'a str>,
    /// UTC, like the next one.
    pub(super) created_at: DateTime<Utc>,
    pub(super) closed_at: Option<DateTime<Utc>>,
    /// Oldest first: when each comment was written, UTC, and its text.
    pub(super) comments: Vec<(DateTime<Utc>, &'a str)>,
    /// The texts of comments without a time that can be read.
    pub(super) untimed: Vec<&'a str>,
    /// How many comments were left out, because everybody may write them.
    pub(super) strangers: usize,
}

/// Those who belong to a repository, as GitHub calls them.
const MEMBERS: [&str; 3] = ["OWNER", "MEMBER", "COLLABORATOR"];

impl<'a> Issue<'a> {
    /// Reads an issue. `lists` are comments that are in files of their own.
    ///
    /// # Errors
    ///
    /// Returns the reason why it is not imported.
    pub(super) fn read(value: &'a Value, lists: &'a BTreeMap<u64, Vec<Value>>) -> Result<Self, &'static str> {
        if value.get("pull_request").is_some_and(|pull| !pull.is_null()) {
            return Err("a pull request");
        }
        let number = number(value).ok_or("an issue without a number")?;
        let labels: Vec<&str> = value
            .get("labels")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|label| label.as_str().or_else(|| label.get("name")?.as_str()))
            .collect();
        let kind = if labels.contains(&"maintenance") {
            Kind::Maintenance
        } else if labels.contains(&"status") {
            Kind::Incident
        } else {
            return Err("an issue without the label `status` or `maintenance`, which Upptime does not show");
        };
        let created_at =
            either(value, "createdAt", "created_at").ok_or("an issue without the time of its creation")?;
        let is_closed = value
            .get("state")
            .and_then(Value::as_str)
            .is_some_and(|state| state.eq_ignore_ascii_case("closed"));
        let closed_at = either(value, "closedAt", "closed_at").filter(|_| is_closed);
        let own = value.get("comments").and_then(Value::as_array);
        let (mut comments, mut untimed, mut strangers) = (Vec::new(), Vec::new(), 0);
        for comment in own.into_iter().flatten().chain(lists.get(&number).into_iter().flatten()) {
            let body = text(comment, "body").trim();
            if !is_ours(comment) {
                strangers += 1;
                continue;
            }
            let Some(at) = either(comment, "createdAt", "created_at") else {
                untimed.extend((!body.is_empty()).then_some(body));
                continue;
            };
            if !body.is_empty() && !comments.contains(&(at, body)) {
                comments.push((at, body));
            }
        }
        comments.sort_by_key(|(at, _)| *at);
        Ok(Self {
            kind,
            number,
            title: text(value, "title").trim(),
            body: text(value, "body"),
            labels,
            created_at,
            // A closed issue whose file has no time was closed when somebody last wrote.
            closed_at: closed_at
                .or_else(|| is_closed.then(|| comments.last().map_or(created_at, |(at, _)| *at)))
                .map(|at| at.max(created_at)),
            comments,
            untimed,
            strangers,
        })
    }
}

/// Returns the number of an issue; `None` for anything else.
pub(super) fn number(value: &Value) -> Option<u64> {
    let number = value.get("number")?;
    // A title that is missing or no text is repaired; a comment has none at all.
    value.get("title")?;
    number.as_u64().or_else(|| number.as_str()?.trim().parse().ok())
}

/// Returns the number of the issue that a comment in a list of its own belongs to.
pub(super) fn number_of_comment(value: &Value) -> Option<u64> {
    let url = value.get("issue_url").or_else(|| value.get("issueUrl"))?.as_str()?;
    value.get("body")?;
    url.trim_end_matches('/').rsplit('/').next()?.parse().ok()
}

/// Returns when an issue was last changed, as it was written.
pub(super) fn updated_at(value: &Value) -> Option<&str> {
    value.get("updatedAt").or_else(|| value.get("updated_at"))?.as_str()
}

/// Whether a comment is by a program or by somebody who belongs to the repository. Everybody else may comment too, and their words
/// are not ours.
fn is_ours(comment: &Value) -> bool {
    let association = comment.get("authorAssociation").or_else(|| comment.get("author_association"));
    let user = comment.get("author").or_else(|| comment.get("user"));
    let login = user.and_then(|user| user.get("login")?.as_str()).unwrap_or_default();
    let is_bot = login.ends_with("[bot]")
        || ["github-actions", "upptime-bot"].contains(&login)
        || user.and_then(|user| user.get("type")?.as_str()) == Some("Bot");
    is_bot || association.and_then(Value::as_str).is_some_and(|word| MEMBERS.contains(&word))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Returns a time by its name in `gh` or in the API, UTC.
fn either(value: &Value, gh: &str, api: &str) -> Option<DateTime<Utc>> {
    let written = value.get(gh).or_else(|| value.get(api))?.as_str()?;
    DateTime::parse_from_rfc3339(written).ok().map(|at| at.to_utc())
}
