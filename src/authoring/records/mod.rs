//! The records that `new` creates, each as the text of its first files.
//!
//! Values arrive checked and resolved: titles and slugs, the labels of components that exist, times in UTC. Slugs and
//! ids, which must never change later, are always written down.

mod component;
mod customer;
mod incident;
mod maintenance;
mod next_update;
mod notice;
mod page;
pub(crate) mod postmortem;
pub(crate) mod review;
mod stamp;
mod timeline;
mod update;

pub(crate) use component::NewComponent;
pub(crate) use customer::NewCustomer;
pub(crate) use incident::NewIncident;
pub(crate) use maintenance::NewMaintenance;
pub(crate) use next_update::NextUpdate;
pub(crate) use notice::NewNotice;
pub(crate) use page::NewPage;
pub(crate) use stamp::RecordStamp;
pub(crate) use timeline::{NewTimelineEntry, timeline_stems};
pub(crate) use update::{DRAFT_NOTE, NewUpdate};

use crate::status::State;

use super::toml_file::Value;

/// Components by the shortest name that only they have, with their states.
pub(crate) type ComponentStates = Vec<(String, State)>;

pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> Value {
    Value::List(names.into_iter().map(|name| Value::from(name.as_str())).collect())
}

fn states(components: &[(String, State)]) -> Value {
    let pair = |(name, state): &(String, State)| (name.clone(), Value::from(state.as_str()));
    Value::Inline(components.iter().map(pair).collect())
}
