//! `allclear watch` as a running program with real files. The tests follow its log.
//!
//! Tests wait for events of the log, so a busy machine makes them slower, but does not make them fail.

mod clock;
mod folders;
mod limits;
mod log;
mod matrix;
#[cfg(unix)]
mod on_due;
mod quiet;
mod readers;
pub(super) mod running;
mod saves;
mod signals;
mod trouble;
