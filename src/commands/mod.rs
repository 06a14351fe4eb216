//! The commands, one file each. They connect the other modules and talk to the user; the work itself is done
//! elsewhere.
//!
//! [`run`] is the whole program. It takes everything from outside (streams, clock, environment) as arguments, so tests
//! can replace them.

mod actions;
mod approval;
mod approve;
mod audit;
mod author;
mod board;
mod build;
mod change;
mod changed_site;
mod check;
mod clock_words;
mod commit;
mod committed_approvals;
mod completions;
mod customers_of_project;
mod diff;
mod due;
mod editor;
mod end;
mod environment;
mod exit;
mod explain;
mod export;
mod fix;
mod format_time;
mod gate;
mod import;
mod init;
mod interrupts;
mod keep_going;
mod keys;
mod keys_file;
mod links;
mod log;
mod man;
mod message;
mod new;
mod notify;
mod post;
mod postmortem;
mod progress;
mod prompt;
mod published_texts;
mod record_folder;
mod record_name;
mod report;
mod review;
mod search;
mod serve;
mod session;
mod severity;
mod site_folder;
mod snippet;
mod spreadsheet;
mod staged;
mod status;
mod stop;
mod timeline_target;
mod views;
mod watch;
mod who;
mod who_sees;
mod workspace;

use std::ffi::OsString;

use clap::Parser as _;

use crate::cli::{Cli, Command};
use session::Session;
use stop::Stop;

pub use environment::{Environment, Streams};
pub use exit::Exit;

/// Runs the program with `arguments`, of which the first is the name of the program. Errors are printed.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    streams: &mut Streams<'_>,
    environment: &Environment,
) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // Only the script of a shell puts `--` first. With anything else, the variable is set by accident.
    let asks = arguments.get(1).is_some_and(|first| first == "--");
    if let Some(shell) = environment.completes_for.as_ref().filter(|_| asks) {
        return completions::answer(shell, arguments, streams, environment);
    }
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return stop::print_usage(&error, streams, environment),
    };
    let mut session = Session::new(cli.global, streams, environment);
    let begun = session.report_project();
    let outcome = begun.map_err(Stop::from).and_then(|()| match cli.command {
        Command::Init(arguments) => init::run(&arguments, &mut session),
        Command::New(what) => new::run(&what, &mut session),
        Command::Post(arguments) => post::run(&arguments, &mut session),
        Command::Approve(arguments) => approve::run(&arguments, &mut session),
        Command::Log(arguments) => log::run(&arguments, &mut session),
        Command::Actions(arguments) => actions::run(&arguments, &mut session),
        Command::Status(arguments) => status::run(&arguments, &mut session),
        Command::Due(arguments) => due::run(&arguments, &mut session),
        Command::Review(arguments) => review::run(&arguments, &mut session),
        Command::Search(arguments) => search::run(&arguments, &mut session),
        Command::Export(what) => export::run(&what, &mut session),
        Command::Audit(arguments) => audit::run(&arguments, &mut session),
        Command::Postmortem(what) => postmortem::run(&what, &mut session),
        Command::Check(arguments) => check::run(&arguments, &mut session),
        Command::Diff(arguments) => diff::run(&arguments, &mut session),
        Command::Build(arguments) => build::run(&arguments, &mut session),
        Command::Serve(arguments) => serve::run(&arguments, &mut session),
        Command::Watch(arguments) => watch::run(&arguments, &mut session),
        Command::Notify(arguments) => notify::run(&arguments, &mut session),
        Command::Keys(what) => keys::run(&what, &mut session),
        Command::Links(arguments) => links::run(&arguments, &mut session),
        Command::Gate(what) => gate::run(&what, &mut session),
        Command::WhoSees(arguments) => who_sees::run(&arguments, &mut session),
        Command::Who(arguments) => who::run(&arguments, &mut session),
        Command::Import(from) => import::run(&from, &mut session),
        Command::Completions(arguments) => completions::run(&arguments, &mut session),
        Command::Man(arguments) => man::run(&arguments, &mut session),
    });
    match outcome.and_then(|exit| session.finish().map(|()| exit)) {
        Ok(exit) => exit,
        Err(stop) => stop.print(streams),
    }
}
