//! Sealed views: a customer's view as encrypted files on a plain web host. The key is only in the link.
//!
//! This room is pure: random bytes are arguments, and nothing is read or written. It knows finished files
//! ([`crate::artifact`]) and nothing about content. `docs/sealed-views.md` describes the format.

mod archive;
mod base32;
mod cipher;
mod keys;
mod keys_error;
mod keys_file;
mod link_code;
mod link_key;
mod opaque_id;
mod part;
mod sealed_file;
mod sealer;
mod secret;
mod shell;

#[cfg(test)]
mod tests;

pub use keys::{CustomerKeys, Keys};
pub use keys_error::KeysError;
pub use keys_file::KeysFile;
pub use link_code::LinkCode;
pub use link_key::LinkKey;
pub use opaque_id::OpaqueId;
pub use part::Part;
pub use sealed_file::{is_opaque_id, is_sealed};
pub use sealer::{NoKey, SealOptions, SealedView, Sealer};
pub use secret::Secret;
pub use shell::Shell;
