//! Collects the findings of a file while it is read.

use std::cell::RefCell;

use crate::diagnostics::{Finding, Severity};

/// The findings of one file. Nested readers share the sink, so it is mutable through a shared reference.
#[derive(Default)]
pub(super) struct FindingSink(RefCell<Vec<Finding>>);

impl FindingSink {
    pub(super) fn push(&self, finding: Finding) {
        self.0.borrow_mut().push(finding);
    }

    /// Whether there are no findings yet.
    pub(super) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// Whether there are errors so far.
    pub(super) fn has_errors(&self) -> bool {
        self.0.borrow().iter().any(|finding| finding.severity == Severity::Error)
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.0.into_inner()
    }
}
