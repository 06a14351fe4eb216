//! Pictures beside public texts: that a text shows them.

use crate::diagnostics::{Finding, rules};
use crate::source::Snapshot;

/// Pictures whose name stands in no text beside them.
pub(super) fn check(snapshot: &Snapshot, found: &mut Vec<Finding>) {
    for image in snapshot.images() {
        let Some((folder, name)) = image.path.rsplit_once('/') else { continue };
        let finder = memchr::memmem::Finder::new(name);
        let shown = snapshot.below(folder).any(|file| finder.find(file.text.as_bytes()).is_some());
        if !shown {
            let message = format!("no text beside it shows `{}`", image.path);
            found.push(
                Finding::general(&rules::UNUSED_FILE, message)
                    .hint(format!("show it with `![what it shows]({name})`, or delete it")),
            );
        }
    }
}
