//! Every test that looks at allclear from outside, in one binary: linking once keeps the run short.

mod commands;
mod invariants;
mod outputs;
mod recipes;
mod support;
