//! `--notify`: sends what is new after each publication, on threads of its own, so that it never holds back publishing.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender as Channel, channel};
use std::time::Duration;

use crate::cli::{NotifyOptions, Watch};
use crate::commands::notify::{
    LedgerClock, LedgerFile, PlanError, Sender, TransportSettings, Transports, ViewKeys, planned,
    record_skipped,
};
use crate::commands::session::{ClockReader, Session};
use crate::commands::stop::Stop;
use crate::content::Content;
use crate::deliver::{Records, Report, RetryLimit};
use crate::diagnostics::Findings;
use crate::pipeline::{Examined, Settings, examine};
use crate::source::Snapshot;
use crate::watch::Event;

/// How often to look for what fell due. Nothing is published then.
const LOOK: Duration = Duration::from_mins(1);

/// How often to look for reports of the destinations.
const TICK: Duration = Duration::from_millis(500);

/// What happened, for the log. It names destinations, and never an address or a text.
#[derive(Debug)]
pub(super) enum MessageEvent {
    /// What happened to a message.
    Sending(Report),
    /// A destination cannot be used, or nothing can be sent; why.
    Problem(String),
}

/// The thread that decides what is to be sent, and those that send.
pub(super) struct Messages {
    published: Channel<Arc<Snapshot>>,
    events: Receiver<MessageEvent>,
}

impl Messages {
    /// Starts the thread. Destinations are used from the first publication on.
    pub(super) fn start(arguments: &Watch, session: &Session<'_, '_>) -> Result<Option<Self>, Stop> {
        if !arguments.notify {
            return no_options(&arguments.messages).map(|()| None);
        }
        // Wrong options are wrong usage, before anything is published.
        let transports = TransportSettings::new(&arguments.messages, session)?;
        let records = LedgerFile::open(session.project().root())?;
        let keys = ViewKeys::find(arguments.keys.file.as_deref(), session)?;
        let (published, inbox) = channel();
        let (events, received) = channel();
        let worker = Worker {
            keys,
            transports,
            sender: Sender::new(&records, RetryLimit::Forever),
            records,
            clock: session.clock_source(),
            judged_elsewhere: arguments.judged_elsewhere,
            events,
            content: None,
            last_problems: Vec::new(),
        };
        let thread = std::thread::Builder::new().name("notify".to_owned());
        // It ends with the program. What it has not sent then is sent after the next start.
        thread
            .spawn(move || worker.run(&inbox))
            .map_err(|error| Stop::usage(format!("cannot start a thread for `--notify`: {error}")))?;
        Ok(Some(Self { published, events: received }))
    }

    /// Tells the thread about files that were published.
    pub(super) fn look(&self, events: &[Event], snapshot: Option<&Arc<Snapshot>>) {
        let is_published = events.iter().any(|event| matches!(event, Event::Published { .. }));
        let Some(snapshot) = snapshot.filter(|_| is_published) else { return };
        // The thread ends only with the program.
        let _ = self.published.send(Arc::clone(snapshot));
    }

    /// Returns what happened since the last call.
    pub(super) fn events(&self) -> Vec<MessageEvent> {
        self.events.try_iter().collect()
    }
}

/// Refuses options that mean nothing without `--notify`.
fn no_options(options: &NotifyOptions) -> Result<(), Stop> {
    if options.is_any() {
        return Err(Stop::usage(
            "`--secrets`, `--allow-private`, `--ca-file`, `--mail` and `--sendmail` need `--notify`",
        )
        .hint("add `--notify` to send messages after each publication"));
    }
    Ok(())
}

/// Decides what is to be sent.
struct Worker {
    keys: ViewKeys,
    transports: TransportSettings,
    sender: Sender,
    records: Arc<Records>,
    clock: ClockReader,
    judged_elsewhere: bool,
    events: Channel<MessageEvent>,
    /// What was published last.
    content: Option<Arc<Content>>,
    /// What was wrong the last time, so that it is reported once.
    last_problems: Vec<String>,
}

impl Worker {
    /// Looks at every publication, and from time to time at the last one, until the program ends.
    fn run(mut self, inbox: &Receiver<Arc<Snapshot>>) {
        let mut last: Option<Arc<Snapshot>> = None;
        let mut next_look = LOOK;
        loop {
            let first = match inbox.recv_timeout(next_look.min(TICK)) {
                Ok(first) => Some(first),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            // Of several publications, the newest has everything.
            let published = first.into_iter().chain(inbox.try_iter()).last();
            let reports = self.sender.reports();
            let is_failure =
                |report: &Report| matches!(report, Report::Retrying { .. } | Report::SetAside { .. });
            let has_failed = reports.iter().any(is_failure);
            for report in reports {
                self.say(MessageEvent::Sending(report));
            }
            next_look = next_look.saturating_sub(TICK);
            // The address may have been wrong, and may be right now.
            let is_new = published.is_some() || has_failed && self.has_new_secrets();
            last = published.or(last);
            let Some(snapshot) = last.as_ref().filter(|_| is_new || next_look.is_zero()) else { continue };
            next_look = LOOK;
            let problems = self.send_new(snapshot);
            for problem in problems.iter().filter(|problem| !self.last_problems.contains(problem)) {
                self.say(MessageEvent::Problem(problem.clone()));
            }
            self.last_problems = problems;
        }
    }

    /// Gives the destinations what they have not been sent yet. Returns what is wrong.
    fn send_new(&mut self, snapshot: &Snapshot) -> Vec<String> {
        let settings = Settings {
            clock: (self.clock)(),
            strict_internal: false,
            strict: false,
            judged_elsewhere: self.judged_elsewhere,
        };
        let Ok(examined) = examine(snapshot, Findings::default(), settings) else {
            return vec!["what was published has errors now, so no messages are sent".to_owned()];
        };
        // Addresses and secrets are read each time.
        let Transports { usable, mut problems } = self.transports.transports(&examined.content);
        let clock = || -> LedgerClock {
            let (read, content) = (Arc::clone(&self.clock), Arc::clone(&examined.content));
            Box::new(move || read().read(&content.public).0)
        };
        self.sender.set(usable, clock);
        if !examined.content.internal.notifications.destinations.is_empty() {
            problems.extend(self.send(snapshot, &examined, settings).err().map(|error| error.0));
        }
        self.content = Some(examined.content);
        problems
    }

    /// Whether a destination has another address or other secrets than those it is running with.
    fn has_new_secrets(&self) -> bool {
        let usable = self.content.as_ref().map(|content| self.transports.transports(content).usable);
        usable.is_some_and(|usable| usable.iter().any(|transport| !self.sender.is_running(transport)))
    }

    fn send(&self, snapshot: &Snapshot, examined: &Examined, settings: Settings) -> Result<(), PlanError> {
        let ledger = self.records.ledger();
        let outbox = planned((snapshot, examined, settings), &self.keys, &ledger, false)?;
        record_skipped(&outbox, &self.records, examined.now)
            .map_err(|error| PlanError(format!("the ledger cannot be written: {error}")))?;
        let refused = outbox.destinations.iter().filter(|outgoing| outgoing.refused > 0);
        let refused: Vec<&str> = refused.map(|outgoing| outgoing.name.as_str()).collect();
        let refused = (!refused.is_empty())
            .then(|| PlanError(format!("the gate refused messages for {}", refused.join(", "))));
        self.sender.put(outbox.destinations);
        refused.map_or(Ok(()), Err)
    }

    fn say(&self, event: MessageEvent) {
        // Nobody listens any more once the program ends.
        let _ = self.events.send(event);
    }
}
