//! The watcher: waits for the next reason to look.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::arms::{Arms, Failed};
use super::interest::Interest;
use super::pace::Pace;
use super::shared::{Shared, WakeHandle};
use super::trouble::reason;
use super::wake::Wake;
use crate::source::{Project, Scope};

/// How often to look where there are no events, unless somebody asks for another pause.
pub const POLL: Duration = Duration::from_millis(500);

/// After this many looks in a row that found what no event told of, there are no events.
const MISSED: u32 = 3;

/// How to watch.
#[derive(Clone, Debug, Default)]
pub struct WatchOptions {
    /// Looks at everything with this pause, and uses no events.
    pub poll: Option<Duration>,
    /// Folders in which nothing concerns us, wherever they lie: the output.
    pub ignore: Vec<PathBuf>,
}

/// What led to a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// The operating system told of a change.
    Event,
    /// It was time to look, and nobody had told of anything.
    Pace,
}

/// Watches a project. Its threads end with it.
pub struct Watcher {
    project: Project,
    pub(super) interest: Arc<Interest>,
    pub(super) shared: Arc<Shared>,
    /// The pause that was asked for in place of events.
    poll: Option<Duration>,
    /// None without events.
    pub(super) arms: Option<Arms>,
    pace: Pace,
    /// The look that was handed out last.
    look: Option<Look>,
    /// How many looks in a row found what no event told of.
    missed: u32,
    /// What is to be told, oldest first.
    notes: Vec<String>,
}

struct Look {
    at: Instant,
    everything: bool,
    /// No event asked for it.
    unasked: bool,
}

impl Watcher {
    /// Starts to watch. With it come notes to tell, such as that there are no events.
    #[must_use]
    pub fn start(project: &Project, options: WatchOptions) -> (Self, Vec<String>) {
        let mut watcher = Self {
            project: project.clone(),
            interest: Arc::new(Interest::new(project, options.ignore)),
            shared: Arc::default(),
            poll: options.poll,
            arms: None,
            pace: Pace::backstop(Instant::now()),
            look: None,
            missed: 0,
            notes: Vec::new(),
        };
        watcher.begin();
        let notes = std::mem::take(&mut watcher.notes);
        (watcher, notes)
    }

    /// Waits for the next reason to look up. `until` is the moment of the next change by the clock; ask with the time
    /// that is left each time, since clocks are set and machines sleep.
    ///
    /// Nothing is lost between two calls: what happens while the caller builds is a reason for the next look.
    pub fn wait(&mut self, until: Option<Instant>) -> Wake {
        if let Some(look) = self.look.take() {
            // Nobody told how it ended.
            self.end_look(look.everything, Instant::now());
        }
        let shared = Arc::clone(&self.shared);
        let mut news = shared.lock();
        loop {
            if news.stop {
                return Wake::Stop;
            }
            if std::mem::take(&mut news.reload) {
                drop(news);
                self.begin();
                return Wake::Reload;
            }
            if let Some(reason) = news.trouble.take().filter(|_| self.arms.is_some()) {
                self.fall_back(&format!("watching failed: {reason}"));
            }
            if !self.notes.is_empty() {
                return Wake::Note(self.notes.remove(0));
            }
            let now = Instant::now();
            if until.is_some_and(|until| until <= now) {
                return Wake::Clock;
            }
            let all = self.pace.next() <= now;
            let asked = news.batch.take(now);
            // While events come in, the backstop waits with them for the end of the batch.
            if asked.is_some() || (all && news.batch.due().is_none()) {
                if std::mem::take(&mut news.heard) {
                    self.missed = 0;
                }
                drop(news);
                let unasked = asked.is_none();
                let scope = asked.filter(|_| !all).unwrap_or(Scope::Everything);
                return self.hand_out(scope, unasked);
            }
            let next = news.batch.due().unwrap_or_else(|| self.pace.next());
            news = shared.wait(news, until.map_or(next, |until| until.min(next)));
        }
    }

