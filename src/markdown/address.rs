//! The addresses that a link may have. Checks the address as the parser decoded it.
//!
//! Filters that inspect the source or search for bad schemes are easy to bypass (upper case, entities, control
//! characters). This one accepts a few known forms and refuses everything else.

use std::net::Ipv4Addr;

use super::problem::ProblemKind;

/// An address that may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address<'a> {
    /// `https:` or `http:`, with a host and without credentials.
    Web(&'a str),
    /// `mailto:`.
    Mail(&'a str),
    /// A path from the root of the site, beginning with one `/`.
    Site(&'a str),
}

impl<'a> Address<'a> {
    /// Parses a decoded address. A control character or a backslash anywhere is refused, because browsers drop the
    /// former and read the latter as `/`.
    pub(super) fn parse(decoded: &'a str) -> Result<Self, ProblemKind> {
        if decoded.contains(|character: char| character.is_control() || character == '\\') {
            return Err(ProblemKind::RefusedLink);
        }
        let address = decoded.trim();
        if let Some((scheme, rest)) = split_scheme(address) {
            return if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") {
                let named = rest.strip_prefix("//").is_some_and(names_host);
                if named { Ok(Self::Web(address)) } else { Err(ProblemKind::RefusedLink) }
            } else if scheme.eq_ignore_ascii_case("mailto") {
                Ok(Self::Mail(address))
            } else {
                Err(ProblemKind::RefusedLink)
            };
        }
        if !address.starts_with('/') {
            return Err(ProblemKind::RelativeLink);
        }
        if address.starts_with("//") || climbs(address) {
            return Err(ProblemKind::RefusedLink);
        }
        Ok(Self::Site(address))
    }
}

/// Whether a link to an address may be published.
pub(crate) fn is_link_target(decoded: &str) -> bool {
    Address::parse(decoded).is_ok()
}

/// Whether the text after `//` begins with a valid host: a name or an IPv4 address, optionally with a port. A user
/// name or a password before the host is refused.
fn names_host(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let in_name = |character: char| character.is_alphanumeric() || matches!(character, '.' | '-' | '_');
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
    host.starts_with(char::is_alphanumeric)
        && host.chars().all(in_name)
        && (!is_number || host.parse::<Ipv4Addr>().is_ok())
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && port.parse::<u16>().is_ok()
}

/// Splits the scheme from the rest, if there is a colon before any `/`, `?` or `#`.
fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let at = address.find([':', '/', '?', '#'])?;
    let (scheme, rest) = address.split_at(at);
    Some((scheme, rest.strip_prefix(':')?))
}

/// Whether a segment of the path is `..`, in any encoding that browsers decode.
fn climbs(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.split(['/', '\\'])
        .any(|segment| matches!(segment.to_ascii_lowercase().as_str(), ".." | ".%2e" | "%2e." | "%2e%2e"))
}

/// Returns the file name of an image next to the text, from its decoded address.
pub(super) fn file_name(decoded: &str) -> Result<&str, ProblemKind> {
    let address = decoded.trim();
    if address.starts_with("//") || split_scheme(address).is_some() {
        return Err(ProblemKind::ImageNotLocal);
    }
    let name = address.strip_prefix("./").unwrap_or(address);
    let odd = |character: char| character.is_control() || character == '\\';
    if name.is_empty() || name.starts_with('/') || name.contains(odd) || climbs(name) {
        return Err(ProblemKind::ImageMissing);
    }
    Ok(name)
}
