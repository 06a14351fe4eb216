//! Which paths an output file may have. The same rule applies to what is written and to what the manifest lists for
//! removal. Only names are checked; the disk is never read.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;

use crate::artifact::Artifact;

/// The maximum length of the name of a file or folder, in bytes: file systems allow 255, and a temporary name is longer
/// by [`TEMPORARY_SUFFIX`] and a dot.
const MAX_NAME: usize = 240;

/// The suffix of the name of a file while it is written.
const TEMPORARY_SUFFIX: &str = ".allclear-tmp";

/// Why a path of a build cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// The path is unsafe, or invalid on some system.
    Invalid {
        /// The path as given.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Two files have the same path, or paths that differ only in case.
    Same {
        /// The first path.
        first: String,
        /// The second path.
        second: String,
    },
    /// A path is used for a file and for a folder.
    FileAndFolder {
        /// The path of the file.
        file: String,
        /// A path below it, which needs it to be a folder.
        below: String,
    },
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { path, reason } => write!(f, "cannot write `{}`: {reason}", path.escape_debug()),
            Self::Same { first, second } if first == second => {
                write!(f, "two output files have the same path, `{first}`")
            }
            Self::Same { first, second } => {
                write!(f, "`{first}` and `{second}` are the same file on systems that ignore case")
            }
            Self::FileAndFolder { file, below } => {
                write!(f, "`{file}` cannot be a file, because `{below}` needs a folder with that name")
            }
        }
    }
}

/// Checks whether `path` may be the path of an output file.
///
/// # Errors
///
/// Fails for names that lead out of the folder, that have a meaning for git or allclear, or that are not allowed on a
/// common system (for Windows, see Microsoft's "Naming Files, Paths, and Namespaces").
pub fn check_path(path: &str) -> Result<(), PathError> {
    let invalid = |reason: String| Err(PathError::Invalid { path: path.to_owned(), reason });
    if path.is_empty() {
        return invalid("the path is empty".to_owned());
    }
    if path.starts_with('/') {
        return invalid("the path starts with `/`".to_owned());
    }
    match path.split('/').find_map(problem_of) {
        Some(reason) => invalid(reason),
        None => Ok(()),
    }
}

/// Checks every path of a build, alone and against the others.
///
/// # Errors
///
/// Returns all invalid and conflicting paths.
pub fn check_paths<O: Borrow<Artifact>>(outputs: &[O]) -> Result<(), Vec<PathError>> {
    let mut errors = Vec::new();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for output in outputs.iter().map(Borrow::borrow) {
        if let Err(error) = check_path(&output.path) {
            errors.push(error);
        } else if let Some(first) = seen.insert(output.path.to_lowercase(), &output.path) {
            errors.push(PathError::Same { first: first.to_owned(), second: output.path.clone() });
        }
    }
    for (folded, below) in &seen {
        for file in folders_above(folded).filter_map(|folder| seen.get(folder)) {
            errors.push(PathError::FileAndFolder { file: (*file).to_owned(), below: (*below).to_owned() });
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// The parent folders of `path`, outermost first, without the output folder itself.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// The parent folder of `path`; empty if that is the output folder itself.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The number of parent folders of `path`.
pub(super) fn depth(path: &str) -> usize {
    path.matches('/').count()
}

/// The path of the temporary file, next to `path`, that is renamed to it.
pub(super) fn temporary(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/.{name}{TEMPORARY_SUFFIX}"),
        None => format!(".{path}{TEMPORARY_SUFFIX}"),
    }
}

fn problem_of(name: &str) -> Option<String> {
    let reason = match name {
        "" => "it has an empty part".to_owned(),
        "." | ".." => format!("`{name}` leads to another folder"),
        _ if name.len() > MAX_NAME => format!("it contains a name longer than {MAX_NAME} bytes"),
        _ if name.contains(|c: char| c.is_control()) => "it contains a control character".to_owned(),
        _ if name.contains(['\\', '<', '>', ':', '"', '|', '?', '*']) => {
            format!("`{name}` contains a character that Windows does not allow in names")
        }
        _ if name.ends_with(['.', ' ']) => format!("`{name}` ends with a dot or a space"),
        _ if is_reserved_on_windows(name) => format!("`{name}` is a reserved name on Windows"),
        _ if name.eq_ignore_ascii_case(".git") || name.eq_ignore_ascii_case(".allclear") => {
            format!("`{name}` must not be published")
        }
        _ if name.ends_with(TEMPORARY_SUFFIX) => {
            format!("names that end with `{TEMPORARY_SUFFIX}` are reserved for temporary files")
        }
        _ => return None,
    };
    Some(reason)
}

fn is_reserved_on_windows(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_uppercase();
    match stem.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" => true,
        _ => stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT")).is_some_and(|port| {
            matches!(port, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::artifact::ArtifactKind;

    fn outputs(paths: &[&str]) -> Vec<Artifact> {
        paths.iter().map(|path| Artifact::new(*path, "", ArtifactKind::Page)).collect()
    }

    #[test]
    fn ordinary_paths_are_accepted() {
        for path in
            ["index.html", "incidents/2026-03-14-x/index.html", "_headers", ".nojekyll", "a b/ö.svg", "com/x"]
        {
            assert_eq!(check_path(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn unsafe_paths_are_refused() {
        for path in [
            "",
            "/",
            "/a",
            "a//b",
            "a/",
            ".",
            "..",
            "a/../b",
            "./a",
            "a\\b",
            "a\0b",
            "a\nb",
            "\u{7f}",
            "C:/x",
            "a?",
            "con",
            "a/Aux.html",
            "nul .txt",
            "LPT9/x",
            "com¹",
            "a.",
            "a ",
            ".git/config",
            "x/.GIT/hooks",
            ".allclear/x",
            ".x.allclear-tmp",
        ] {
            assert!(check_path(path).is_err(), "{path:?}");
        }
        assert!(check_path(&"x".repeat(MAX_NAME)).is_ok());
        assert!(check_path(&"x".repeat(MAX_NAME + 1)).is_err());
    }

    #[test]
    fn two_paths_that_differ_only_in_case_are_refused() {
        let errors = check_paths(&outputs(&["a/Index.html", "b", "A/index.html"])).unwrap_err();
        assert_eq!(
            errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["`a/Index.html` and `A/index.html` are the same file on systems that ignore case"]
        );
        assert!(check_paths(&outputs(&["x", "x"])).is_err());
        assert_eq!(check_paths(&outputs(&["x", "y"])), Ok(()));
    }

    #[test]
    fn a_path_that_is_both_file_and_folder_is_refused() {
        let errors = check_paths(&outputs(&["a", "a-b", "A/b/c"])).unwrap_err();
        assert_eq!(
            errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["`a` cannot be a file, because `A/b/c` needs a folder with that name"]
        );
    }

    #[test]
    fn a_temporary_file_is_next_to_its_target() {
        assert_eq!(temporary("index.html"), ".index.html.allclear-tmp");
        assert_eq!(temporary("a/b/c.xml"), "a/b/.c.xml.allclear-tmp");
    }

    proptest! {
        #[test]
        fn an_accepted_path_stays_inside_the_folder(path in "[a./\\\\ \\x00:]{0,12}") {
            if check_path(&path).is_ok() {
                let joined = std::path::Path::new("/out").join(&path);
                prop_assert!(joined.starts_with("/out") && joined != std::path::Path::new("/out"));
                prop_assert!(joined.components().all(|part| part != std::path::Component::ParentDir));
            }
        }
    }
}
