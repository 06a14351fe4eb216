//! What a post-mortem says about an incident before anybody writes a word: facts from the record, whether the policy
//! requires a post-mortem, and who should talk about it.

mod attendees;
mod chronology;
mod document;
mod durations;
mod facts;
mod requirement;
mod standing;

pub use attendees::{Attendee, attendees};
pub use chronology::{ChronologyEntry, Happened, chronology};
pub use document::internal_document;
pub use durations::Durations;
pub(super) use facts::affected_components;
pub use facts::{Involved, PostmortemFacts};
pub use requirement::{Requirement, requirement};
pub use standing::{PostmortemStanding, standing};
