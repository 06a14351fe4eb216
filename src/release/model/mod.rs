//! Released data: plain types for pages, feeds and the API. Everything in them may be published.

mod component;
mod event;
mod imported;
mod incident;
mod maintenance;
mod notice;
mod place;
mod postmortem;
mod response;
mod site;
mod sla;
mod text;
mod update;

pub use component::{Component, Day, Group, Month, Node};
pub use event::{Event, Hit, PromisedUpdate, Reference};
pub use imported::{ImportedComponent, ImportedRecord, ImportedUpdate};
pub use incident::{Incident, Promise};
pub use maintenance::{Maintenance, Progress};
pub use notice::{Notice, Page};
pub use place::Place;
pub use postmortem::{Commitment, Due, Postmortem};
pub use response::{
    ChangeKind, DuePromise, IncidentResponse, LaterChange, RecordIndex, ResponseMonth, ResponseTime,
};
pub use site::{Link, Site};
pub use sla::{ComponentAttainment, IncidentClocks, IncidentSla, MonthAttainment, Sla, SlaTarget, SlaTerms};
pub use text::Text;
pub use update::{Interval, Mark, Origin, StateChange, Update, Upstream};
