//! Ranges of IP addresses in CIDR notation (RFC 4632, RFC 4291 2.3), and addresses in running text.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A range of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network {
    address: IpAddr,
    prefix: u32,
}

impl Network {
    /// `10.0.0.0/8`, `fd00::/8`, or a single address. `None` if it is none; `Some(Err(()))` if only the length is
    /// wrong.
    pub(super) fn parse(text: &str) -> Option<Result<Self, ()>> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let address: IpAddr = address.parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        Some(match prefix.map(str::parse::<u32>) {
            None => Ok(Self { address, prefix: longest }),
            Some(Ok(prefix)) if prefix <= longest => Ok(Self { address, prefix }),
            Some(_) => Err(()),
        })
    }

    /// Whether the address lies in the range; an IPv4 address in IPv6 notation lies in the ranges of both.
    pub(super) fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                same_start(own.to_bits(), other.to_bits(), self.prefix, 32)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                same_start(own.to_bits(), other.to_bits(), self.prefix, 128)
            }
            (IpAddr::V4(_), IpAddr::V6(other)) => {
                other.to_ipv4_mapped().is_some_and(|other| self.contains(other.into()))
            }
            (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

fn same_start(one: impl Into<u128>, other: impl Into<u128>, prefix: u32, bits: u32) -> bool {
    // A shift by the full width is no shift at all in Rust, hence `checked_shr`.
    (one.into() ^ other.into()).checked_shr(bits - prefix).unwrap_or(0) == 0
}

/// The address whose first group is the run of letters and digits from `start` to `end`, and where it ends.
#[inline]
pub(super) fn address_at(text: &str, start: usize, end: usize) -> Option<(IpAddr, usize)> {
    let bytes = text.as_bytes();
    let around = [bytes.get(end), start.checked_sub(1).and_then(|at| bytes.get(at))];
    let may_be = bytes.get(start).is_some_and(u8::is_ascii_hexdigit)
        && matches!(around, [Some(b'.' | b':'), _] | [_, Some(b':')]);
    if may_be { read_address(text, start, end) } else { None }
}

fn read_address(text: &str, start: usize, end: usize) -> Option<(IpAddr, usize)> {
    match text.as_bytes().get(end) {
        Some(b'.') => v4_at(text, start).map(|(address, end)| (address.into(), end)),
        next => {
            let colons = text.get(..start)?.ends_with("::");
            (colons || next == Some(&b':')).then(|| v6_at(text, start, colons))?.map(|(a, e)| (a.into(), e))
        }
    }
}

fn v4_at(text: &str, start: usize) -> Option<(Ipv4Addr, usize)> {
    // Behind a dot it would be the middle of something longer, such as a version number.
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
    let address = token.trim_end_matches('.');
    let parsed = address.parse().or_else(|_| address.trim_end_matches(':').parse()).ok()?;
    Some((parsed, start + address.len()))
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The longest part from `start` that holds only what `belongs`; no address is longer than 45 characters.
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
    fn an_address_lies_in_its_network_and_not_beside_it() {
        assert!(inside("10.0.0.0/8", "10.255.3.4"));
        assert!(!inside("10.0.0.0/8", "11.0.0.1"));
        assert!(inside("172.16.0.0/12", "172.31.0.9:8080"));
        assert!(!inside("172.16.0.0/12", "172.32.0.9"));
        assert!(inside("192.168.1.7", "192.168.1.7."));
        assert!(!inside("192.168.1.7", "192.168.1.70"));
        assert!(inside("0.0.0.0/0", "8.8.8.8"));
    }

    #[test]
    fn both_notations_of_version_six_are_read() {
        assert!(inside("fd00::/8", "[fd12:3456::1]"));
        assert!(inside("::1/128", "::1"));
        assert!(!inside("fd00::/8", "fe80::1"));
        assert!(inside("::/0", "2001:db8:0:0:0:0:0:1"));
        assert!(inside("10.0.0.0/8", "::ffff:10.1.2.3"));
    }

    #[test]
    fn times_and_longer_numbers_are_no_addresses() {
        assert!(!inside("0.0.0.0/0", "1.2.3.4.5"));
        assert!(!inside("0.0.0.0/0", "10.2.3"));
        assert!(!inside("::/0", "09:22:00"));
    }

    #[test]
    fn a_length_beyond_the_address_is_refused() {
        assert_eq!(Network::parse("10.0.0.0/33"), Some(Err(())));
        assert_eq!(Network::parse("fd00::/x"), Some(Err(())));
        assert_eq!(Network::parse("example.com/8"), None);
    }
}
