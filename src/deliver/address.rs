//! The address of a receiver, which is a secret.

use std::fmt;

use ureq::http::Uri;

/// An address that begins with `https://`. It is never shown: not in messages, and not by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(Uri);

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    ///
    /// Returns why it cannot be used, without repeating any of it.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let uri: Uri = text.trim().parse().map_err(|_| "it is not an address")?;
        match uri.scheme_str() {
            Some("https") => {}
            Some(_) => return Err("it does not begin with `https://`"),
            None => return Err("it is not a whole address such as `https://host/path`"),
        }
        let authority = uri.authority().map(ureq::http::uri::Authority::as_str).unwrap_or_default();
        if authority.contains('@') {
            return Err("it contains a user name, which would be sent with every request");
        }
        if uri.host().is_none_or(str::is_empty) {
            return Err("it names no host");
        }
        Ok(Self(uri))
    }

    /// The address, for the request.
    pub(super) const fn uri(&self) -> &Uri {
        &self.0
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn only_https_is_accepted_and_nothing_is_repeated() {
        assert!(Address::parse("https://hooks.chat.example/services/T0/B0\n").is_ok());
        for wrong in [
            "http://hooks.chat.example/secret",
            "HTTP://hooks.chat.example/secret",
            "ftp://hooks.chat.example/secret",
            "hooks.chat.example/secret",
            "/secret",
            "https://user:secret@hooks.chat.example/",
            "https://",
            "file:///secret",
            "secret secret",
            "",
        ] {
            let error = Address::parse(wrong).expect_err(wrong);
            assert!(!error.contains("secret"), "{error}");
        }
    }

    #[test]
    fn debug_shows_nothing() {
        let address = Address::parse("https://hooks.chat.example/secret").expect("an address");
        assert_eq!(format!("{address:?}"), "Address(…)");
    }
}
