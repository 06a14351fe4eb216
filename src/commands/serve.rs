//! `allclear serve`: a preview that follows every change, for whoever writes.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::progress::Progress;
use super::report;
use super::session::Session;
use super::{Exit, Stop};
use crate::cli::{Format, Serve};
use crate::diagnostics::Findings;
use crate::pipeline::{Clock, ClockSource, Failed, Rebuilder, Settings};
use crate::preview::{Guard, Listeners, PORT, SHORTEST_TOKEN, Stage, Unbound, is_token, random, serve};
use crate::source::{Change, ChangeKind, Scan, ScanOptions, Scanner, Scope, Snapshot};
use crate::watch::{Lead, Wake, WatchOptions, Watcher, obey_signals, settle};

/// Bytes of randomness in a token, and in the name of a run.
const TOKEN: usize = 16;

/// The longest wait for the clock. A machine that slept, or whose clock was set, notices after that at the latest.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Where customers with gated access have their files, below the project.
const PRIVATE: &str = "private";

/// Serves until somebody stops it.
pub(super) fn run(arguments: &Serve, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let listeners = Listeners::bind(arguments.host, arguments.port).map_err(|error| unbound(&error))?;
    let address = listeners.address();
    let token = token(arguments)?;
    let stage = Arc::new(Stage::new(random(8).map_err(no_randomness)?));
    let guard = Guard::new(address, &arguments.allow_host, token.clone());
    let mut show = Preview::new(arguments, session, Arc::clone(&stage))?;
    let told = Arc::clone(&show.told);
    let tell = move |line: &str| told.lock().unwrap_or_else(PoisonError::into_inner).push(line.to_owned());
    greet(&listeners, token.as_deref(), arguments, session)?;
    serve(listeners, &stage, guard, tell)
        .map_err(|error| Stop::usage(format!("cannot start the preview: {error}")))?;
    if arguments.open
        && let Err(error) = open::that_detached(page(address, token.as_deref()))
    {
        session.note(&format!("warning: the browser cannot be opened: {error}"))?;
    }
    show.follow(session)?;
    session.say("stopped")?;
    Ok(Exit::Done)
}

/// The token that is needed at any address but loopback, or that was asked for.
fn token(arguments: &Serve) -> Result<Option<String>, Stop> {
    match &arguments.token {
        Some(token) if is_token(token) => Ok(Some(token.clone())),
        Some(_) => Err(Stop::usage("this token does not fit").hint(format!(
            "a token has at least {SHORTEST_TOKEN} characters, all of them letters, digits, `-`, `_` or `.`"
        ))),
        None if arguments.host.is_loopback() => Ok(None),
        None => Ok(Some(random(TOKEN).map_err(no_randomness)?)),
    }
}

/// Says where the preview is, and what it shows to whom.
fn greet(
    listeners: &Listeners,
    token: Option<&str>,
    arguments: &Serve,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    let address = listeners.address();
    if listeners.moved() {
        session.note(&format!("note: port {PORT} is taken; this is {}", address.port()))?;
    }
    if !address.ip().is_loopback() {
        session.complain(&format!(
            "warning: whoever reaches this machine at {address} and has the token sees drafts and the views of all \
             customers, over a connection that is not encrypted"
        ))?;
    }
    let span = format!("preview at {}", page(address, token));
    // Without the address nobody would know a token that was made up just now.
    if token.is_some() && arguments.token.is_none() {
        session.print(&format!("{span}\n"))?;
    } else {
        session.say(&span)?;
    }
    Ok(session.flush()?)
}

