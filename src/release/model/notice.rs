//! Notices and free pages, as released.

use chrono::{DateTime, Utc};

use super::Text;

/// A notice that is currently valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The anchor.
    pub anchor: String,
    /// Its headline.
    pub title: String,
    /// When it appeared, UTC.
    pub from: DateTime<Utc>,
    /// When it disappears, UTC.
    pub to: Option<DateTime<Utc>>,
    /// Whether it is shown above everything else.
    pub pinned: bool,
    /// The paths of its earlier addresses.
    pub aliases: Vec<String>,
    /// Its text.
    pub text: Text,
}

/// A free page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The slug of the page.
    pub slug: String,
    /// Its headline.
    pub title: String,
    /// Whether it is in the navigation.
    pub in_navigation: bool,
    /// The paths of its earlier addresses.
    pub aliases: Vec<String>,
    /// Its text.
    pub text: Text,
}
