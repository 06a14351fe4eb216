//! `[[action]]` of an internal post-mortem: what will be done to prevent a recurrence, and how far it is.

use chrono::{DateTime, NaiveDate, Utc};

use crate::content::key::Key;
use crate::content::keyword::keywords;
use crate::content::placeholder::placeholders;
use crate::content::reader::Reader;
use crate::span::{Span, Spanned};

keywords! {
    /// The purpose of an action.
    Category, "category" {
        /// Prevents a recurrence.
        Prevent = "prevent",
        /// Detects the problem sooner.
        Detect = "detect",
        /// Reduces the impact.
        Mitigate = "mitigate",
    }
}

keywords! {
    /// The status of an action.
    ActionStatus, "status" {
        /// Not begun.
        Open = "open",
        /// Begun.
        InProgress = "in_progress",
        /// Done.
        Done = "done",
        /// Will not be done.
        Dropped = "dropped",
    }
}

/// An action to prevent a recurrence.
#[derive(Clone, Debug)]
pub struct Action {
    /// The id of the action, unique in the file.
    pub id: Option<Spanned<String>>,
    /// What will be done.
    pub title: Option<Spanned<String>>,
    /// Who does it: a person or a team, by the id in `people.toml`.
    pub owner: Option<Spanned<String>>,
    /// The due date.
    pub due: Option<Spanned<NaiveDate>>,
    /// The priority.
    pub priority: Option<Spanned<String>>,
    /// The purpose.
    pub category: Option<Spanned<Category>>,
    /// Why this and nothing else.
    pub rationale: Option<Spanned<String>>,
    /// What may go wrong without it, or `high`.
    pub risk: Option<Spanned<String>>,
    /// How much work it is.
    pub effort: Option<Spanned<String>>,
    /// How to verify that it works.
    pub verify: Option<Spanned<String>>,
    /// The metric that it improves.
    pub metric: Option<Spanned<String>>,
    /// The ids of actions that must be done before.
    pub depends_on: Vec<Spanned<String>>,
    /// The status; `None` if none is written, which means open.
    pub status: Option<Spanned<ActionStatus>>,
    /// When it was decided.
    pub created: Option<Spanned<NaiveDate>>,
    /// When it was done.
    pub done_at: Option<Spanned<NaiveDate>>,
    /// When somebody verified it.
    pub verified_at: Option<Spanned<NaiveDate>>,
    /// Who verified it, by the id in `people.toml`.
    pub verified_by: Option<Spanned<String>>,
    /// The links to evidence that it was done.
    pub evidence: Vec<Spanned<String>>,
    /// The ticket.
    pub ticket: Option<Spanned<String>>,
    /// The promise to customers that it fulfils, in the words of `comms/postmortem.md`.
    pub commitment: Option<Spanned<String>>,
    /// The runbook that it changes: a link, or the id of a file in `runbooks/`.
    pub updates_runbook: Option<Spanned<String>>,
    /// The span of the table.
    pub span: Span,
}

/// After how many days without progress an action is to be closed or renewed.
const STALE_AFTER: i64 = 90;

/// Keys that say how far an action is. Approvals of a post-mortem are not bound to them.
pub(in crate::content) const TRACKING: [&str; 6] =
    ["status", "done_at", "verified_at", "verified_by", "evidence", "ticket"];

