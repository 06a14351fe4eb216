//! What ends a command early. It is printed in one place, [`Stop::tell`].

use std::io::{self, ErrorKind, Write as _};

use super::{Environment, Exit, Streams};
use crate::output::{Refused, WriteError};

/// A reason to stop that is no finding about the content.
#[derive(Debug)]
pub(super) struct Stop {
    exit: Exit,
    /// Lower case, no full stop; empty if there is nobody left to tell.
    message: String,
    hint: Option<String>,
}

impl Stop {
    /// Wrong usage, or an environment in which the command cannot work.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), hint: None }
    }

    /// Something in a file that the command was given is wrong.
    pub(super) fn content(message: impl Into<String>) -> Self {
        Self { exit: Exit::Content, ..Self::usage(message) }
    }

    /// Adds the one hint.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says what stopped the command.
    pub(super) fn tell(self, streams: &mut Streams<'_>) -> Exit {
        if !self.message.is_empty() {
            let hint = self.hint.map(|hint| format!("help: {hint}\n")).unwrap_or_default();
            // There is nowhere left to complain about a broken standard error.
            let _ = write!(streams.stderr, "error: {}\n{hint}", self.message);
        }
        self.exit
    }
}

impl From<io::Error> for Stop {
    /// Writing to a stream failed. A reader that has seen enough (`allclear … | head`) is no failure.
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe {
            return Self { exit: Exit::Done, message: String::new(), hint: None };
        }
        Self::usage(format!("cannot write the answer: {error}"))
    }
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Self::usage(refused.to_string())
    }
}

impl From<WriteError> for Stop {
    fn from(error: WriteError) -> Self {
        let stop = Self::usage(error.to_string());
        match error {
            WriteError::Locked { .. } => {
                Self { exit: Exit::Locked, ..stop }.hint("try again when it has ended")
            }
            WriteError::Foreign { .. } => {
                stop.hint("`--take-over` replaces them; `--output` writes to another folder")
            }
            WriteError::Paths(_) | WriteError::Blocked(_) | WriteError::Io { .. } => stop,
        }
    }
}

/// What the command line's parser says: help and version were asked for, all else is wrong usage.
pub(super) fn usage(error: &clap::Error, streams: &mut Streams<'_>, environment: &Environment) -> Exit {
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
        Err(error) => Stop::from(error).tell(streams),
    }
}
