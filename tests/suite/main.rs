//! Every test that looks at allclear from outside, in one binary: linking once keeps the run short.

mod api;
mod badges;
mod boundary;
mod build;
mod calendar;
mod canaries;
mod check;
mod cli;
mod determinism;
mod docs;
mod feeds;
mod gate;
mod growth;
mod import;
mod import_cstate;
mod import_feed;
mod init;
mod new;
mod noninterference;
mod rules;
mod serve;
mod sites;
mod support;
mod time;
mod touched;
