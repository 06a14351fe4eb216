//! The only room that writes: rendered files go from memory into an output folder, and nothing else does.
//!
//! Everything is rendered before this room is entered. It plans first ([`Plan::new`] reads and refuses, but
//! changes nothing) and then executes ([`Plan::execute`]), so that a build with two folders can have both
//! planned before the first byte of either is written; [`write()`] does both for one folder.
//!
//! What is promised:
//! - a file that this tool did not write survives, whatever its name: the [manifest](Manifest) says what is ours;
//! - killed anywhere, every file is whole, old or new, and the next build completes the rest;
//! - a file whose bytes did not change is not touched;
//! - nothing is written or removed through a symbolic link inside the folder.
//!
//! It guards against accidents and stray links, not against somebody who swaps folders for links at the very
//! moment of writing. It does not survive a loss of power by itself either: the next build compares bytes, and
//! so mends what the file system lost. What the bytes say is not its business.

mod choice;
mod clear;
mod diff;
mod disk;
mod error;
mod folder;
mod lock;
mod manifest;
mod path;
mod plan;
mod report;
mod tree;
mod write;

#[cfg(test)]
mod tests;

pub use error::{Obstacle, WriteError};
pub use folder::{Folder, Refused};
pub use lock::Lock;
pub use manifest::Manifest;
pub use path::{PathError, check_path, check_paths};
pub use plan::{Options, Plan};
pub use report::Report;
pub use write::write;
