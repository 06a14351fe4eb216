//! Approvals that were bypassed, and approvals of texts that were changed since.

use chrono::{DateTime, Utc};

use crate::content::public::Approval;
use crate::content::{Content, Folder, text_to_approve};
use crate::source::Snapshot;

/// The role of an approval that bypasses the usual procedure.
const OVERRIDE: &str = "override";

/// An approval that is an override, or void, or both.
#[derive(Clone, Debug)]
pub(super) struct Exception {
    /// The time in it, UTC.
    at: DateTime<Utc>,
    /// The path of its folder.
    folder: String,
    is_override: bool,
    is_void: bool,
}

/// Returns all overrides and void approvals, in the order of their folders.
pub(super) fn exceptions(content: &Content, snapshot: &Snapshot) -> Vec<Exception> {
    let mut all = Vec::new();
    for folder in &content.internal.folders {
        for (approval, digest) in approvals_of(folder, snapshot) {
            let Some(at) = approval.at.as_ref().map(|at| at.value) else { continue };
            let is_override = approval.role.as_ref().is_some_and(|role| role.value == OVERRIDE);
            let is_same = |digest: &String| {
                approval.digest.as_ref().is_some_and(|own| own.value.eq_ignore_ascii_case(digest))
            };
            let is_void = !digest.as_ref().is_some_and(is_same);
            if is_override || is_void {
                all.push(Exception { at, folder: folder.path(), is_override, is_void });
            }
        }
    }
    all
}

/// Returns the folders of the overrides, and of the void approvals, that are dated at a time that counts: one entry each.
pub(super) fn approvals(
    all: &[Exception],
    counts: &impl Fn(DateTime<Utc>) -> bool,
) -> (Vec<String>, Vec<String>) {
    let own = |has: fn(&Exception) -> bool| {
        let own = all.iter().filter(|one| has(one) && counts(one.at));
        own.map(|one| one.folder.clone()).collect::<Vec<String>>()
    };
    (own(|one| one.is_override), own(|one| one.is_void))
}

/// Returns the approvals in a folder, each with the digest of its text as it is now.
fn approvals_of<'c>(folder: &'c Folder, snapshot: &Snapshot) -> Vec<(&'c Approval, Option<String>)> {
    let mut all = Vec::new();
    if let Some(record) = folder.record.as_deref() {
        for update in record.updates.iter().filter(|update| !update.approvals.is_empty()) {
            let digest = match &update.approved_text {
                Some(text) => Some(text.digest(record.audience_of(update))),
                None => snapshot
                    .file(update.span.file)
                    .and_then(|file| text_to_approve(file, &update.body.images))
                    .map(|text| text.digest(record.audience_of(update))),
            };
            all.extend(update.approvals.iter().map(|approval| (approval, digest.clone())));
        }
        for postmortem in record.postmortem.iter().filter(|one| !one.approvals.is_empty()) {
            let audience = postmortem.audience.as_ref().map_or(record.usual_audience(), |tags| &tags.value);
            let digest = match &postmortem.approved_text {
                Some(text) => Some(text.digest(audience)),
                None => snapshot
                    .file(postmortem.span.file)
                    .and_then(|file| text_to_approve(file, &postmortem.body.images))
                    .map(|text| text.digest(audience)),
            };
            all.extend(postmortem.approvals.iter().map(|approval| (approval, digest.clone())));
        }
    }
    if let Some(postmortem) = &folder.postmortem {
        let digest = postmortem.approved_text.as_ref().map(|text| text.digest(&[]));
        all.extend(postmortem.approvals.iter().map(|approval| (approval, digest.clone())));
    }
    all
}
