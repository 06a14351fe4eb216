//! Watching a project and publishing its site whenever something changes.
//!
//! A [`Watcher`] waits for a reason to scan the files, and a [`Publisher`] scans, builds and writes. Both report what
//! happened as data; printing it is up to the caller.
//!
//! Events of the operating system only trigger a scan, and the scan decides what changed. Events are never trusted
//! further than that, because every system loses some, reports some twice and gives wrong paths for others: the first
//! file in a new folder may cause no event at all. So the watcher also asks for a full scan every two seconds, and
//! polls where there are no events. [`crate::source::Scanner`] does the scanning.

mod board_files;
mod cause;
mod debounce;
mod event;
mod filter;
mod pending;
mod publisher;
mod publisher_settings;
mod reason;
mod reported;
mod scan_timer;
mod schedule;
mod signals;
mod stable;
mod view_stamps;
mod wake;
mod watched_folders;
mod watcher;

#[cfg(test)]
mod tests;

pub use cause::Cause;
pub use event::{Event, Failure, FailureReason};
pub use pending::WakeHandle;
pub use publisher::{Publisher, ReadKeys};
pub use publisher_settings::PublishSettings;
pub use signals::handle_signals;
pub use stable::wait_until_stable;
pub use wake::Wake;
pub use watcher::{ScanTrigger, WatchOptions, Watcher};
