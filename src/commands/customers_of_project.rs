//! The customers of the project, for commands that build nothing.

use super::session::Session;
use super::stop::Stop;
use crate::content::internal::Customer;
use crate::content::{self, Content};
use crate::source::{ScanOptions, scan};

/// The content of the project. Errors in other files do not matter here.
pub(super) struct CustomersOfProject {
    pub(super) content: Content,
}

impl CustomersOfProject {
    /// Reads the project.
    pub(super) fn read(session: &Session<'_, '_>) -> Result<Self, Stop> {
        let project = session.project();
        if !project.content().is_dir() {
            let message = format!("no folder `content` in `{}`", project.root().display());
            return Err(Stop::usage(message).hint("name the project's folder with `-C`"));
        }
        let (snapshot, _) = scan(&project, ScanOptions { public_only: false });
        let (content, _) = content::load(&snapshot);
        Ok(Self { content })
    }

    /// The ids of all customers, sorted.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.content.internal.customers.iter().map(|customer| customer.id.as_str())
    }

    /// The customer with an id.
    pub(super) fn get(&self, id: &str) -> Option<&Customer> {
        self.content.internal.customers.iter().find(|customer| customer.id == id)
    }
}
