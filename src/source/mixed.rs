//! Snapshots in which some folders are replaced by stored files, such as those of an earlier revision.

use std::collections::{BTreeMap, BTreeSet};

use super::{Image, Snapshot, SourceFile, StoredFiles, record_folder};
use crate::diagnostics::{Finding, Findings};
use crate::span::Span;

impl Snapshot {
    /// Replaces the folders of `instead` by the files given for each. `found` are the findings of the scan; returns the
    /// new snapshot with the findings that apply to it.
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

    /// Whether a folder contains exactly these files, byte for byte.
    #[must_use]
    pub fn has_same_files(&self, folder: &str, stored: &StoredFiles) -> bool {
        let texts = |file: &SourceFile| (file.path.clone(), file.readable, file.text.clone());
        let bytes = |image: &Image| (image.path.clone(), image.bytes.clone());
        let inside = |image: &&Image| record_folder(&image.path) == Some(folder);
        let of_disk: BTreeSet<_> = self.below(folder).map(texts).collect();
        let images: BTreeSet<_> = self.images().filter(inside).map(bytes).collect();
        of_disk == stored.files.iter().map(texts).collect()
            && images == stored.images.iter().map(bytes).collect()
    }

    /// Converts a finding about this snapshot to one about another snapshot with the same file.
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
