//! An open incident: what people who respond to it have to know. The first page and the page of the incident show it.

mod broken;
mod clocks;
mod deadline;
mod incident;
mod missing;
mod role;
mod waiting;

pub(super) use broken::BrokenFile;
pub(super) use clocks::ClocksView;
pub(super) use deadline::{MARKED_FROM, clocks_of};
pub(super) use incident::{NextView, OpenView, OutcomeView, next_updates, reader_name};
pub(super) use waiting::WaitingView;
