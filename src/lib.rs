//! allclear.
#![allow(missing_docs)]
pub mod check;
pub mod content;
pub mod diagnostics;
pub mod import;
pub mod markdown;
pub mod output;
pub mod release;
pub mod site;
pub mod source;
pub mod status;
