//! Documents and messages about one incident for other systems, from released data: a post-mortem for a wiki, and a summary to
//! send once everything is published. They are no files of the site. Also the headings of a draft, which are words of the language.

mod draft_headings;
mod incident_facts;
mod postmortem;
mod summary;

pub use draft_headings::DraftHeadings;
pub use postmortem::postmortem_document;
pub use summary::summary_message;

use crate::release::Site;
use crate::release::model::Incident;

/// Returns the index of the incident that has one of these slugs.
fn incident_of<'s>(site: &'s Site, slugs: &[String]) -> Option<(usize, &'s Incident)> {
    let mut incidents = site.incidents.iter().enumerate();
    let found = incidents.find(|(_, incident)| slugs.contains(&incident.event.slug));
    found.map(|(index, incident)| (index, &**incident))
}
