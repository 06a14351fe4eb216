//! `allclear completions`: the script with which a shell completes commands, and the answers to that script.
//!
//! The script runs allclear with [`COMPLETES_FOR`] set to the name of the shell and the words that were typed. An answer never
//! contains an error: a person who presses Tab asked for words.

mod names;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Arg, Command, CommandFactory as _};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

use super::environment::{COMPLETES_FOR, Environment, Streams};
use super::exit::Exit;
use super::session::Session;
use super::stop::Stop;
use crate::cli::{Cli, Color, Completions, Global, ShellName};
use names::Names;

const PROGRAM: &str = "allclear";

/// Prints the script for a shell.
pub(super) fn run(arguments: &Completions, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let shell: &dyn EnvCompleter = match arguments.shell {
        ShellName::Bash => &Bash,
        ShellName::Elvish => &Elvish,
        ShellName::Fish => &Fish,
        ShellName::PowerShell => &Powershell,
        ShellName::Zsh => &Zsh,
    };
    let mut script = Vec::new();
    shell.write_registration(COMPLETES_FOR, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
    session.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Answers the script of a shell: `arguments` are the name of the program, `--`, and the words that were typed.
pub(super) fn answer(
    shell: &str,
    arguments: impl IntoIterator<Item = OsString>,
    streams: &mut Streams<'_>,
    environment: &Environment,
) -> Exit {
    let mut words = arguments.into_iter().skip_while(|word| word != "--").skip(1).collect::<Vec<_>>();
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(shell).filter(|_| !words.is_empty()) else { return Exit::Done };
    let root = project(&words, streams, environment);
    let mut command = with_names(Cli::command(), &Names::new(root, environment.now));
    command.build();
    let mut text = Vec::new();
    // The engine takes the first word for the program, whatever it is called.
    words[0] = PROGRAM.into();
    let answered = shell.write_complete(&mut command, words, Some(&environment.cwd), &mut text);
    // Nobody could do anything about an error here.
    let _ = answered.and_then(|()| streams.stdout.write_all(&text)).and_then(|()| streams.stdout.flush());
    Exit::Done
}

/// The folder of the project that the typed command is about.
fn project(words: &[OsString], streams: &mut Streams<'_>, environment: &Environment) -> PathBuf {
    let following =
        words.iter().position(|word| word == "-C").and_then(|at| words.get(at + 1)).map(PathBuf::from);
    let attached = || words.iter().find_map(|word| word.to_str()?.strip_prefix("-C").map(PathBuf::from));
    let root = following.or_else(attached).filter(|root| root != Path::new(""));
    let global = Global {
        root: root.unwrap_or_else(|| PathBuf::from(".")),
        now: None,
        as_of: None,
        color: Color::Never,
        quiet: true,
        verbose: false,
    };
    Session::new(global, streams, environment).project().root().to_owned()
}

/// Adds the names of the project to the arguments that take them. They are read only if they are asked for.
fn with_names(command: Command, names: &Names) -> Command {
    let command = command.mut_subcommand("new", |new| {
        let new = new.mut_subcommand("incident", |incident| {
            let incident = components(incident, names);
            let incident = add(incident, names, "commander", Names::people);
            let incident = add(incident, names, "customers", Names::customers);
            add(incident, names, "snippet", Names::snippets)
        });
        let new = new.mut_subcommand("maintenance", |maintenance| components(maintenance, names));
        new.mut_subcommand("customer", |customer| components(customer, names))
    });
    let command = command.mut_subcommand("post", |post| {
        let post = components(add(post, names, "record", Names::open), names);
        let post = add(post, names, "merge_into", Names::open_incidents);
        let post = add(post, names, "retract", Names::updates);
        let post = add(post, names, "correct", Names::updates);
        let post = add(post, names, "audience", Names::audiences);
        let post = add(post, names, "author", Names::people);
        let post = add(post, names, "status", Names::statuses);
        add(post, names, "snippet", Names::snippets)
    });
    let command = command.mut_subcommand("log", |log| {
        let log = add(log, names, "record", Names::open_incidents);
        let log = add(log, names, "role", Names::roles);
        let log = add(log, names, "did", Names::steps);
        add(log, names, "author", Names::people)
    });
    let command = command.mut_subcommand("approve", |approve| add(approve, names, "by", Names::people));
    let command = command.mut_subcommand("actions", |actions| {
        let actions = add(add(actions, names, "owner", Names::people), names, "team", Names::teams);
        let change = |change| add(add(change, names, "id", Names::actions), names, "by", Names::people);
        ["done", "verify", "reopen", "link"]
            .into_iter()
            .fold(actions, |actions, name| actions.mut_subcommand(name, change))
    });
    let command = command.mut_subcommand("postmortem", |postmortem| {
        ["draft", "publish", "agenda"].into_iter().fold(postmortem, |postmortem, name| {
            postmortem.mut_subcommand(name, |one| {
                add(add(one, names, "record", Names::incidents), names, "author", Names::people)
            })
        })
    });
    let command = command.mut_subcommand("export", |export| {
        ["confluence", "markdown", "summary"].into_iter().fold(export, |export, name| {
            export.mut_subcommand(name, |one| {
                add(add(one, names, "record", Names::incidents), names, "customer", Names::customers)
            })
        })
    });
    let command = command.mut_subcommand("audit", |audit| add(audit, names, "record", Names::incidents));
    let command = command.mut_subcommand("who", |who| components(who, names));
    let command = command.mut_subcommand("check", |check| add(check, names, "explain", Names::rules));
    let command = command.mut_subcommand("build", |build| add(build, names, "customer", Names::customers));
    let command = command.mut_subcommand("links", |links| add(links, names, "customer", Names::customers));
    by_value(command, names)
}

/// Adds candidates to the remaining arguments of all commands whose values are people or records.
fn by_value(mut command: Command, names: &Names) -> Command {
    let has_none = |arg: &&Arg| arg.get::<ArgValueCandidates>().is_none();
    let lists = command.get_arguments().filter(has_none).filter_map(|arg| {
        let list: fn(&Names) -> Vec<String> = match arg.get_value_names()?.first()?.as_str() {
            "PERSON" => Names::people,
            "INCIDENT" => Names::open,
            _ => return None,
        };
        Some((arg.get_id().to_string(), list))
    });
    for (argument, list) in lists.collect::<Vec<_>>() {
        command = add(command, names, &argument, list);
    }
    let inside: Vec<String> = command.get_subcommands().map(|inside| inside.get_name().to_owned()).collect();
    inside
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |inside| by_value(inside, names)))
}

fn components(command: Command, names: &Names) -> Command {
    add(command, names, "components", Names::components)
}

/// Adds candidates to an argument. An argument that does not exist is left alone: a missing completion is no error.
fn add(command: Command, names: &Names, argument: &str, list: fn(&Names) -> Vec<String>) -> Command {
    if !command.get_arguments().any(|arg| arg.get_id() == argument) {
        return command;
    }
    let names = names.clone();
    let candidates = move || list(&names).into_iter().map(CompletionCandidate::new).collect();
    command.mut_arg(argument, |arg: Arg| arg.add(ArgValueCandidates::new(candidates)))
}
