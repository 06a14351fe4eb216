//! Builds and writes, remembers what went wrong, and knows when to try again.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::cause::Cause;
use super::known::Known;
use super::log::{Event, Failure, FailureKind, Log, counted, one_line};
use super::schedule::Schedule;
use crate::cli::Watch;
use crate::commands::Stop;
use crate::commands::build::VIEWS;
use crate::commands::report::named;
use crate::commands::session::Session;
use crate::output::{Folder, Lock, Options, Report, WriteError, write};
use crate::pipeline::{Built, ClockSource, Failed, Reason, Rebuilder, Settings};
use crate::source::{Project, Scan, ScanOptions, Scanner, Scope, Snapshot};
use crate::watch::{Lead, WakeHandle, settle};

/// How long to wait before another look at a lock that another build holds.
const LOCKED: Duration = Duration::from_millis(500);

/// Brings the output folder to what the content says, again and again.
pub(super) struct Publisher<'a> {
    arguments: &'a Watch,
    project: Project,
    log: Log,
    handle: WakeHandle,
    scanner: Scanner,
    rebuilder: Rebuilder,
    /// What was read and not yet built.
    scan: Option<Scan>,
    /// What was built last, whether or not a site came of it.
    last: Option<Arc<Snapshot>>,
    known: Known,
    /// What went wrong last, and was told.
    failure: Option<Failure>,
    schedule: Schedule,
    /// Who set the clock of the build before.
    clock: ClockSource,
}

impl<'a> Publisher<'a> {
    pub(super) fn new(arguments: &'a Watch, project: Project, log: Log, handle: WakeHandle) -> Self {
        Self {
            scanner: scanner(arguments, &project),
            arguments,
            project,
            log,
            handle,
            rebuilder: Rebuilder::new(),
            scan: None,
            last: None,
            known: Known::default(),
            failure: None,
            schedule: Schedule::default(),
            clock: ClockSource::Real,
        }
    }

    /// The moment to wait for.
    pub(super) fn until(&self, time: DateTime<Utc>) -> Option<Instant> {
        self.schedule.until(time, Instant::now())
    }

    /// Looks at files, and says whether any changed.
    pub(super) fn look(&mut self, scope: &Scope) -> bool {
        let scan = self.scanner.scan(scope);
        let changed = !scan.changed.is_empty();
        self.scan = Some(scan);
        changed
    }

    /// After a look: builds if there is a reason to.
    pub(super) fn on_look(&mut self, lead: Lead, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        if let Some(scan) = self.scan.take_if(|scan| lead == Lead::Pace && !scan.changed.is_empty()) {
            self.scan = Some(settle(&mut self.scanner, self.last.as_deref(), scan));
        }
        let changed = self.scan.as_ref().map(|scan| scan.changed.clone()).unwrap_or_default();
        if !changed.is_empty() {
            return self.publish(Cause::Files(changed, lead), session);
        }
        let stands = self.folder(session).is_ok_and(|folder| folder.path().is_dir());
        if self.failure.is_none() && !stands {
            return self.publish(Cause::OutputGone, session);
        }
        Ok(())
    }

    /// When the moment came that was waited for.
    pub(super) fn on_time(&mut self, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        let cause = if self.schedule.is_retry_due(Instant::now()) { Cause::Retry } else { Cause::Clock };
        if cause == Cause::Retry && self.is_still_locked(session) {
            self.schedule.try_again_after(LOCKED, Instant::now());
            return Ok(());
        }
        self.publish(cause, session)
    }

    /// Whether the build that was in the way is there yet: to make a site only to find that out is a waste.
    fn is_still_locked(&self, session: &Session<'_, '_>) -> bool {
        let locked = |folder| matches!(Lock::take(&folder, Duration::ZERO), Err(WriteError::Locked { .. }));
        let locked_out = self.failure.as_ref().is_some_and(|failure| failure.kind == FailureKind::Locked);
        locked_out && self.folder(session).is_ok_and(locked)
    }

    /// Reads everything anew.
    pub(super) fn reload(&mut self, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        self.scanner = scanner(self.arguments, &self.project);
        self.rebuilder = Rebuilder::new();
        self.scan = None;
        self.last = None;
        self.publish(Cause::Reload, session)
    }

    /// Builds and writes.
    pub(super) fn publish(&mut self, cause: Cause, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        let started = Instant::now();
        let scan = match self.scan.take() {
            Some(scan) => scan,
            None => self.scanner.scan(&Scope::Everything),
        };
        self.last = Some(Arc::clone(&scan.snapshot));
        let cause = match cause {
            Cause::Clock | Cause::Retry if !scan.changed.is_empty() => {
                Cause::Files(scan.changed.clone(), Lead::Pace)
            }
            cause => cause,
        };
        let settings = Settings {
            clock: session.running_clock(),
            strict_internal: false,
            strict: self.arguments.strict,
        };
        let built = match self.rebuilder.build(&scan, settings) {
            Ok(built) => built,
            Err(failed) => return self.refused(&cause, &failed, &scan.snapshot, session),
        };
        self.tell_findings(&built.findings, &scan.snapshot, session)?;
        self.tell_clock(&built, session)?;
        if self.handle.is_stopping() {
            return Ok(());
        }
        match self.write(&built, session) {
            Ok(written) => self.written(&cause, &built, &written, started, session),
            Err(failure) => self.unwritten(&cause, failure, session),
        }
    }

