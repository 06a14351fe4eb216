//! All records of a site, in two halves.

use std::sync::Arc;

use super::folder::Folder;
use super::internal::{Customer, Owners, People, Snippet};
use super::public::{Component, Group, Notice, Page, Record, SiteConfig};

/// All records of a site.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// What may reach public bytes.
    pub public: PublicContent,
    /// What stays in the house.
    pub internal: InternalContent,
    /// Stands for everything but the folders of incidents and maintenances.
    pub shared_revision: SharedRevision,
}

/// Stands for everything but the folders of incidents and maintenances: the settings, components, people, customers
/// and so on. The same mark is the same content, so that whoever judged a folder need not judge it again.
#[derive(Clone, Debug, Default)]
pub struct SharedRevision(Arc<()>);

impl SharedRevision {
    /// Whether both stand for the same content.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The public half.
#[derive(Clone, Debug, Default)]
pub struct PublicContent {
    /// The site itself; none if `site.toml` could not be read.
    pub site: Option<SiteConfig>,
    /// Components by path.
    pub components: Vec<Component>,
    /// Groups by path.
    pub groups: Vec<Group>,
    /// Incidents and maintenances. Their order, which is that of their folders, means nothing. Shared with what was
    /// read before, as long as nothing in the folder changes.
    pub records: Vec<Arc<Record>>,
    /// Announcements.
    pub notices: Vec<Notice>,
    /// Free pages.
    pub pages: Vec<Page>,
}

/// The internal half.
#[derive(Clone, Debug, Default)]
pub struct InternalContent {
    /// Whether the internal half was read at all; if not, nothing can be said about names of people.
    pub read: bool,
    /// Who is who.
    pub people: Option<People>,
    /// Who owns what.
    pub owners: Owners,
    /// Customers by id.
    pub customers: Vec<Customer>,
    /// Texts to start from.
    pub snippets: Vec<Snippet>,
    /// Incidents and maintenances with all that belongs to them, in the order of their paths. One whose files did
    /// not change is the same `Arc` as before.
    pub folders: Vec<Arc<Folder>>,
}
