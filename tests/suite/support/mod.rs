//! Small sites written on the spot, and the program run over them.

#[path = "../../../benches/support/generated.rs"]
pub(crate) mod generated;
mod git;
mod project;
mod property;
mod tree;

pub(crate) use git::{Git, quiet};
pub(crate) use project::{NOW, Project, Run};
pub(crate) use property::property;
pub(crate) use tree::tree;
