//! Who may ask: the checks that every request passes before anything is looked up.
//!
//! A preview is one click away from every page on the web. A browser sends requests of any page to loopback, and a
//! name that its owner points at loopback makes that page's requests look like our own; so the `Host` must be exactly
//! ours, and what tells of changes answers to our own pages only.

use std::net::{IpAddr, SocketAddr};

use subtle::ConstantTimeEq as _;

/// What of a request decides whether it is answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller<'a> {
    /// Each `Host` header.
    pub(super) hosts: &'a [&'a str],
    pub(super) origin: Option<&'a str>,
    /// `Sec-Fetch-Site`.
    pub(super) site: Option<&'a str>,
    /// `Cookie`.
    pub(super) cookies: &'a [&'a str],
}

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is not exactly one `Host`.
    NoHost,
    /// It is not ours.
    ForeignHost(String),
    /// The token is missing or wrong.
    NoToken,
    /// A page from elsewhere asks for what only our own pages may know.
    ForeignPage,
}

/// Knows who may ask.
#[derive(Debug)]
pub struct Guard {
    port: u16,
    /// Names and addresses, in lower case, addresses of version 6 in brackets.
    hosts: Vec<String>,
    /// Whether any address without a name is ours, because the server listens at all of this machine's.
    any_address: bool,
    token: Option<String>,
}

impl Guard {
    /// A guard for a server at this address. `allowed`: further names that it goes by.
    #[must_use]
    pub fn new(address: SocketAddr, allowed: &[String], token: Option<String>) -> Self {
        let own = match address.ip() {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        let usual = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
        let allowed = allowed.iter().map(|name| name.to_lowercase());
        Self {
            port: address.port(),
            hosts: usual.into_iter().chain([own]).chain(allowed).collect(),
            any_address: address.ip().is_unspecified(),
            token,
        }
    }

    /// The token that callers need.
    pub(super) fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }

    /// The name of the cookie that holds the token. Cookies know no ports, so it has the port in its name.
    pub(super) fn cookie_name(&self) -> String {
        format!("allclear-{}", self.port)
    }

    /// Whether a token is the right one; how long it takes says nothing about how much of it is right.
    pub(super) fn is_token(&self, given: &str) -> bool {
        self.token.as_ref().is_some_and(|token| token.as_bytes().ct_eq(given.as_bytes()).into())
    }

    /// Judges the name under which we are asked.
    pub(super) fn host(&self, caller: &Caller<'_>) -> Result<(), Refusal> {
        match caller.hosts {
            [host] if self.is_ours(host) => Ok(()),
            [host] => Err(Refusal::ForeignHost((*host).to_owned())),
            _ => Err(Refusal::NoHost),
        }
    }

    /// Judges whether the caller has the token, if one is needed.
    pub(super) fn admits(&self, caller: &Caller<'_>) -> Result<(), Refusal> {
        if self.token.is_none() {
            return Ok(());
        }
        let name = self.cookie_name();
        let pairs = caller.cookies.iter().flat_map(|cookies| cookies.split(';'));
        let mut values = pairs.filter_map(|pair| pair.trim().split_once('=')).filter(|(key, _)| *key == name);
        if values.any(|(_, value)| self.is_token(value)) { Ok(()) } else { Err(Refusal::NoToken) }
    }

    /// Judges whether it is a page of ours that asks.
    pub(super) fn own_page(&self, caller: &Caller<'_>) -> Result<(), Refusal> {
        let origin = caller.origin.is_none_or(|origin| {
            origin.strip_prefix("http://").is_some_and(|host| caller.hosts == [host] && self.is_ours(host))
        });
        let site = caller.site.is_none_or(|site| matches!(site, "same-origin" | "none"));
        if origin && site { Ok(()) } else { Err(Refusal::ForeignPage) }
    }

    fn is_ours(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            // The last colon of an address of version 6 without a port stands inside its brackets.
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

/// Whether it is an address and no name: nobody can point an address at another machine.
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

    fn from<'a>(hosts: &'a [&'a str]) -> Caller<'a> {
        Caller { hosts, origin: None, site: None, cookies: &[] }
    }

    #[test]
    fn only_our_own_names_with_our_port_are_ours() {
        let guard = guard("127.0.0.1:8787", &["preview.test"], None);
        for host in ["localhost:8787", "127.0.0.1:8787", "[::1]:8787", "LOCALHOST:8787", "preview.test:8787"]
        {
            assert_eq!(guard.host(&from(&[host])), Ok(()), "{host}");
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
            assert_eq!(guard.host(&from(&[host])), Err(Refusal::ForeignHost(host.into())), "{host}");
        }
        for hosts in [&[][..], &["localhost:8787", "localhost:8787"]] {
            assert_eq!(guard.host(&from(hosts)), Err(Refusal::NoHost));
        }
    }

    #[test]
    fn a_server_at_all_addresses_answers_to_addresses_and_not_to_names() {
        let guard = guard("0.0.0.0:8787", &[], Some("t"));
        for host in ["192.168.1.7:8787", "[fe80::1]:8787"] {
            assert_eq!(guard.host(&from(&[host])), Ok(()), "{host}");
        }
        for host in ["evil.example:8787", "192.168.1.7.nip.io:8787", "0x7f000001:8787"] {
            assert!(guard.host(&from(&[host])).is_err(), "{host}");
        }
    }

    #[test]
    fn only_our_own_pages_are_told_of_changes() {
        let guard = guard("127.0.0.1:8787", &[], None);
        let hosts = ["localhost:8787"];
        let asks = |origin, site| guard.own_page(&Caller { origin, site, ..from(&hosts) }).is_ok();
        assert!(asks(None, None));
        assert!(asks(None, Some("same-origin")));
        assert!(asks(Some("http://localhost:8787"), Some("same-origin")));
        for origin in [
            "http://evil.example",
            "null",
            "https://localhost:8787",
            "http://127.0.0.1:8787",
            "http://localhost:1",
        ] {
            assert!(!asks(Some(origin), None), "{origin}");
        }
        assert!(!asks(None, Some("cross-site")));
        assert!(!asks(None, Some("same-site")));
    }

    #[test]
    fn the_token_comes_as_a_cookie() {
        let guard = guard("10.0.0.7:8787", &[], Some("0123456789abcdef"));
        let hosts = ["10.0.0.7:8787"];
        let asks = |cookies: &[&str]| guard.admits(&Caller { cookies, ..from(&hosts) }).is_ok();
        assert!(asks(&["a=b; allclear-8787=0123456789abcdef"]));
        for cookies in [
            &[][..],
            &["allclear-8787=0123456789abcde"],
            &["allclear-8788=0123456789abcdef"],
            &["allclear-8787="],
        ] {
            assert!(!asks(cookies), "{cookies:?}");
        }
    }
}
