//! The ledger as the threads of all destinations share it, and where it is kept.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Digest, Ledger, Standing};

/// Where a ledger is kept: a file, or a ref of git.
pub trait LedgerStore: Send {
    /// Replaces the text of the ledger as a whole.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be written, or if somebody else has written it since it was read.
    fn write(&mut self, text: &str) -> Result<(), StoreError>;
}

/// Why a ledger was not written: lower case, no full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreError(pub String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StoreError {}

/// The ledger and its store. It is written after every change.
pub struct Records(Mutex<Inner>);

struct Inner {
    ledger: Ledger,
    store: Box<dyn LedgerStore>,
    /// Whether it could not be written. Nothing more is sent then, because it would be sent again in every run.
    is_broken: bool,
}

impl Records {
    /// Shares a ledger that was read from a store.
    #[must_use]
    pub fn new(ledger: Ledger, store: Box<dyn LedgerStore>) -> Self {
        Self(Mutex::new(Inner { ledger, store, is_broken: false }))
    }

    /// Records the delivery state of a message, and writes the ledger.
    ///
    /// # Errors
    ///
    /// Fails if the ledger cannot be written.
    pub fn record(&self, slot: &Digest, standing: Standing) -> Result<(), StoreError> {
        self.change(|ledger| ledger.set(slot, standing))
    }

    /// Changes the ledger, and writes it if `change` says that it is different then.
    ///
    /// # Errors
    ///
    /// Fails if the ledger cannot be written.
    pub fn change(&self, change: impl FnOnce(&mut Ledger) -> bool) -> Result<(), StoreError> {
        let mut inner = self.inner();
        if !change(&mut inner.ledger) {
            return Ok(());
        }
        let text = inner.ledger.to_text();
        let written = inner.store.write(&text);
        inner.is_broken = written.is_err();
        written
    }

    /// Returns the delivery state of a message; `None` if it was never seen.
    #[must_use]
    pub fn standing(&self, slot: &Digest) -> Option<Standing> {
        self.inner().ledger.standing(slot)
    }

    /// Returns a copy of the ledger.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.inner().ledger.clone()
    }

    /// Whether the ledger could not be written the last time.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.inner().is_broken
    }

    /// The ledger is whole after each change, so a thread that panicked leaves nothing half done.
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").finish_non_exhaustive()
    }
}
