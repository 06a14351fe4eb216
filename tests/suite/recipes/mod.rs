//! The recipes in `deploy/`, some with a real web server, and the workflows that `init` writes.

mod deploy;
mod workflows;
