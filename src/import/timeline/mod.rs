//! Items of other systems as entries of the timeline of one incident.
//!
//! Each format has a module that reads texts into a [`Reading`]: items, and how many were left out for which reason.
//! [`plan`](plan()) makes internal entries of them. Nothing here is public, decides what an incident is, or touches the disk.

pub mod alertmanager;
mod author;
mod item;
mod json;
pub mod pagerduty;
mod plan;
pub mod slack;
pub mod table;
mod target;
mod text;

pub use item::{Item, Reading, Writer};
pub use plan::plan;
pub use target::{Present, Target};
