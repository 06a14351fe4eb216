//! The names of the months, taken apart once: every page has many dates.

/// The names of the months, in full and short.
#[derive(Clone, Debug, Default)]
pub(super) struct Months {
    full: Vec<String>,
    short: Vec<String>,
}

impl Months {
    /// From two texts with twelve names each, parted by blanks, as language files have them.
    pub(super) fn new(full: &str, short: &str) -> Self {
        let names = |text: &str| text.split(' ').map(str::to_owned).collect();
        Self { full: names(full), short: names(short) }
    }

    /// The name of a month, which is counted from 0; empty if the file has too few.
    pub(super) fn full(&self, month: u32) -> &str {
        name(&self.full, month)
    }

    /// The short name of a month, which is counted from 0; empty if the file has too few.
    pub(super) fn short(&self, month: u32) -> &str {
        name(&self.short, month)
    }
}

fn name(names: &[String], month: u32) -> &str {
    names.get(month as usize).map_or("", String::as_str)
}