/// The address to open.
fn page(address: SocketAddr, token: Option<&str>) -> String {
    let port = address.port();
    let host = match address.ip() {
        ip if ip.is_unspecified() => "localhost".to_owned(),
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    let token = token.map(|token| format!("?token={token}")).unwrap_or_default();
    format!("http://{host}:{port}/{token}")
}

/// The loop of looking, building and telling.
struct Preview {
    stage: Arc<Stage>,
    watcher: Watcher,
    scanner: Scanner,
    rebuilder: Rebuilder,
    /// What the server wants to be told, since only commands print.
    told: Arc<Mutex<Vec<String>>>,
    /// The files that were built last.
    last: Option<Arc<Snapshot>>,
    /// The findings that were shown last.
    shown: String,
    /// When the clock changes the site next, UTC; none if its clock stands still.
    next: Option<DateTime<Utc>>,
}

/// Why there is a new build.
enum Reason<'a> {
    First,
    Changed(&'a [Change]),
    Clock,
    Asked,
}

impl Preview {
    fn new(arguments: &Serve, session: &mut Session<'_, '_>, stage: Arc<Stage>) -> Result<Self, Stop> {
        let project = session.project();
        let ignore = [PRIVATE, ".allclear"].map(|folder| project.root().join(folder)).into_iter();
        let ignore = ignore.chain([project.public()]).collect();
        let poll = arguments.poll.map(Duration::from_millis);
        let (watcher, notes) = Watcher::start(&project, WatchOptions { poll, ignore });
        for note in notes {
            session.note(&format!("note: {note}"))?;
        }
        obey_signals(watcher.handle())
            .map_err(|error| Stop::usage(format!("cannot listen for signals: {error}")))?;
        Ok(Self {
            stage,
            watcher,
            scanner: Scanner::new(project, ScanOptions { public_only: false }),
            rebuilder: Rebuilder::new(),
            told: Arc::default(),
            last: None,
            shown: String::new(),
            next: None,
        })
    }

    /// Builds at first, and then at every change, until it is stopped.
    fn follow(&mut self, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        let started = Instant::now();
        let progress = Progress::begin("reading", session);
        let scan = self.scanner.scan(&Scope::Everything);
        drop(progress);
        self.build(&scan, &Reason::First, started, session)?;
        loop {
            session.flush()?;
            let wake = self.watcher.wait(self.until(session));
            let started = Instant::now();
            for line in std::mem::take(&mut *self.told.lock().unwrap_or_else(PoisonError::into_inner)) {
                session.note(&format!("note: {line}"))?;
            }
            match wake {
                Wake::Stop => return Ok(()),
                Wake::Note(note) => session.note(&format!("note: {note}"))?,
                Wake::Files(scope) => {
                    let mut scan = self.scanner.scan(&scope);
                    // Without an event nothing says whether a file is still being written.
                    if self.watcher.looked(!scan.changed.is_empty()) == Lead::Pace {
                        scan = settle(&mut self.scanner, self.last.as_deref(), scan);
                    }
                    if !scan.changed.is_empty() {
                        self.build(&scan, &Reason::Changed(&scan.changed), started, session)?;
                    }
                }
                Wake::Clock => {
                    if self.next.is_some_and(|next| next <= session.real_time()) {
                        let scan = self.scanner.scan(&Scope::Everything);
                        self.build(&scan, &Reason::Clock, started, session)?;
                    }
                }
                Wake::Reload => {
                    let scan = self.scanner.scan(&Scope::Everything);
                    self.build(&scan, &Reason::Asked, started, session)?;
                }
            }
        }
    }

    /// When to look at the clock.
    fn until(&self, session: &Session<'_, '_>) -> Option<Instant> {
        let left = (self.next? - session.real_time()).to_std().unwrap_or_default();
        Some(Instant::now() + left.min(LONGEST_WAIT))
    }

    fn build(
        &mut self,
        scan: &Scan,
        reason: &Reason<'_>,
        started: Instant,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let settings = Settings { clock: session.running_clock(), strict_internal: false, strict: false };
        // What changed is worth more words than what led to the look.
        let reason = match reason {
            Reason::Clock | Reason::Asked if !scan.changed.is_empty() => &Reason::Changed(&scan.changed),
            reason => reason,
        };
        self.last = Some(Arc::clone(&scan.snapshot));
        let progress = Progress::begin("building", session);
        let built = self.rebuilder.build(scan, settings);
        drop(progress);
        match built {
            Ok(built) => {
                self.next = built.next_change.filter(|_| built.clock == ClockSource::Real);
                let findings = built.findings.clone();
                let pages = self.stage.publish(built, Arc::clone(&scan.snapshot));
                let took = started.elapsed().as_millis();
                self.show(&findings, &scan.snapshot, false, session)?;
                let what = match pages {
                    0 => "no page is another".to_owned(),
                    pages => report::number(pages, "page"),
                };
                session.say(&format!("{} · {what} in {took} ms", why(reason)))?;
            }
            Err(failed) => {
                // What is wrong now may be right later, such as a time that lies ahead.
                let real = matches!(settings.clock, Clock::Real(_));
                self.next = real.then(|| session.real_time() + LONGEST_WAIT);
                self.stage.fail(&failed, &scan.snapshot);
                self.tell_failure(&failed, scan, reason, session)?;
            }
        }
        Ok(())
    }

    fn tell_failure(
        &mut self,
        failed: &Failed,
        scan: &Scan,
        reason: &Reason<'_>,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let before = self.shown.clone();
        self.show(&failed.findings, &scan.snapshot, true, session)?;
        if matches!(reason, Reason::Clock) && before == self.shown {
            return Ok(());
        }
        let counts = report::counts(&failed.findings, &scan.snapshot);
        let still =
            if self.stage.has_site() { "the last good site is still shown" } else { "nothing to show yet" };
        Ok(session.complain(&format!("{} · {counts}; {still}", why(reason)))?)
    }

    /// Shows findings if they are others than those that were shown last.
    fn show(
        &mut self,
        findings: &Findings,
        snapshot: &Snapshot,
        failed: bool,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let text = crate::diagnostics::json(findings, snapshot);
        if text != self.shown {
            session.show(findings, snapshot, Format::Human, false)?;
            if !failed && !findings.is_empty() {
                session.note(&report::counts(findings, snapshot))?;
            }
            self.shown = text;
        }
        Ok(())
    }
}

/// The first words of the line that tells of a build.
fn why(reason: &Reason<'_>) -> String {
    match reason {
        Reason::First => "built".to_owned(),
        Reason::Clock => "the clock moved on".to_owned(),
        Reason::Asked => "asked to read everything anew".to_owned(),
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

fn unbound(unbound: &Unbound) -> Stop {
    let stop = Stop::usage(unbound.to_string());
    match unbound {
        Unbound::Busy(_) => stop.hint("choose another with `--port`, or leave it out for the next free one"),
        Unbound::AllBusy(..) => stop.hint("choose one with `--port`"),
        Unbound::Io(..) => {
            stop.hint("`--host` takes an address of this machine, `--port` a port that you may use")
        }
    }
}

fn no_randomness(error: getrandom::Error) -> Stop {
    Stop::usage(format!("the system has no randomness to give: {error}"))
}
