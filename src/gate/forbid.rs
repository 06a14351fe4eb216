//! The patterns of `[gate] forbid` in `site.toml`.

use super::host::HostGlob;
use super::network::Network;
use super::normal::composed;
use std::fmt;

/// The longest pattern, in bytes. The time of a search grows with the length of the patterns.
const LONGEST: usize = 256;

/// A pattern that may not occur anywhere in the output, wherever the text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForbidPattern(pub(super) Pattern);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Matches host names.
    Host(HostGlob),
    /// Matches the addresses of a range.
    Network(Network),
    /// Matches the text itself in any case, also inside words.
    Literal(String),
}

impl ForbidPattern {
    /// Parses a pattern. With `*` or `?` it is a pattern for host names (`*.internal`), an IP address or a range in
    /// CIDR notation (`10.0.0.0/8`, `fd00::/8`) matches addresses, and everything else is literal text.
    pub fn parse(text: &str) -> Result<Self, ForbidError> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err(ForbidError::TooLong);
        }
        if text.contains(['*', '?']) {
            return HostGlob::parse(text).map(|glob| Self(Pattern::Host(glob))).ok_or(ForbidError::NoHost);
        }
        match Network::parse(text) {
            Some(Ok(network)) => Ok(Self(Pattern::Network(network))),
            Some(Err(())) => Err(ForbidError::NoLength),
            None => Self::literal(text),
        }
    }

    /// Makes a pattern that matches `text` literally, in any case. For texts of the caller's own, such as the folder of
    /// the build.
    pub fn literal(text: &str) -> Result<Self, ForbidError> {
        let text = text.trim();
        if text.is_empty() {
            Err(ForbidError::Empty)
        } else {
            Ok(Self(Pattern::Literal(composed(text).into_owned())))
        }
    }
}

/// Why a text is not a valid pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForbidError {
    /// It would match everywhere.
    Empty,
    /// It has a wildcard, but characters that no host name has.
    NoHost,
    /// It is too long.
    TooLong,
    /// The prefix length is not a number, or longer than the address.
    NoLength,
}

impl fmt::Display for ForbidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "a pattern cannot be empty",
            Self::NoHost => "a pattern with `*` or `?` is for host names, such as `*.internal`",
            Self::TooLong => "a pattern can have at most 256 bytes",
            Self::NoLength => "the number after `/` is too large for the address, or not a number",
        })
    }
}

impl std::error::Error for ForbidError {}
