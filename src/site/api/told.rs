//! Everything that was said of a record as clients know it: its updates, and in its place among them the
//! post-mortem, which for them is an update too.

use chrono::{DateTime, Utc};

use super::body::plain;
use super::occurrence::{self, word};
use crate::release::model::{ImportedUpdate, Postmortem, Update};
use crate::status::Status;

/// The status of a post-mortem. Clients take an incident of this status for one that is over.
const POSTMORTEM: &str = "postmortem";

/// Something that was said.
#[derive(Clone, Copy)]
pub(in crate::site) struct Told<'a> {
    /// The word for the status after it.
    pub(in crate::site) word: &'static str,
    what: What<'a>,
}

#[derive(Clone, Copy)]
enum What<'a> {
    /// An update, and its place among the updates of its record.
    Update(&'a Update, usize),
    Postmortem(&'a Postmortem),
}

impl<'a> Told<'a> {
    /// What was said of a record, oldest first. `statuses` are those after each update.
    ///
    /// A post-mortem of an incident that goes on bears the status in force, so that nobody takes it for one that is
    /// over.
    pub(super) fn all(
        updates: &'a [Update],
        statuses: &[Status],
        postmortem: Option<&'a Postmortem>,
    ) -> Vec<Self> {
        let said = updates.iter().zip(statuses).enumerate();
        let mut all: Vec<Self> = said
            .map(|(index, (update, status))| Self { word: word(*status), what: What::Update(update, index) })
            .collect();
        if let Some(postmortem) = postmortem {
            let own = Self::postmortem(postmortem);
            let at = all.partition_point(|told| told.displayed_at() <= own.displayed_at());
            let before = at.checked_sub(1).and_then(|before| statuses.get(before));
            let word = match before {
                Some(status) if !status.is_closing() => word(*status),
                _ => own.word,
            };
            all.insert(at, Self { word, ..own });
        }
        all
    }

    /// The post-mortem of an incident that is over.
    pub(super) fn postmortem(postmortem: &'a Postmortem) -> Self {
        Self { word: POSTMORTEM, what: What::Postmortem(postmortem) }
    }

    pub(super) fn id(self) -> &'a str {
        match self.what {
            What::Update(update, _) => &update.id,
            What::Postmortem(postmortem) => &postmortem.id,
        }
    }

    /// The place of the update among those of its record; none for the post-mortem.
    pub(super) fn place(self) -> Option<usize> {
        match self.what {
            What::Update(_, place) => Some(place),
            What::Postmortem(_) => None,
        }
    }

    /// What was said, in plain text with the line breaks of [`crate::markdown::Rendered`].
    pub(in crate::site) fn plain(self) -> &'a str {
        match self.what {
            What::Update(update, _) => plain(update),
            What::Postmortem(postmortem) => postmortem.text.as_ref().map_or("", |text| &*text.plain),
        }
    }

    /// What an import kept.
    pub(super) fn kept(self) -> Option<&'a ImportedUpdate> {
        match self.what {
            What::Update(update, _) => update.imported.as_deref(),
            What::Postmortem(postmortem) => postmortem.imported.as_deref(),
        }
    }

    /// When it was written, UTC.
    pub(super) fn created_at(self) -> DateTime<Utc> {
        match self.what {
            What::Update(update, _) => occurrence::created_at(update),
            What::Postmortem(_) => {
                self.kept().and_then(|kept| kept.created_at).unwrap_or_else(|| self.displayed_at())
            }
        }
    }

    /// When it was changed last, UTC.
    pub(super) fn updated_at(self) -> DateTime<Utc> {
        match self.what {
            What::Update(update, _) => occurrence::updated_at(update),
            What::Postmortem(_) => {
                self.kept().and_then(|kept| kept.updated_at).unwrap_or_else(|| self.displayed_at())
            }
        }
    }

    /// The time that it bears, UTC.
    pub(in crate::site) fn displayed_at(self) -> DateTime<Utc> {
        match self.what {
            What::Update(update, _) => occurrence::displayed_at(update),
            What::Postmortem(postmortem) => {
                self.kept().and_then(|kept| kept.display_at).unwrap_or(postmortem.published)
            }
        }
    }
}
