//! The names of a record that must be unique: slugs and ids.

use super::directory::derived_slug;
use super::record_context::RecordContext;
use crate::content::public::RecordKind;
use crate::span::Spanned;

/// The slugs and ids of one incident or maintenance.
#[derive(Debug)]
pub(super) struct RecordNames {
    pub(super) slugs: Vec<Spanned<String>>,
    /// The paths of earlier addresses.
    pub(super) aliases: Vec<Spanned<String>>,
    /// Ids of the record as a whole.
    pub(super) record_ids: Vec<Spanned<String>>,
    /// Ids of its updates and its post-mortem.
    pub(super) update_ids: Vec<Spanned<String>>,
}

impl RecordNames {
    pub(super) fn of(context: &RecordContext<'_>) -> Self {
        let written = context.updates.iter().filter_map(|update| update.slug.clone());
        let derived =
            context.first_updates().into_iter().filter_map(|first| match (&first.slug, &first.title) {
                (None, Some(title)) => {
                    Some(Spanned::new(derived_slug(first.at.date_naive(), &title.value), title.span))
                }
                _ => None,
            });
        // In the API, a post-mortem is the last update of its incident.
        let updates = context.updates.iter().filter_map(|update| update.id.clone());
        let postmortem = context.postmortem;
        Self {
            slugs: written.chain(derived).collect(),
            aliases: context
                .updates
                .iter()
                .flat_map(|update| &update.aliases)
                .map(|alias| Spanned::new(alias.path(folder_of(context.kind)), alias.written().span))
                .collect(),
            record_ids: context
                .updates
                .iter()
                .filter_map(|update| update.incident_id.as_deref().cloned())
                .collect(),
            update_ids: updates.chain(postmortem.and_then(|postmortem| postmortem.id.clone())).collect(),
        }
    }
}

/// The folder of the pages of records.
pub(super) const fn folder_of(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Incident => "incidents",
        RecordKind::Maintenance => "maintenance",
    }
}
