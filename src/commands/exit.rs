//! The exit codes of the program.

use std::process::ExitCode;

/// How the program ended. Scripts rely on the codes, so they never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Success.
    Done,
    /// Errors in the content; nothing was published.
    Content,
    /// Something is listed, which `--exit-code` reports.
    Listed,
    /// Wrong usage or environment.
    Usage,
    /// The gate refused to publish; the old site stays.
    Gate,
    /// Published, with parts from an earlier revision.
    Stale,
    /// Another build holds the lock. The code is `EX_TEMPFAIL` of `sysexits.h`, which means "try again".
    Locked,
}

impl Exit {
    /// The exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Content | Self::Listed => 1,
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
