//! Writes a public site and the views of customers together: all of them, or none.
//!
//! Views are added one after the other. The changed files of each go into the staging folder at once, so that the view
//! can be dropped from memory. Nothing in an output folder changes before [`SiteWrite::commit`]; a `SiteWrite` that is
//! dropped instead leaves no trace.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use super::access::Access;
use super::disk::{Disk, EntryKind, RealDisk};
use super::error::{Obstacle, WriteError};
use super::internal_site::refuse_internal;
use super::lock::Lock;
use super::output_folder::{MANIFEST, OutputFolder};
use super::staging::Staging;
use super::views_folder::{PUBLIC_VIEWS, ViewsFolder, is_view_id};
use super::write::{create_folder, remove_file};
use super::write_options::WriteOptions;
use super::write_plan::WritePlan;
use super::write_report::WriteReport;
use crate::artifact::Artifact;

/// The writing of a public site and of views.
#[derive(Debug)]
pub struct SiteWrite<'a> {
    steps: Steps<'a, RealDisk>,
}

/// The result of writing a site with its views.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteReport {
    /// What changed on the public site.
    pub public: WriteReport,
    /// The number of views with files that are new or changed.
    pub views_changed: usize,
    /// The number of views that were removed.
    pub views_removed: usize,
    /// The number of files in views that are new or changed.
    pub view_files_written: usize,
    /// The number of files that were removed from views, with those of removed views.
    pub view_files_removed: usize,
}

impl<'a> SiteWrite<'a> {
    /// Begins to write into the public and the private folder of a project. Removes what a killed build left in the
    /// staging folder.
    ///
    /// # Errors
    ///
    /// Fails if the staging folder cannot be cleared.
    pub fn begin(
        lock: &'a Lock,
        public: &'a OutputFolder,
        private: &'a OutputFolder,
        options: WriteOptions,
    ) -> Result<Self, WriteError> {
        Ok(Self { steps: Steps::begin(RealDisk::default(), lock, public, private, options)? })
    }

    /// Adds a view that passed the gate. The paths of `outputs` are relative to the view's folder.
    ///
    /// # Errors
    ///
    /// Fails for the reasons of [`WritePlan::new`], or if a file cannot be staged.
    pub fn add_view<O: Borrow<Artifact> + Sync>(
        &mut self,
        folder: ViewsFolder,
        id: &str,
        outputs: &[O],
    ) -> Result<(), WriteError> {
        self.steps.add_view(folder, id, outputs)
    }

    /// Leaves the files of a view as they are.
    pub fn keep_view(&mut self, folder: ViewsFolder, id: &str) {
        self.steps.present.insert((folder, id.to_owned()));
    }

    /// Leaves all views in a folder as they are that were not added. Without this, they are removed.
    pub fn keep_other_views(&mut self, folder: ViewsFolder) {
        self.steps.keeps_others.insert(folder);
    }

    /// Makes the folders contain the views and the files of the public site; `None` leaves the public site as it is.
    /// Views that are not part of the build are removed last.
    ///
    /// # Errors
    ///
    /// Fails for the reasons of [`WritePlan::new`], in which case nothing was changed, and of [`WritePlan::execute`].
    pub fn commit<O: Borrow<Artifact> + Sync>(
        mut self,
        public: Option<&[O]>,
    ) -> Result<SiteReport, WriteError> {
        self.steps.commit(public)
    }
}

/// The steps on a disk.
#[derive(Debug)]
pub(super) struct Steps<'a, D: Disk> {
    disk: D,
    public: &'a OutputFolder,
    private: &'a OutputFolder,
    options: WriteOptions,
    staging: Staging,
    plans: Vec<WritePlan<'static>>,
    /// The views of the build.
    present: BTreeSet<(ViewsFolder, String)>,
    /// The folders in which views stay that are not part of the build.
    keeps_others: BTreeSet<ViewsFolder>,
}

