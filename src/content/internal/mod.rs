//! Internal kinds of records.
//!
//! Nothing in them can change a byte of the public site. `release` does not read them, with the one exception that the
//! design declares. The gate reads their raw text to prove that it is not published.

mod checklist;
mod customer;
mod escalation;
mod executive_notice;
mod incident;
mod maintenance;
mod notify;
mod owners;
mod people;
mod postmortem;
mod postmortem_policy;
mod response;
mod review_policy;
mod review_record;
mod role_holder;
mod roles;
mod runbook;
mod snippet;
mod template;
mod timeline;

pub use checklist::Checklist;
pub use customer::{Access, Customer};
pub use escalation::{EscalationStep, Ladder, StepHolder};
pub use executive_notice::ExecutiveNotice;
pub use incident::{Flag, Incident, IncidentKind, Reporter};
pub use maintenance::MaintenancePlan;
pub use notify::{Destination, Notifications, NotifyAudience, NotifyEvent, NotifyKind};
pub use owners::{Owner, Owners};
pub use people::{People, Person, Shift, Team};
pub use postmortem::{
    Action, ActionStatus, Category, Confidence, Factor, GeneratedBlock, InternalPostmortem, Section, Why,
    generated_block, generated_blocks, is_same_promise,
};
pub use postmortem_policy::PostmortemPolicy;
pub use response::ResponsePolicy;
pub use review_policy::ReviewPolicy;
pub use review_record::ReviewRecord;
pub use role_holder::{named_holder, role_holder};
pub use roles::{ON_CALL, Roles, needed_roles, role_names};
pub use runbook::Runbook;
pub use snippet::Snippet;
pub use template::Template;
pub use timeline::{Milestone, Outcome, TimelineEntry};

pub(super) use checklist::KIND as CHECKLIST;
pub(super) use customer::KIND as CUSTOMER;
pub(super) use incident::KIND as INCIDENT;
pub(super) use maintenance::KIND as MAINTENANCE;
pub(super) use notify::KIND as NOTIFY;
pub(super) use owners::KIND as OWNERS;
pub(super) use people::KIND as PEOPLE;
pub(super) use postmortem::KIND as POSTMORTEM;
pub(super) use postmortem::{TRACKING, without_generated_blocks};
pub(super) use response::KIND as RESPONSE;
pub(super) use review_record::KIND as REVIEW;
pub(super) use runbook::KIND as RUNBOOK;
pub(super) use snippet::KIND as SNIPPET;
pub(super) use template::KIND as TEMPLATE;
pub(super) use timeline::KIND as TIMELINE;
