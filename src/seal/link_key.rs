//! The key in the link to a sealed view.

use super::Secret;
use super::secret::expand;

/// The key that a link carries: HKDF(customer's key, generation). The customer's own key never leaves the keys file,
/// so a rotation makes a link useless for everything that is written later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkKey {
    pub(super) key: Secret,
    /// The same in all generations of one customer's link. It lets the page say whether a code that does not fit was
    /// replaced or belongs to another page.
    pub(super) series: [u8; Self::SERIES_BYTES],
}

impl LinkKey {
    /// The number of bytes of the series.
    pub(super) const SERIES_BYTES: usize = 8;

    /// Derives the link's key from the customer's key.
    pub(super) fn new(customer: &Secret, generation: u32) -> Self {
        let mut series = [0; Self::SERIES_BYTES];
        customer.expand(&[b"allclear series"], &mut series);
        Self { key: customer.derive(&[b"allclear link key", &generation.to_be_bytes()]), series }
    }

    /// HKDF-SHA-256 of the series.
    pub(super) fn expand_series(&self, info: &[&[u8]], output: &mut [u8]) {
        expand(&self.series, info, output);
    }
}
