//! The addresses of pages that a build removes from an output folder.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::manifest::Manifest;
use super::output_folder::OutputFolder;
use super::write_options::WriteOptions;
use crate::artifact::Artifact;

/// Returns the addresses, below the address of the site, of the pages that an earlier build wrote into `folder` and that
/// `outputs` do not have. Only the manifest is read; if it cannot be read or trusted, nothing counts as published.
#[must_use]
pub fn removed_pages<O: Borrow<Artifact>>(
    folder: &OutputFolder,
    outputs: &[O],
    options: &WriteOptions,
) -> Vec<String> {
    let manifest = fs::read(folder.manifest()).ok().and_then(|text| Manifest::parse(&text).ok());
    let Some(manifest) = manifest else { return Vec::new() };
    let wanted: BTreeSet<&str> = outputs.iter().map(|output| output.borrow().path.as_str()).collect();
    let files = manifest.files.iter().map(String::as_str);
    page_addresses(files.filter(|path| !wanted.contains(path) && !options.keeps(path)))
}

/// Returns the addresses of the pages among these files. The pages of months do not count: they follow from the
/// incidents of the month, whose own pages count.
pub fn page_addresses<'a>(files: impl Iterator<Item = &'a str>) -> Vec<String> {
    let pages = files.filter(|path| {
        Path::new(path).extension().is_some_and(|kind| kind == "html") && !path.starts_with("history/")
    });
    pages.map(|path| format!("/{}", path.strip_suffix("index.html").unwrap_or(path))).collect()
}
