//! The recipes in `deploy/`, some with a real web server, those of `docs/integrations.md`, and the workflows that `init` writes.

mod deploy;
mod integrations;
mod workflows;
