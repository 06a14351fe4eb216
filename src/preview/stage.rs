//! What is on show at the moment: the last good edition, and what is wrong if a later build failed. Whoever builds
//! puts a new one up in one go; whoever answers sees the old or the new, never half of either.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::edition::Edition;
use super::pages::Pages;
use super::report::Report;
use crate::artifact::Artifact;
use crate::pipeline::{Built, Failed};
use crate::source::Snapshot;

/// Open streams of events: a browser allows six for a host, and each holds a thread.
const STREAMS: usize = 32;

/// What is on show, and a bell for those who wait for something new.
#[derive(Debug)]
pub struct Stage {
    /// Names this run of the program, so that a page that was loaded from an earlier one notices.
    session: String,
    show: Mutex<Arc<Show>>,
    bell: Condvar,
    streams: AtomicUsize,
}

/// What is on show after some build.
#[derive(Debug, Default)]
pub(super) struct Show {
    /// Counts the builds, good or not; 0 before the first.
    pub(super) generation: u64,
    /// The last good build.
    pub(super) edition: Option<Arc<Edition>>,
    /// What the last build failed on, if it failed.
    pub(super) trouble: Option<Report>,
}

impl Stage {
    /// A stage with nothing on it.
    #[must_use]
    pub fn new(session: String) -> Self {
        Self { session, show: Mutex::default(), bell: Condvar::new(), streams: AtomicUsize::new(0) }
    }

    /// Puts a good build on show. Gives how many pages are others than before.
    pub fn publish(&self, built: Built, snapshot: Arc<Snapshot>) -> usize {
        let edition = Arc::new(Edition::new(built, snapshot));
        let before = self.show().edition.clone();
        let pages = |edition: &Arc<Edition>| edition.public().clone();
        let changed = changed_pages(
            before.as_ref().map(pages).as_ref().and_then(|shown| shown.pages.as_ref()),
            pages(&edition).pages.as_ref(),
        );
        self.put(|_| (Some(edition), None));
        changed
    }

    /// Keeps the last good build on show, and says over it why the newest failed.
    pub fn fail(&self, failed: &Failed, snapshot: &Snapshot) {
        let report = Report::failed(&failed.findings, &failed.reason, snapshot);
        self.put(|show| (show.edition.clone(), Some(report)));
    }

    /// Whether there is a good build to show.
    #[must_use]
    pub fn has_site(&self) -> bool {
        self.show().edition.is_some()
    }

    pub(super) fn session(&self) -> &str {
        &self.session
    }

    pub(super) fn show(&self) -> Arc<Show> {
        Arc::clone(&self.lock())
    }

    /// Waits for another generation than this one, not longer than a while.
    pub(super) fn newer_than(&self, generation: u64, patience: Duration) -> Option<Arc<Show>> {
        let end = Instant::now() + patience;
        let mut show = self.lock();
        loop {
            if show.generation != generation {
                return Some(Arc::clone(&show));
            }
            let left = end.checked_duration_since(Instant::now())?;
            (show, _) = self.bell.wait_timeout(show, left).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A place for one more stream of events, if there is one.
    pub(super) fn admit_stream(self: &Arc<Self>) -> Option<StreamPlace> {
        let taken = self.streams.fetch_add(1, Ordering::Relaxed);
        let span = StreamPlace { stage: Arc::clone(self) };
        (taken < STREAMS).then_some(span)
    }

    fn put(&self, next: impl FnOnce(&Show) -> (Option<Arc<Edition>>, Option<Report>)) {
        let old;
        {
            let mut show = self.lock();
            let (edition, trouble) = next(&show);
            let next = Arc::new(Show { generation: show.generation + 1, edition, trouble });
            old = std::mem::replace(&mut *show, next);
        }
        self.bell.notify_all();
        // What is no longer on show may be large, and nobody has to wait for its end.
        drop(old);
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Show>> {
        self.show.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A taken place; it is free again when this goes.
#[derive(Debug)]
pub(super) struct StreamPlace {
    stage: Arc<Stage>,
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        self.stage.streams.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How many pages are new, gone, or have other bytes. Both lists are in the order of their paths.
fn changed_pages(before: Option<&Pages>, after: Option<&Pages>) -> usize {
    let is_page =
        |file: &&Arc<Artifact>| Path::new(&file.path).extension().is_some_and(|kind| kind == "html");
    let mut old = before.iter().flat_map(|pages| pages.files()).filter(is_page).peekable();
    let mut changed = 0;
    for new in after.iter().flat_map(|pages| pages.files()).filter(is_page) {
        while old.next_if(|old| old.path < new.path).is_some() {
            changed += 1;
        }
        match old.next_if(|old| old.path == new.path) {
            Some(old) if Arc::ptr_eq(old, new) || old.bytes == new.bytes => {}
            _ => changed += 1,
        }
    }
    changed + old.count()
}
