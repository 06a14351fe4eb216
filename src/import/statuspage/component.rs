//! A planned component.

use chrono::{DateTime, Utc};

use super::wire;

/// A planned component.
#[derive(Debug)]
pub(super) struct Component {
    /// The path in `content/components/` without `.md`: `payments/checkout`.
    pub(super) path: String,
    /// The shortest unique end of the path, by which content files name the component.
    pub(super) label: String,
    /// Its current name in an update of the export: `Payments - Checkout`.
    pub(super) full_name: String,
    pub(super) source: wire::Component,
    /// Set if only incidents name it, UTC.
    pub(super) retired: Option<DateTime<Utc>>,
}
