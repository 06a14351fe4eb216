//! One good build, with the views that were asked of it. Views other than the public one are built when somebody
//! looks at them, once for each edition.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::pages::Pages;
use super::report::Report;
use super::view_name::ViewName;
use crate::pipeline::{Built, Failed, view};
use crate::source::Snapshot;

/// One good build.
#[derive(Debug)]
pub(super) struct Edition {
    built: Built,
    snapshot: Arc<Snapshot>,
    public: Arc<Shown>,
    views: Mutex<BTreeMap<ViewName, Arc<OnceLock<Arc<Shown>>>>>,
}

/// What there is to show of a view.
#[derive(Debug)]
pub(super) struct Shown {
    /// Its files; none if it could not be built.
    pub(super) pages: Option<Pages>,
    /// What was found.
    pub(super) report: Report,
}

impl Edition {
    pub(super) fn new(built: Built, snapshot: Arc<Snapshot>) -> Self {
        let pages = Pages::new(&built.outputs, &built.site.base_path);
        let public = Shown { pages: Some(pages), report: Report::new(&built.findings, &snapshot) };
        Self { built, snapshot, public: Arc::new(public), views: Mutex::default() }
    }

    /// The public view.
    pub(super) fn public(&self) -> &Arc<Shown> {
        &self.public
    }

    /// The customers that have a view: id and name, in the order of their ids.
    pub(super) fn customers(&self) -> Vec<(&str, &str)> {
        let customers = self.built.content.internal.customers.iter();
        customers
            .map(|customer| {
                let name = customer.name.as_ref().map(|name| name.value.as_str());
                (customer.id.as_str(), name.unwrap_or(&customer.id))
            })
            .collect()
    }

    /// A view; `None` if there is no such customer. Whoever asks for it first waits until it is built.
    pub(super) fn view(&self, name: &ViewName) -> Option<Arc<Shown>> {
        let viewer = match name {
            ViewName::Public => return Some(Arc::clone(&self.public)),
            ViewName::Other(viewer) => viewer,
        };
        if let Some(id) = name.customer()
            && !self.customers().iter().any(|(known, _)| *known == id)
        {
            return None;
        }
        let cell = {
            let mut views = self.views.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(views.entry(name.clone()).or_default())
        };
        let built = cell.get_or_init(|| {
            let base = name.base();
            Arc::new(match view(viewer, &base, &self.built, &self.snapshot) {
                Ok(view) => Shown {
                    pages: Some(Pages::new(&view.outputs, &base)),
                    report: Report::new(&view.findings, &self.snapshot),
                },
                Err(Failed { findings, reason }) => {
                    Shown { pages: None, report: Report::failed(&findings, &reason, &self.snapshot) }
                }
            })
        });
        Some(Arc::clone(built))
    }
}
