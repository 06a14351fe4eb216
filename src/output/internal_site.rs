//! Writes the site for colleagues, and keeps it apart from what customers read.

use std::borrow::Borrow;

use super::access::Access;
use super::disk::RealDisk;
use super::error::WriteError;
use super::lock::Lock;
use super::output_folder::OutputFolder;
use super::staging::Staging;
use super::write_options::WriteOptions;
use super::write_plan::WritePlan;
use super::write_report::WriteReport;
use crate::artifact::{Artifact, Destination};

/// Makes `folder` contain exactly the files of the site for colleagues. Only its owner can access a folder that this creates.
///
/// # Errors
///
/// Fails for the reasons of [`WritePlan::new`] and [`WritePlan::execute`], and if a file is not for colleagues.
pub fn write_internal(
    lock: &Lock,
    folder: &OutputFolder,
    files: &[Artifact],
    take_over: bool,
) -> Result<WriteReport, WriteError> {
    if let Some(file) = files.iter().find(|file| file.destination != Destination::Internal) {
        return Err(WriteError::Misdirected(file.path.clone()));
    }
    let disk = RealDisk::default();
    let options = WriteOptions { take_over, keep: Vec::new() };
    rayon::scope(|_| {
        let plan = WritePlan { access: Access::Owner, ..WritePlan::new(lock, folder, files, &options)? };
        if !plan.create_root {
            return plan.execute(lock);
        }
        // A first build appears at once, and one rename is faster than one for each file.
        let staging = Staging::begin(&disk, lock, folder)?;
        let report = plan.stage(&disk, &staging).and_then(|plan| plan.execute(lock));
        let cleared = staging.clear(&disk);
        report.and_then(|report| cleared.map(|()| report))
    })
}

/// Refuses files for colleagues among those for customers.
pub(super) fn refuse_internal<O: Borrow<Artifact>>(outputs: &[O]) -> Result<(), WriteError> {
    let mut files = outputs.iter().map(Borrow::borrow);
    match files.find(|file| file.destination == Destination::Internal) {
        Some(file) => Err(WriteError::Misdirected(file.path.clone())),
        None => Ok(()),
    }
}
