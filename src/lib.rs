//! allclear turns a folder of Markdown files in git into a status page: static files for any web host.
//!
//! # Bird's-eye view
//!
//! Data runs one way, and each room knows only the rooms before it:
//!
//! ```text
//! source ─▶ content ─▶ check ─▶ release ─▶ site ─▶ gate ─▶ output
//!  files     records    rules    the door   pages   proof   public/
//! ```
//!
//! - [`source`] reads files and knows on which side of the boundary each lies; [`content`] makes typed records of
//!   them.
//! - [`check`] judges the records; [`status`] is the arithmetic that it and the next room share.
//! - [`release`] is the only door: what an audience may see at a moment, as plain public data.
//! - [`site`] makes pages, feeds and API files of that, and never sees a record.
//! - [`output`] holds the gate, which reads every rendered byte and refuses what is internal, and is the only room
//!   that writes.
//! - [`build`] is this whole way as one pure function; [`commands`] are the talk around it.
//! - [`git`] reads what the content was in an earlier revision, and keeps the name of what was published last.
//! - [`markdown`] makes safe HTML of texts, [`diagnostics`] shows findings, [`import`] brings histories from
//!   elsewhere.
//!
//! # The one rule
//!
//! Nothing internal can change one byte of what is public. It may only make a build fail. The boundary is by path
//! ([`source::Side`]), so that people can see it and a code owner's file can enforce it.

pub mod artifact;
pub mod authoring;
pub mod check;
mod cli;
pub mod commands;
pub mod content;
pub mod diagnostics;
pub mod gate;
pub mod git;
pub mod import;
pub mod markdown;
pub mod output;
pub mod pipeline;
mod pointer_cache;
pub mod preview;
pub mod release;
pub mod site;
pub mod source;
pub mod span;
pub mod status;
pub mod watch;
