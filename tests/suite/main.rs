//! Every test that looks at allclear from outside, in one binary: linking once keeps the run short.

mod build;
mod check;
mod cli;
mod docs;
mod gate;
mod import;
mod import_cstate;
mod import_feed;
mod init;
mod new;
mod rules;
mod support;
mod time;
