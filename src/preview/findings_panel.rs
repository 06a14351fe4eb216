//! Findings as HTML.

use std::fmt::Write as _;

use crate::diagnostics::{Findings, Severity, escaped, overlay};
use crate::pipeline::Reason;
use crate::source::Snapshot;

/// Findings as HTML, with their counts.
#[derive(Clone, Debug, Default)]
pub(super) struct FindingsPanel {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// An HTML fragment. All text in it is escaped.
    pub(super) html: String,
}

impl FindingsPanel {
    /// The findings of a successful build.
    pub(super) fn new(findings: &Findings, snapshot: &Snapshot) -> Self {
        Self {
            errors: findings.count(Severity::Error),
            warnings: findings.count(Severity::Warning),
            html: overlay(findings, snapshot),
        }
    }

    /// The findings of a failed build, with the reason for the failure.
    pub(super) fn failed(findings: &Findings, reason: &Reason, snapshot: &Snapshot) -> Self {
        let mut panel = Self::new(findings, snapshot);
        let why = match reason {
            Reason::Content => "The content has errors.".to_owned(),
            Reason::Warnings => "The content has warnings.".to_owned(),
            Reason::Gate { outputs } => {
                let mut why = "The gate refused to publish".to_owned();
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
        panel.html.insert_str(0, &format!("<p class=\"why\">{why}</p>"));
        panel
    }
}
