//! Public kinds of records, written for customers.

mod alias;
mod approval;
mod component;
mod group;
mod imported;
mod notice;
mod page;
mod postmortem;
mod record;
mod site;
mod update;

pub use alias::Alias;
pub use approval::Approval;
pub use component::Component;
pub use group::Group;
pub use imported::{ImportedComponent, ImportedRecord, ImportedTime, ImportedUpdate};
pub use notice::Notice;
pub use page::Page;
pub use postmortem::{Commitment, Done, Postmortem};
pub use record::{Record, RecordKind};
pub(crate) use site::site_url;
pub use site::{
    Allowed, ApprovalPolicy, BUILT_IN_LANGUAGES, RuleLevel, RuleSetting, SeverityPolicy, SiteConfig,
    SiteLink, Tier, TierTarget, ViewsAddress,
};
pub use update::{Edit, IntervalEntry, NextUpdate, Retraction, Update, Upstream, WindowEntry};

pub(super) use approval::KEYS as APPROVAL_KEYS;
pub(super) use component::KIND as COMPONENT;
pub(super) use group::KIND as GROUP;
pub(super) use notice::KIND as NOTICE;
pub(super) use page::KIND as PAGE;
pub(super) use postmortem::KIND as POSTMORTEM;
pub(super) use site::KIND as SITE;
pub(super) use update::KIND as UPDATE;
