//! allclear.
#![allow(missing_docs)]
pub mod status;
