//! The draft of an internal post-mortem: a template with generated blocks, and places where people write.

mod blocks;
mod draft;
mod public_draft;
#[cfg(test)]
mod tests;

pub(crate) use blocks::Blocks;
pub(crate) use draft::{FULL, ONE_PAGE, new_draft, refreshed};
pub(crate) use public_draft::{PublicDraft, commitment};