impl<D: Disk> Drop for Steps<'_, D> {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        if !self.staging.is_empty() {
            let _ = self.staging.clear(&self.disk);
        }
    }
}

impl<'a, D: Disk> Steps<'a, D> {
    pub(super) fn begin(
        disk: D,
        lock: &'a Lock,
        public: &'a OutputFolder,
        private: &'a OutputFolder,
        options: WriteOptions,
    ) -> Result<Self, WriteError> {
        let staging = Staging::begin(&disk, lock, public)?;
        let (plans, present) = (Vec::new(), BTreeSet::new());
        Ok(Self { disk, public, private, options, staging, plans, present, keeps_others: BTreeSet::new() })
    }

    pub(super) fn add_view<O: Borrow<Artifact> + Sync>(
        &mut self,
        folder: ViewsFolder,
        id: &str,
        outputs: &[O],
    ) -> Result<(), WriteError> {
        refuse_internal(outputs)?;
        self.present.insert((folder, id.to_owned()));
        let root = self.root(folder);
        if folder == ViewsFolder::Public {
            let views = root.path().join(PUBLIC_VIEWS);
            match self.disk.kind(&views).map_err(WriteError::io("read", &views))? {
                None | Some(EntryKind::Folder) => {}
                Some(kind) => {
                    let obstacle = Obstacle::new(PUBLIC_VIEWS, kind, "a folder");
                    return Err(WriteError::Blocked(vec![obstacle]));
                }
            }
        }
        let view = root.view(&folder.path(id), id);
        let options = WriteOptions { take_over: self.options.take_over, keep: Vec::new() };
        let plan = WritePlan::read(&self.disk, &view, outputs, &options)?;
        if !plan.is_unchanged() {
            self.plans.push(plan.stage(&self.disk, &self.staging)?);
        }
        Ok(())
    }

    pub(super) fn commit<O: Borrow<Artifact> + Sync>(
        &mut self,
        public: Option<&[O]>,
    ) -> Result<SiteReport, WriteError> {
        public.map_or(Ok(()), refuse_internal)?;
        let public = public.map(|outputs| WritePlan::read(&self.disk, self.public, outputs, &self.options));
        let public = public.transpose()?;
        // A first build appears at once. Later ones change few files.
        let public = match public {
            Some(plan) if plan.create_root => Some(plan.stage(&self.disk, &self.staging)?),
            plan => plan,
        };
        let mut removals = Vec::new();
        let mut warnings = Vec::new();
        for folder in ViewsFolder::ALL.into_iter().filter(|folder| !self.keeps_others.contains(folder)) {
            self.plan_removals(folder, &mut removals, &mut warnings)?;
        }
        // From here on, the folders change.
        let mut report = SiteReport::default();
        self.create_folders()?;
        for plan in std::mem::take(&mut self.plans) {
            let written = plan.run(&self.disk)?;
            report.views_changed += 1;
            report.add(written, &mut warnings);
        }
        if let Some(public) = public {
            report.public = public.run(&self.disk)?;
        }
        for plan in removals {
            report.views_removed += 1;
            let written = self.remove(plan)?;
            report.add(written, &mut warnings);
        }
        report.public.warnings.extend(warnings);
        self.staging.clear(&self.disk)?;
        Ok(report)
    }

