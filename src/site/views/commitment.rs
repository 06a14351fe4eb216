//! A promise made in a post-mortem.

use serde::Serialize;

use super::Views;
use crate::release::model::{Commitment, Due};

/// A promise.
#[derive(Clone, Debug, Serialize)]
pub struct CommitmentView {
    /// What will be done.
    pub text: String,
    /// Whether it is done.
    pub done: bool,
    /// By when it is due, or when it was done, in words; may be empty.
    pub standing: String,
}

impl CommitmentView {
    pub(in crate::site) fn new(views: Views<'_>, commitment: &Commitment) -> Self {
        let language = views.language;
        let by = |due| match due {
            Due::Day(day) => language.day(day),
            Due::Month(first) => language.month(first),
        };
        let standing = match (commitment.done, commitment.by) {
            (Some(Some(day)), _) => language.fill("commitment_done_on", &[("date", &language.day(day))]),
            (Some(None), _) => views.word("commitment_done"),
            (None, Some(due)) => language.fill("commitment_by", &[("date", &by(due))]),
            (None, None) => String::new(),
        };
        Self { text: commitment.text.clone(), done: commitment.done.is_some(), standing }
    }
}
