//! Knowing when to look: events of the operating system wake, and a scan decides what changed.
//!
//! Events are never believed further than that, because every system loses some, tells of some twice and names others
//! wrongly: of the first file in a new folder there may be no word at all. So a [`Watcher`] also asks for a look at
//! everything every two seconds, and where there are no events it asks for looks at a steady pace instead. What
//! changed is the business of [`crate::source::Scanner`], what to do about it that of the commands.

mod arms;
mod batch;
mod interest;
mod pace;
mod settle;
mod shared;
mod signals;
mod trouble;
mod wake;
mod watcher;

#[cfg(test)]
mod tests;

pub use settle::settle;
pub use shared::WakeHandle;
pub use signals::obey_signals;
pub use wake::Wake;
pub use watcher::{Lead, POLL, WatchOptions, Watcher};
