//! Finds, reads and writes the keys file.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::session::Session;
use super::stop::Stop;
use crate::authoring::{ignore_in_git, write_secrets};
use crate::seal::{KeysFile, Secret};

/// The keys file of a project without `--keys`.
const DEFAULT: &str = "allclear-keys.toml";

/// The place of the keys file.
#[derive(Debug)]
pub(super) struct KeysPath {
    root: PathBuf,
    path: PathBuf,
}

impl KeysPath {
    /// Returns the path that was given, or the default.
    ///
    /// # Errors
    ///
    /// Fails for a file in `content` or in one of the `outputs`, which others can read.
    pub(super) fn find(
        given: Option<&Path>,
        outputs: &[&Path],
        session: &Session<'_, '_>,
    ) -> Result<Self, Stop> {
        let project = session.project();
        let root = resolved(project.root());
        let path = resolved(&root.join(given.unwrap_or(Path::new(DEFAULT))));
        let content = resolved(&project.content());
        let public = resolved(&project.public());
        let folders = [content.as_path(), public.as_path()].into_iter().chain(outputs.iter().copied());
        for folder in folders {
            if path.starts_with(folder) {
                let (path, folder) = (shown(&path, &root), shown(folder, &root));
                return Err(Stop::usage(format!(
                    "the keys file `{path}` is inside `{folder}`, where others can read it"
                ))
                .hint("keep it outside of the content and of the output"));
            }
        }
        Ok(Self { root, path })
    }

    /// Reads the file; `None` if there is none.
    ///
    /// # Errors
    ///
    /// Fails if other users can read the file, or if it is damaged.
    pub(super) fn read(&self) -> Result<Option<KeysFile>, Stop> {
        let shown = self.shown();
        let metadata = match fs::metadata(&self.path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Stop::usage(format!("cannot read the keys file `{shown}`: {error}"))),
        };
        if !metadata.is_file() {
            return Err(Stop::usage(format!("the keys file `{shown}` is not a file")));
        }
        #[cfg(unix)]
        if std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 != 0 {
            return Err(Stop::usage(format!("other users can read the keys file `{shown}`"))
                .hint(format!("run `chmod 600 {shown}`; if others may have read it, replace the keys")));
        }
        let text = fs::read_to_string(&self.path)
            .map_err(|error| Stop::usage(format!("cannot read the keys file `{shown}`: {error}")))?;
        let file = KeysFile::parse(&text).map_err(|error| {
            Stop::usage(format!("{shown}:{}: {}", error.line, error.message)).hint(error.hint)
        })?;
        Ok(Some(file))
    }

    /// Adds keys for the customers that have none, and creates the file if there is none. Returns the file, and how many
    /// keys are new.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written, or if the system has no random numbers.
    pub(super) fn add_missing<'c>(
        &self,
        file: Option<KeysFile>,
        customers: impl Iterator<Item = &'c str>,
    ) -> Result<(KeysFile, usize), Stop> {
        let is_new = file.is_none();
        let mut file = match file {
            Some(file) => file,
            None => KeysFile::new(random_secret()?),
        };
        let mut added = 0;
        for customer in customers {
            if file.keys().customer(customer).is_none() {
                added += usize::from(file.add(customer, random_secret()?));
            }
        }
        if is_new || added > 0 {
            self.write(&file)?;
        }
        Ok((file, added))
    }

    /// Writes the file, and makes git ignore it.
    pub(super) fn write(&self, file: &KeysFile) -> Result<(), Stop> {
        let shown = self.shown();
        let failed =
            |error: std::io::Error| Stop::usage(format!("cannot write the keys file `{shown}`: {error}"));
        // First, so that the keys are never in a commit.
        if let Ok(below) = self.path.strip_prefix(&self.root) {
            ignore_in_git(&self.root, &below.to_string_lossy()).map_err(failed)?;
        }
        write_secrets(&self.path, &file.to_string()).map_err(failed)
    }

    /// The path for messages: relative to the project if it is inside.
    pub(super) fn shown(&self) -> String {
        shown(&self.path, &self.root)
    }
}

fn random_secret() -> Result<Secret, Stop> {
    let mut bytes = [0; Secret::BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|error| Stop::usage(format!("the system provides no random numbers: {error}")))?;
    Ok(Secret::from_random(bytes))
}

fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

/// Resolves links in the part of a path that exists.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(resolved) = fs::canonicalize(path) {
        return resolved;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if !parent.as_os_str().is_empty() => resolved(parent).join(name),
        _ => path.to_owned(),
    }
}
