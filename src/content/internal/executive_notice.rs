//! Notices to the executives of customers, as contracts require them: on a tier in `response.toml`, or on the file of a
//! customer.

use chrono::TimeDelta;

use crate::content::SeverityName;
use crate::content::key::Key;
use crate::content::reader::Reader;
use crate::diagnostics::rules;
use crate::span::Spanned;

/// When the executives of a customer have to hear about an incident.
#[derive(Clone, Debug)]
pub struct ExecutiveNotice {
    /// The severities of which they have to hear.
    pub severities: Vec<Spanned<SeverityName>>,
    /// How long after the detection, or after the rise to such a severity.
    pub within: TimeDelta,
}

pub(super) const SEVERITIES: Key = Key::optional(
    "executive_notice",
    "list of severities",
    "severities of which the customer's executives must be told, as the contract requires",
);
pub(super) const WITHIN: Key =
    Key::optional("within", "duration", "how soon they must be told; required with `executive_notice`");

/// The keys of a tier in `response.toml`.
pub(super) const TIER_KEYS: &[Key] = &[SEVERITIES, WITHIN];

/// Reads the notice of a tier or a customer.
pub(super) fn read_notice(reader: &Reader<'_>) -> Option<ExecutiveNotice> {
    let severities = reader.lines("executive_notice").into_iter();
    let severities: Vec<_> = severities.map(|name| name.map(|name| SeverityName::new(&name))).collect();
    let within = reader.duration("within").map(|span| span.value);
    if reader.has("executive_notice") && !reader.has("within") {
        let (span, message) =
            (reader.span_of_key("executive_notice"), "`executive_notice` needs the key `within`");
        reader.wrong(&rules::MISSING_KEY, span, message, "say how soon: `within = \"1h\"`");
    }
    if reader.has("within") && !reader.has("executive_notice") {
        let (span, message) =
            (reader.span_of_key("within"), "`within` has no effect without `executive_notice`");
        reader.wrong(
            &rules::INVALID_VALUE,
            span,
            message,
            "add `executive_notice = [\"P1\"]`, or remove `within`",
        );
    }
    (!severities.is_empty()).then_some(ExecutiveNotice { severities, within: within? })
}
