//! The ledger in a file of the project, outside of the content: `.allclear/notified.json`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::authoring::write_scratch;
use crate::commands::stop::Stop;
use crate::deliver::{Ledger, LedgerStore, Records, StoreError};

/// The file, relative to the project.
const PATH: &str = ".allclear/notified.json";

/// The file of a ledger.
pub(in crate::commands) struct LedgerFile {
    root: PathBuf,
}

impl LedgerFile {
    /// Reads the ledger of a project. Without one, this is the first run.
    ///
    /// # Errors
    ///
    /// Fails if the file is there and cannot be read: to begin anew would send messages again.
    pub(in crate::commands) fn open(root: &Path) -> Result<Arc<Records>, Stop> {
        let failed = |why: &str| {
            Stop::usage(format!("cannot read `{PATH}`: {why}")).hint(
                "it says what was sent; if you remove it, what happened in the last 24 hours is sent again",
            )
        };
        let ledger = match fs::read_to_string(root.join(PATH)) {
            Ok(text) => Ledger::parse(&text).ok_or_else(|| failed("it is damaged"))?,
            Err(error) if error.kind() == ErrorKind::NotFound => Ledger::default(),
            Err(error) => return Err(failed(&error.to_string())),
        };
        Ok(Arc::new(Records::new(ledger, Box::new(Self { root: root.to_owned() }))))
    }
}

impl LedgerStore for LedgerFile {
    fn write(&mut self, text: &str) -> Result<(), StoreError> {
        let written = write_scratch(&self.root, PATH, text);
        written.map_err(|error| StoreError(format!("cannot write `{PATH}`: {error}")))
    }
}
