//! Errors that end a command. They are printed in one place, [`Stop::print`].

use std::io::{self, ErrorKind, Write as _};

use super::environment::{Environment, Streams};
use super::exit::Exit;
use crate::output::{FolderError, WriteError};

/// An error that ends a command and is not a finding about the content.
#[derive(Debug)]
pub(super) struct Stop {
    exit: Exit,
    /// Lower case, no full stop. Empty if nobody is left to read it.
    message: String,
    hint: Option<String>,
}

impl Stop {
    /// Wrong usage, or an environment in which the command cannot run.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), hint: None }
    }

    /// An error in a file given to the command.
    pub(super) fn content(message: impl Into<String>) -> Self {
        Self { exit: Exit::Content, ..Self::usage(message) }
    }

    /// Adds a hint.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The message.
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// Standard input could not be read.
    pub(super) fn unreadable_input(error: &io::Error) -> Self {
        Self::usage(format!("cannot read standard input: {error}"))
    }

    /// Returns the error with its hint, as it is printed.
    pub(super) fn to_text(&self) -> String {
        let hint = self.hint.as_ref().map(|hint| format!("\nhelp: {hint}")).unwrap_or_default();
        format!("error: {}{hint}", self.message)
    }

    /// Prints the error and returns the exit code.
    pub(super) fn print(self, streams: &mut Streams<'_>) -> Exit {
        if !self.message.is_empty() {
            // A broken standard error cannot be reported anywhere.
            let _ = writeln!(streams.stderr, "{}", self.to_text());
        }
        self.exit
    }
}

impl From<io::Error> for Stop {
    /// Writing to a stream failed. A reader that closes the pipe (`allclear … | head`) is not an error.
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe {
            return Self { exit: Exit::Done, message: String::new(), hint: None };
        }
        Self::usage(format!("cannot write output: {error}"))
    }
}

impl From<FolderError> for Stop {
    fn from(error: FolderError) -> Self {
        Self::usage(error.to_string())
    }
}

impl From<WriteError> for Stop {
    fn from(error: WriteError) -> Self {
        let stop = Self::usage(error.to_string());
        match error {
            WriteError::Locked { .. } => {
                Self { exit: Exit::Locked, ..stop }.hint("try again when it is done")
            }
            WriteError::Foreign { .. } => {
                stop.hint("use `--take-over` to replace them, or `--output` to write to another folder")
            }
            WriteError::Paths(_)
            | WriteError::Blocked(_)
            | WriteError::Misdirected(_)
            | WriteError::Io { .. } => stop,
        }
    }
}

/// Prints what the parser of the command line returned: help or version if requested, otherwise a usage error.
pub(super) fn print_usage(error: &clap::Error, streams: &mut Streams<'_>, environment: &Environment) -> Exit {
    let (exit, terminal) = if error.use_stderr() {
        (Exit::Usage, environment.stderr_is_terminal)
    } else {
        (Exit::Done, environment.stdout_is_terminal)
    };
    let text = error.render();
    let text = if terminal && !environment.no_color { text.ansi().to_string() } else { text.to_string() };
    let stream = if exit == Exit::Done { &mut streams.stdout } else { &mut streams.stderr };
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Ok(()) => exit,
        Err(error) => Stop::from(error).print(streams),
    }
}
