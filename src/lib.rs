//! allclear.
#![allow(missing_docs)]
pub mod import;
pub mod status;
