//! Sealed views: a customer's view as encrypted files on a plain web host. The key is only in the link.
//!
//! This room is pure: random bytes are arguments, and nothing is read or written. It knows finished files
//! ([`crate::artifact`]) and nothing about content. `docs/sealed-views.md` describes the format.

mod base32;
mod keys;
mod keys_error;
mod keys_file;
mod link_key;
mod opaque_id;
mod sealed_file;
mod secret;

#[cfg(test)]
mod tests;

pub use keys::{CustomerKeys, Keys};
pub use keys_error::KeysError;
pub use keys_file::KeysFile;
pub use link_key::LinkKey;
pub use opaque_id::OpaqueId;
pub use sealed_file::{is_opaque_id, is_sealed};
pub use secret::Secret;
