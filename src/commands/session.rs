//! What every command shares: the project, the clock, and the ways to talk.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{Environment, Streams};
use crate::cli::{Color, Format, Global};
use crate::diagnostics::{Disclosure, Findings, Severity, github, terminal};
use crate::pipeline::Clock;
use crate::source::{Project, Snapshot};

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

    /// The project that `-C` names.
    pub(super) fn project(&self) -> Project {
        Project::new(self.path(&self.global.root))
    }

    /// A path of the command line: relative ones begin at the current folder.
    pub(super) fn path(&self, path: &Path) -> PathBuf {
        // Collecting the parts drops `.`, which would only stand in the way of messages.
        self.environment.cwd.join(path).components().collect()
    }

    /// A path inside the project.
    pub(super) fn path_in_project(&self, path: &Path) -> PathBuf {
        self.project().root().join(path).components().collect()
    }

    pub(super) fn home(&self) -> Option<&Path> {
        self.environment.home.as_deref()
    }

    /// The clock that the command line sets, or the real one, which stands at the moment of the program's start.
    pub(super) fn clock(&self) -> Clock {
        self.clock_at(self.environment.now)
    }

    /// The same for a command that goes on: its real clock runs.
    pub(super) fn running_clock(&self) -> Clock {
        self.clock_at(self.real_time())
    }

    /// The real time at this moment, UTC.
    pub(super) fn real_time(&self) -> DateTime<Utc> {
        (self.environment.clock)()
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

    /// Whether only errors are to be told.
    pub(super) fn is_quiet(&self) -> bool {
        self.global.quiet
    }

    /// Everything of the standard input.
    pub(super) fn input(&mut self) -> io::Result<String> {
        io::read_to_string(&mut *self.streams.stdin)
    }

    /// Prints what was asked for, whether it is to be quiet or not.
    pub(super) fn print(&mut self, text: &str) -> io::Result<()> {
        self.streams.stdout.write_all(text.as_bytes())
    }

    /// Prints a line on how it went.
    pub(super) fn say(&mut self, line: &str) -> io::Result<()> {
        if self.global.quiet { Ok(()) } else { writeln!(self.streams.stdout, "{line}") }
    }

    /// Prints a line that is worth knowing, beside what was asked for.
    pub(super) fn note(&mut self, line: &str) -> io::Result<()> {
        if self.global.quiet { Ok(()) } else { writeln!(self.streams.stderr, "{line}") }
    }

    /// Prints a line on what went wrong.
    pub(super) fn complain(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.streams.stderr, "{line}")
    }

    /// Shows findings to people or to GitHub; JSON is one document, which the command puts together.
    /// `warnings`: also when quiet, because they are what the command fails on.
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

    /// Sends what was printed so far on its way, for whoever follows a command that goes on.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.streams.stdout.flush()
    }

    /// Whether somebody watches how long a step takes, and wants to.
    pub(super) fn shows_progress(&self) -> bool {
        self.environment.stderr_is_terminal && !self.environment.ci && !self.global.quiet
    }

    /// Sends everything that was printed on its way.
    pub(super) fn finish(&mut self) -> Result<(), super::Stop> {
        Ok(self.send()?)
    }

    /// The same in the middle of a command that goes on.
    pub(super) fn send(&mut self) -> io::Result<()> {
        self.streams.stdout.flush()
    }

    /// Text of internal files is for somebody at a terminal, never for a log.
    fn disclosure(&self) -> Disclosure {
        if self.environment.stderr_is_terminal && !self.environment.ci {
            Disclosure::Full
        } else {
            Disclosure::PlaceOnly
        }
    }

    fn color(&self) -> bool {
        match self.global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => self.environment.stderr_is_terminal && !self.environment.no_color,
        }
    }
}
