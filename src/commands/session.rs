//! What all commands share: the project, the clock and the output streams.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};

use super::environment::{Environment, Streams};
use super::format_time::format_time;
use super::stop::Stop;
use crate::cli::{Color, Format, Global};
use crate::diagnostics::{Disclosure, Findings, Severity, github, terminal};
use crate::pipeline::Clock;
use crate::source::{Project, Snapshot};

/// Reads the clock on any thread.
pub(super) type ClockReader = Arc<dyn Fn() -> Clock + Send + Sync>;

/// One run of the program.
pub(super) struct Session<'s, 'a> {
    global: Global,
    streams: &'s mut Streams<'a>,
    environment: &'s Environment,
}

impl<'s, 'a> Session<'s, 'a> {
    pub(super) fn new(global: Global, streams: &'s mut Streams<'a>, environment: &'s Environment) -> Self {
        Self { global, streams, environment }
    }

    /// The project given by `-C`. Without it, the project that the current folder is in: the current folder, or the
    /// nearest folder above it with a `content/site.toml`.
    pub(super) fn project(&self) -> Project {
        let folder = self.folder();
        if self.global.root != Path::new(".") || folder.join("content").exists() {
            return Project::new(folder);
        }
        let is_project = |folder: &&Path| folder.join("content/site.toml").is_file();
        let found = folder.ancestors().find(is_project).map(Path::to_owned);
        Project::new(found.unwrap_or(folder))
    }

    /// Prints the project and the clock with `--verbose`.
    pub(super) fn report_project(&mut self) -> io::Result<()> {
        let (root, clock) = (self.project().root().to_owned(), self.clock());
        self.detail(|| format!("project {}", root.display()))?;
        self.detail(|| match clock {
            Clock::Real(now) => format!("clock {}", format_time(now)),
            Clock::Now(now) => format!("clock {}, set by `--now`", format_time(now)),
            Clock::AsOf(now) => format!("clock {}, set by `--as-of`", format_time(now)),
        })
    }

    /// The folder given by `-C`, or the current folder.
    pub(super) fn folder(&self) -> PathBuf {
        self.path(&self.global.root)
    }

    /// Resolves a path of the command line, relative to the current folder.
    pub(super) fn path(&self, path: &Path) -> PathBuf {
        // Collecting the components drops `.`, which would clutter messages.
        self.environment.cwd.join(path).components().collect()
    }

    /// Resolves a path relative to the folder given by `-C`.
    pub(super) fn path_in_folder(&self, path: &Path) -> PathBuf {
        self.folder().join(path).components().collect()
    }

    /// Returns the values for the destinations of messages, by the rest of the names of their variables: `OPS_URL`.
    pub(super) const fn notify_variables(&self) -> &BTreeMap<String, String> {
        &self.environment.notify
    }

    pub(super) fn home(&self) -> Option<&Path> {
        self.environment.home.as_deref()
    }

    /// The clock set on the command line, or the real time at the start of the program.
    pub(super) fn clock(&self) -> Clock {
        self.clock_at(self.environment.now)
    }

    /// The clock set on the command line, or the real time now. For commands that keep running.
    pub(super) fn running_clock(&self) -> Clock {
        self.clock_at(self.real_time())
    }

    /// The real time now, UTC.
    pub(super) fn real_time(&self) -> DateTime<Utc> {
        (self.environment.clock)()
    }

    /// The time set on the command line, or the real time now, UTC. For commands that keep asking.
    pub(super) fn running_clock_time(&self) -> DateTime<Utc> {
        self.global.now.or(self.global.as_of).unwrap_or_else(|| self.real_time())
    }

    /// Returns a function that reads the clock as [`running_clock`](Self::running_clock) does, for other threads.
    pub(super) fn clock_source(&self) -> ClockReader {
        let (now, as_of, real) = (self.global.now, self.global.as_of, self.environment.clock);
        Arc::new(move || match (now, as_of) {
            (Some(now), _) => Clock::Now(now),
            (None, Some(instant)) => Clock::AsOf(instant),
            (None, None) => Clock::Real(real()),
        })
    }

    fn clock_at(&self, real: DateTime<Utc>) -> Clock {
        match (self.global.now, self.global.as_of) {
            (Some(now), _) => Clock::Now(now),
            (None, Some(instant)) => Clock::AsOf(instant),
            (None, None) => Clock::Real(real),
        }
    }

    pub(super) fn stdout_is_terminal(&self) -> bool {
        self.environment.stdout_is_terminal
    }

    pub(super) fn stderr_is_terminal(&self) -> bool {
        self.environment.stderr_is_terminal
    }

    /// Whether only errors are printed.
    pub(super) fn is_quiet(&self) -> bool {
        self.global.quiet
    }

