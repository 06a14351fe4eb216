//! Repeated builds of a project, for `watch` and the preview.
//!
//! The result is always identical to a fresh [`build()`](super::build()) of the same snapshot. It may only take less
//! time.

use super::build::build_examined;
use super::examine::Examiner;
use super::{
    Built, Cache, Failed, PlannedView, ReceivedView, Settings, ViewsMemory, ViewsOutcome, ViewsRequest,
    publish_views,
};
use crate::seal::Keys;
use crate::source::{Scan, Snapshot};

/// Builds, and keeps what the next build can reuse.
#[derive(Debug, Default)]
pub struct Rebuilder {
    examiner: Examiner,
    cache: Cache,
    views: ViewsMemory,
}

impl Rebuilder {
    /// Returns a rebuilder that has built nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Builds the public site of a scan, as [`build()`](super::build()) does. After a failure, the next build can still
    /// reuse the records and checks of this one.
    ///
    /// # Errors
    ///
    /// Fails as [`build()`](super::build()) does.
    pub fn build(&mut self, scan: &Scan, settings: Settings) -> Result<Built, Failed> {
        let examined = self.examiner.examine(&scan.snapshot, scan.findings.clone(), settings)?;
        build_examined((&scan.snapshot, &[]), examined, settings, &mut self.cache)
    }
    /// Publishes the views of customers, as [`publish_views()`](super::publish_views()) does. Those that have not changed
    /// since [`remember`](Self::remember) are only named.
    ///
    /// # Errors
    ///
    /// Returns the first error of `receive`.
    pub fn publish_views<E: Send>(
        &mut self,
        built: &Built,
        snapshot: &Snapshot,
        keys: &Keys,
        plan: &[PlannedView],
        receive: impl FnMut(ReceivedView<'_>) -> Result<(), E> + Send,
    ) -> Result<ViewsOutcome, E> {
        let request =
            ViewsRequest { built, snapshot, keys, plan, keep_going: false, memory: Some(&self.views) };
        publish_views(&request, &mut self.cache, receive)
    }

    /// Remembers the views that are written.
    pub fn remember(&mut self, views: ViewsMemory) {
        self.views = views;
    }

    /// Forgets which views are written, so that the next build publishes all of them.
    pub fn forget_views(&mut self) {
        self.views = ViewsMemory::default();
    }
}
