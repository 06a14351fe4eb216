//! Small sites written on the spot, and the program run over them.

mod project;

pub use project::{Project, Run};
