//! Writing missing keys into files that people own, without changing anything else in them.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use super::disk;
use super::front_matter_edit::{EditError, FrontMatterEdit};
use super::toml_file::Value;

/// The reason why keys were not written into a file.
#[derive(Debug)]
pub enum FixError {
    /// The file is reached through a symbolic link, which could lead out of the project.
    Link,
    /// The front matter cannot be edited.
    Edit(EditError),
    /// Reading or writing failed.
    Io(io::Error),
}

/// Adds keys to the front matter of the file at `path` below `root`, or to the file as a whole if it is TOML. Keys that
/// the file already has are left alone. The file is replaced atomically.
///
/// # Errors
///
/// Returns an error if the file is not in the project itself, cannot be edited or cannot be written. It is unchanged then.
pub fn add_keys(root: &Path, path: &str, keys: &[(&'static str, String)]) -> Result<(), FixError> {
    let file = root.join(path);
    let is_link = fs::symlink_metadata(&file).map_err(FixError::Io)?.is_symlink();
    if is_link || !disk::is_safe(root, path) {
        return Err(FixError::Link);
    }
    let text = fs::read_to_string(&file).map_err(FixError::Io)?;
    let parsed = if Path::new(path).extension().is_some_and(|extension| extension == "toml") {
        FrontMatterEdit::parse_toml(&text)
    } else {
        FrontMatterEdit::parse(&text)
    };
    let mut edit = parsed.map_err(FixError::Edit)?;
    for (key, value) in keys.iter().filter(|(key, _)| !edit.contains(key)).collect::<Vec<_>>() {
        edit.set(key, &Value::from(value.as_str())).map_err(FixError::Edit)?;
    }
    disk::replace(&file, edit.into_text().as_bytes()).map_err(FixError::Io)
}

impl fmt::Display for FixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link => f.write_str("it is a symbolic link or below one"),
            Self::Edit(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FixError {}
