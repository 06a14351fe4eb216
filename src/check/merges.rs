//! Checks the incident that continues a merged one: it takes over the reported states, so every reader of the merged
//! incident has to see it, and it has to be open.

use std::collections::BTreeSet;

use super::directory::{Directory, slug_of_update};
use super::record_context::{RecordContext, View, deciding, is_open, view_of, viewers};
use super::time_format::format_minute;
use crate::content::public::{Record, RecordKind, Update};
use crate::diagnostics::{Finding, rules};
use crate::span::Spanned;

/// Reports merges that would make what was reported disappear.
pub(super) fn check(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    for update in context.released.iter().filter(|update| update.closes()) {
        let Some(slug) = update.merged_into.as_deref() else { continue };
        if context.kind == RecordKind::Maintenance {
            found.push(
                Finding::at(&rules::MERGE_TARGET, slug.span, "a maintenance cannot be merged into an incident")
                    .hint("post `completed` or `cancelled`, and let the incident name the components that it affects"),
            );
            continue;
        }
        // A slug that no incident has is reported as such.
        let own = context.record.zip(directory.incident(&slug.value));
        found.extend(own.and_then(|(own, other)| wrong_target(own, other, update, slug, directory)));
    }
}

fn wrong_target(
    own: &Record,
    other: &Record,
    update: &Update,
    slug: &Spanned<String>,
    directory: &Directory<'_>,
) -> Option<Finding> {
    let name = &slug.value;
    let finding = |message: String, hint: &'static str| {
        Finding::at(&rules::MERGE_TARGET, slug.span, message).hint(hint)
    };
    if own.folder == other.folder {
        let message = "an incident cannot be merged into itself".to_owned();
        return Some(finding(message, "write the slug of the incident that continues this one"));
    }
    if leads_back(own, other, directory) {
        let message = format!("`{name}` is itself merged into this incident");
        return Some(finding(message, "keep one of them open, and merge the others into it"));
    }
    if other.updates.iter().all(|update| update.draft) {
        let message = format!("`{name}` has no released entry");
        return Some(finding(message, "publish its first entry first, or keep this incident open"));
    }
    let sees_both = viewers(own).into_iter().chain(viewers(other));
    for viewer in sees_both {
        if !view_of(own, viewer, directory).iter().any(|seen| seen.span == update.span) {
            continue;
        }
        let seen = view_of(other, viewer, directory);
        if !seen.iter().any(|update| slug_of_update(update).is_some_and(|slug| slug == *name)) {
            let message = format!("not everybody who reads this entry may see `{name}`");
            return Some(finding(
                message,
                "release it to the same audience, or keep this incident open for the others",
            ));
        }
        let before: View<'_> = seen.into_iter().filter(|other| other.at <= update.at).collect();
        if let Some(end) = deciding(&before).filter(|_| !is_open(&before)) {
            let message = format!("`{name}` was already closed at {}", format_minute(end.at));
            return Some(
                finding(
                    message,
                    "reopen it first; if this incident is over, post `status = \"resolved\"` here",
                )
                .related(end.status.as_ref().map_or(end.span, |status| status.span), "closed here"),
            );
        }
    }
    None
}

/// Returns the slug of the open incident that continues a merged one, directly or through others.
pub(super) fn continued_by<'a>(view: &'a [&Update], directory: &'a Directory<'_>) -> Option<&'a str> {
    let mut passed = BTreeSet::new();
    let mut end = deciding(view).filter(|update| update.closes())?;
    loop {
        let slug = end.merged_into.as_deref()?;
        let other = directory.incident(&slug.value)?;
        if !passed.insert(other.folder.as_str()) {
            return None;
        }
        let released: View<'_> = other.updates.iter().filter(|update| !update.draft).collect();
        match deciding(&released) {
            Some(closing) if closing.closes() => end = closing,
            Some(_) => return Some(&slug.value),
            None => return None,
        }
    }
}

/// Whether a chain of merges that begins with `next` ends in `own`.
fn leads_back(own: &Record, next: &Record, directory: &Directory<'_>) -> bool {
    let mut passed = vec![next.folder.as_str()];
    let mut at = next;
    loop {
        let released: View<'_> = at.updates.iter().filter(|update| !update.draft).collect();
        let merged = deciding(&released).filter(|update| update.closes());
        let Some(slug) = merged.and_then(|update| update.merged_into.as_deref()) else { return false };
        let Some(next) = directory.incident(&slug.value) else { return false };
        if next.folder == own.folder {
            return true;
        }
        if passed.contains(&next.folder.as_str()) {
            return false;
        }
        passed.push(&next.folder);
        at = next;
    }
}
