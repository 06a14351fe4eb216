//! The publisher: scans, builds and writes, and knows when to try again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::board_files::{BoardFiles, BoardReport};
use super::cause::Cause;
use super::event::{Event, Failure, FailureReason};
use super::pending::WakeHandle;
use super::publisher_settings::PublishSettings;
use super::reported::ReportedFindings;
use super::schedule::Schedule;
use super::stable::wait_until_stable;
use super::view_stamps::ViewStamps;
use super::wake::Wake;
use super::watcher::{ScanTrigger, Watcher};
use crate::diagnostics::{Findings, Severity};
use crate::output::{
    Lock, OutputStamps, SiteReport, SiteWrite, ViewsFolder, WriteError, WriteOptions, WriteReport,
    page_addresses,
};
use crate::pipeline::{
    Built, Clock, ClockSource, Failed, Reason, Rebuilder, ReceivedView, Settings, ViewsMemory, ViewsOutcome,
    address_gone, plan_views, published_texts,
};
use crate::seal::Keys;
use crate::source::{Project, Scan, ScanOptions, Scanner, Scope, Snapshot};

/// The interval of attempts to take a lock that another build holds.
const LOCK_RETRY: Duration = Duration::from_millis(500);

/// Reads the keys of the customers' views, or says why it cannot.
pub type ReadKeys = Box<dyn Fn() -> Result<Keys, String>>;

/// Why a site that was built was not written, or not completely.
enum NotWritten {
    /// A view was refused.
    Refused(Box<Failed>),
    /// The keys or a folder cannot be used.
    Failed(Failure),
}

/// What was written.
struct Written {
    report: SiteReport,
    /// What to remember of the views.
    memory: ViewsMemory,
    stamps: ViewStamps,
    board: BoardReport,
}

/// Keeps an output folder up to date with the content. Every method that may build takes the clock of that build.
pub struct Publisher {
    settings: PublishSettings,
    project: Project,
    handle: WakeHandle,
    scanner: Scanner,
    rebuilder: Rebuilder,
    /// The last scan, if it was not built yet.
    scan: Option<Scan>,
    /// The files of the last build, whether or not it succeeded.
    last: Option<Arc<Snapshot>>,
    reported: ReportedFindings,
    /// The failure of the last build.
    failure: Option<Failure>,
    schedule: Schedule,
    /// What set the clock of the last build.
    clock: ClockSource,
    /// The files that the last build wrote or left as they were.
    written: Option<OutputStamps>,
    views: ViewStamps,
    board: BoardFiles,
    keys: ReadKeys,
}

impl Publisher {
    /// Creates a publisher that ends a build early when `handle` is stopped.
    #[must_use]
    pub fn new(settings: PublishSettings, project: Project, handle: WakeHandle, keys: ReadKeys) -> Self {
        Self {
            scanner: scanner(&settings, &project),
            settings,
            project,
            handle,
            rebuilder: Rebuilder::new(),
            scan: None,
            last: None,
            reported: ReportedFindings::default(),
            failure: None,
            schedule: Schedule::default(),
            clock: ClockSource::Real,
            written: None,
            views: ViewStamps::default(),
            board: BoardFiles::default(),
            keys,
        }
    }

