//! Projects in temporary folders, the program run in them, and what all groups of tests share.

#[path = "../../../benches/support/generated.rs"]
pub(crate) mod generated;
mod git;
mod project;
mod property;
mod receiver;
#[cfg(target_os = "linux")]
mod terminal;
mod tree;

pub(crate) use git::{Git, quiet};
pub(crate) use project::{NOW, Project, Run};
pub(crate) use property::property;
pub(crate) use receiver::{Answer, Receiver, Request};
#[cfg(target_os = "linux")]
pub(crate) use terminal::{typed, typed_with};
pub(crate) use tree::tree;