pub(super) const KEYS: &[Key] = &[
    Key::required("id", "text", "the id of the action, unique in the file"),
    Key::required("title", "text", "what will be done"),
    Key::optional("owner", "person or team", "who does it"),
    Key::optional("due", "date", "the due date"),
    Key::optional("priority", "text", "the priority"),
    Key::optional("category", "keyword", "the purpose: `prevent`, `detect` or `mitigate`"),
    Key::optional("rationale", "text", "why this and nothing else"),
    Key::optional(
        "risk",
        "text",
        "what may go wrong without it; if it is `high`, a late action names the person to escalate to",
    ),
    Key::optional("effort", "text", "how much work it is"),
    Key::optional("verify", "text", "how to verify that the action works"),
    Key::optional("metric", "text", "the metric that it improves"),
    Key::optional("depends_on", "list of ids", "actions that must be done before"),
    Key::optional("status", "keyword", "`open`, `in_progress`, `done` or `dropped`; default `open`"),
    Key::optional("created", "date", "when it was decided"),
    Key::optional("done_at", "date", "when it was done"),
    Key::optional("verified_at", "date", "when somebody verified it"),
    Key::optional("verified_by", "person", "who verified it; not the owner"),
    Key::optional("evidence", "list of links", "links to evidence that the action was done"),
    Key::optional("ticket", "text", "the ticket of the action"),
    Key::optional(
        "commitment",
        "text",
        "the promise to customers that it fulfils, in the words of `comms/postmortem.md`",
    ),
    Key::optional(
        "updates_runbook",
        "link or id",
        "the runbook that it changes: a link, or the name of a file in `runbooks/` without `.md`",
    ),
];

impl Action {
    pub(super) fn read(table: &Reader<'_>) -> Self {
        Self {
            id: table.line("id"),
            title: table.line("title"),
            owner: table.line("owner"),
            due: table.date("due"),
            priority: table.text("priority"),
            category: table.keyword("category"),
            rationale: table.text("rationale"),
            risk: table.text("risk"),
            effort: table.text("effort"),
            verify: table.text("verify"),
            metric: table.text("metric"),
            depends_on: table.lines("depends_on"),
            status: table.keyword("status"),
            created: table.date("created"),
            done_at: table.date("done_at"),
            verified_at: table.date("verified_at"),
            verified_by: table.line("verified_by"),
            evidence: table.lines("evidence"),
            ticket: table.text("ticket"),
            commitment: table.text("commitment"),
            updates_runbook: table.runbook("updates_runbook"),
            span: table.span(),
        }
    }

    /// Whether somebody has written what will be done. In a draft, the title is a placeholder.
    #[must_use]
    pub fn is_written(&self) -> bool {
        self.title.as_ref().is_none_or(|title| placeholders(&title.value).is_empty())
    }

    /// Returns the status; an action without one is open.
    #[must_use]
    pub fn status_or_open(&self) -> ActionStatus {
        self.status.as_ref().map_or(ActionStatus::Open, |status| status.value)
    }

    /// Whether it is done, and somebody other than its owner has verified that. Only then it counts as done.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        let by_another = self
            .verified_by
            .as_ref()
            .is_some_and(|by| self.owner.as_ref().is_none_or(|owner| owner.value != by.value));
        self.status_or_open() == ActionStatus::Done && by_another
    }

    /// Whether nothing is left to do: it is verified or dropped.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.is_verified() || self.status_or_open() == ActionStatus::Dropped
    }

    /// Returns since how many days nobody has cared for it, at a time (UTC): since its due date, or since it was decided if it
    /// has none. `None` if it is closed, or if that is less than `STALE_AFTER`.
    #[must_use]
    pub fn stale_days(&self, now: DateTime<Utc>) -> Option<i64> {
        let since = self.due.as_ref().or(self.created.as_ref()).filter(|_| !self.is_closed())?;
        Some((now.date_naive() - since.value).num_days()).filter(|days| *days > STALE_AFTER)
    }

    /// Whether it matters so much that somebody above its owner is told when it is late: `risk = "high"`.
    #[must_use]
    pub fn is_high_risk(&self) -> bool {
        self.risk.as_ref().is_some_and(|risk| risk.value.trim().eq_ignore_ascii_case("high"))
    }

    /// Whether its due date is over at a time (UTC), and it is not closed. It may be done until the end of that day.
    #[must_use]
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        !self.is_closed() && self.due.as_ref().is_some_and(|due| due.value < now.date_naive())
    }
}

/// Whether two texts are the same promise: apart from case, spaces and a full stop at the end.
#[must_use]
pub fn is_same_promise(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.trim().trim_end_matches('.').split_whitespace().map(str::to_lowercase).collect()
    };
    words(one) == words(other)
}
