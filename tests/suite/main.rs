//! Every test that looks at allclear from outside, in one binary: linking once keeps the run short.

mod docs;
mod growth;
mod rules;
mod support;
