//! Reads the keys of the views.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::KeysOption;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::seal::{Keys, KeysFile};

/// The file of the keys in the root of a project.
const DEFAULT: &str = "allclear-keys.toml";

/// Reads the keys; `None` if the default file does not exist.
pub(super) fn read_if_exists(option: &KeysOption, session: &Session<'_, '_>) -> Result<Option<Keys>, Stop> {
    let default: PathBuf = session.project().root().join(DEFAULT);
    let path = option.file.as_ref().map_or(default, |file| session.path_in_folder(file));
    match fs::read_to_string(&path) {
        Ok(text) => {
            refuse_readable(&path)?;
            let file = KeysFile::parse(&text)
                .map_err(|error| Stop::usage(format!("`{}`: {error}", path.display())))?;
            Ok(Some(file.keys().clone()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound && option.file.is_none() => Ok(None),
        Err(error) => Err(Stop::usage(format!("cannot read `{}`: {error}", path.display()))),
    }
}

/// The error for a command that needs keys.
pub(super) fn missing() -> Stop {
    Stop::usage(format!("the addresses of views are derived from the keys, and there is no `{DEFAULT}`"))
        .hint("run `allclear keys new`, or name the file with `--keys`")
}

#[cfg(unix)]
fn refuse_readable(path: &Path) -> Result<(), Stop> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path).map_or(0, |metadata| metadata.permissions().mode());
    let of_others = mode & 0o077;
    if of_others == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(Stop::usage(format!("other users of this machine can read `{path}`"))
        .hint(format!("run `chmod 600 {path}`, and rotate the keys if somebody else may have read them")))
}

#[cfg(not(unix))]
fn refuse_readable(_: &Path) -> Result<(), Stop> {
    Ok(())
}
