//! The address of an old page as that of the new site.

use crate::content::LONGEST_LINE;
use crate::content::public::site_url;

/// An address that `site.toml` can have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SiteAddress {
    /// The whole address, without a trailing slash.
    pub(super) url: String,
    /// The host with its port, from which the ids of the new site are derived.
    pub(super) authority: String,
}

impl SiteAddress {
    /// Reads an address, with or without its scheme; `None` if no site can have it.
    pub(super) fn read(written: &str) -> Option<Self> {
        // Addresses of incidents, which begin with it, have to fit on a line of content too.
        if written.len() > LONGEST_LINE / 2 {
            return None;
        }
        let is_absolute = ["https://", "http://"].iter().any(|scheme| written.starts_with(scheme));
        let absolute = if is_absolute { written.to_owned() } else { format!("https://{written}") };
        let (url, _) = site_url(&absolute)?;
        let (_, rest) = url.split_once("://")?;
        let authority = rest.split('/').next().unwrap_or(rest).to_owned();
        let (name, port) = authority.split_once(':').unwrap_or((&authority, "443"));
        let is_host =
            name.split('.').all(is_label) && !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
        is_host.then_some(Self { url, authority })
    }
}

/// Whether a text can be a part of the name of a host.
fn is_label(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_and_without_a_scheme_are_read() {
        for (written, url, authority) in [
            ("https://status.harbor.example/", "https://status.harbor.example", "status.harbor.example"),
            ("status.harbor.example", "https://status.harbor.example", "status.harbor.example"),
            ("http://localhost:1313/status/", "http://localhost:1313/status", "localhost:1313"),
        ] {
            let expected = SiteAddress { url: url.to_owned(), authority: authority.to_owned() };
            assert_eq!(SiteAddress::read(written), Some(expected), "{written}");
        }
    }

    #[test]
    fn what_no_site_can_have_is_no_address() {
        for written in [
            "",
            "/",
            "https://",
            "https://{host}/",
            "https://a b",
            "https://a..b",
            "//cdn.example",
            "https://x:",
            "https://x/?a",
            "https://é",
        ] {
            assert_eq!(SiteAddress::read(written), None, "{written}");
        }
    }
}
