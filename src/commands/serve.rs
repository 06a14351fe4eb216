//! `allclear serve`: a preview for writers that shows every change.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::exit::Exit;
use super::progress::Progress;
use super::report;
use super::session::Session;
use super::stop::Stop;
use crate::cli::{Format, Serve};
use crate::diagnostics::Findings;
use crate::pipeline::{Clock, ClockSource, Failed, Rebuilder, Settings};
use crate::preview::{BindError, Guard, Listeners, MIN_TOKEN, PORT, PreviewState, is_token, random, serve};
use crate::source::{Change, ChangeKind, Scan, ScanOptions, Scanner, Scope, Snapshot};
use crate::watch::{ScanTrigger, Wake, WatchOptions, Watcher, handle_signals, wait_until_stable};

/// The number of random bytes in a token.
const TOKEN_BYTES: usize = 16;

/// The longest wait for the clock. After this time, a sleep of the machine or a change of its clock is noticed.
const MAX_WAIT: Duration = Duration::from_secs(30);

/// The folder with the views of customers with gated access, relative to the project.
const PRIVATE: &str = "private";

/// Serves the preview until the program is stopped.
pub(super) fn run(arguments: &Serve, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let listeners = Listeners::bind(arguments.host, arguments.port).map_err(|error| bind_error(&error))?;
    let address = listeners.address();
    let token = token(arguments)?;
    let state = Arc::new(PreviewState::new(random(8).map_err(no_randomness)?));
    let guard = Guard::new(address, &arguments.allow_host, token.clone());
    let mut builder = Builder::new(arguments, session, Arc::clone(&state))?;
    let notes = Arc::clone(&builder.notes);
    let note = move |line: &str| notes.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
    print_address(&listeners, token.as_deref(), arguments, session)?;
    serve(listeners, &state, guard, note)
        .map_err(|error| Stop::usage(format!("cannot start the preview: {error}")))?;
    if arguments.open
        && let Err(error) = open::that_detached(url(address, token.as_deref()))
    {
        session.note(&format!("warning: cannot open the browser: {error}"))?;
    }
    builder.run(session)?;
    session.say("stopped")?;
    Ok(Exit::Done)
}

/// The token: the given one, or a random one for any address other than loopback.
fn token(arguments: &Serve) -> Result<Option<String>, Stop> {
    match &arguments.token {
        Some(token) if is_token(token) => Ok(Some(token.clone())),
        Some(_) => Err(Stop::usage("the token is invalid")
            .hint(format!("a token has at least {MIN_TOKEN} characters: letters, digits, `-`, `_` or `.`"))),
        None if arguments.host.is_loopback() => Ok(None),
        None => Ok(Some(random(TOKEN_BYTES).map_err(no_randomness)?)),
    }
}

/// Prints the address of the preview, and a warning if others can reach it.
fn print_address(
    listeners: &Listeners,
    token: Option<&str>,
    arguments: &Serve,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    let address = listeners.address();
    if listeners.moved() {
        session.note(&format!("note: port {PORT} is in use; using port {} instead", address.port()))?;
    }
    if !address.ip().is_loopback() {
        session.complain(&format!(
            "warning: everyone who can reach {address} and has the token can see drafts and the views of all customers; \
             the connection is not encrypted"
        ))?;
    }
    let line = format!("preview at {}", url(address, token));
    // Even with `--quiet`: a random token is printed nowhere else.
    if token.is_some() && arguments.token.is_none() {
        session.print(&format!("{line}\n"))?;
    } else {
        session.say(&line)?;
    }
    Ok(session.flush()?)
}

