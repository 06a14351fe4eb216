//! The ledger in a ref of the remote repository, for CI, where no file stays.

use std::path::Path;
use std::sync::Arc;

use data_encoding::HEXLOWER;

use crate::commands::stop::Stop;
use crate::deliver::{Ledger, LedgerStore, Records, StoreError};
use crate::git::LedgerRef;

/// The ref.
const REF: &str = "refs/allclear/notified";

/// The file in its commits.
const FILE: &str = "notified.json";

/// The ref of a ledger.
pub(super) struct RefStore {
    ledger: LedgerRef,
}

impl RefStore {
    /// Reads and acquires the ledger. Without a ref, this is the first run. Nothing is acquired with `only_read`.
    pub(super) fn acquire(root: &Path, only_read: bool) -> Result<Arc<Records>, Stop> {
        if only_read {
            let text = LedgerRef::read(root, REF, FILE)?;
            return Ok(Arc::new(Records::new(parsed(text)?, Box::new(ReadOnly))));
        }
        let mut run = [0; 8];
        getrandom::fill(&mut run)
            .map_err(|error| Stop::usage(format!("the system provides no random numbers: {error}")))?;
        let (ledger, text) = LedgerRef::acquire(root, REF, FILE, &HEXLOWER.encode(&run))?;
        Ok(Arc::new(Records::new(parsed(text)?, Box::new(Self { ledger }))))
    }
}

fn parsed(text: Option<String>) -> Result<Ledger, Stop> {
    let Some(text) = text else { return Ok(Ledger::default()) };
    Ledger::parse(&text).ok_or_else(|| {
        Stop::usage(format!("the ledger in `{REF}` is damaged")).hint(
            "it says what was sent; if you delete the ref, what happened in the last 24 hours is sent again",
        )
    })
}

impl LedgerStore for RefStore {
    fn write(&mut self, text: &str) -> Result<(), StoreError> {
        self.ledger.write(text).map_err(|error| StoreError(error.to_string()))
    }
}

/// A ledger that is only read.
struct ReadOnly;

impl LedgerStore for ReadOnly {
    fn write(&mut self, _: &str) -> Result<(), StoreError> {
        Err(StoreError("it was only read".to_owned()))
    }
}