    /// Returns the files of the last build, whether or not it succeeded.
    #[must_use]
    pub const fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        self.last.as_ref()
    }

    /// When the next build is due without any change of a file. `now` is the real time, UTC.
    #[must_use]
    pub fn deadline(&self, now: DateTime<Utc>) -> Option<Instant> {
        self.schedule.deadline(now, Instant::now())
    }

    /// Publishes for the first time.
    pub fn start(&mut self, clock: Clock) -> Vec<Event> {
        self.publish(Cause::Start, clock)
    }

    /// Does what `watcher` woke up for.
    pub fn handle(&mut self, wake: Wake, watcher: &mut Watcher, clock: Clock) -> Vec<Event> {
        match wake {
            Wake::Stop => vec![Event::Stopped],
            Wake::Note(note) => vec![Event::Note(note)],
            Wake::Reload => self.reload(clock),
            Wake::Clock => self.on_deadline(clock),
            Wake::Files(scope) => self.on_files(&scope, watcher, clock),
        }
    }

    /// Scans, and builds if a file changed or the output folder is gone.
    fn on_files(&mut self, scope: &Scope, watcher: &mut Watcher, clock: Clock) -> Vec<Event> {
        let mut scan = self.scanner.scan(scope);
        // Part of the scan, so that both together take little of the time.
        let is_damaged = *scope == Scope::Everything
            && scan.changed.is_empty()
            && self.failure.is_none()
            && self.output_is_damaged();
        let trigger = watcher.scan_finished(!scan.changed.is_empty());
        if trigger == ScanTrigger::Timer {
            scan = wait_until_stable(&mut self.scanner, self.last.as_deref(), scan);
        }
        let changed = scan.changed.clone();
        self.scan = Some(scan);
        if !changed.is_empty() {
            return self.publish(Cause::Files(changed, trigger), clock);
        }
        if self.failure.is_none() && !self.output_exists() {
            return self.publish(Cause::OutputGone, clock);
        }
        if is_damaged {
            return self.publish(Cause::OutputChanged, clock);
        }
        Vec::new()
    }

    /// Builds because the output changes by the clock, or because the last build failed.
    fn on_deadline(&mut self, clock: Clock) -> Vec<Event> {
        let cause = if self.schedule.is_retry_due(Instant::now()) { Cause::Retry } else { Cause::Clock };
        if cause == Cause::Retry && self.is_still_locked() {
            self.schedule.retry_after(LOCK_RETRY, Instant::now());
            return Vec::new();
        }
        self.publish(cause, clock)
    }

    /// Forgets everything and builds again.
    fn reload(&mut self, clock: Clock) -> Vec<Event> {
        self.scanner = scanner(&self.settings, &self.project);
        self.rebuilder = Rebuilder::new();
        self.scan = None;
        self.last = None;
        self.forget_output();
        self.publish(Cause::Reload, clock)
    }

    /// Builds and writes.
    fn publish(&mut self, cause: Cause, clock: Clock) -> Vec<Event> {
        let started = Instant::now();
        let scan = match self.scan.take() {
            Some(scan) => scan,
            None => self.scanner.scan(&Scope::Everything),
        };
        self.last = Some(Arc::clone(&scan.snapshot));
        let cause = match cause {
            Cause::Clock | Cause::Retry if !scan.changed.is_empty() => {
                Cause::Files(scan.changed.clone(), ScanTrigger::Timer)
            }
            cause => cause,
        };
        let settings = Settings {
            clock,
            strict_internal: false,
            strict: self.settings.strict,
            judged_elsewhere: self.settings.judged_elsewhere,
        };
        let built = match self.rebuilder.build(&scan, settings) {
            Ok(built) => built,
            Err(failed) => return self.on_refused(cause, &failed, &scan.snapshot),
        };
        if self.handle.is_stopping() {
            return Vec::new();
        }
        if matches!(cause, Cause::OutputGone | Cause::OutputChanged) {
            self.rebuilder.forget_views();
        }
        let mut built = built;
        let written = self.write(&mut built, &scan.snapshot);
        if let Err(NotWritten::Refused(failed)) = &written {
            return self.on_refused(cause, failed, &scan.snapshot);
        }
        let mut events = Vec::new();
        events.extend(self.new_findings(&built.findings, &scan.snapshot));
        events.extend(self.new_clock(built.clock));
        match written {
            Ok(written) => events.extend(self.on_written(cause, &built, written, started)),
            Err(NotWritten::Failed(failure)) => events.extend(self.on_write_error(cause, failure)),
            Err(NotWritten::Refused(_)) => {}
        }
        events
    }

    /// Publishes the views and writes them together with the public site. Their findings join those of the site.
    fn write(&mut self, built: &mut Built, snapshot: &Snapshot) -> Result<Written, NotWritten> {
        let output = |message: String| NotWritten::Failed(Failure::write(FailureReason::Output(message)));
        let folder = self.settings.open_folder(&self.project).map_err(|error| output(error.to_string()))?;
        let private = self.settings.open_private(&self.project).map_err(|error| output(error.to_string()))?;
        if !private.is_apart_from(&folder) {
            return Err(output("the private folder must be apart from the public one".to_owned()));
        }
        let options = WriteOptions::of_build(self.settings.take_over, self.settings.public_only);
        let lock = Lock::take(&folder, Duration::ZERO)?;
        let mut write = SiteWrite::begin(&lock, &folder, &private, options)?;
        let mut memory = ViewsMemory::default();
        let mut views: BTreeMap<ViewsFolder, Vec<String>> = BTreeMap::new();
        if self.settings.public_only {
            for folder in ViewsFolder::ALL {
                write.keep_other_views(folder);
            }
        } else if !built.content.internal.customers.is_empty() {
            let keys = (self.keys)().map_err(no_keys)?;
            let plan = plan_views(&built.content, &keys).map_err(|missing| {
                no_keys(format!("the keys of {} customers are missing", missing.customers.len()))
            })?;
            let published = self.rebuilder.publish_views(built, snapshot, &keys, &plan, |view| {
                match view {
                    ReceivedView::Files(folder, id, outputs) => {
                        views.entry(folder).or_default().push(id.to_owned());
                        write.add_view(folder, id, outputs)?;
                    }
                    ReceivedView::Unchanged(folder, id) => {
                        views.entry(folder).or_default().push(id.to_owned());
                        write.keep_view(folder, id);
                    }
                    ReceivedView::OthersUnchanged(folder) => write.keep_other_views(folder),
                }
                Ok::<(), WriteError>(())
            })?;
            memory = self.judge(built, published, snapshot)?;
        }
        let report = write.commit(Some(built.outputs.as_slice()))?;
        if !report.public.written.is_empty() {
            published_texts(&built.content, built.now).write(&lock, &folder)?;
        }
        let stamps = ViewStamps::new(&views, &folder, &private);
        let board = self.board.write(
            (&self.settings, &self.project),
            (built, snapshot),
            (&lock, [&folder, &private]),
        );
        Ok(Written { report, memory, stamps, board })
    }

    /// Returns what to remember of published views, unless one of them was refused.
    fn judge(
        &self,
        built: &mut Built,
        published: ViewsOutcome,
        snapshot: &Snapshot,
    ) -> Result<ViewsMemory, NotWritten> {
        built.next_change = built.next_change.into_iter().chain(published.next_change).min();
        built.findings.extend(published.findings);
        built.findings.sort(snapshot);
        let strict = self.settings.strict && built.findings.count(Severity::Warning) > 0;
        let reason = published.refused.into_iter().next().map(|refused| refused.reason);
        match reason.or(strict.then_some(Reason::Warnings)) {
            Some(reason) => {
                let findings = built.findings.clone();
                Err(NotWritten::Refused(Box::new(Failed { findings, reason })))
            }
            None => Ok(published.memory),
        }
    }

    fn on_written(&mut self, cause: Cause, built: &Built, written: Written, started: Instant) -> Vec<Event> {
        let Written { report, memory, stamps, board } = written;
        let recovered = self.failure.take().is_some();
        self.stamp_output(built, &report.public);
        self.rebuilder.remember(memory);
        self.views = stamps;
        let next = built.next_change.into_iter().chain(board.next_change).min();
        self.schedule.succeeded(next.filter(|_| built.clock == ClockSource::Real));
        let mut events: Vec<Event> = report.public.warnings.iter().cloned().map(Event::Note).collect();
        let removed = page_addresses(report.public.removed.iter().map(String::as_str));
        events.extend(address_gone(&removed).map(|finding| Event::Note(finding.message)));
        events.extend(board.note.map(Event::Note));
        if matches!(cause, Cause::Clock) && board.has_changed && report.changes_nothing() && !recovered {
            // Only colleagues see that something fell due.
            return events;
        }
        let (next_change, took) = (built.next_change, started.elapsed());
        events.push(Event::Published { cause, report, next_change, recovered, took });
        events
    }

    /// Handles content that was refused. The published site stays as it is.
    fn on_refused(&mut self, cause: Cause, failed: &Failed, snapshot: &Arc<Snapshot>) -> Vec<Event> {
        let mut events: Vec<Event> = self.new_findings(&failed.findings, snapshot).into_iter().collect();
        let reason = match &failed.reason {
            Reason::Content => FailureReason::Content,
            Reason::Warnings => FailureReason::Warnings,
            Reason::Gate { outputs } => FailureReason::Gate(outputs.clone()),
        };
        let failure = Failure {
            reason,
            errors: failed.findings.count(Severity::Error),
            warnings: failed.findings.count(Severity::Warning),
            files: snapshot.file_count(),
        };
        self.schedule.refused(Instant::now());
        events.extend(self.on_failure(cause, failure, None));
        events
    }

    /// Remembers the state of the output folder after a build.
    fn stamp_output(&mut self, built: &Built, report: &WriteReport) {
        if let Some(written) = &mut self.written {
            return written.update(report);
        }
        let paths = built.outputs.iter().map(|output| output.path.as_str());
        let folder = self.settings.open_folder(&self.project).ok();
        self.written = folder.map(|folder| OutputStamps::new(folder, paths));
    }

    /// Handles a site that could not be written completely, and schedules a retry.
    fn on_write_error(&mut self, cause: Cause, failure: Failure) -> Option<Event> {
        self.forget_output();
        if matches!(failure.reason, FailureReason::Locked) {
            self.schedule.retry_after(LOCK_RETRY, Instant::now());
        } else {
            self.schedule.retry_with_backoff(Instant::now());
        }
        self.on_failure(cause, failure, self.schedule.retry_delay())
    }

    /// Records a failure. A retry that fails in the same way again is not reported.
    fn on_failure(&mut self, cause: Cause, failure: Failure, retry: Option<Duration>) -> Option<Event> {
        let again = self.failure.as_ref().is_some_and(|before| before.is_same_as(&failure));
        self.failure = Some(failure.clone());
        (!again || cause.is_by_user()).then_some(Event::Failed { cause, failure, retry })
    }

    fn new_findings(&mut self, findings: &Findings, snapshot: &Arc<Snapshot>) -> Option<Event> {
        let new = self.reported.update(findings, snapshot)?;
        Some(Event::Findings { all: findings.clone(), new, snapshot: Arc::clone(snapshot) })
    }

    /// A clock that is set does not run, which surprises users who left `clock` in the settings of a sample.
    fn new_clock(&mut self, clock: ClockSource) -> Option<Event> {
        let before = std::mem::replace(&mut self.clock, clock);
        (before != clock && clock != ClockSource::Real).then_some(Event::ClockSet(clock))
    }

    /// Whether somebody else changed or removed a file in the output folder, or a view.
    fn output_is_damaged(&self) -> bool {
        self.written.as_ref().is_some_and(|written| !written.is_unchanged()) || !self.views.are_unchanged()
    }

    /// Forgets what is in the output folders.
    fn forget_output(&mut self) {
        self.written = None;
        self.views = ViewStamps::default();
        self.rebuilder.forget_views();
    }

    fn output_exists(&self) -> bool {
        self.settings.open_folder(&self.project).is_ok_and(|folder| folder.path().is_dir())
    }

    /// Whether another build still holds the lock. Building a site only to find that out would be a waste.
    fn is_still_locked(&self) -> bool {
        let was_locked =
            self.failure.as_ref().is_some_and(|failure| matches!(failure.reason, FailureReason::Locked));
        let is_locked =
            |folder| matches!(Lock::take(&folder, Duration::ZERO), Err(WriteError::Locked { .. }));
        was_locked && self.settings.open_folder(&self.project).is_ok_and(is_locked)
    }
}

fn scanner(settings: &PublishSettings, project: &Project) -> Scanner {
    Scanner::new(project.clone(), ScanOptions { public_only: settings.public_only })
}

fn no_keys(message: String) -> NotWritten {
    NotWritten::Failed(Failure::write(FailureReason::Keys(message)))
}

impl From<WriteError> for NotWritten {
    fn from(error: WriteError) -> Self {
        Self::Failed(Failure::write(match error {
            WriteError::Locked { .. } => FailureReason::Locked,
            error => FailureReason::Output(error.to_string()),
        }))
    }
}
