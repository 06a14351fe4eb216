//! What readers see differently between two sites of one audience, as data.
//!
//! It is made from released data alone, so whatever it contains has been released to that audience on one of the two
//! sides. Texts that are withdrawn or no longer shown are named and not repeated.

mod addresses;
mod components;
mod item;
mod records;
mod texts;
mod updates;
mod words;

use serde::Serialize;

use super::{Theme, overall};
use crate::release::Site;

pub use addresses::Redirect;
pub use item::{Change, Detail, How, Item, ItemKind, Value};
pub use words::Words;

/// What readers see differently.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The headline of the home page, if it changes.
    pub headline: Option<Value>,
    /// What is added, changed or removed, in the order of the pages.
    pub items: Vec<Item>,
    /// Redirects from earlier addresses that are added, changed or removed, sorted by address.
    pub redirects: Vec<Redirect>,
    /// Addresses of pages and redirects that lead nowhere any more, sorted.
    pub gone: Vec<String>,
}

impl Difference {
    /// Compares two sites, each with its theme. Without a theme, headlines are not compared.
    #[must_use]
    pub fn between(before: (&Site, Option<&Theme>), after: (&Site, Option<&Theme>)) -> Self {
        let line = |(site, theme): (&Site, Option<&Theme>)| Some(overall(site, theme?)?.headline);
        let headline = Value::changed(line(before), line(after));
        let (before, after) = (before.0, after.0);
        let mut items = Vec::from_iter(texts::settings(before, after));
        items.extend(components::components(before, after));
        items.extend(records::incidents(before, after));
        items.extend(records::maintenances(before, after));
        items.extend(texts::postmortems(before, after));
        items.extend(texts::notices(before, after));
        items.extend(texts::pages(before, after));
        let (redirects, gone) = addresses::compare(before, after);
        Self { headline, items, redirects, gone }
    }

    /// Whether nothing that is compared has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}
