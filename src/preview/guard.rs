//! The checks that every request must pass before anything is looked up.
//!
//! Any page on the web can make the browser send requests to loopback, and with a host name that resolves to loopback
//! (DNS rebinding) such requests look like our own. So the `Host` must be exactly ours, and the live updates only answer
//! our own pages.

use std::net::{IpAddr, SocketAddr};

use subtle::ConstantTimeEq as _;

/// The headers of a request that decide whether it is allowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct RequestHeaders<'a> {
    /// All `Host` headers.
    pub(super) hosts: &'a [&'a str],
    pub(super) origin: Option<&'a str>,
    /// The header `Sec-Fetch-Site`.
    pub(super) site: Option<&'a str>,
    /// All `Cookie` headers.
    pub(super) cookies: &'a [&'a str],
}

/// Why a request is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rejection {
    /// It does not have exactly one `Host`.
    NoHost,
    /// Its `Host` is not ours.
    ForeignHost(String),
    /// Its token is missing or wrong.
    NoToken,
    /// A page of another origin requests something that is only for our own pages.
    ForeignPage,
}

/// Decides which requests are allowed.
#[derive(Debug)]
pub struct Guard {
    port: u16,
    /// Our host names and addresses, in lower case; IPv6 addresses are in brackets.
    hosts: Vec<String>,
    /// Whether every IP address is accepted, because the server listens on all addresses of this machine.
    any_address: bool,
    token: Option<String>,
}

impl Guard {
    /// Creates the guard of a server at `address`. `allowed` are additional host names.
    #[must_use]
    pub fn new(address: SocketAddr, allowed: &[String], token: Option<String>) -> Self {
        let own = match address.ip() {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        let loopback = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        let allowed = allowed.iter().map(|name| name.to_lowercase());
        Self {
            port: address.port(),
            hosts: loopback.into_iter().chain([own]).chain(allowed).collect(),
            any_address: address.ip().is_unspecified(),
            token,
        }
    }

    /// The required token.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The name of the cookie with the token. It contains the port, because cookies are shared between ports.
    pub(super) fn cookie_name(&self) -> String {
        format!("allclear-{}", self.port)
    }

    /// Whether `given` is the token, compared in constant time.
    pub(super) fn is_token(&self, given: &str) -> bool {
        self.token.as_ref().is_some_and(|token| token.as_bytes().ct_eq(given.as_bytes()).into())
    }

    /// Checks the `Host` header.
    pub(super) fn check_host(&self, headers: &RequestHeaders<'_>) -> Result<(), Rejection> {
        match headers.hosts {
            [host] if self.is_ours(host) => Ok(()),
            [host] => Err(Rejection::ForeignHost((*host).to_owned())),
            _ => Err(Rejection::NoHost),
        }
    }

    /// Checks the token, if one is required.
    pub(super) fn check_token(&self, headers: &RequestHeaders<'_>) -> Result<(), Rejection> {
        if self.token.is_none() {
            return Ok(());
        }
        let name = self.cookie_name();
        let pairs = headers.cookies.iter().flat_map(|cookies| cookies.split(';'));
        let mut values = pairs.filter_map(|pair| pair.trim().split_once('=')).filter(|(key, _)| *key == name);
        if values.any(|(_, value)| self.is_token(value)) { Ok(()) } else { Err(Rejection::NoToken) }
    }

    /// Checks that the request comes from one of our own pages.
    pub(super) fn check_own_page(&self, headers: &RequestHeaders<'_>) -> Result<(), Rejection> {
        let origin = headers.origin.is_none_or(|origin| {
            origin.strip_prefix("http://").is_some_and(|host| headers.hosts == [host] && self.is_ours(host))
        });
        let site = headers.site.is_none_or(|site| matches!(site, "same-origin" | "none"));
        if origin && site { Ok(()) } else { Err(Rejection::ForeignPage) }
    }

    fn is_ours(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            // In an IPv6 address without a port, the last colon is inside the brackets.
            Some((name, port)) if !port.ends_with(']') => {
                if port != self.port.to_string() {
                    return false;
                }
                name
            }
            _ if self.port == 80 => host,
            _ => return false,
        };
        let name = name.to_ascii_lowercase();
        self.hosts.contains(&name) || (self.any_address && is_address(&name))
    }
}

