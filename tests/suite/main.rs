//! Every test that looks at allclear from outside, in one binary: linking once keeps the run short.

mod boundary;
mod canaries;
mod docs;
mod noninterference;
mod rules;
mod support;