    /// Reads all of standard input.
    pub(super) fn input(&mut self) -> io::Result<String> {
        io::read_to_string(&mut *self.streams.stdin)
    }

    /// Whether there is somebody to ask: input and notes are on a terminal, and this is not a CI job.
    pub(super) fn is_interactive(&self) -> bool {
        self.environment.stdin_is_terminal && self.environment.stderr_is_terminal && !self.environment.ci
    }

    /// The user's editor: a program with arguments.
    pub(super) fn editor(&self) -> Option<&str> {
        self.environment.editor.as_deref()
    }

    /// Whether internal names may be printed: on a terminal, but never in a log.
    pub(super) fn shows_internal(&self) -> bool {
        self.disclosure() == Disclosure::Full
    }

    /// Whether a result may name customers: who they are is internal, and standard output may be a file.
    pub(super) fn shows_customers(&self) -> bool {
        self.shows_internal() && self.stdout_is_terminal()
    }

    /// Reads the next line of standard input, without its line ending; `None` at the end.
    pub(super) fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let mut byte = [0];
        loop {
            match self.streams.stdin.read(&mut byte) {
                Ok(0) if line.is_empty() => return Ok(None),
                Ok(0) => break,
                Ok(_) if byte[0] == b'\n' => break,
                Ok(_) => line.push(byte[0]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Some(String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned()))
    }

    /// Prints a question to standard error, without a line ending.
    pub(super) fn ask(&mut self, question: &str) -> io::Result<()> {
        write!(self.streams.stderr, "{question}")?;
        self.streams.stderr.flush()
    }

    /// Prints a result to standard output, even with `--quiet`.
    pub(super) fn print(&mut self, text: &str) -> io::Result<()> {
        self.streams.stdout.write_all(text.as_bytes())
    }

    /// Prints a status line to standard output.
    pub(super) fn say(&mut self, line: &str) -> io::Result<()> {
        if self.global.quiet { Ok(()) } else { writeln!(self.streams.stdout, "{line}") }
    }

    /// Prints a note to standard error.
    pub(super) fn note(&mut self, line: &str) -> io::Result<()> {
        if self.global.quiet { Ok(()) } else { writeln!(self.streams.stderr, "{line}") }
    }

    /// Prints a detail to standard error with `--verbose`. It names paths, counts and times, and never a text.
    pub(super) fn detail(&mut self, line: impl FnOnce() -> String) -> io::Result<()> {
        if self.global.verbose { writeln!(self.streams.stderr, "verbose: {}", line()) } else { Ok(()) }
    }

    /// Prints what a step did since `started`, and how long it took, with `--verbose`.
    pub(super) fn step(&mut self, started: Instant, done: impl FnOnce() -> String) -> io::Result<()> {
        self.detail(|| format!("{} in {} ms", done(), started.elapsed().as_millis()))
    }

    /// Prints an error to standard error, even with `--quiet`.
    pub(super) fn complain(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.streams.stderr, "{line}")
    }

    /// Prints findings in the format for people or for GitHub. The command itself prints the JSON document.
    /// `warnings`: print warnings even with `--quiet`, because the command fails on them.
    pub(super) fn show(
        &mut self,
        findings: &Findings,
        snapshot: &Snapshot,
        format: Format,
        warnings: bool,
    ) -> io::Result<()> {
        let shown: Findings = findings
            .iter()
            .filter(|finding| warnings || !self.global.quiet || finding.severity == Severity::Error)
            .cloned()
            .collect();
        match format {
            Format::Json => Ok(()),
            Format::Github => self.print(&github(&shown, snapshot)),
            Format::Human => {
                let text = terminal(&shown, snapshot, self.disclosure(), self.color());
                self.streams.stderr.write_all(text.as_bytes())
            }
        }
    }

    /// Flushes standard output, for commands that keep running.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.streams.stdout.flush()
    }

    /// Whether to show the progress of slow steps.
    pub(super) fn shows_progress(&self) -> bool {
        self.environment.stderr_is_terminal && !self.environment.ci && !self.global.quiet
    }

    /// Flushes standard output at the end of a command.
    pub(super) fn finish(&mut self) -> Result<(), Stop> {
        Ok(self.flush()?)
    }

    /// Whether a message may name a customer: on a terminal, but never in a log.
    pub(super) fn may_name_customers(&self) -> bool {
        self.environment.stderr_is_terminal && !self.environment.ci
    }

    /// Text of internal files is shown on a terminal, but never in a log.
    fn disclosure(&self) -> Disclosure {
        if self.may_name_customers() { Disclosure::Full } else { Disclosure::PlaceOnly }
    }

    fn color(&self) -> bool {
        match self.global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => self.environment.stderr_is_terminal && !self.environment.no_color,
        }
    }
}
