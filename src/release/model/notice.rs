//! Announcements and free pages.

use chrono::{DateTime, Utc};

use super::Text;

/// An announcement that is valid now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its anchor.
    pub anchor: String,
    /// Its headline.
    pub title: String,
    /// Valid from, UTC.
    pub from: DateTime<Utc>,
    /// Valid until, UTC.
    pub to: Option<DateTime<Utc>>,
    /// Whether it stands above everything else.
    pub pinned: bool,
    /// Its text.
    pub text: Text,
}

/// A free page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its part of an address.
    pub slug: String,
    /// Its headline.
    pub title: String,
    /// Whether the navigation shows it.
    pub in_navigation: bool,
    /// Its text.
    pub text: Text,
}
