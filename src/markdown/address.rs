//! Decides which addresses a link may lead to, on the address as the parser decoded it.
//!
//! Filters that look at the source, or for bad schemes, have failed again and again (upper case, entities, control
//! characters within): this one knows the few good forms and refuses everything else.

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
    /// Judges a decoded address. A control character or a backslash anywhere refuses it, since browsers drop the
    /// one and read the other as `/`.
    pub(super) fn judge(decoded: &'a str) -> Result<Self, ProblemKind> {
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

/// Whether what follows `//` names a host that a browser can ask: a name or an IPv4 address, perhaps with a port. A
/// user or a password before the host is no part of a public address.
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

/// The scheme and what follows its colon, if a colon comes before anything that ends a scheme.
fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let at = address.find([':', '/', '?', '#'])?;
    let (scheme, rest) = address.split_at(at);
    Some((scheme, rest.strip_prefix(':')?))
}

/// Whether a segment of the path is `..`, written in any way that a browser reads so.
fn climbs(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.split(['/', '\\'])
        .any(|segment| matches!(segment.to_ascii_lowercase().as_str(), ".." | ".%2e" | "%2e." | "%2e%2e"))
}

/// The name of an image beside the text, from the decoded address of the image.
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
