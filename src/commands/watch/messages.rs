//! `--notify`: sends what is new after each publication, on threads of its own, so that it never holds back publishing.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender as Channel, channel};
use std::time::Duration;

use crate::cli::{NotifyOptions, Watch};
use crate::commands::notify::{
    LedgerClock, LedgerFile, NamedTransport, PlanError, Sender, Transports, ViewKeys, planned,
    record_skipped, transports,
};
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::content::{self, Content};
use crate::deliver::{Records, Report, RetryLimit};
use crate::diagnostics::Findings;
use crate::pipeline::{Clock, Settings, examine};
use crate::source::Snapshot;
use crate::watch::Event;

/// How often to look for what fell due. Nothing is published then.
const LOOK: Duration = Duration::from_mins(1);

/// The file with the destinations.
const DESTINATIONS: &str = "content/notify.toml";

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
    worker: Channel<WorkerEvent>,
    events: Receiver<MessageEvent>,
    options: NotifyOptions,
    /// The text of `notify.toml` for which the transports were prepared.
    prepared: Option<String>,
}

/// An event that the thread handles.
enum WorkerEvent {
    /// These files were published.
    Published(Arc<Snapshot>),
    /// The destinations have changed, and these are the transports now.
    Transports(Vec<(NamedTransport, LedgerClock)>),
    /// Something is wrong with a destination.
    Problem(String),
}

impl Messages {
    /// Starts the thread. The transports are prepared with the first publication.
    pub(super) fn start(arguments: &Watch, session: &Session<'_, '_>) -> Result<Option<Self>, Stop> {
        if !arguments.notify {
            return no_options(&arguments.messages).map(|()| None);
        }
        // Wrong options are wrong usage, before anything is published.
        transports(&Content::default(), &arguments.messages, session)?;
        let records = LedgerFile::open(session.project().root())?;
        let keys = ViewKeys::find(arguments.keys.file.as_deref(), session)?;
        let (worker_events, inbox) = channel();
        let (events, received) = channel();
        let worker = Worker {
            keys,
            records,
            clock: session.clock_source(),
            judged_elsewhere: arguments.judged_elsewhere,
            events,
        };
        let sender = Sender::new(&worker.records, RetryLimit::Forever);
        let thread = std::thread::Builder::new().name("notify".to_owned());
        // It ends with the program. What it has not sent then is sent after the next start.
        thread
            .spawn(move || worker.run(sender, &inbox))
            .map_err(|error| Stop::usage(format!("cannot start a thread for `--notify`: {error}")))?;
        Ok(Some(Self {
            worker: worker_events,
            events: received,
            options: arguments.messages.clone(),
            prepared: None,
        }))
    }

    /// Tells the thread about files that were published. If their `notify.toml` is another one, its destinations are used.
    pub(super) fn look(
        &mut self,
        events: &[Event],
        snapshot: Option<&Arc<Snapshot>>,
        session: &Session<'_, '_>,
    ) {
        let is_published = events.iter().any(|event| matches!(event, Event::Published { .. }));
        let Some(snapshot) = snapshot.filter(|_| is_published) else { return };
        let text = snapshot.at(DESTINATIONS).map(|file| file.text.to_string()).unwrap_or_default();
        if self.prepared.as_ref() != Some(&text) {
            self.prepare(snapshot, session);
            self.prepared = Some(text);
        }
        self.send(WorkerEvent::Published(Arc::clone(snapshot)));
    }

    /// Prepares the transports for the destinations in these files.
    fn prepare(&self, snapshot: &Snapshot, session: &Session<'_, '_>) {
        let (content, _) = content::load(snapshot);
        let clock = || -> LedgerClock {
            let (source, public) = (session.clock_source(), content.public.clone());
            Box::new(move || source().read(&public).0)
        };
        match transports(&content, &self.options, session) {
            Ok(Transports { usable, problems }) => {
                for problem in problems {
                    self.send(WorkerEvent::Problem(problem));
                }
                self.send(WorkerEvent::Transports(usable.into_iter().map(|one| (one, clock())).collect()));
            }
            Err(stop) => self.send(WorkerEvent::Problem(stop.message().to_owned())),
        }
    }

    fn send(&self, event: WorkerEvent) {
        // The thread ends only with the program.
        let _ = self.worker.send(event);
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
    records: Arc<Records>,
    clock: Box<dyn Fn() -> Clock + Send>,
    judged_elsewhere: bool,
    events: Channel<MessageEvent>,
}

impl Worker {
    /// Looks at every publication, and from time to time at the last one, until the program ends.
    fn run(self, mut sender: Sender, inbox: &Receiver<WorkerEvent>) {
        let mut last: Option<Arc<Snapshot>> = None;
        let mut last_problem: Option<String> = None;
        let mut next_look = LOOK;
        loop {
            let first = match inbox.recv_timeout(next_look.min(Duration::from_millis(500))) {
                Ok(first) => Some(first),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            // Of several publications, the newest has everything.
            let mut published = None;
            for event in first.into_iter().chain(inbox.try_iter()) {
                match event {
                    WorkerEvent::Published(snapshot) => published = Some(snapshot),
                    WorkerEvent::Transports(transports) => sender.set(transports),
                    WorkerEvent::Problem(problem) => self.say(MessageEvent::Problem(problem)),
                }
            }
            for report in sender.reports() {
                self.say(MessageEvent::Sending(report));
            }
            next_look = next_look.saturating_sub(Duration::from_millis(500));
            let is_new = published.is_some();
            last = published.or(last);
            let Some(snapshot) = last.as_ref().filter(|_| is_new || next_look.is_zero()) else { continue };
            next_look = LOOK;
            let problem = self.send_new(snapshot, &mut sender).err().map(|error| error.0);
            if let Some(problem) = problem.as_ref().filter(|problem| last_problem.as_ref() != Some(*problem))
            {
                self.say(MessageEvent::Problem(problem.clone()));
            }
            last_problem = problem;
        }
    }

    /// Gives the destinations what they have not been sent yet.
    fn send_new(&self, snapshot: &Snapshot, sender: &mut Sender) -> Result<(), PlanError> {
        let settings = Settings {
            clock: (self.clock)(),
            strict_internal: false,
            strict: false,
            judged_elsewhere: self.judged_elsewhere,
        };
        let examined = examine(snapshot, Findings::default(), settings).map_err(|_| {
            PlanError("what was published has errors now, so no messages are sent".to_owned())
        })?;
        if examined.content.internal.notifications.destinations.is_empty() {
            return Ok(());
        }
        let ledger = self.records.ledger();
        let outbox = planned((snapshot, &examined, settings), &self.keys, &ledger, false)?;
        record_skipped(&outbox, &self.records, examined.now)
            .map_err(|error| PlanError(format!("the ledger cannot be written: {error}")))?;
        let refused = outbox.destinations.iter().filter(|outgoing| outgoing.refused > 0);
        let refused: Vec<&str> = refused.map(|outgoing| outgoing.name.as_str()).collect();
        let refused = (!refused.is_empty())
            .then(|| PlanError(format!("the gate refused messages for {}", refused.join(", "))));
        sender.put(outbox.destinations);
        refused.map_or(Ok(()), Err)
    }

    fn say(&self, event: MessageEvent) {
        // Nobody listens any more once the program ends.
        let _ = self.events.send(event);
    }
}
