//! Looking on while people write: knowing when files change, and showing the site in a browser. Not for building or
//! for telling what was built: that is what commands do with it.
//!
//! - [`watch`] knows when to look.
//! - [`Stage`] holds what is on show, the last good build and what is wrong with a later one.
//! - [`serve`] answers browsers from the stage alone, on a port that [`Listeners`] bound, to those whom a [`Guard`]
//!   lets in. It never reads or writes a file. It is a preview for the person at this machine, not a web server.

mod address;
mod alarm;
mod answer;
mod connection_queue;
mod content_types;
mod edition;
mod events;
mod guard;
mod handler;
mod inject;
mod listeners;
mod own_pages;
mod pages;
mod report;
mod route;
mod server;
mod stage;
mod stamp;
mod token;
mod view_name;

pub use guard::Guard;
pub use listeners::{Listeners, PORT, Unbound};
pub use server::serve;
pub use stage::Stage;
pub use token::{SHORTEST_TOKEN, is_token, random};