    /// Tells what the look came to that the last [`Wake::Files`] asked for: whether any file had changed. From it the
    /// watcher learns how long a look takes, and whether events arrive at all. Says what led to the look.
    pub fn looked(&mut self, changed: bool) -> Lead {
        let Some(look) = self.look.take() else { return Lead::Pace };
        let now = Instant::now();
        if look.everything {
            self.pace.looked(now - look.at, now);
        }
        // An event that came during the look told of what it found.
        if self.end_look(look.everything, now) || !look.unasked {
            return Lead::Event;
        }
        if changed {
            self.miss();
        }
        Lead::Pace
    }

    /// A way to wake it from other threads.
    #[must_use]
    pub fn handle(&self) -> WakeHandle {
        WakeHandle::new(Arc::clone(&self.shared))
    }

    /// How long from one look to the next, if there are no events.
    #[must_use]
    pub fn polls(&self) -> Option<Duration> {
        self.arms.is_none().then(|| self.pace.pause())
    }

    /// Begins, or begins again, with events if there are any.
    fn begin(&mut self) {
        self.missed = 0;
        self.arms = None;
        // Whoever begins looks at everything first.
        self.look = Some(Look { at: Instant::now(), everything: true, unasked: true });
        self.shared.lock().looking = true;
        if let Some(pause) = self.poll {
            self.pace = Pace::poll(pause, false, Instant::now());
            return;
        }
        self.pace = Pace::backstop(Instant::now());
        let (shared, interest) = (Arc::clone(&self.shared), Arc::clone(&self.interest));
        match notify::recommended_watcher(move |told| shared.hear(&interest, told)) {
            Ok(watcher) => {
                self.arms = Some(Arms::new(Box::new(watcher), &self.project));
                self.stretch();
            }
            Err(error) => self.fall_back(&format!("changes cannot be watched: {}", reason(&error))),
        }
    }

    /// Watches before the look, so that nothing that happens after the look is missed.
    fn hand_out(&mut self, scope: Scope, unasked: bool) -> Wake {
        let anew = self.stretch();
        let scope = if anew { Scope::Everything } else { scope };
        let (everything, at) = (scope == Scope::Everything, Instant::now());
        if everything {
            // Until the caller tells how long it took.
            self.pace.looked(Duration::ZERO, at);
        }
        self.shared.lock().looking = everything;
        self.look = Some(Look { at, everything, unasked: unasked && !anew });
        Wake::Files(scope)
    }

    /// A look found what no event told of. A watch on one folder may have been lost while folders came and went, so
    /// all are watched anew before events are given up.
    fn miss(&mut self) {
        let Some(arms) = &mut self.arms else { return };
        self.missed += 1;
        if self.missed >= MISSED {
            return self.fall_back("the file system here does not tell of changes");
        }
        arms.let_go();
        // Whatever happens before they are watched again is found by the next look.
        self.stretch();
    }

    /// Says whether any event came meanwhile.
    fn end_look(&self, everything: bool, now: Instant) -> bool {
        let mut news = self.shared.lock();
        news.looking = false;
        if everything {
            news.looked = Some(now);
        }
        news.heard
    }

    /// Whether folders came that were not watched, or went that were.
    fn stretch(&mut self) -> bool {
        match self.arms.as_mut().map_or(Ok(false), Arms::stretch) {
            Ok(any) => any,
            Err(Failed { path, error }) => {
                self.fall_back(&format!("`{}` cannot be watched: {}", self.name(&path), reason(&error)));
                true
            }
        }
    }

    fn fall_back(&mut self, why: &str) {
        self.arms = None;
        self.pace = Pace::poll(POLL, true, Instant::now());
        self.notes.push(format!("{why}; looking every {} ms instead", POLL.as_millis()));
    }

    fn name(&self, path: &Path) -> String {
        let below = path.strip_prefix(self.project.root()).ok();
        below.filter(|below| below.iter().count() > 0).unwrap_or(path).display().to_string()
    }
}
