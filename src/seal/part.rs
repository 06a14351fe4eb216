//! The parts of a view: each is one encrypted file.

use chrono::{Datelike as _, Months, NaiveDate};

/// A part of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Everything that belongs to no month, and what is open.
    Bundle,
    /// What began in a month, given by its first day in the time zone of the site.
    Month(NaiveDate),
}

impl Part {
    /// The name of its file.
    pub(super) fn file_name(self) -> String {
        match self {
            Self::Bundle => "bundle.bin".to_owned(),
            Self::Month(first) => format!("{:04}-{:02}.bin", first.year(), first.month()),
        }
    }

    /// The parts of every view: the bundle and `months` months, the last of which is that of `today`.
    pub(super) fn all(today: NaiveDate, months: u32) -> Vec<Self> {
        let this = today.with_day(1).expect("every month has a first day");
        let months = (0..months).rev().filter_map(|back| this.checked_sub_months(Months::new(back)));
        std::iter::once(Self::Bundle).chain(months.map(Self::Month)).collect()
    }
}
