//! What is known of a record in short: a label and a few words.

use serde::Serialize;

use super::phrase::Fill;
use super::{Phrase, Views};
use crate::release::model::{Maintenance, Progress};
use crate::status::Status;

/// A label and a few words.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// `started`, `ended`, `duration`, `planned`, `due` or `late`, for style sheets.
    pub kind: &'static str,
    /// The label.
    pub label: String,
    /// The words.
    pub words: Phrase,
}

impl Fact {
    /// A moment under a label that is named like its key.
    pub(super) fn time(views: Views<'_>, key: &'static str, time: Fill<'_>) -> Self {
        Self { kind: key, label: views.word(key), words: vec![views.part(time)] }
    }

    /// Words under a label that is named like its key.
    pub(super) fn words(views: Views<'_>, key: &'static str, words: &str) -> Self {
        Self::time(views, key, Fill::Words(words))
    }
}

/// A step of a maintenance.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The step in words.
    pub word: String,
    /// `done`, `now` or `next`.
    pub when: &'static str,
}

impl Step {
    /// The steps of a maintenance; none if it will not take place. Testing is a step only while it goes on.
    pub(super) fn all(views: Views<'_>, maintenance: &Maintenance) -> Vec<Self> {
        if maintenance.progress == Progress::Cancelled {
            return Vec::new();
        }
        let now = maintenance.event.status;
        let steps = Status::MAINTENANCE.into_iter().filter(|step| match step {
            Status::Verifying => now == Status::Verifying,
            Status::Cancelled => false,
            _ => true,
        });
        steps
            .map(|step| Self {
                word: views.status(step),
                when: match step.cmp(&now) {
                    std::cmp::Ordering::Less => "done",
                    std::cmp::Ordering::Equal => "now",
                    std::cmp::Ordering::Greater => "next",
                },
            })
            .collect()
    }
}
