//! Post-mortems for customers, as released.

use chrono::{DateTime, NaiveDate, Utc};

use super::{ImportedUpdate, Mark, Text};

/// A post-mortem, as its audience sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Postmortem {
    /// The slug of its page: that of the first incident that it covers.
    pub slug: String,
    /// The id in the API and the feeds, where the post-mortem is an update of that incident.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// The author's name as shown on the page.
    pub byline: Option<String>,
    /// When it was published, UTC.
    pub published: DateTime<Utc>,
    /// Changes since it was published.
    pub edited: Vec<Mark>,
    /// The text.
    pub text: Option<Text>,
    /// The promises to customers.
    pub commitments: Vec<Commitment>,
    /// The incidents that it covers and the audience sees, by their indexes in the site's list; never empty. The first
    /// one determines the address.
    pub incidents: Vec<usize>,
    /// The ids in the API as an update of the other incidents, in the same order and without the first one.
    pub other_ids: Vec<String>,
    /// Data preserved by an import.
    pub imported: Option<Box<ImportedUpdate>>,
}

/// A promise to customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// What will be done.
    pub text: String,
    /// When it is due.
    pub by: Option<Due>,
    /// Whether it is done, and on which day if that is known.
    pub done: Option<Option<NaiveDate>>,
}

/// The due date of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// On this day.
    Day(NaiveDate),
    /// In the month that begins on this day.
    Month(NaiveDate),
}
