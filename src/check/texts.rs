//! Checks that released texts are not empty and that images are used. Errors within a text were reported when it was
//! read.

use super::record_context::RecordContext;
use crate::diagnostics::{Finding, rules};
use crate::source::{Image, Snapshot};

/// Reports released updates and published post-mortems without a text.
pub(super) fn check_record(context: &RecordContext<'_>, found: &mut Vec<Finding>) {
    for update in context.released.iter().filter(|update| update.whole) {
        if update.body.is_empty() && update.retracted.is_none() {
            found.push(
                Finding::at(&rules::EMPTY_TEXT, update.span, "this update has no text")
                    .hint("below the second `+++`, write what customers notice and what they can do"),
            );
        }
    }
    let published = context.postmortem.filter(|postmortem| postmortem.published.is_some());
    if let Some(postmortem) = published.filter(|postmortem| postmortem.body.is_empty()) {
        found.push(
            Finding::at(&rules::EMPTY_TEXT, postmortem.span, "this post-mortem has no text")
                .hint("below the second `+++`, write what happened, why, and what you do about it"),
        );
    }
}

/// Reports images that no text in the same folder names.
pub(super) fn check_images(snapshot: &Snapshot, found: &mut Vec<Finding>) {
    // All images of a theme are published, because style sheets and templates can name them in any way.
    let shown_by_texts = |image: &&Image| !image.path.starts_with("themes/");
    for image in snapshot.images().filter(shown_by_texts) {
        let Some((folder, name)) = image.path.rsplit_once('/') else { continue };
        let finder = memchr::memmem::Finder::new(name);
        let shown = snapshot.below(folder).any(|file| finder.find(file.text.as_bytes()).is_some());
        if !shown {
            let message = format!("no text in this folder shows `{}`", image.path);
            found.push(
                Finding::general(&rules::UNUSED_FILE, message)
                    .hint(format!("show it with `![what it shows]({name})`, or delete it")),
            );
        }
    }
}
