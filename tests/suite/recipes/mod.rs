//! The files under `deploy/` and the workflows that `init` writes, with the real servers.

mod deploy;
mod workflows;
