//! The preview server: shows the site in a browser while people write. Scanning and building are not done here; the
//! command `serve` does that and publishes each build to the [`PreviewState`].
//!
//! - [`PreviewState`] holds the last good build, and the errors of a later one.
//! - [`serve`] answers requests from the state alone, on a port bound by [`Listeners`], if a [`Guard`] allows it. It
//!   never reads or writes a file. It is a preview for the user of this machine, not a web server.

mod built_site;
mod connection_queue;
mod content_types;
mod events;
mod findings_panel;
mod guard;
mod handler;
mod inject;
mod listeners;
mod own_pages;
mod pages;
mod panic_hook;
mod response;
mod route;
mod server;
mod stamp;
mod state;
mod target;
mod token;
mod view_name;

pub use guard::Guard;
pub use listeners::{BindError, Listeners, PORT};
pub use server::serve;
pub use state::PreviewState;
pub use token::{MIN_TOKEN, is_token, random};
