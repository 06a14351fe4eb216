//! Facts about a response, computed from internal records and a time: who leads, who is on duty, who owns a component,
//! what is due.
//!
//! Pure: the records and `now` are arguments, and the results are data for commands to show to the people who respond.
//! Nothing public may depend on this room, so no room with public output knows it. It does not decide whether a record
//! is right; that is `check`.

mod deadlines;
mod identity;
mod owner;
mod policy;
mod roles;
mod severity_answers;

pub use deadlines::{Deadlines, detected_at};
pub use identity::{Identity, person_of};
pub use owner::{ComponentOwner, owner_of};
pub use policy::{policy_at, severity_at};
pub use roles::{RoleHolder, RoleSource, roles_in_force};
pub use severity_answers::{Criticality, Scope, SeverityAnswers, Urgency};
