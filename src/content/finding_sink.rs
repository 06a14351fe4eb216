//! Where a file's findings go while it is read.

use std::cell::RefCell;

use crate::diagnostics::Finding;

/// Collects the findings of one file. Nested readers share it, so it is mutable behind a shared reference.
#[derive(Default)]
pub(super) struct FindingSink(RefCell<Vec<Finding>>);

impl FindingSink {
    pub(super) fn push(&self, finding: Finding) {
        self.0.borrow_mut().push(finding);
    }

    /// Whether nothing was found so far.
    pub(super) fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.0.into_inner()
    }
}
