//! Small sites written on the spot, and the program run over them.

mod project;

pub(crate) use project::{NOW, Project, Run};
