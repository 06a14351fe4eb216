//! allclear.
#![allow(missing_docs)]
pub mod output;
pub mod status;
