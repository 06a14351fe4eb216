//! Lists the files of a site that was written earlier.

use std::io;
use std::path::Path;

use walkdir::WalkDir;

/// Returns the paths of all files below a folder, relative to it and with `/` between the parts, sorted. A link is listed
/// as what it leads to, because a web server may follow it.
///
/// # Errors
///
/// Fails if a folder cannot be read, if a link leads nowhere, or if a name is not UTF-8.
pub fn files_below(folder: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        if entry.file_type().is_dir() {
            continue;
        }
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        let Some(parts) = parts else {
            let name = below.display();
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("the name `{name}` is not UTF-8"),
            ));
        };
        paths.push(parts.join("/"));
    }
    Ok(paths)
}
