//! What a sealed view needs beside its pages: the page that decrypts it, the part that each file belongs to, and its
//! feed. The encryption is elsewhere; nothing here knows a key.

mod feed;
mod parts;
mod shell;

pub use feed::{newest_update, update_feed};
pub use parts::parts;
pub use shell::shell;
