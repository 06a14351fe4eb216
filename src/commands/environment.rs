//! Everything that comes to the program from outside but its arguments.

use std::env;
use std::io::{self, IsTerminal as _, Read, Write};
use std::path::PathBuf;

use chrono::{DateTime, Utc};

/// Where the program reads and writes.
pub struct Streams<'a> {
    /// Standard input.
    pub stdin: &'a mut dyn Read,
    /// Standard output: what was asked for.
    pub stdout: &'a mut dyn Write,
    /// Standard error: what went wrong, and notes.
    pub stderr: &'a mut dyn Write,
}

/// What the program knows of the place that it runs in.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on one another")]
pub struct Environment {
    /// The real time, UTC, when the program was started.
    pub now: DateTime<Utc>,
    /// The real time, UTC, of the moment at which it is called: for commands that go on after their first build.
    pub clock: fn() -> DateTime<Utc>,
    /// Whether somebody sees the standard output as it comes.
    pub stdout_is_terminal: bool,
    /// Whether somebody sees the standard error as it comes.
    pub stderr_is_terminal: bool,
    /// Whether this is a build machine, whose logs travel.
    pub ci: bool,
    /// Whether colours are unwelcome: <https://no-color.org/>.
    pub no_color: bool,
    /// The user's home folder.
    pub home: Option<PathBuf>,
    /// The folder that relative paths begin at.
    pub cwd: PathBuf,
}

impl Environment {
    /// That of this process, at this moment.
    #[must_use]
    pub fn of_process() -> Self {
        let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        Self {
            now: Utc::now(),
            clock: Utc::now,
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            ci: is_set("CI"),
            no_color: is_set("NO_COLOR"),
            home: env::home_dir(),
            cwd: env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
        }
    }
}
