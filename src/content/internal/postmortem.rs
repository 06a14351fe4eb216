//! `incidents/<folder>/postmortem.md`: the internal post-mortem with causes, whys and actions.

use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::keyword::keywords;
use crate::content::reader::Reader;
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

keywords! {
    /// The confidence in the root cause.
    Confidence, "confidence" {
        /// Proven by evidence.
        Confirmed = "confirmed",
        /// Consistent with everything that is known.
        Probable = "probable",
        /// A reasoned guess.
        Suspected = "suspected",
        /// The cause is not known.
        Unknown = "unknown",
    }
}

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

/// An internal post-mortem.
#[derive(Clone, Debug)]
pub struct InternalPostmortem {
    /// Who wrote it.
    pub author: Option<Spanned<String>>,
    /// The confidence in the root cause.
    pub confidence: Option<Spanned<Confidence>>,
    /// The actions.
    pub actions: Vec<Action>,
    /// The links to evidence.
    pub evidence: Vec<Spanned<String>>,
    /// Its file.
    pub span: Span,
}

/// An action to prevent a recurrence.
#[derive(Clone, Debug)]
pub struct Action {
    /// The id of the action, unique in the file.
    pub id: Option<Spanned<String>>,
    /// What will be done.
    pub title: Option<Spanned<String>>,
    /// Who does it.
    pub owner: Option<Spanned<String>>,
    /// The status.
    pub status: Option<Spanned<ActionStatus>>,
    /// The purpose.
    pub category: Option<Spanned<Category>>,
    /// The ids of actions that must be done before.
    pub depends_on: Vec<Spanned<String>>,
    /// The ticket.
    pub ticket: Option<Spanned<String>>,
    /// The links to evidence that it was done.
    pub evidence: Vec<Spanned<String>>,
}

const WHY_KEYS: &[Key] = &[
    Key::required("question", "text", "the question, beginning with `why`"),
    Key::required("answer", "text", "the answer"),
    Key::optional("evidence", "list of links", "links to evidence"),
];
const FACTOR_KEYS: &[Key] = &[
    Key::required("text", "text", "the contributing factor"),
    Key::optional("kind", "text", "the kind of factor"),
];
const ACTION_KEYS: &[Key] = &[
    Key::required("id", "text", "the id of the action, unique in the file"),
    Key::required("title", "text", "what will be done"),
    Key::optional("owner", "person or team", "who does it"),
    Key::optional("due", "date", "the due date"),
    Key::optional("priority", "text", "the priority"),
    Key::optional("category", "keyword", "the purpose: `prevent`, `detect` or `mitigate`"),
    Key::optional("verify", "text", "how to verify that the action works"),
    Key::optional("metric", "text", "the metric that it improves"),
    Key::optional("depends_on", "list of ids", "actions that must be done before"),
    Key::optional("status", "keyword", "`open`, `in_progress`, `done` or `dropped`"),
    Key::optional("ticket", "text", "the ticket of the action"),
    Key::optional("evidence", "list of links", "links to evidence that the action was done"),
    Key::optional("commitment", "text", "the promise to customers that it fulfils"),
];

pub(in crate::content) const KIND: Kind = Kind {
    name: "a post-mortem",
    path: "incidents/<folder>/postmortem.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::required("author", "person", "who wrote it"),
        Key::optional(
            "root_cause_confidence",
            "keyword",
            "`confirmed`, `probable`, `suspected` or `unknown`",
        ),
        Key::optional("why", "list of tables", "the five whys: questions and answers down to the root cause"),
        Key::optional("factor", "list of tables", "contributing factors"),
        Key::optional("action", "list of tables", "what will be done to prevent a recurrence"),
    ],
    tables: &[("why", WHY_KEYS), ("factor", FACTOR_KEYS), ("action", ACTION_KEYS)],
    text: "The sections of the post-mortem, under headings.",
};

impl InternalPostmortem {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>) -> Self {
        let mut evidence = Vec::new();
        for why in reader.tables("why", "a why", WHY_KEYS) {
            why.text("question");
            why.text("answer");
            evidence.extend(why.lines("evidence"));
        }
        for factor in reader.tables("factor", "a factor", FACTOR_KEYS) {
            factor.text("text");
            factor.line("kind");
        }
        Self {
            author: reader.line("author"),
            confidence: reader.keyword("root_cause_confidence"),
            actions: reader.tables("action", "an action", ACTION_KEYS).iter().map(Action::read).collect(),
            evidence,
            span: file.top(),
        }
    }
}

impl Action {
    fn read(table: &Reader<'_>) -> Self {
        table.date("due");
        for key in ["priority", "verify", "metric", "commitment"] {
            table.text(key);
        }
        Self {
            id: table.line("id"),
            title: table.line("title"),
            owner: table.line("owner"),
            status: table.keyword("status"),
            category: table.keyword("category"),
            depends_on: table.lines("depends_on"),
            ticket: table.text("ticket"),
            evidence: table.lines("evidence"),
        }
    }
}
