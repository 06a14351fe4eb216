//! Approvals that were bypassed, and approvals of texts that were changed since.

use chrono::{DateTime, Utc};

use crate::content::public::Approval;
use crate::content::{Content, Folder, text_to_approve};
use crate::source::Snapshot;

/// The role of an approval that bypasses the usual procedure.
const OVERRIDE: &str = "override";

/// Returns the folders of the overrides, and of the void approvals, that are dated at a time that counts: one entry each.
pub(super) fn approvals(
    content: &Content,
    snapshot: &Snapshot,
    counts: &impl Fn(DateTime<Utc>) -> bool,
) -> (Vec<String>, Vec<String>) {
    let (mut overrides, mut voided) = (Vec::new(), Vec::new());
    for folder in &content.internal.folders {
        for (approval, digest) in approvals_of(folder, snapshot) {
            if !approval.at.as_ref().is_some_and(|at| counts(at.value)) {
                continue;
            }
            if approval.role.as_ref().is_some_and(|role| role.value == OVERRIDE) {
                overrides.push(folder.path());
            }
            let is_same = |digest: &String| {
                approval.digest.as_ref().is_some_and(|own| own.value.eq_ignore_ascii_case(digest))
            };
            if !digest.as_ref().is_some_and(is_same) {
                voided.push(folder.path());
            }
        }
    }
    (overrides, voided)
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
