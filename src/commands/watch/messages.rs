//! `--notify`: sends what is new after each publication, on threads of its own, so that it never holds back publishing.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender as Channel, channel};
use std::time::Duration;

use crate::cli::{NotifyOptions, Watch};
use crate::commands::notify::{
    LedgerFile, PlanError, Sender, Transports, ViewKeys, planned, record_skipped, transports,
};
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::content;
use crate::deliver::{Records, Report, RetryLimit};
use crate::diagnostics::Findings;
use crate::pipeline::{Clock, Settings, examine};
use crate::source::{ScanOptions, Snapshot, scan};
use crate::watch::Event;

/// How often to look for what fell due. Nothing is published then.
const LOOK: Duration = Duration::from_mins(1);

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
    /// Prepares the ways to all destinations, and starts the thread. Destinations that are added to `notify.toml` later
    /// need a restart, because their addresses come from the environment.
    pub(super) fn start(arguments: &Watch, session: &Session<'_, '_>) -> Result<Option<Self>, Stop> {
        if !arguments.notify {
            return no_options(&arguments.messages).map(|()| None);
        }
        let project = session.project();
        let (snapshot, _) = scan(&project, ScanOptions { public_only: false });
        let (content, _) = content::load(&snapshot);
        let transports = transports(&content, &arguments.messages, session)?;
        let records = LedgerFile::open(project.root())?;
        let keys = ViewKeys::find(arguments.keys.file.as_deref(), session)?;
        let (published, inbox) = channel();
        let (events, received) = channel();
        let worker = Worker {
            keys,
            records,
            clock: session.clock_source(),
            judged_elsewhere: arguments.judged_elsewhere,
            events,
        };
        let clock = || {
            let (source, public) = (session.clock_source(), content.public.clone());
            Box::new(move || source().read(&public).0) as Box<dyn Fn() -> _ + Send>
        };
        let Transports { transports, problems } = transports;
        for problem in problems {
            worker.say(MessageEvent::Problem(problem));
        }
        let sender = Sender::start(transports, &worker.records, &clock, RetryLimit::Forever);
        let thread = std::thread::Builder::new().name("notify".to_owned());
        // It ends with the program. What it has not sent then is sent after the next start.
        thread
            .spawn(move || worker.run(sender, &inbox))
            .map_err(|error| Stop::usage(format!("cannot start a thread for `--notify`: {error}")))?;
        Ok(Some(Self { published, events: received }))
    }

    /// Tells the thread about files that were published.
    pub(super) fn look(&self, events: &[Event], snapshot: Option<&Arc<Snapshot>>) {
        let is_published = events.iter().any(|event| matches!(event, Event::Published { .. }));
        if let Some(snapshot) = snapshot.filter(|_| is_published) {
            // The thread ends only with the program.
            let _ = self.published.send(Arc::clone(snapshot));
        }
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
    fn run(self, mut sender: Sender, inbox: &Receiver<Arc<Snapshot>>) {
        let mut last: Option<Arc<Snapshot>> = None;
        let mut last_problem: Option<String> = None;
        let mut next_look = LOOK;
        loop {
            let published = match inbox.recv_timeout(next_look.min(Duration::from_millis(500))) {
                // Of several publications, the newest has everything.
                Ok(first) => Some(inbox.try_iter().last().unwrap_or(first)),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
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
