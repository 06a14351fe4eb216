//! Checks that released texts are not empty and that images are used. Errors within a text were reported when it was
//! read.

use super::record_context::RecordContext;
use crate::diagnostics::{Finding, rules};
use crate::source::Snapshot;

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
    for image in snapshot.images() {
        let Some((folder, name)) = image.path.rsplit_once('/') else { continue };
        // The settings, templates and style sheets of a theme name its images.
        let theme = image.path.strip_prefix("themes/").and_then(|rest| rest.split_once('/'));
        let folder = theme.map_or_else(|| folder.to_owned(), |(theme, _)| format!("themes/{theme}"));
        let finder = memchr::memmem::Finder::new(name);
        let shown = snapshot.below(&folder).any(|file| finder.find(file.text.as_bytes()).is_some());
        if !shown {
            let message = format!("no text in this folder shows `{}`", image.path);
            if theme.is_some() {
                let hint = "name it in `theme.toml`, a template or a style sheet, or delete it";
                let message = format!("no file of the theme names `{}`", image.path);
                found.push(Finding::general(&rules::UNUSED_FILE, message).hint(hint));
                continue;
            }
            found.push(
                Finding::general(&rules::UNUSED_FILE, message)
                    .hint(format!("show it with `![what it shows]({name})`, or delete it")),
            );
        }
    }
}
