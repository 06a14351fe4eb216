//! The folders of a project in which a command must not write anything of its own.

use std::path::Path;

use super::session::Session;
use super::stop::Stop;
use crate::output::destination;

/// Folders of a project whose files are published or are its content.
const TAKEN: [&str; 5] = ["content", "public", "private", "themes", ".allclear"];

/// Returns the name of the folder of the project that a path leads into. Links and `..` are resolved, so that no spelling leads
/// into a folder that is published.
pub(super) fn site_folder(path: &Path, session: &Session<'_, '_>) -> Result<Option<&'static str>, Stop> {
    let root = session.project().root().to_owned();
    let resolved = |path: &Path| destination(path).map_err(|error| Stop::usage(error.to_string()));
    let (target, home) = (resolved(path)?, resolved(&root)?);
    for name in TAKEN {
        if target.starts_with(home.join(name)) || target.starts_with(resolved(&root.join(name))?) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
