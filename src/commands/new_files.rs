//! Files that a command starts for people, who own them from then on. Nothing is ever overwritten.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use super::Stop;

/// A file to be started.
#[derive(Clone, Debug)]
pub(super) struct NewFile {
    /// Below the project's root, with `/` between the parts.
    pub(super) path: String,
    /// The whole text.
    pub(super) text: String,
    /// Whether it is a program.
    pub(super) runs: bool,
}

impl NewFile {
    pub(super) fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), runs: false }
    }

    /// A file that can be run.
    pub(super) fn program(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { runs: true, ..Self::new(path, text) }
    }

    /// Whether anything at all stands in its place.
    pub(super) fn exists(&self, root: &Path) -> bool {
        root.join(&self.path).symlink_metadata().is_ok()
    }
}

/// Writes all of the files, or none if one of them is there already.
pub(super) fn write(root: &Path, files: &[NewFile]) -> Result<(), Stop> {
    if let Some(file) = files.iter().find(|file| file.exists(root)) {
        return Err(Stop::usage(format!("`{}` is there already", file.path))
            .hint("nothing was written; another title makes another name"));
    }
    files.iter().try_for_each(|file| {
        let span = root.join(&file.path);
        let write = || {
            span.parent().map_or(Ok(()), fs::create_dir_all)?;
            let mut written = File::create_new(&span)?;
            written.write_all(file.text.as_bytes())?;
            if file.runs { let_run(&written) } else { Ok(()) }
        };
        write().map_err(|error| Stop::usage(format!("cannot write `{}`: {error}", span.display())))
    })
}

/// Whoever may read the file may run it.
#[cfg(unix)]
fn let_run(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut permissions = file.metadata()?.permissions();
    let mode = permissions.mode();
    permissions.set_mode(mode | (mode & 0o444) >> 2);
    file.set_permissions(permissions)
}

/// Elsewhere git itself knows what it may run.
#[cfg(not(unix))]
fn let_run(_: &File) -> std::io::Result<()> {
    Ok(())
}