    fn folder(&self, session: &Session<'_, '_>) -> Result<Folder, Failure> {
        Folder::open(self.project.root(), &self.arguments.output, session.home())
            .map_err(|refused| failure(FailureKind::Artifact, &refused.to_string()))
    }

    fn write(&self, built: &Built, session: &Session<'_, '_>) -> Result<Report, Failure> {
        let folder = self.folder(session)?;
        let keep = if self.arguments.public_only { vec![VIEWS.to_owned()] } else { Vec::new() };
        let options = Options { take_over: self.arguments.take_over, keep };
        let written = Lock::take(&folder, Duration::ZERO)
            .and_then(|lock| write(&lock, &folder, &built.outputs, &options));
        written.map_err(|error| match error {
            WriteError::Locked { .. } => failure(FailureKind::Locked, "another build is writing"),
            error => failure(FailureKind::Artifact, &error.to_string()),
        })
    }

    fn written(
        &mut self,
        cause: &Cause,
        built: &Built,
        written: &Report,
        started: Instant,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let mended = self.failure.take().is_some();
        self.schedule.written(built.next_change.filter(|_| built.clock == ClockSource::Real));
        for warning in &written.warnings {
            self.log.tell(&Event::Note(warning), session)?;
        }
        let took = started.elapsed();
        self.log.tell(&Event::Built { cause, built, written, mended, took }, session)
    }

    /// The content was refused: what is published stays.
    fn refused(
        &mut self,
        cause: &Cause,
        failed: &Failed,
        snapshot: &Snapshot,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        use crate::diagnostics::Severity::{Error, Warning};
        self.tell_findings(&failed.findings, snapshot, session)?;
        let (kind, more) = match &failed.reason {
            Reason::Content => (FailureKind::Content, None),
            Reason::Warnings => (FailureKind::Warnings, Some("`--strict` fails on warnings".to_owned())),
            Reason::Gate { outputs } => {
                (FailureKind::Gate, Some(format!("the gate refused {}", named(outputs))))
            }
        };
        let failure = Failure {
            kind,
            message: counted(&failed.findings, snapshot, more.as_deref()),
            errors: failed.findings.count(Error),
            warnings: failed.findings.count(Warning),
        };
        self.schedule.refused(Instant::now());
        self.failed(cause, failure, None, session)
    }

    /// The site could not be written, or not all of it: it is tried again.
    fn unwritten(
        &mut self,
        cause: &Cause,
        failure: Failure,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        if failure.kind == FailureKind::Locked {
            self.schedule.try_again_after(LOCKED, Instant::now());
        } else {
            self.schedule.try_again(Instant::now());
        }
        self.failed(cause, failure, self.schedule.retry_after(), session)
    }

    fn failed(
        &mut self,
        cause: &Cause,
        failure: Failure,
        retry: Option<Duration>,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let again = self.failure.as_ref().is_some_and(|before| before.is_like(&failure));
        if !again || cause.is_somebodys() {
            self.log.tell(&Event::Failed { cause, failure: &failure, retry }, session)?;
        }
        self.failure = Some(failure);
        Ok(())
    }

    fn tell_findings(
        &mut self,
        findings: &crate::diagnostics::Findings,
        snapshot: &Snapshot,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        match self.known.learn(findings, snapshot) {
            Some(told) => self.log.tell(&Event::Findings { all: findings, told: &told, snapshot }, session),
            None => Ok(()),
        }
    }

    /// A clock that was set does not run, and whoever left a sample's clock in the settings wonders.
    fn tell_clock(&mut self, built: &Built, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        if std::mem::replace(&mut self.clock, built.clock) == built.clock {
            return Ok(());
        }
        let who = match built.clock {
            ClockSource::Real => return Ok(()),
            ClockSource::Option(option) => option,
            ClockSource::Site => "clock` in `content/site.toml",
        };
        let note = format!("`{who}` sets the clock, so nothing changes by itself");
        self.log.tell(&Event::Note(&note), session)
    }
}

fn scanner(arguments: &Watch, project: &Project) -> Scanner {
    Scanner::new(project.clone(), ScanOptions { public_only: arguments.public_only })
}

fn failure(kind: FailureKind, message: &str) -> Failure {
    Failure { kind, message: one_line(message), errors: 0, warnings: 0 }
}
