//! All records of a site, divided into a public and an internal half.

use std::sync::Arc;

use super::folder::Folder;
use super::internal::{
    Checklist, Customer, Notifications, Owners, People, ResponsePolicy, ReviewRecord, Runbook, Snippet,
    Template,
};
use super::public::{Component, Group, Notice, Page, Record, SiteConfig};

/// All records of a site.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// The public half, which may be published.
    pub public: PublicContent,
    /// The internal half, which stays internal.
    pub internal: InternalContent,
    /// The revision of everything except the folders of incidents and maintenances.
    pub shared_revision: SharedRevision,
}

/// Identifies a revision of the shared content: settings, components, people, customers and everything else that is
/// not in a folder of an incident or a maintenance. While it is the same, results for an unchanged folder can be
/// reused.
#[derive(Clone, Debug, Default)]
pub struct SharedRevision(Arc<()>);

impl SharedRevision {
    /// Whether both identify the same revision.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The public half.
#[derive(Clone, Debug, Default)]
pub struct PublicContent {
    /// The site settings; `None` if `site.toml` could not be read.
    pub site: Option<SiteConfig>,
    /// Components, by path.
    pub components: Vec<Component>,
    /// Groups, by path.
    pub groups: Vec<Group>,
    /// Incidents and maintenances, in the order of their folders, which has no meaning. The record of an unchanged
    /// folder is the same `Arc` as in the previous load.
    pub records: Vec<Arc<Record>>,
    /// Notices.
    pub notices: Vec<Notice>,
    /// Free pages.
    pub pages: Vec<Page>,
}

/// The internal half.
#[derive(Clone, Debug, Default)]
pub struct InternalContent {
    /// Whether internal files were read. If not, names of people and customers cannot be checked.
    pub read: bool,
    /// The people and teams.
    pub people: Option<People>,
    /// The owners of components.
    pub owners: Owners,
    /// Customers, by id.
    pub customers: Vec<Customer>,
    /// Templates for updates.
    pub snippets: Vec<Snippet>,
    /// How the organisation responds to incidents.
    pub response: Option<ResponsePolicy>,
    /// Who is sent a message, and about what.
    pub notifications: Notifications,
    /// Templates of post-mortems.
    pub templates: Vec<Template>,
    /// What to confirm during an incident, by severity.
    pub checklists: Vec<Checklist>,
    /// What to do when a component fails.
    pub runbooks: Vec<Runbook>,
    /// The reviews of months.
    pub reviews: Vec<ReviewRecord>,
    /// Incidents and maintenances with all their data, in the order of their paths. An unchanged folder is the same
    /// `Arc` as in the previous load.
    pub folders: Vec<Arc<Folder>>,
}
