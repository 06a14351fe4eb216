//! A post-mortem for customers.

use chrono::{DateTime, NaiveDate, Utc};

use super::{ImportedUpdate, Text};

/// A post-mortem, as its audience sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Postmortem {
    /// Its part of an address: that of the first incident that it covers.
    pub slug: String,
    /// Id in the API and the feeds, where it is an update of that incident.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// The name of who speaks.
    pub byline: Option<String>,
    /// When it was published, UTC.
    pub published: DateTime<Utc>,
    /// What it says.
    pub text: Option<Text>,
    /// What is promised in it.
    pub commitments: Vec<Commitment>,
    /// The incidents that it covers and the audience sees, by their places in the site's list; never empty. The
    /// first one gives it its address.
    pub incidents: Vec<usize>,
    /// What an import kept.
    pub imported: Option<Box<ImportedUpdate>>,
}

/// A promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// What will be done.
    pub text: String,
    /// By when.
    pub by: Option<Due>,
    /// That it is done, and on which day if that was told.
    pub done: Option<Option<NaiveDate>>,
}

/// When a promise is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// On this day.
    Day(NaiveDate),
    /// In the month that begins on this day.
    Month(NaiveDate),
}
