//! The primitives that touch the disk: refusing unsafe paths, creating files, and replacing files atomically.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Component, Path};
use std::sync::atomic::{AtomicU64, Ordering};

use super::planned_file::PlannedFile;

/// Whether `path` has only plain parts and no symbolic link on the way below `root`; a link could lead out of the
/// project.
pub(super) fn is_safe(root: &Path, path: &str) -> bool {
    let is_plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    is_plain && !path.contains(['\n', '\r', '\\']) && !leads_through_link(root, path)
}

fn leads_through_link(root: &Path, path: &str) -> bool {
    let mut folder = root.to_path_buf();
    Path::new(path).parent().into_iter().flat_map(Path::components).any(|part| {
        folder.push(part);
        fs::symlink_metadata(&folder).is_ok_and(|metadata| metadata.is_symlink())
    })
}

/// Reads a file; `None` if it does not exist.
pub(super) fn read_if_exists(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Creates a file and its folders; fails if the file exists.
pub(super) fn create_new(root: &Path, file: &PlannedFile) -> io::Result<()> {
    let path = root.join(&file.path);
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    let mut created = File::create_new(&path)?;
    created.write_all(file.text.as_bytes())?;
    if file.executable { make_executable(&created) } else { Ok(()) }
}

/// Creates a file and its folders as a whole: the file has all of its text from the moment at which it exists. Fails if
/// the file exists, so that of two writers one succeeds.
pub(super) fn create_whole(root: &Path, file: &PlannedFile) -> io::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let path = root.join(&file.path);
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    // Scans ignore names with a dot at the beginning.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let temporary = path.with_file_name(format!(".{name}.{}-{count}.allclear-new", std::process::id()));
    let mut created = File::create_new(&temporary)?;
    let written = created
        .write_all(file.text.as_bytes())
        .and_then(|()| if file.executable { make_executable(&created) } else { Ok(()) });
    let linked = written.and_then(|()| fs::hard_link(&temporary, &path));
    fs::remove_file(&temporary)?;
    match linked {
        // Not every file system has hard links.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && path.symlink_metadata().is_err() => {
            create_new(root, file)
        }
        linked => linked,
    }
}

/// Opens a file for locking, and creates it if needed.
pub(super) fn open_lock(root: &Path, path: &str) -> io::Result<File> {
    let path = root.join(path);
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    File::options().create(true).truncate(false).write(true).open(path)
}

/// Writes the text that an editor is to open, and returns its path.
pub(super) fn write_scratch(root: &Path, path: &str, text: &str) -> io::Result<()> {
    if !is_safe(root, path) {
        return Err(io::Error::other("leads through a symbolic link"));
    }
    replace(&root.join(path), text.as_bytes())
}

/// Replaces a file atomically: a reader sees the old bytes or the new ones, never a part of them.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".allclear-import");
    let temporary = path.with_file_name(name);
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    match fs::remove_file(&temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(&temporary)?;
    if let Ok(metadata) = fs::metadata(path) {
        file.set_permissions(metadata.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&temporary, path)
}

/// Replaces the report of an import, a file below `imports/`.
pub(super) fn write_report(root: &Path, path: &str, text: &str) -> io::Result<()> {
    if !is_safe(root, path) {
        return Err(io::Error::other("leads through a symbolic link"));
    }
    replace(&root.join(path), text.as_bytes())
}

/// Removes a file.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

/// Removes the folders of a removed file that are empty now, up to the folder below `content/`.
pub(super) fn remove_empty_folders(root: &Path, path: &str) {
    let folders = Path::new(path).ancestors().skip(1);
    for folder in folders.take_while(|folder| folder.components().count() > 1) {
        // The system refuses to remove a folder that is not empty.
        if fs::remove_dir(root.join(folder)).is_err() {
            return;
        }
    }
}

/// Lets everyone who can read the file run it.
#[cfg(unix)]
fn make_executable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut permissions = file.metadata()?.permissions();
    let mode = permissions.mode();
    permissions.set_mode(mode | (mode & 0o444) >> 2);
    file.set_permissions(permissions)
}

/// Other systems have no such permission; git decides there what it can run.
#[cfg(not(unix))]
fn make_executable(_: &File) -> io::Result<()> {
    Ok(())
}

/// Writes a file that only its owner can read (0600), in one atomic step.
pub(super) fn write_secret(path: &Path, text: &str) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".allclear-tmp");
    let temporary = path.with_file_name(name);
    match fs::remove_file(&temporary) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&temporary)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&temporary, path)
}
