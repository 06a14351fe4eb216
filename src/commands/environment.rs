//! What the program gets from outside, other than its arguments.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Read, Write};
use std::path::PathBuf;

use chrono::{DateTime, Utc};

/// The variable with which the script of a shell says that it wants completions, and in which form.
pub(super) const COMPLETES_FOR: &str = "ALLCLEAR_COMPLETE";

/// The beginning of the names of variables with the addresses and secrets of destinations.
const NOTIFY: &str = "ALLCLEAR_NOTIFY_";

/// The standard streams.
pub struct Streams<'a> {
    /// Standard input.
    pub stdin: &'a mut dyn Read,
    /// Standard output, for results.
    pub stdout: &'a mut dyn Write,
    /// Standard error, for errors and notes.
    pub stderr: &'a mut dyn Write,
}

/// The environment of the process.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on one another")]
pub struct Environment {
    /// The real time at the start of the program, UTC.
    pub now: DateTime<Utc>,
    /// Returns the real time, UTC, for commands that keep running.
    pub clock: fn() -> DateTime<Utc>,
    /// Whether standard input is a terminal.
    pub stdin_is_terminal: bool,
    /// Whether standard output is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub stderr_is_terminal: bool,
    /// Whether this is a CI job, whose logs others can read.
    pub ci: bool,
    /// Whether colors are disabled: <https://no-color.org/>.
    pub no_color: bool,
    /// The user's editor: a program with arguments.
    pub editor: Option<String>,
    /// The shell whose script asks for completions of a command line, if this is not a command.
    pub completes_for: Option<String>,
    /// The addresses and secrets of destinations, by the rest of the names of their variables: `OPS_URL`.
    pub notify: BTreeMap<String, String>,
    /// The user's home folder.
    pub home: Option<PathBuf>,
    /// The current folder, to which relative paths are relative.
    pub cwd: PathBuf,
}

impl Environment {
    /// The environment of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        Self {
            now: Utc::now(),
            clock: Utc::now,
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal: io::stdout().is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            ci: is_set("CI"),
            no_color: is_set("NO_COLOR"),
            editor: ["VISUAL", "EDITOR"]
                .iter()
                .find_map(|name| env::var(name).ok().filter(|set| !set.is_empty())),
            completes_for: env::var(COMPLETES_FOR).ok().filter(|shell| !shell.is_empty()),
            notify: env::vars_os().filter_map(notify_variable).collect(),
            home: env::home_dir(),
            cwd: env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
        }
    }
}

/// Returns a variable of a destination by the rest of its name. Values that are not UTF-8 are no addresses.
fn notify_variable((name, value): (OsString, OsString)) -> Option<(String, String)> {
    let name = name.to_str()?.strip_prefix(NOTIFY)?.to_owned();
    Some((name, value.into_string().ok()?))
}
