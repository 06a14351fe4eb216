//! The names of the months, split once, because every page has many dates.

/// The full and the short names of the months.
#[derive(Clone, Debug, Default)]
pub(super) struct Months {
    full: Vec<String>,
    short: Vec<String>,
}

impl Months {
    /// Splits two lists of twelve names, separated by spaces, as in language files.
    pub(super) fn new(full: &str, short: &str) -> Self {
        let names = |text: &str| text.split(' ').map(str::to_owned).collect();
        Self { full: names(full), short: names(short) }
    }

    /// The name of a month, counted from 0; empty if the file has too few.
    pub(super) fn full(&self, month: u32) -> &str {
        name(&self.full, month)
    }

    /// The short name of a month, counted from 0; empty if the file has too few.
    pub(super) fn short(&self, month: u32) -> &str {
        name(&self.short, month)
    }
}

fn name(names: &[String], month: u32) -> &str {
    names.get(month as usize).map_or("", String::as_str)
}
