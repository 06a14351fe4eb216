//! Updates as the API publishes them. A post-mortem is one of the updates of each incident that it covers.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::body::plain;
use crate::release::model::{ImportedUpdate, Postmortem, Update};
use crate::status::Status;

/// The status of a post-mortem. Clients take an incident with this status for closed.
const POSTMORTEM: &str = "postmortem";

/// An update or a post-mortem.
#[derive(Clone, Copy)]
pub(in crate::site) struct ApiUpdate<'a> {
    /// The name of the status after it.
    pub(in crate::site) word: &'static str,
    source: UpdateSource<'a>,
}

#[derive(Clone, Copy)]
enum UpdateSource<'a> {
    /// An update, and its index among the updates of its incident or maintenance.
    Update(&'a Update, usize),
    Postmortem(CoveringPostmortem<'a>),
}

/// A post-mortem as an update of one of its incidents.
#[derive(Clone, Copy)]
pub(in crate::site) struct CoveringPostmortem<'a> {
    pub(super) postmortem: &'a Postmortem,
    /// The id of that update. It differs between incidents, because the ids of updates are unique.
    pub(super) id: &'a str,
}

impl<'a> ApiUpdate<'a> {
    /// Returns the updates of an incident or maintenance, oldest first. `statuses` holds the status after each
    /// update.
    ///
    /// The post-mortem of an open incident has the current status of the incident, because clients take the status
    /// `postmortem` for closed.
    pub(super) fn all(
        updates: &'a [Update],
        statuses: &[Status],
        postmortem: Option<CoveringPostmortem<'a>>,
    ) -> Vec<Self> {
        let numbered = updates.iter().zip(statuses).enumerate();
        let mut all: Vec<Self> = numbered
            .map(|(index, (update, status))| Self {
                word: word(*status),
                source: UpdateSource::Update(update, index),
            })
            .collect();
        if let Some(postmortem) = postmortem {
            let own = Self::postmortem(postmortem);
            let at = all.partition_point(|update| update.displayed_at() <= own.displayed_at());
            let before = at.checked_sub(1).and_then(|before| statuses.get(before));
            let word = match before {
                Some(status) if !status.is_closing() => word(*status),
                _ => own.word,
            };
            all.insert(at, Self { word, ..own });
        }
        all
    }

    /// The post-mortem of a closed incident.
    pub(super) fn postmortem(postmortem: CoveringPostmortem<'a>) -> Self {
        Self { word: POSTMORTEM, source: UpdateSource::Postmortem(postmortem) }
    }

    pub(super) fn id(self) -> &'a str {
        match self.source {
            UpdateSource::Update(update, _) => &update.id,
            UpdateSource::Postmortem(covering) => covering.id,
        }
    }

    /// The index of the update; `None` for the post-mortem.
    pub(super) fn index(self) -> Option<usize> {
        match self.source {
            UpdateSource::Update(_, index) => Some(index),
            UpdateSource::Postmortem(_) => None,
        }
    }

    /// The text, as plain text with the line breaks of [`crate::markdown::Rendered`].
    pub(in crate::site) fn plain(self) -> Cow<'a, str> {
        match self.source {
            UpdateSource::Update(update, _) => plain(update),
            UpdateSource::Postmortem(covering) => {
                Cow::Borrowed(covering.postmortem.text.as_ref().map_or("", |text| &*text.plain))
            }
        }
    }

    /// The values that an import kept.
    pub(super) fn imported(self) -> Option<&'a ImportedUpdate> {
        match self.source {
            UpdateSource::Update(update, _) => update.imported.as_deref(),
            UpdateSource::Postmortem(covering) => covering.postmortem.imported.as_deref(),
        }
    }

    /// The time at which it was written, UTC.
    pub(super) fn created_at(self) -> DateTime<Utc> {
        match self.source {
            UpdateSource::Update(update, _) => created_at(update),
            UpdateSource::Postmortem(_) => self
                .imported()
                .and_then(|imported| imported.created_at)
                .unwrap_or_else(|| self.displayed_at()),
        }
    }

    /// The time of the last change, UTC.
    pub(super) fn updated_at(self) -> DateTime<Utc> {
        match self.source {
            UpdateSource::Update(update, _) => updated_at(update),
            UpdateSource::Postmortem(_) => self
                .imported()
                .and_then(|imported| imported.updated_at)
                .unwrap_or_else(|| self.displayed_at()),
        }
    }

    /// The displayed time, UTC.
    pub(in crate::site) fn displayed_at(self) -> DateTime<Utc> {
        match self.source {
            UpdateSource::Update(update, _) => displayed_at(update),
            UpdateSource::Postmortem(covering) => {
                let published = covering.postmortem.published;
                self.imported().and_then(|imported| imported.display_at).unwrap_or(published)
            }
        }
    }
}

/// The name of a status in the API, which has no `cancelled`: a cancelled maintenance is completed, and its text says
/// why.
pub(super) const fn word(status: Status) -> &'static str {
    match status {
        Status::Cancelled => Status::Completed.as_str(),
        other => other.as_str(),
    }
}

/// The time at which an update was written, UTC.
pub(super) fn created_at(update: &Update) -> DateTime<Utc> {
    let imported = update.imported.as_ref().and_then(|imported| imported.created_at);
    imported.or(update.added).unwrap_or_else(|| displayed_at(update))
}

/// The displayed time of an update, UTC.
pub(super) fn displayed_at(update: &Update) -> DateTime<Utc> {
    update.imported.as_ref().and_then(|imported| imported.display_at).unwrap_or(update.at)
}

/// The last change of an update, UTC.
pub(super) fn updated_at(update: &Update) -> DateTime<Utc> {
    let imported = update.imported.as_ref().and_then(|imported| imported.updated_at);
    let marks = update.edited.iter().chain(&update.retracted).map(|mark| mark.at);
    let written = imported.unwrap_or_else(|| displayed_at(update));
    marks.chain(update.added).fold(written, DateTime::max)
}
