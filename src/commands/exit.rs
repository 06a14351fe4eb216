//! How the program ends.

use std::process::ExitCode;

/// What the exit code says. Scripts rely on the numbers, so they stay for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Something in the content is wrong; nothing was published.
    Content,
    /// Wrong usage or environment.
    Usage,
    /// The gate refused; the old site stays.
    Gate,
    /// Published, but parts of it as they were in an earlier revision.
    Stale,
    /// Another build holds the lock. The number is that of `EX_TEMPFAIL` in `sysexits.h`: try again.
    Locked,
}

impl Exit {
    /// The number.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Content => 1,
            Self::Usage => 2,
            Self::Gate => 3,
            Self::Stale => 4,
            Self::Locked => 75,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