/// Whether this is an IP address. Unlike a name, an address cannot be made to resolve to another machine.
fn is_address(name: &str) -> bool {
    let inner = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match inner {
        Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
        None => name.parse::<std::net::Ipv4Addr>().is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str, allowed: &[&str], token: Option<&str>) -> Guard {
        let allowed: Vec<String> = allowed.iter().map(|name| (*name).to_owned()).collect();
        Guard::new(address.parse().expect("an address"), &allowed, token.map(str::to_owned))
    }

    fn from<'a>(hosts: &'a [&'a str]) -> RequestHeaders<'a> {
        RequestHeaders { hosts, origin: None, site: None, cookies: &[] }
    }

    #[test]
    fn only_our_own_names_with_our_port_are_accepted() {
        let guard = guard("127.0.0.1:8787", &["preview.test"], None);
        for host in ["localhost:8787", "127.0.0.1:8787", "[::1]:8787", "LOCALHOST:8787", "preview.test:8787"]
        {
            assert_eq!(guard.check_host(&from(&[host])), Ok(()), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:80",
            "localhost:8788",
            "127.0.0.1",
            "[::1]",
            "evil.example:8787",
            "localhost.:8787",
            "127.0.0.1.nip.io:8787",
            "localhost:8787:8787",
            "127.1:8787",
            "x@localhost:8787",
            "127.0.0.2:8787",
            "localhost:08787",
            " localhost:8787",
        ] {
            assert_eq!(guard.check_host(&from(&[host])), Err(Rejection::ForeignHost(host.into())), "{host}");
        }
        for hosts in [&[][..], &["localhost:8787", "localhost:8787"]] {
            assert_eq!(guard.check_host(&from(hosts)), Err(Rejection::NoHost));
        }
    }

    #[test]
    fn a_server_on_all_addresses_accepts_addresses_but_no_names() {
        let guard = guard("0.0.0.0:8787", &[], Some("t"));
        for host in ["192.168.1.7:8787", "[fe80::1]:8787"] {
            assert_eq!(guard.check_host(&from(&[host])), Ok(()), "{host}");
        }
        for host in ["evil.example:8787", "192.168.1.7.nip.io:8787", "0x7f000001:8787"] {
            assert!(guard.check_host(&from(&[host])).is_err(), "{host}");
        }
    }

    #[test]
    fn only_our_own_pages_receive_events() {
        let guard = guard("127.0.0.1:8787", &[], None);
        let hosts = ["localhost:8787"];
        let is_allowed =
            |origin, site| guard.check_own_page(&RequestHeaders { origin, site, ..from(&hosts) }).is_ok();
        assert!(is_allowed(None, None));
        assert!(is_allowed(None, Some("same-origin")));
        assert!(is_allowed(Some("http://localhost:8787"), Some("same-origin")));
        for origin in [
            "http://evil.example",
            "null",
            "https://localhost:8787",
            "http://127.0.0.1:8787",
            "http://localhost:1",
        ] {
            assert!(!is_allowed(Some(origin), None), "{origin}");
        }
        assert!(!is_allowed(None, Some("cross-site")));
        assert!(!is_allowed(None, Some("same-site")));
    }

    #[test]
    fn the_token_is_read_from_the_cookie() {
        let guard = guard("10.0.0.7:8787", &[], Some("0123456789abcdef"));
        let hosts = ["10.0.0.7:8787"];
        let is_allowed =
            |cookies: &[&str]| guard.check_token(&RequestHeaders { cookies, ..from(&hosts) }).is_ok();
        assert!(is_allowed(&["a=b; allclear-8787=0123456789abcdef"]));
        for cookies in [
            &[][..],
            &["allclear-8787=0123456789abcde"],
            &["allclear-8788=0123456789abcdef"],
            &["allclear-8787="],
        ] {
            assert!(!is_allowed(cookies), "{cookies:?}");
        }
    }
}
