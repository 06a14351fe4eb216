//! Facts about a response, computed from internal records and a time: who leads, who is on duty, who owns a component,
//! which actions are left, what is due, and where words are found,
//! and the figures of a review.
//!
//! Pure: the records and `now` are arguments, and the results are data for commands to show to the people who respond.
//! Nothing public may depend on this room, so no room with public output knows it. It does not decide whether a record
//! is right; that is `check`.

mod actions;
mod audit;
mod checklist;
mod committed_approval;
mod course;
mod deadlines;
mod due;
mod identity;
mod milestones;
mod next_update;
mod owner;
mod policy;
mod postmortem;
mod reader_view;
mod review;
mod roles;
mod search;
mod severity_answers;
mod situation;
mod tier_sla;
mod told_times;

#[cfg(test)]
mod tests;

pub use actions::{ActionItem, ActionState, actions};
pub use audit::{AuditEvent, AuditWhat, NOT_PROVED, file_events};
pub use checklist::{ChecklistItem, checklist_items};
pub use committed_approval::{ApprovalOrigin, ApprovedVersion, origin_of};
pub use course::{incident_course, is_open, maintenance_course};
pub use deadlines::{Deadlines, detected_at};
pub use due::{
    DueItem, DueWhat, RequiredPostmortem, Responsible, SlaTarget, due_items, executive_notice_id,
    sla_warning_id, step_ids,
};
pub use identity::{Identity, person_of};
pub use milestones::Milestones;
pub use next_update::{NextUpdate, UpdateReason, next_updates};
pub use owner::{ComponentOwner, owner_of};
pub use policy::{policy_at, severities_of, severity_at};
pub use postmortem::{
    Attendee, ChronologyEntry, Durations, Happened, Involved, PostmortemFacts, PostmortemStanding,
    Requirement, attendees, chronology, internal_document, requirement, standing,
};
pub use reader_view::{ReaderView, reader_views};
pub use review::{
    Repeat, RepeatReason, Review, ReviewBasis, ReviewWindow, ReviewedIncident, Sample, Share, TierShare,
};
pub use roles::{RoleHolder, RoleSource, missing_roles, roles_in_force};
pub use search::{Found, SearchHit, search};
pub use severity_answers::{Criticality, Scope, SeverityAnswers, Urgency};
pub use situation::{OpenIncident, RunningMaintenance, Situation};
pub use tier_sla::{IncidentClocks, NoClocks, TierClocks, incident_clocks};
pub use told_times::ToldTimes;
