//! One thing that is due.

use chrono::{DateTime, Utc};

use crate::check::Waiting;
use crate::content::{AudienceTag, Folder};
use crate::response::UpdateReason;
use crate::span::FileId;

/// One thing that is due.
#[derive(Clone, Debug)]
pub struct DueItem<'c> {
    /// Its id: the same as long as it is the same thing, due at the same time.
    pub id: String,
    /// When it is due, UTC.
    pub at: DateTime<Utc>,
    /// What is due.
    pub what: DueWhat,
    /// The folder of the incident or the maintenance.
    pub folder: &'c Folder,
    /// Who is responsible.
    pub responsible: Responsible,
}

/// Who is responsible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Responsible {
    /// The role in which they are responsible, or the team.
    pub role: Option<String>,
    /// The people, by the ids in `people.toml`; one of them is enough. Empty if nobody is named.
    pub people: Vec<String>,
}

/// What is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueWhat {
    /// The next update to customers.
    NextUpdate {
        /// Why.
        reason: UpdateReason,
        /// Who waits for it.
        readers: Vec<AudienceTag>,
    },
    /// Somebody must take responsibility.
    Acknowledgement,
    /// A target of a service level agreement.
    Sla {
        /// The tier.
        tier: String,
        /// The affected customers of the tier.
        customers: Vec<String>,
        /// Which target.
        target: SlaTarget,
    },
    /// A target of a service level agreement is about to be missed.
    SlaWarning {
        /// The tier.
        tier: String,
        /// Which target.
        target: SlaTarget,
        /// When it will be missed, UTC.
        breach: DateTime<Utc>,
    },
    /// A step of the escalation.
    Step {
        /// The id of the step.
        step: String,
        /// What to do.
        action: String,
        /// Where.
        channel: Option<String>,
    },
    /// The executives of a customer, or of the customers of a tier, must be told.
    ExecutiveNotice {
        /// The id of the customer; `None` if the customers of the tier are not known.
        customer: Option<String>,
        /// The tier, if the customer has one.
        tier: Option<String>,
    },
    /// The post-mortem that the policy requires is not written.
    Postmortem {
        /// Why it is required.
        reasons: Vec<String>,
        /// Whether somebody has begun to write it.
        is_begun: bool,
    },
    /// An action of a post-mortem is not done, or not verified.
    Action {
        /// The id of the action.
        action: String,
        /// What will be done.
        title: String,
        /// Whether it is done, so that somebody else has to verify it.
        is_done: bool,
    },
    /// A text waits for an approval.
    Approval {
        /// The file.
        file: FileId,
        /// What it waits for.
        waiting: Waiting,
        /// The role that must approve it.
        role: String,
    },
}

/// A target of a service level agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlaTarget {
    /// The time to a response.
    Response,
    /// The time to a resolution.
    Resolution,
}

impl SlaTarget {
    /// Returns the target as a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Resolution => "resolution",
        }
    }
}

/// Returns the id of an item of a record.
pub(super) fn id(folder: &Folder, parts: &[&str]) -> String {
    let path = folder.path();
    let name = path.strip_prefix("content/").unwrap_or(&path);
    format!("{name}/{}", parts.join("/"))
}

/// Returns a time as a part of an id.
pub(super) fn stamp(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}
