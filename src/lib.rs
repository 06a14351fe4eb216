//! allclear.
#![allow(missing_docs)]
pub mod markdown;
pub mod status;
