//! allclear.
#![allow(missing_docs)]
pub mod check;
pub mod content;
pub mod diagnostics;
pub mod markdown;
pub mod source;
pub mod status;
