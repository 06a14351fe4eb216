//! The context of all views and machine-readable outputs.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::address::Addresses;
use super::language::Language;
use super::site_context::SiteContext;
use super::theme::Theme;
use crate::release::Site;
use crate::release::model::{Incident, Maintenance, Progress};
use crate::status::{Indicator, State, Status};

/// The site context with its language, theme and addresses, and the words that several outputs need.
#[derive(Clone, Copy)]
pub(in crate::site) struct RenderContext<'a> {
    pub(in crate::site) site: &'a SiteContext,
    pub(in crate::site) language: &'a Language,
    pub(in crate::site) theme: &'a Theme,
    pub(in crate::site) addresses: Addresses<'a>,
    /// The names of the languages of the site, each in its own language; empty if there is only one.
    pub(in crate::site) language_names: &'a [String],
}

impl<'a> RenderContext<'a> {
    pub(in crate::site) fn new(site: &'a SiteContext, language: &'a Language, theme: &'a Theme) -> Self {
        let addresses = Addresses::below(&site.base_path).in_language(&site.folder);
        Self { site, language, theme, addresses, language_names: &[] }
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

    /// The word for the status of an incident: a merged incident is not called resolved.
    pub(in crate::site) fn incident_status(self, incident: &Incident) -> String {
        if incident.merged.is_some() {
            self.word("status.merged")
        } else {
            self.status(incident.event.status)
        }
    }

    /// The stage of a maintenance: its name for style sheets, and the word for it.
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

    /// The state of the components in words, as long as no incident is open. A minor impact without a partial outage has words of its own.
    pub(super) fn banner(self, site: &Site) -> String {
        let indicator = site.banner.indicator;
        let degraded = indicator == Indicator::Minor
            && !site.components.iter().any(|component| component.state == State::PartialOutage);
        let key = if degraded { "minor_degraded" } else { indicator.as_str() };
        self.word(&format!("banner.{key}"))
    }

    /// Whether dates of the year of `date` are shown without it.
    pub(in crate::site) fn is_this_year(self, date: NaiveDate) -> bool {
        date.year() == self.site.today.year()
    }

    /// A day in short, with its year unless it is the current one: `14 Mar`, `14 Mar 2025`.
    pub(in crate::site) fn short_day(self, date: NaiveDate) -> String {
        if self.is_this_year(date) { self.language.short_day(date) } else { self.language.day_short(date) }
    }

    /// A time with its day, and with its year unless it is the current one: `14 Mar, 09:22 UTC`.
    pub(in crate::site) fn short_time(self, at: DateTime<Utc>) -> String {
        if self.is_this_year(at.date_naive()) { self.language.short(at) } else { self.language.date_time(at) }
    }

    /// The name of a component, by its index in the list of the site.
    pub(in crate::site) fn component(self, index: usize) -> &'a str {
        self.site.components.get(index).map_or("", |component| component.name.as_str())
    }
}
