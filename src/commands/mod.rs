//! Commands: one file each, wiring and talking. What they do is done by the rooms; here it is told.
//!
//! [`run`] is the whole program. It takes everything that comes from outside as arguments (streams, the clock, the
//! environment), so that a test can be that outside.

mod build;
mod check;
mod environment;
mod exit;
mod explain;
mod import;
mod init;
mod keep_going;
mod new;
mod progress;
mod report;
mod serve;
mod session;
mod stop;
mod watch;
mod when;

use std::ffi::OsString;

use clap::Parser as _;

use crate::cli::{Cli, Command};
use session::Session;
use stop::Stop;

pub use environment::{Environment, Streams};
pub use exit::Exit;
pub(crate) use when::instant;

/// Runs the program with its arguments, the name of the program first.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    streams: &mut Streams<'_>,
    environment: &Environment,
) -> Exit {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return stop::usage(&error, streams, environment),
    };
    let mut session = Session::new(cli.global, streams, environment);
    let outcome = match cli.command {
        Command::Init(arguments) => init::run(&arguments, &mut session),
        Command::New(what) => new::run(&what, &mut session),
        Command::Check(arguments) => check::run(&arguments, &mut session),
        Command::Build(arguments) => build::run(&arguments, &mut session),
        Command::Serve(arguments) => serve::run(&arguments, &mut session),
        Command::Watch(arguments) => watch::run(&arguments, &mut session),
        Command::Import(from) => import::run(&from, &mut session),
    };
    match outcome.and_then(|exit| session.finish().map(|()| exit)) {
        Ok(exit) => exit,
        Err(stop) => stop.tell(streams),
    }
}
