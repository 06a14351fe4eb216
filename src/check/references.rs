//! Checks that references to other incidents and updates are valid.

use super::directory::Directory;
use super::record_context::RecordContext;
use crate::content::public::Update;
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::span::Spanned;

/// Checks the incidents and updates that a record refers to.
pub(super) fn check(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    for update in context.updates {
        for slug in update.merged_into.iter().chain(&update.follows) {
            incident_by_slug(slug, directory, found);
        }
        if let Some(stem) = &update.corrects {
            corrected_update(stem, update, context, found);
        }
    }
    for slug in context.postmortem.iter().flat_map(|postmortem| &postmortem.incidents) {
        incident_by_slug(slug, directory, found);
    }
    let named =
        context.incident.iter().flat_map(|incident| incident.repeat_of.iter().chain(&incident.not_repeat_of));
    for folder in named.filter(|folder| !directory.incident_folders().contains(folder.value.as_str())) {
        let message = format!("no incident has the folder `{}`", folder.value);
        let near = did_you_mean(&folder.value, directory.incident_folders().iter().copied());
        found.push(
            Finding::at(&rules::UNKNOWN_INCIDENT, folder.span, message)
                .hint_if(near.map(|near| format!("did you mean `{near}`?"))),
        );
    }
}

fn incident_by_slug(slug: &Spanned<String>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    if directory.incident_slugs().contains(slug.value.as_str()) {
        return;
    }
    let near = did_you_mean(&slug.value, directory.incident_slugs().iter().map(AsRef::as_ref));
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the `slug` from the first entry of the other incident".into(),
    };
    let message = format!("no incident has the slug `{}`", slug.value);
    found.push(Finding::at(&rules::UNKNOWN_INCIDENT, slug.span, message).hint(hint));
}

fn corrected_update(
    stem: &Spanned<String>,
    update: &Update,
    context: &RecordContext<'_>,
    found: &mut Vec<Finding>,
) {
    let mut finding = None;
    if stem.value == update.stem {
        let message = "an update cannot correct itself";
        finding = Some(
            Finding::at(&rules::UNKNOWN_UPDATE, stem.span, message)
                .hint("name the wrong update, or use `edited` for a change to this one"),
        );
    } else if !context.updates.iter().any(|other| other.stem == stem.value) {
        let others = context.updates.iter().filter(|other| other.stem != update.stem);
        let stems = others.map(|other| other.stem.as_str());
        let hint = match did_you_mean(&stem.value, stems) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the file name of the update without `.md`".into(),
        };
        let message = format!("no update of this incident is named `{}`", stem.value);
        finding = Some(Finding::at(&rules::UNKNOWN_UPDATE, stem.span, message).hint(hint));
    }
    found.extend(finding);
}
