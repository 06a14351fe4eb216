//! Seals all views together: what can be seen of each one must not depend on the others being fewer, smaller or older.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};

use super::archive::Archive;
use super::cipher::Cipher;
use super::link_code::Fingerprints;
use super::{Keys, LinkKey, OpaqueId, Part, Shell};
use crate::artifact::{Artifact, ArtifactKind};

/// The smallest number of views, real ones and dummies together.
const FEWEST: usize = 8;

/// What all sealed views of a site have in common.
#[derive(Clone, Debug)]
pub struct SealOptions {
    /// The day in the time zone of the site, from which months are counted back.
    pub today: NaiveDate,
    /// The number of months, including the current one.
    pub months: u32,
    /// The page that decrypts a view.
    pub shell: Shell,
    /// The feed of a customer for whom nothing but the public updates was written. Dummies have it, so that their feeds
    /// move like real ones.
    pub public_feed: Vec<u8>,
}

/// A rendered view.
#[derive(Clone, Debug)]
pub struct SealedView {
    /// The id of the customer.
    pub customer: String,
    /// The pages, pictures and styles, each with the part that it belongs to. The paths are relative to the view.
    pub files: Vec<(Part, Arc<Artifact>)>,
    /// The content-free feed.
    pub feed: Vec<u8>,
}

/// Why a view cannot be sealed: the customer has no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoKey {
    /// The id of the customer.
    pub customer: String,
}

/// Collects views, then encrypts them. Between the two it holds compressed views only.
#[derive(Debug)]
pub struct Sealer<'k> {
    keys: &'k Keys,
    options: SealOptions,
    parts: Vec<Part>,
    views: BTreeMap<OpaqueId, Packed>,
}

/// A compressed view.
#[derive(Debug)]
struct Packed {
    key: LinkKey,
    /// In the order of the parts.
    archives: Vec<Archive>,
    feed: (OpaqueId, Vec<u8>),
}

impl<'k> Sealer<'k> {
    /// Starts without views.
    #[must_use]
    pub fn new(keys: &'k Keys, options: SealOptions) -> Self {
        let parts = Part::all(options.today, options.months);
        Self { keys, options, parts, views: BTreeMap::new() }
    }

    /// Compresses a view. Months before the first one are left out.
    ///
    /// # Errors
    ///
    /// If the customer has no key.
    pub fn add(&mut self, view: SealedView) -> Result<(), NoKey> {
        let no_key = || NoKey { customer: view.customer.clone() };
        let id = self.keys.view_id(&view.customer).ok_or_else(no_key)?;
        let key = self.keys.link_key(&view.customer).ok_or_else(no_key)?;
        let feed = (self.keys.feed_id(&view.customer).ok_or_else(no_key)?, view.feed);
        let archives = self.archives(view.files);
        self.views.insert(id, Packed { key, archives, feed });
        Ok(())
    }

    /// Encrypts the views, one after the other, in the order of their ids. The files are for `public/`.
    pub fn finish(mut self) -> impl Iterator<Item = Artifact> {
        if !self.views.is_empty() {
            self.add_dummies();
        }
        let sizes: Vec<usize> = (0..self.parts.len())
            .map(|part| self.views.values().map(|view| view.archives[part].padded_size()).max().unwrap_or(0))
            .collect();
        let epoch = self.epoch();
        let Self { parts, options, views, .. } = self;
        views.into_iter().flat_map(move |(id, view)| {
            let cipher = Cipher::new(&view.key);
            let (feed_id, feed) = view.feed;
            let mut files = vec![
                Artifact::new(format!("v/{feed_id}/feed.xml"), feed, ArtifactKind::Feed),
                Artifact::new(
                    format!("v/{id}/index.html"),
                    options.shell.page(&id, &Fingerprints::new(&view.key, &id)),
                    ArtifactKind::Index,
                ),
            ];
            for ((part, archive), size) in parts.iter().zip(&view.archives).zip(&sizes) {
                let name = part.file_name();
                let sealed = cipher.seal(&id, &name, &epoch, &archive.padded(*size));
                files.push(Artifact::new(format!("v/{id}/{name}"), sealed, ArtifactKind::Page));
            }
            files
        })
    }

    fn archives(&self, files: Vec<(Part, Arc<Artifact>)>) -> Vec<Archive> {
        let mut by_part: BTreeMap<Part, Vec<Arc<Artifact>>> =
            self.parts.iter().map(|part| (*part, Vec::new())).collect();
        for (part, file) in files {
            if let Some(files) = by_part.get_mut(&part) {
                files.push(file);
            }
        }
        for files in by_part.values_mut() {
            files.sort_by(|one, other| one.path.cmp(&other.path));
            files.dedup_by(|one, other| one.path == other.path);
        }
        let names: Vec<String> = self.parts.iter().map(|part| part.file_name()).collect();
        let paths = |part: &Part| by_part[part].iter().map(|file| file.path.as_str()).collect();
        let months = self.parts.iter().zip(&names).filter(|(part, _)| **part != Part::Bundle);
        let mut months: Vec<(&str, Vec<&str>)> =
            months.map(|(part, name)| (name.as_str(), paths(part))).collect();
        // Only the bundle has the list.
        let mut of =
            |part: &Part| if *part == Part::Bundle { std::mem::take(&mut months) } else { Vec::new() };
        self.parts.iter().map(|part| Archive::new(&by_part[part], of(part))).collect()
    }

    /// Fills the number of views up to a power of two. Nobody can tell a dummy from a view without its code.
    fn add_dummies(&mut self) {
        let wanted = self.views.len().next_power_of_two().max(FEWEST);
        let empty = self.archives(Vec::new());
        for number in 0.. {
            if self.views.len() >= wanted {
                return;
            }
            let dummy = self.keys.dummy(number);
            let feed = (dummy.feed_id, self.options.public_feed.clone());
            self.views.insert(dummy.view_id, Packed { key: dummy.key, archives: empty.clone(), feed });
        }
    }

    /// The hash over the plaintexts of all views.
    fn epoch(&self) -> [u8; 32] {
        let mut epoch = Sha256::new().chain_update(b"allclear epoch\0");
        for (id, view) in &self.views {
            epoch.update(id.as_str());
            for (part, archive) in self.parts.iter().zip(&view.archives) {
                epoch.update(part.file_name());
                epoch.update(archive.digest);
            }
        }
        epoch.finalize().into()
    }
}
