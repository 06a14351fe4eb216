//! What all views are made with.

use crate::release::model::{Event, Incident, Maintenance, Progress};
use crate::site::address::Addresses;
use crate::site::site_context::SiteContext;
use crate::site::{Language, Theme};
use crate::status::{State, Status};

/// What is known of the site, its language, its theme and its addresses, and the words that several views need.
#[derive(Clone, Copy)]
pub(in crate::site) struct Views<'a> {
    pub(in crate::site) site: &'a SiteContext,
    pub(in crate::site) language: &'a Language,
    pub(in crate::site) theme: &'a Theme,
    pub(in crate::site) addresses: Addresses<'a>,
}

impl<'a> Views<'a> {
    pub(in crate::site) fn new(site: &'a SiteContext, language: &'a Language, theme: &'a Theme) -> Self {
        Self { site, language, theme, addresses: Addresses::below(&site.base_path) }
    }

    pub(in crate::site) fn word(self, key: &str) -> String {
        self.language.word(key).to_owned()
    }

    pub(in crate::site) fn state(self, state: State) -> String {
        self.word(&format!("state.{state}"))
    }

    pub(in crate::site) fn status(self, status: Status) -> String {
        self.word(&format!("status.{status}"))
    }

    /// The word for how an incident stands: a merged one is not called resolved.
    pub(in crate::site) fn incident_status(self, incident: &Incident) -> String {
        if incident.merged.is_some() {
            self.word("status.merged")
        } else {
            self.status(incident.event.status)
        }
    }

    /// The word for where a maintenance stands, and the same for style sheets.
    pub(in crate::site) fn stage(self, maintenance: &Maintenance) -> (&'static str, String) {
        let name = match maintenance.progress {
            Progress::Coming => "coming",
            Progress::Running => "running",
            Progress::Overrun => "overrun",
            Progress::Done => "done",
            Progress::Cancelled => "cancelled",
        };
        (name, self.word(&format!("stage.{name}")))
    }

    /// The name of a component, by its place in the site's list.
    pub(in crate::site) fn component(self, index: usize) -> &'a str {
        self.site.components.get(index).map_or("", |component| component.name.as_str())
    }

    /// The names of the components that a record names.
    pub(in crate::site) fn names(self, event: &Event) -> Vec<String> {
        event.hits.iter().map(|hit| self.component(hit.component).to_owned()).collect()
    }
}
