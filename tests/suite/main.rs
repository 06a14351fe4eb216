//! The tests of allclear from outside, in one binary, because linking once keeps the run short. `tests/README.md`
//! describes the groups.

mod commands;
mod invariants;
mod outputs;
mod recipes;
mod support;
