//! A successful build and its views. Views other than the public one are built on their first request.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::findings_panel::FindingsPanel;
use super::pages::Pages;
use super::view_name::ViewName;
use crate::artifact::Artifact;
use crate::board::{BoardInputs, board};
use crate::pipeline::{Built, Failed, Reason, view};
use crate::source::Snapshot;

/// A successful build.
#[derive(Debug)]
pub(super) struct BuiltSite {
    built: Built,
    snapshot: Arc<Snapshot>,
    public: Arc<RenderedView>,
    views: Mutex<BTreeMap<ViewName, Arc<OnceLock<Arc<RenderedView>>>>>,
}

/// A rendered view.
#[derive(Debug)]
pub(super) struct RenderedView {
    /// The files; `None` if the view could not be built.
    pub(super) pages: Option<Pages>,
    /// The findings.
    pub(super) findings: FindingsPanel,
}

impl BuiltSite {
    pub(super) fn new(built: Built, snapshot: Arc<Snapshot>) -> Self {
        let pages = Pages::new(&built.outputs, &built.site.base_path);
        let public =
            RenderedView { pages: Some(pages), findings: FindingsPanel::new(&built.findings, &snapshot) };
        Self { built, snapshot, public: Arc::new(public), views: Mutex::default() }
    }

    /// The public view.
    pub(super) fn public(&self) -> &Arc<RenderedView> {
        &self.public
    }

    /// The ids and names of the customers, each of whom has a view, sorted by id.
    pub(super) fn customers(&self) -> Vec<(&str, &str)> {
        let customers = self.built.content.internal.customers.iter();
        customers
            .map(|customer| {
                let name = customer.name.as_ref().map(|name| name.value.as_str());
                (customer.id.as_str(), name.unwrap_or(&customer.id))
            })
            .collect()
    }

    /// Whether the project has a site for colleagues.
    pub(super) fn has_board(&self) -> bool {
        self.built.content.public.site.as_ref().is_some_and(|site| site.board_output.is_some())
    }

    /// Returns a view, or `None` if there is no such customer, or no board. The first request waits until the view is built.
    pub(super) fn view(&self, name: &ViewName) -> Option<Arc<RenderedView>> {
        let viewer = match name {
            ViewName::Public => return Some(Arc::clone(&self.public)),
            ViewName::Board if !self.has_board() => return None,
            ViewName::Board => None,
            ViewName::Other(viewer) => Some(viewer),
        };
        if let Some(id) = name.customer()
            && !self.customers().iter().any(|(customer, _)| *customer == id)
        {
            return None;
        }
        let cell = {
            let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(views.entry(name.clone()).or_default())
        };
        let built = cell.get_or_init(|| {
            let base = name.base();
            let Some(viewer) = viewer else { return Arc::new(self.board(&base)) };
            Arc::new(match view(viewer, &base, &self.built, &self.snapshot) {
                Ok(view) => RenderedView {
                    pages: Some(Pages::new(&view.outputs, &base)),
                    findings: FindingsPanel::new(&view.findings, &self.snapshot),
                },
                Err(Failed { findings, reason }) => RenderedView {
                    pages: None,
                    findings: FindingsPanel::failed(&findings, &reason, &self.snapshot),
                },
            })
        });
        Some(Arc::clone(built))
    }

    fn board(&self, base: &str) -> RenderedView {
        match board(BoardInputs::of(&self.built, &self.snapshot)) {
            Ok(made) => {
                let files: Vec<Arc<Artifact>> = made.files.into_iter().map(Arc::new).collect();
                RenderedView {
                    pages: Some(Pages::new(&files, base)),
                    findings: FindingsPanel::new(&made.findings, &self.snapshot),
                }
            }
            Err(findings) => RenderedView {
                pages: None,
                findings: FindingsPanel::failed(&findings, &Reason::Content, &self.snapshot),
            },
        }
    }
}
