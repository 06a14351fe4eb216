//! Keywords: values from a closed set of words.

use crate::status::{Impact, State, Status};

/// A value from a closed set of words.
pub trait Keyword: Copy + 'static {
    /// The name of the set in messages: `state`.
    const NAME: &'static str;

    /// Returns all values, in the order in which messages list them.
    fn all() -> &'static [Self];

    /// Returns the word for a value.
    fn word(self) -> &'static str;
}

impl Keyword for State {
    const NAME: &'static str = "state";

    fn all() -> &'static [Self] {
        &Self::ALL
    }

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Keyword for Impact {
    const NAME: &'static str = "impact";

    fn all() -> &'static [Self] {
        &Self::ALL
    }

    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl Keyword for Status {
    const NAME: &'static str = "status";

    fn all() -> &'static [Self] {
        &[
            Self::Investigating,
            Self::Identified,
            Self::Monitoring,
            Self::Resolved,
            Self::Scheduled,
            Self::InProgress,
            Self::Verifying,
            Self::Completed,
            Self::Cancelled,
        ]
    }

    fn word(self) -> &'static str {
        self.as_str()
    }
}

/// Declares an enum of keywords.
macro_rules! keywords {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$value_doc:meta])* $value:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$value_doc])* $value),*
        }

        impl $crate::content::Keyword for $name {
            const NAME: &'static str = $what;

            fn all() -> &'static [Self] {
                &[$(Self::$value),*]
            }

            fn word(self) -> &'static str {
                match self {
                    $(Self::$value => $word),*
                }
            }
        }
    };
}
pub(super) use keywords;
