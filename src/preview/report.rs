//! What was found, ready to be shown in a browser.

use std::fmt::Write as _;

use crate::diagnostics::{Findings, Severity, escaped, overlay};
use crate::pipeline::Reason;
use crate::source::Snapshot;

/// Findings as HTML, and how many there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Report {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// A fragment in which every word is escaped.
    pub(super) html: String,
}

impl Report {
    /// What was found without stopping anything.
    pub(super) fn new(findings: &Findings, snapshot: &Snapshot) -> Self {
        Self {
            errors: findings.count(Severity::Error),
            warnings: findings.count(Severity::Warning),
            html: overlay(findings, snapshot),
        }
    }

    /// What a build failed on.
    pub(super) fn failed(findings: &Findings, reason: &Reason, snapshot: &Snapshot) -> Self {
        let mut report = Self::new(findings, snapshot);
        let why = match reason {
            Reason::Content => "Something in the content is wrong.".to_owned(),
            Reason::Warnings => "There are warnings.".to_owned(),
            Reason::Gate { outputs } => {
                let mut why = "The gate refused what would have been published".to_owned();
                for (index, path) in outputs.iter().take(3).enumerate() {
                    let _ =
                        write!(why, "{} <code>{}</code>", if index == 0 { ":" } else { "," }, escaped(path));
                }
                match outputs.len() {
                    0..=3 => why.push('.'),
                    more => {
                        let _ = write!(why, " and {} more.", more - 3);
                    }
                }
                why
            }
        };
        report.html.insert_str(0, &format!("<p class=\"why\">{why}</p>"));
        report
    }
}
