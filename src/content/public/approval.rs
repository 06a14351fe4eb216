//! Approvals, as written in the entry that they approve. They are parsed here, but not verified.

use chrono::{DateTime, Utc};

use crate::content::key::Key;
use crate::content::reader::Reader;
use crate::diagnostics::rules;
use crate::span::{Span, Spanned};

/// The approval of an exact text by a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Approval {
    /// The approver, by the id in `people.toml`.
    pub by: Option<Spanned<String>>,
    /// The role of the approver.
    pub role: Option<Spanned<String>>,
    /// When, UTC.
    pub at: Option<Spanned<DateTime<Utc>>>,
    /// SHA-256 of the approved text in its canonical form, as 64 hexadecimal digits.
    pub digest: Option<Spanned<String>>,
    /// Why the usual procedure was bypassed; only with the role `override`.
    pub reason: Option<Spanned<String>>,
    /// The span of the table.
    pub span: Span,
}

pub(in crate::content) const KEYS: &[Key] = &[
    Key::required("by", "person", "the approver"),
    Key::required("role", "text", "the role of the approver: `commander`, `service_owner` or `override`"),
    Key::required("at", "time", "when it was approved"),
    Key::required("digest", "text", "the SHA-256 of the approved text in its canonical form"),
    Key::optional("reason", "text", "why the usual procedure was bypassed; required for `override`"),
];

impl Approval {
    /// Reads the `[[approval]]` tables of a file.
    pub(in crate::content) fn read_all(reader: &Reader<'_>) -> Vec<Self> {
        reader.tables("approval", "an approval", KEYS).iter().map(Self::read).collect()
    }

    fn read(reader: &Reader<'_>) -> Self {
        let digest = reader.line("digest").filter(|digest| {
            let hexadecimal =
                digest.value.len() == 64 && digest.value.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !hexadecimal {
                let message = "a digest must have 64 hexadecimal digits";
                reader.wrong(
                    &rules::INVALID_VALUE,
                    digest.span,
                    message,
                    "copy it from the message that asks for the approval",
                );
            }
            hexadecimal
        });
        let role = reader.line("role");
        let reason = reader.line("reason");
        if reason.is_none() && role.as_ref().is_some_and(|role| role.value == "override") {
            let message = "an approval with the role `override` needs a `reason`";
            reader.wrong(
                &rules::MISSING_KEY,
                reader.span(),
                message,
                "say why the usual procedure was bypassed",
            );
        }
        Self { by: reader.line("by"), role, at: reader.time("at"), digest, reason, span: reader.span() }
    }
}
