//! Ranges of IP addresses in CIDR notation (RFC 4632; RFC 4291, section 2.3), and addresses in running text.

use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A range of IP addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network(IpNet);

impl Network {
    /// Parses `10.0.0.0/8`, `fd00::/8` or a single address. Returns `None` if the text is no address, and
    /// `Some(Err(()))` if only the prefix length is wrong.
    pub(super) fn parse(text: &str) -> Option<Result<Self, ()>> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let address: IpAddr = address.parse().ok()?;
        Some(match prefix.map(str::parse::<u8>) {
            None => Ok(Self(address.into())),
            Some(Ok(prefix)) => IpNet::new(address, prefix).map(Self).map_err(|_| ()),
            Some(Err(_)) => Err(()),
        })
    }

    /// Whether the address is in the range. An IPv4 address in IPv6 notation is in the ranges of both versions.
    pub(super) fn contains(&self, address: IpAddr) -> bool {
        match (self.0, address) {
            (IpNet::V4(range), IpAddr::V6(address)) => {
                address.to_ipv4_mapped().is_some_and(|address| range.contains(&address))
            }
            (range, address) => range.contains(&address),
        }
    }
}

/// Whether the run of letters and digits from `start` to `end` may be the first group of an address.
#[inline]
pub(super) fn may_be_address(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    match bytes.get(end) {
        // A group of an IPv4 address is a number.
        Some(b'.') => end - start <= 3 && bytes.get(start).is_some_and(u8::is_ascii_digit),
        Some(b':') => bytes.get(start).is_some_and(u8::is_ascii_hexdigit),
        _ => before == Some(&b':') && bytes.get(start).is_some_and(u8::is_ascii_hexdigit),
    }
}

/// Returns the address whose first group is the run of letters and digits from `start` to `end`, and where it ends.
pub(super) fn address_at(text: &str, start: usize, end: usize) -> Option<(IpAddr, usize)> {
    if !may_be_address(text, start, end) {
        return None;
    }
    match text.as_bytes().get(end) {
        Some(b'.') => v4_at(text, start).map(|(address, end)| (address.into(), end)),
        next => {
            let colons = text.get(..start)?.ends_with("::");
            (colons || next == Some(&b':')).then(|| v6_at(text, start, colons))?.map(|(a, e)| (a.into(), e))
        }
    }
}

fn v4_at(text: &str, start: usize) -> Option<(Ipv4Addr, usize)> {
    // After a dot it is part of something longer, such as a version number.
    if text.get(..start)?.ends_with('.') {
        return None;
    }
    let token = leading(text, start, |c| c.is_ascii_digit() || c == '.');
    let address = token.trim_end_matches('.');
    let next = text.get(start + address.len()..)?.chars().next();
    (!next.is_some_and(char::is_alphanumeric)).then_some(())?;
    Some((address.parse().ok()?, start + address.len()))
}

fn v6_at(text: &str, start: usize, colons: bool) -> Option<(Ipv6Addr, usize)> {
    let before = text.get(..start)?.trim_end_matches(':');
    let group = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let previous = before.get(before.len() - group..)?;
    let continues = before.len() < start && (1..=4).contains(&group) && is_hex(previous);
    if continues {
        return None;
    }
    let start = if colons { start - 2 } else { start };
    let token = leading(text, start, |c| c.is_ascii_hexdigit() || c == ':' || c == '.');
    // Nearly every run with a colon is a part of a time.
    if !token.contains("::") && token.bytes().filter(|byte| *byte == b':').count() < 6 {
        return None;
    }
    let address = token.trim_end_matches('.');
    let parsed = address.parse().or_else(|_| address.trim_end_matches(':').parse()).ok()?;
    Some((parsed, start + address.len()))
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Returns the longest part from `start` that has only characters that `belongs` accepts, up to 64 bytes. No address is
/// longer than 45.
fn leading(text: &str, start: usize, belongs: impl Fn(char) -> bool) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.bytes().take(64).take_while(|&byte| belongs(char::from(byte))).count();
    rest.get(..length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(network: &str, text: &str) -> bool {
        let network = Network::parse(network).unwrap().unwrap();
        let start = text.find(|c: char| c.is_ascii_hexdigit()).unwrap();
        let end =
            start + text[start..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text[start..].len());
        address_at(text, start, end).is_some_and(|(address, _)| network.contains(address))
    }

    #[test]
    fn a_network_contains_its_addresses_and_no_others() {
        assert!(inside("10.0.0.0/8", "10.255.3.4"));
        assert!(!inside("10.0.0.0/8", "11.0.0.1"));
        assert!(inside("172.16.0.0/12", "172.31.0.9:8080"));
        assert!(!inside("172.16.0.0/12", "172.32.0.9"));
        assert!(inside("192.168.1.7", "192.168.1.7."));
        assert!(!inside("192.168.1.7", "192.168.1.70"));
        assert!(inside("0.0.0.0/0", "8.8.8.8"));
    }

    #[test]
    fn ipv6_addresses_are_read_in_every_notation() {
        assert!(inside("fd00::/8", "[fd12:3456::1]"));
        assert!(inside("::1/128", "::1"));
        assert!(!inside("fd00::/8", "fe80::1"));
        assert!(inside("::/0", "2001:db8:0:0:0:0:0:1"));
        assert!(inside("10.0.0.0/8", "::ffff:10.1.2.3"));
    }

    #[test]
    fn an_address_is_read_from_its_first_group_to_its_end() {
        let address = |text: &str, start, end| {
            address_at(text, start, end).map(|(address, end)| (address.to_string(), end))
        };
        assert_eq!(address("from 2001:db8::1, and", 5, 9), Some(("2001:db8::1".to_owned(), 16)));
        assert_eq!(address("from 2001:db8::1, and", 10, 13), None, "its second group begins no address");
        assert_eq!(address("from 10.2.3.4: ", 5, 7), Some(("10.2.3.4".to_owned(), 13)));
        assert_eq!(address("1:2:3:4:5:6:7.8.9.10", 0, 1), Some(("1:2:3:4:5:6:708:90a".to_owned(), 20)));
        assert_eq!(address("at 1:2:3:4:5:6", 3, 4), None, "six groups are too few");
    }

    #[test]
    fn times_and_version_numbers_are_not_addresses() {
        assert!(!inside("0.0.0.0/0", "1.2.3.4.5"));
        assert!(!inside("0.0.0.0/0", "10.2.3"));
        assert!(!inside("::/0", "09:22:00"));
    }

    #[test]
    fn an_invalid_prefix_length_is_an_error() {
        assert_eq!(Network::parse("10.0.0.0/33"), Some(Err(())));
        assert_eq!(Network::parse("fd00::/x"), Some(Err(())));
        assert_eq!(Network::parse("example.com/8"), None);
    }
}
