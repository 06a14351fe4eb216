//! Where a site is published.

/// Where a site is published. It decides what search engines and other sites learn about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In public, for everybody to find.
    Public,
    /// Behind a login.
    Gated,
    /// At an address that only its reader knows.
    Unlisted,
    /// Encrypted, with the key in the link.
    Sealed,
}

impl Place {
    /// Whether search engines may list the site.
    #[must_use]
    pub const fn is_listed(self) -> bool {
        matches!(self, Self::Public)
    }

    /// Whether pages may name their own address. A page at an address that must not spread does not.
    #[must_use]
    pub const fn has_canonical_addresses(self) -> bool {
        matches!(self, Self::Public | Self::Gated)
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn only_the_public_site_is_listed() {
        let listed = [Place::Public, Place::Gated, Place::Unlisted, Place::Sealed].map(Place::is_listed);
        assert_eq!(listed, [true, false, false, false]);
    }
}
