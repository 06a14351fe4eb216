//! Every test that looks at allclear from outside, in one binary: linking once keeps the run short.

mod boundary;
mod build;
mod canaries;
mod check;
mod cli;
mod docs;
mod gate;
mod growth;
mod import;
mod init;
mod new;
mod noninterference;
mod rules;
mod support;
mod time;
