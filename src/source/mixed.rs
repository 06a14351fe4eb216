//! A snapshot in which some folders hold other files than on the disk.

use std::collections::{BTreeMap, BTreeSet};

use super::{Image, Snapshot, SourceFile, StoredFiles, record_folder};
use crate::diagnostics::{Finding, Findings};
use crate::span::Span;

impl Snapshot {
    /// This snapshot without what lies in the folders of `instead`, and with what is given for each. `found` is what
    /// was wrong with the files as such; what comes back is what is wrong with those of the new snapshot.
    #[must_use]
    pub fn with_folders(
        &self,
        found: &Findings,
        instead: &BTreeMap<String, StoredFiles>,
    ) -> (Self, Findings) {
        let stays = |path: &str| record_folder(path).is_none_or(|folder| !instead.contains_key(folder));
        let files = self.files().filter(|file| stays(&file.path));
        let images = self.images().filter(|image| stays(&image.path));
        let stored = instead.values();
        let mixed = Self::new(
            files.chain(stored.clone().flat_map(|stored| &stored.files)).cloned().collect(),
            images.chain(stored.clone().flat_map(|stored| &stored.images)).cloned().collect(),
        );
        let moved = found.iter().filter_map(|finding| self.moved(finding, &mixed, stays));
        let errors = stored
            .flat_map(|stored| &stored.errors)
            .filter_map(|(path, error)| Some(error.finding(Span::top(mixed.at(path)?.id))));
        let findings = moved.chain(errors).collect();
        (mixed, findings)
    }

    /// Whether a folder holds the same files, byte for byte.
    #[must_use]
    pub fn holds_the_same(&self, folder: &str, stored: &StoredFiles) -> bool {
        let texts = |file: &SourceFile| (file.path.clone(), file.readable, file.text.clone());
        let bytes = |image: &Image| (image.path.clone(), image.bytes.clone());
        let inside = |image: &&Image| record_folder(&image.path) == Some(folder);
        let of_disk: BTreeSet<_> = self.below(folder).map(texts).collect();
        let pictures: BTreeSet<_> = self.images().filter(inside).map(bytes).collect();
        of_disk == stored.files.iter().map(texts).collect()
            && pictures == stored.images.iter().map(bytes).collect()
    }

    /// A finding about this snapshot as one about another that has the same file.
    fn moved(&self, finding: &Finding, other: &Self, stays: impl Fn(&str) -> bool) -> Option<Finding> {
        let moved = |span: Span| {
            let path = &self.file(span.file)?.path;
            let file = stays(path).then(|| other.at(path)).flatten()?;
            Some(Span { file: file.id, ..span })
        };
        let mut finding = finding.clone();
        if let Some(span) = finding.span {
            finding.span = Some(moved(span)?);
        }
        finding.related = finding.related.and_then(|mut related| {
            related.span = moved(related.span)?;
            Some(related)
        });
        Some(finding)
    }
}
