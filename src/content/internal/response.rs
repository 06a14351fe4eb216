//! `response.toml`: how the organisation responds to incidents.

use chrono::TimeDelta;

use super::escalation::{Ladder, STEP_KEYS, read_ladders};
use super::executive_notice::{ExecutiveNotice, TIER_KEYS, read_notice};
use super::postmortem_policy::{POSTMORTEM_KEYS, PostmortemPolicy};
use super::review_policy::{REVIEW_KEYS, ReviewPolicy};
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::reader::Reader;
use crate::source::Side;
use crate::span::Spanned;

/// How long before the breach of a service level somebody is told, if the policy does not say.
const WARN_BEFORE: TimeDelta = TimeDelta::minutes(30);

/// How the organisation responds to incidents.
#[derive(Clone, Debug)]
pub struct ResponsePolicy {
    /// Who does what, and by when, by severity.
    pub ladders: Vec<Ladder>,
    /// When the executives of the customers of a tier are told, by tier.
    pub executive_notices: Vec<(Spanned<String>, ExecutiveNotice)>,
    /// How long before the breach of a service level somebody is told.
    pub warn_before: TimeDelta,
    /// Which incidents get a post-mortem; `None` if nothing requires one.
    pub postmortem: Option<PostmortemPolicy>,
    /// The kinds of causes that post-mortems may name; any if it is empty.
    pub causes: Vec<Spanned<String>>,
    /// The targets of the monthly review; `None` for the usual ones.
    pub review: Option<ReviewPolicy>,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "`response.toml`",
    path: "response.toml",
    side: Side::Internal,
    front_matter: FrontMatterNeed::WholeFile,
    keys: &[
        Key::optional(
            "warn_before",
            "duration",
            "how long before the breach of a service level somebody above the technical lead is told; default `30m`",
        ),
        Key::optional(
            "escalation",
            "table of lists",
            "who does what, and by when, while an incident of a severity is open",
        ),
        Key::optional(
            "postmortem",
            "table",
            "which incidents get a post-mortem; each condition is enough by itself",
        ),
        Key::optional(
            "causes",
            "list of texts",
            "the kinds of causes that `causes` of a `postmortem.md` may name, such as `config-change`; without it, any",
        ),
        Key::optional("review", "table", "the targets of the monthly review"),
        Key::optional("tier", "table of tiers", "what contracts with the customers of each tier require"),
    ],
    tables: &[
        ("escalation.<severity>", STEP_KEYS),
        ("tier.<name>", TIER_KEYS),
        ("postmortem", POSTMORTEM_KEYS),
        ("review", REVIEW_KEYS),
    ],
    text: "",
};

impl Default for ResponsePolicy {
    fn default() -> Self {
        Self {
            ladders: Vec::new(),
            executive_notices: Vec::new(),
            warn_before: WARN_BEFORE,
            causes: Vec::new(),
            postmortem: None,
            review: None,
        }
    }
}

impl ResponsePolicy {
    pub(in crate::content) fn read(reader: &Reader<'_>) -> Self {
        let tiers = reader.named_tables("tier", "a tier", TIER_KEYS).into_iter();
        let review = reader.table("review", "`review`", REVIEW_KEYS);
        let postmortem = reader.table("postmortem", "`postmortem`", POSTMORTEM_KEYS);
        Self {
            review: review.as_ref().map(ReviewPolicy::read),
            postmortem: postmortem.as_ref().map(PostmortemPolicy::read),
            causes: reader.lines("causes"),
            ladders: read_ladders(reader),
            executive_notices: tiers.filter_map(|(tier, table)| Some((tier, read_notice(&table)?))).collect(),
            warn_before: reader.duration("warn_before").map_or(WARN_BEFORE, |span| span.value),
        }
    }

    /// Returns the steps of a severity, by its canonical name.
    #[must_use]
    pub fn ladder(&self, severity: &str) -> Option<&Ladder> {
        self.ladders.iter().find(|ladder| ladder.severity.value.as_str() == severity)
    }
}
