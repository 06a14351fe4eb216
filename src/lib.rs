//! allclear turns a folder of Markdown files in git into a status page: static files for any web host.
//!
//! # Bird's-eye view
//!
//! Data flows one way through the top-level modules, the *rooms*. Each room knows only the rooms before it:
//!
//! ```text
//! source ─▶ content ─▶ check ─▶ release ─▶ site ─▶ gate ─▶ output
//!  files     records    rules    the door   pages   proof   public/
//! ```
//!
//! - [`source`] reads files and determines on which side of the boundary each one is. [`content`] parses them into
//!   typed records.
//! - [`check`] applies the rules to the records. [`status`] is the arithmetic that it shares with [`release`].
//! - [`release`] is the only door from records to pages: it selects what an audience may see at a given time, as plain
//!   public data.
//! - [`site`] renders pages, feeds and API files from that data and never sees a record.
//! - [`gate`] reads every rendered byte and refuses anything internal. [`output`] is the only room that writes a site.
//! - [`seal`] encrypts a customer's view for a plain web host.
//! - [`pipeline`] is this whole sequence as one pure function. [`commands`] connect it to the user.
//! - [`board`] is the site for colleagues, made from the facts of [`response`]. No room with public output knows either.
//! - [`preview`] serves a site while it is edited. [`watch`] decides when to build again.
//! - [`git`] reads the content of earlier revisions and records what was published. [`import`] converts histories from
//!   other systems.
//! - [`document`] and [`chat`] write documents and messages for other systems.
//! - [`markdown`], [`diagnostics`], [`artifact`] and [`span`] are shared: safe HTML, findings, finished files, and
//!   positions in files.
//!
//! # The one rule
//!
//! Nothing internal can change one byte of the public site. It can only make a build fail. The boundary is determined
//! by the path alone ([`source::Side`]), so that people can see it and a `CODEOWNERS` file can enforce it.

pub mod artifact;
pub mod authoring;
pub mod board;
pub mod chat;
pub mod check;
mod cli;
pub mod commands;
pub mod content;
pub mod deliver;
pub mod diagnostics;
pub mod document;
pub mod gate;
pub mod git;
pub mod import;
pub mod markdown;
pub mod notify;
pub mod output;
pub mod pipeline;
mod pointer_cache;
pub mod preview;
pub mod release;
pub mod response;
pub mod seal;
pub mod site;
pub mod source;
pub mod span;
pub mod status;
pub mod watch;
