//! The id of a view in its address. It says nothing about the customer, and nobody can guess it.

use std::fmt;

use super::{Secret, base32};

/// An id of 26 letters and digits: the first 130 bits of an HMAC, in lowercase Base32.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpaqueId(String);

impl OpaqueId {
    /// The number of characters, five bits each.
    pub const LENGTH: usize = 26;

    /// HMAC-SHA-256(`master`, label ‖ 0 ‖ name ‖ 0 ‖ generation), where the generation has four bytes, big endian.
    /// Neither a label nor a customer's id contains a zero byte, so no two inputs are the same.
    pub(super) fn new(master: &Secret, label: &str, name: &str, generation: u32) -> Self {
        let generation = generation.to_be_bytes();
        let mac = master.hmac([label.as_bytes(), b"\0", name.as_bytes(), b"\0", &generation]);
        let mut id = base32::encode(&mac);
        id.truncate(Self::LENGTH);
        Self(id)
    }

    /// Returns a given id.
    #[cfg(test)]
    pub(crate) fn for_tests(id: &str) -> Self {
        Self(id.to_owned())
    }

    /// The id as it is in an address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OpaqueId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
