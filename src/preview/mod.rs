//! Looking on while people write: knowing when files change. Not for building or for telling what was built: that is
//! what commands do with it.

pub mod watch;
