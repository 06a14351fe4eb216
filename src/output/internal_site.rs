//! Writes the site for colleagues, and keeps it apart from what customers read.

use std::borrow::Borrow;

use super::disk::RealDisk;
use super::error::WriteError;
use super::lock::Lock;
use super::output_folder::OutputFolder;
use super::write::{create_private_folder, write};
use super::write_options::WriteOptions;
use super::write_report::WriteReport;
use crate::artifact::{Artifact, Destination};

/// Makes `folder` contain exactly the files of the site for colleagues. Only its owner can access a folder that this creates.
///
/// # Errors
///
/// Fails for the reasons of [`write()`], and if a file is not for colleagues.
pub fn write_internal(
    lock: &Lock,
    folder: &OutputFolder,
    files: &[Artifact],
    take_over: bool,
) -> Result<WriteReport, WriteError> {
    if let Some(file) = files.iter().find(|file| file.destination != Destination::Internal) {
        return Err(WriteError::Misdirected(file.path.clone()));
    }
    create_private_folder(&RealDisk::default(), folder.path())?;
    write(lock, folder, files, &WriteOptions { take_over, keep: Vec::new() })
}

/// Refuses files for colleagues among those for customers.
pub(super) fn refuse_internal<O: Borrow<Artifact>>(outputs: &[O]) -> Result<(), WriteError> {
    let mut files = outputs.iter().map(Borrow::borrow);
    match files.find(|file| file.destination == Destination::Internal) {
        Some(file) => Err(WriteError::Misdirected(file.path.clone())),
        None => Ok(()),
    }
}
