//! Reading the files that an import was given.

use std::io;
use std::path::Path;

use crate::cli::ImportFiles;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::import::{Folder, Input, read_limited};

/// Reads files, and the wanted files of folders; `kinds` are the names of what is wanted.
pub(super) fn files(
    arguments: &ImportFiles,
    wants: fn(&str) -> bool,
    kinds: &str,
    session: &Session<'_, '_>,
) -> Result<Vec<Input>, Stop> {
    let mut inputs = Vec::new();
    for path in &arguments.files {
        let name = path.display().to_string();
        let absolute = session.path(path);
        if absolute.is_dir() {
            let folder = read_folder(&absolute, &name, wants)?;
            if folder.texts.is_empty() {
                return Err(Stop::usage(format!("`{name}` contains no {kinds} file")));
            }
            inputs.extend(
                folder
                    .texts
                    .into_iter()
                    .map(|input| Input { name: format!("{}/{}", folder.name, input.name), text: input.text }),
            );
        } else {
            inputs.push(utf_8(name, &absolute, "save it as UTF-8")?);
        }
    }
    Ok(inputs)
}

/// Reads a file that is UTF-8; `hint` says what to do if it is not.
pub(super) fn text(path: &Path, hint: &str, session: &Session<'_, '_>) -> Result<Input, Stop> {
    let name = path.display().to_string();
    utf_8(name, &session.path(path), hint)
}

fn utf_8(name: String, absolute: &Path, hint: &str) -> Result<Input, Stop> {
    let bytes = read_limited(absolute, 0).map_err(|error| cannot_read(&name, &error))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Input { name, text }),
        Err(_) => Err(Stop::content(format!("`{name}` is not UTF-8")).hint(hint)),
    }
}

/// Reads the wanted files of a folder.
pub(super) fn folder(
    path: &Path,
    wants: impl Fn(&str) -> bool,
    session: &Session<'_, '_>,
) -> Result<Folder, Stop> {
    read_folder(&session.path(path), &path.display().to_string(), wants)
}

/// Reads the wanted files of a folder, and one file whose name begins with a dot, if it exists.
pub(super) fn folder_with(
    path: &Path,
    hidden: &str,
    wants: impl Fn(&str) -> bool,
    session: &Session<'_, '_>,
) -> Result<Folder, Stop> {
    let mut folder = folder(path, wants, session)?;
    let absolute = session.path(path).join(hidden);
    if absolute.symlink_metadata().is_ok_and(|data| data.is_file()) {
        let name = format!("{}/{hidden}", folder.name);
        let input = utf_8(name, &absolute, "save it as UTF-8")?;
        folder.texts.insert(0, Input { name: hidden.to_owned(), text: input.text });
    }
    Ok(folder)
}

/// Reads the wanted files of a folder or a zip archive.
pub(super) fn folder_or_archive(
    path: &Path,
    wants: impl Fn(&str) -> bool,
    session: &Session<'_, '_>,
) -> Result<Folder, Stop> {
    let absolute = session.path(path);
    if absolute.is_dir() || !absolute.exists() {
        return folder(path, wants, session);
    }
    let name = path.display().to_string();
    if !Folder::is_archive(&absolute) {
        return Err(Stop::usage(format!("`{name}` is neither a folder nor a zip file")));
    }
    Folder::read_archive(&absolute, &name, wants).map_err(|error| {
        Stop::content(format!("`{name}` was refused, because {error}")).hint("nothing was written")
    })
}

fn read_folder(path: &Path, name: &str, wants: impl Fn(&str) -> bool) -> Result<Folder, Stop> {
    Folder::read(path, name, wants).map_err(|(path, error)| cannot_read(&path.display().to_string(), &error))
}

fn cannot_read(name: &str, error: &io::Error) -> Stop {
    if error.kind() == io::ErrorKind::FileTooLarge {
        return Stop::content(format!("`{name}` was refused, because {error}")).hint("nothing was written");
    }
    Stop::usage(format!("cannot read `{name}`: {error}"))
}