    fn root(&self, folder: ViewsFolder) -> &'a OutputFolder {
        match folder {
            ViewsFolder::Private => self.private,
            ViewsFolder::Public => self.public,
        }
    }

    /// Plans the removal of the views that are not part of the build.
    fn plan_removals(
        &self,
        folder: ViewsFolder,
        removals: &mut Vec<WritePlan<'static>>,
        warnings: &mut Vec<String>,
    ) -> Result<(), WriteError> {
        let root = self.root(folder);
        let mut known = BTreeSet::new();
        for name in self.list(&root.views())? {
            let Some(id) = name.strip_suffix(MANIFEST).and_then(|name| name.strip_suffix('.')) else {
                continue;
            };
            if !is_view_id(id) {
                continue;
            }
            known.insert(id.to_owned());
            if self.present.contains(&(folder, id.to_owned())) {
                continue;
            }
            let view = root.view(&folder.path(id), id);
            let nothing: &'static [Artifact] = &[];
            removals.push(WritePlan::read(&self.disk, &view, nothing, &WriteOptions::default())?);
        }
        let views = match folder {
            ViewsFolder::Private => root.path().to_owned(),
            ViewsFolder::Public => root.path().join(PUBLIC_VIEWS),
        };
        let is_unknown = |name: &String| {
            !known.contains(name) && !self.present.contains(&(folder, name.clone())) && !name.starts_with('.')
        };
        let unknown = self.list(&views)?.iter().filter(|name| is_unknown(name)).count();
        if unknown > 0 {
            let what = if unknown == 1 { "1 entry".to_owned() } else { format!("{unknown} entries") };
            warnings.push(format!(
                "`{}` has {what} that no view uses and that allclear did not write; remove what is left of old views",
                views.display()
            ));
        }
        Ok(())
    }

    /// The names in a folder, sorted; none if there is no folder.
    fn list(&self, path: &Path) -> Result<Vec<String>, WriteError> {
        if self.disk.kind(path).map_err(WriteError::io("read", path))? != Some(EntryKind::Folder) {
            return Ok(Vec::new());
        }
        let names = self.disk.list(path).map_err(WriteError::io("list", path))?;
        Ok(names.into_iter().filter_map(|name| name.into_string().ok()).collect())
    }

    /// Creates the folders that the changed views need beside their own. Only the owner can access `private`.
    fn create_folders(&self) -> Result<(), WriteError> {
        for folder in ViewsFolder::ALL {
            let root = self.root(folder);
            if !self.plans.iter().any(|plan| plan.folder.manifest().starts_with(root.views())) {
                continue;
            }
            let views = root.views();
            if self.disk.kind(&views).map_err(WriteError::io("read", &views))?.is_none() {
                self.disk.create_folder(&views).map_err(WriteError::io("create", &views))?;
            }
            if folder == ViewsFolder::Private {
                create_folder(&self.disk, root.path(), Access::Owner)?;
            }
        }
        Ok(())
    }

    /// Removes a view with its folder and its manifest. If the manifest cannot be trusted, it stays, so that the next
    /// build warns again.
    fn remove(&self, plan: WritePlan<'static>) -> Result<WriteReport, WriteError> {
        let folder = plan.folder.clone();
        let report = plan.run(&self.disk)?;
        if !report.warnings.is_empty() {
            return Ok(report);
        }
        let above = folder.path().parent().filter(|above| above.ends_with(PUBLIC_VIEWS));
        for path in [Some(folder.path()), above].into_iter().flatten() {
            match self.disk.remove_folder(path) {
                Err(error)
                    if !matches!(
                        error.kind(),
                        ErrorKind::DirectoryNotEmpty
                            | ErrorKind::AlreadyExists
                            | ErrorKind::NotFound
                            | ErrorKind::NotADirectory
                    ) =>
                {
                    return Err(WriteError::io("remove", path)(error));
                }
                _ => {}
            }
        }
        remove_file(&self.disk, folder.manifest())?;
        Ok(report)
    }
}

impl SiteReport {
    /// Whether no file of the site or of a view was written or removed.
    #[must_use]
    pub fn changes_nothing(&self) -> bool {
        let files = self.view_files_written + self.view_files_removed;
        self.public.written.is_empty() && self.public.removed.is_empty() && files == 0
    }

    fn add(&mut self, view: WriteReport, warnings: &mut Vec<String>) {
        self.view_files_written += view.written.len();
        self.view_files_removed += view.removed.len();
        warnings.extend(view.warnings);
    }
}