/// The URL to open.
fn url(address: SocketAddr, token: Option<&str>) -> String {
    let port = address.port();
    let host = match address.ip() {
        ip if ip.is_unspecified() => "localhost".to_owned(),
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    let token = token.map(|token| format!("?token={token}")).unwrap_or_default();
    format!("http://{host}:{port}/{token}")
}

/// Scans and builds, and reports each build.
struct Builder {
    state: Arc<PreviewState>,
    watcher: Watcher,
    scanner: Scanner,
    rebuilder: Rebuilder,
    /// Notes of the server, since only commands print.
    notes: Arc<Mutex<Vec<String>>>,
    /// The files of the last build.
    last: Option<Arc<Snapshot>>,
    /// The findings that were printed last, as JSON.
    printed: String,
    /// When the clock changes the site next, UTC. `None` if the clock is set.
    next_change: Option<DateTime<Utc>>,
}

/// Why a build runs.
enum Reason<'a> {
    First,
    Changed(&'a [Change]),
    Clock,
    Reload,
}

impl Builder {
    fn new(arguments: &Serve, session: &mut Session<'_, '_>, state: Arc<PreviewState>) -> Result<Self, Stop> {
        let project = session.project();
        let ignore = [PRIVATE, ".allclear"].map(|folder| project.root().join(folder)).into_iter();
        let ignore = ignore.chain([project.public()]).collect();
        let poll = arguments.poll.map(Duration::from_millis);
        let (watcher, notes) = Watcher::start(&project, WatchOptions { poll, ignore });
        for note in notes {
            session.note(&format!("note: {note}"))?;
        }
        handle_signals(watcher.handle())
            .map_err(|error| Stop::usage(format!("cannot handle signals: {error}")))?;
        Ok(Self {
            state,
            watcher,
            scanner: Scanner::new(project, ScanOptions { public_only: false }),
            rebuilder: Rebuilder::new(),
            notes: Arc::default(),
            last: None,
            printed: String::new(),
            next_change: None,
        })
    }

    /// Builds, and builds again after every change, until stopped.
    fn run(&mut self, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        let started = Instant::now();
        let progress = Progress::begin("reading", session);
        let scan = self.scanner.scan(&Scope::Everything);
        drop(progress);
        self.build(&scan, &Reason::First, started, session)?;
        loop {
            session.flush()?;
            let wake = self.watcher.wait(self.deadline(session));
            let started = Instant::now();
            for line in std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner)) {
                session.note(&format!("note: {line}"))?;
            }
            match wake {
                Wake::Stop => return Ok(()),
                Wake::Note(note) => session.note(&format!("note: {note}"))?,
                Wake::Files(scope) => {
                    let mut scan = self.scanner.scan(&scope);
                    // Without events, a file may still be being written.
                    if self.watcher.scan_finished(!scan.changed.is_empty()) == ScanTrigger::Timer {
                        scan = wait_until_stable(&mut self.scanner, self.last.as_deref(), scan);
                    }
                    if !scan.changed.is_empty() {
                        self.build(&scan, &Reason::Changed(&scan.changed), started, session)?;
                    }
                }
                Wake::Clock => {
                    if self.next_change.is_some_and(|next| next <= session.real_time()) {
                        let scan = self.scanner.scan(&Scope::Everything);
                        self.build(&scan, &Reason::Clock, started, session)?;
                    }
                }
                Wake::Reload => {
                    let scan = self.scanner.scan(&Scope::Everything);
                    self.build(&scan, &Reason::Reload, started, session)?;
                }
            }
        }
    }

    /// When to check the clock next.
    fn deadline(&self, session: &Session<'_, '_>) -> Option<Instant> {
        let left = (self.next_change? - session.real_time()).to_std().unwrap_or_default();
        Some(Instant::now() + left.min(MAX_WAIT))
    }

    fn build(
        &mut self,
        scan: &Scan,
        reason: &Reason<'_>,
        started: Instant,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let settings = Settings {
            clock: session.running_clock(),
            strict_internal: false,
            strict: false,
            judged_elsewhere: false,
        };
        // If files changed too, report those.
        let reason = match reason {
            Reason::Clock | Reason::Reload if !scan.changed.is_empty() => &Reason::Changed(&scan.changed),
            reason => reason,
        };
        self.last = Some(Arc::clone(&scan.snapshot));
        let progress = Progress::begin("building", session);
        let built = self.rebuilder.build(scan, settings);
        drop(progress);
        match built {
            Ok(built) => {
                self.next_change = built.next_change.filter(|_| built.clock == ClockSource::Real);
                let findings = built.findings.clone();
                let pages = self.state.publish(built, Arc::clone(&scan.snapshot));
                let took = started.elapsed().as_millis();
                self.print_findings(&findings, &scan.snapshot, false, session)?;
                let what = match pages {
                    0 => "no page changed".to_owned(),
                    pages => format!("{} changed", report::number(pages, "page")),
                };
                session.say(&format!("{} · {what} in {took} ms", phrase(reason)))?;
            }
            Err(failed) => {
                // Time alone can fix an error, such as an update dated ahead.
                let real = matches!(settings.clock, Clock::Real(_));
                self.next_change = real.then(|| session.real_time() + MAX_WAIT);
                self.state.fail(&failed, &scan.snapshot);
                self.report_failure(&failed, scan, reason, session)?;
            }
        }
        Ok(())
    }

    fn report_failure(
        &mut self,
        failed: &Failed,
        scan: &Scan,
        reason: &Reason<'_>,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let before = self.printed.clone();
        self.print_findings(&failed.findings, &scan.snapshot, true, session)?;
        if matches!(reason, Reason::Clock) && before == self.printed {
            return Ok(());
        }
        let summary = report::summary(&failed.findings, &scan.snapshot);
        let shown =
            if self.state.has_site() { "still showing the last good site" } else { "nothing to show yet" };
        Ok(session.complain(&format!("{} · {summary}; {shown}", phrase(reason)))?)
    }

    /// Prints findings if they differ from those printed last.
    fn print_findings(
        &mut self,
        findings: &Findings,
        snapshot: &Snapshot,
        failed: bool,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let text = crate::diagnostics::json(findings, snapshot);
        if text != self.printed {
            session.show(findings, snapshot, Format::Human, false)?;
            if !failed && !findings.is_empty() {
                session.note(&report::summary(findings, snapshot))?;
            }
            self.printed = text;
        }
        Ok(())
    }
}

/// The first words of the line that reports a build.
fn phrase(reason: &Reason<'_>) -> String {
    match reason {
        Reason::First => "built".to_owned(),
        Reason::Clock => "scheduled change".to_owned(),
        Reason::Reload => "reloaded".to_owned(),
        Reason::Changed(changes) => {
            let Some(first) = changes.first() else { return "changed".to_owned() };
            let same = changes.iter().all(|change| change.kind == first.kind);
            let word = match first.kind {
                ChangeKind::Added if same => "added",
                ChangeKind::Removed if same => "removed",
                _ => "changed",
            };
            match changes.len() {
                1 => format!("{word} {}", first.path),
                more => format!("{word} {} and {} more", first.path, more - 1),
            }
        }
    }
}

fn bind_error(error: &BindError) -> Stop {
    let stop = Stop::usage(error.to_string());
    match error {
        BindError::PortInUse(_) => stop.hint("choose another `--port`, or omit it to use the next free port"),
        BindError::AllPortsInUse(..) => stop.hint("choose another `--port`"),
        BindError::Io(..) => {
            stop.hint("`--host` must be an address of this machine, and `--port` a port that you may use")
        }
    }
}

fn no_randomness(error: getrandom::Error) -> Stop {
    Stop::usage(format!("the system provides no random numbers: {error}"))
}
