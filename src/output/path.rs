//! Which paths a file of the output may have: the same rule for what is written and for what the manifest
//! says may be removed. It judges names alone and never looks at the disk.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;

use crate::artifact::Artifact;

/// The longest name of a file or folder, in bytes: file systems take 255, and the temporary name is longer by
/// [`TEMPORARY_END`] and a dot.
const LONGEST_NAME: usize = 240;

/// How the name of a file that is being written ends.
const TEMPORARY_END: &str = ".allclear-tmp";

/// Why the paths of a build cannot be written as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// One path is unsafe or impossible on some system.
    Unfit {
        /// The path as it was given.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Two files have the same path, or paths that differ only in upper and lower case.
    Same {
        /// The path that came first.
        first: String,
        /// The other one.
        second: String,
    },
    /// One path is a file and a folder at once.
    FileAndFolder {
        /// The path that is a file.
        file: String,
        /// The path for which it would have to be a folder.
        below: String,
    },
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfit { path, reason } => write!(f, "cannot write `{}`: {reason}", path.escape_debug()),
            Self::Same { first, second } if first == second => {
                write!(f, "two files of the output have the path `{first}`")
            }
            Self::Same { first, second } => {
                write!(f, "`{first}` and `{second}` are the same file on systems that ignore case")
            }
            Self::FileAndFolder { file, below } => {
                write!(f, "`{file}` cannot be a file, because `{below}` needs a folder of that name")
            }
        }
    }
}

/// Whether `path` may be the path of an output.
///
/// Refused are names that lead out of the folder, that mean something to git or to this tool, or that a common
/// system cannot hold (the list of Windows is Microsoft's "Naming Files, Paths, and Namespaces").
pub fn check_path(path: &str) -> Result<(), PathError> {
    let unfit = |reason: String| Err(PathError::Unfit { path: path.to_owned(), reason });
    if path.is_empty() {
        return unfit("the path is empty".to_owned());
    }
    if path.starts_with('/') {
        return unfit("the path starts with `/`".to_owned());
    }
    match path.split('/').find_map(fault_of) {
        Some(reason) => unfit(reason),
        None => Ok(()),
    }
}

/// Judges every path of a build, alone and against the others; all that is wrong, in the order of the paths.
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

/// The folders that `path` lies in, outermost first, without the output folder itself.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// The folder that `path` lies in; empty for the output folder itself.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// How many folders `path` lies in.
pub(super) fn depth(path: &str) -> usize {
    path.matches('/').count()
}

/// The path beside `path` at which its bytes are gathered before the rename.
pub(super) fn temporary(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/.{name}{TEMPORARY_END}"),
        None => format!(".{path}{TEMPORARY_END}"),
    }
}

fn fault_of(name: &str) -> Option<String> {
    let reason = match name {
        "" => "it has an empty segment".to_owned(),
        "." | ".." => format!("`{name}` leads to another folder"),
        _ if name.len() > LONGEST_NAME => format!("a name in it is longer than {LONGEST_NAME} bytes"),
        _ if name.contains(|c: char| c.is_control()) => "it has a control character".to_owned(),
        _ if name.contains(['\\', '<', '>', ':', '"', '|', '?', '*']) => {
            format!("`{name}` has a character that Windows does not allow in names")
        }
        _ if name.ends_with(['.', ' ']) => format!("`{name}` ends with a dot or a blank"),
        _ if is_reserved_on_windows(name) => format!("Windows keeps the name `{name}` for itself"),
        _ if name.eq_ignore_ascii_case(".git") || name.eq_ignore_ascii_case(".allclear") => {
            format!("`{name}` is not for published files")
        }
        _ if name.ends_with(TEMPORARY_END) => format!("names that end with `{TEMPORARY_END}` are temporary"),
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
    fn ordinary_paths_are_taken() {
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
        assert!(check_path(&"x".repeat(LONGEST_NAME)).is_ok());
        assert!(check_path(&"x".repeat(LONGEST_NAME + 1)).is_err());
    }

    #[test]
    fn two_paths_that_differ_in_case_are_refused_with_both_named() {
        let errors = check_paths(&outputs(&["a/Index.html", "b", "A/index.html"])).unwrap_err();
        assert_eq!(
            errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["`a/Index.html` and `A/index.html` are the same file on systems that ignore case"]
        );
        assert!(check_paths(&outputs(&["x", "x"])).is_err());
        assert_eq!(check_paths(&outputs(&["x", "y"])), Ok(()));
    }

    #[test]
    fn a_path_that_is_file_and_folder_is_refused() {
        let errors = check_paths(&outputs(&["a", "a-b", "A/b/c"])).unwrap_err();
        assert_eq!(
            errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["`a` cannot be a file, because `A/b/c` needs a folder of that name"]
        );
    }

    #[test]
    fn the_temporary_name_lies_beside_the_file() {
        assert_eq!(temporary("index.html"), ".index.html.allclear-tmp");
        assert_eq!(temporary("a/b/c.xml"), "a/b/.c.xml.allclear-tmp");
    }

    proptest! {
        #[test]
        fn a_path_that_is_taken_stays_below_its_folder(path in "[a./\\\\ \\x00:]{0,12}") {
            if check_path(&path).is_ok() {
                let joined = std::path::Path::new("/out").join(&path);
                prop_assert!(joined.starts_with("/out") && joined != std::path::Path::new("/out"));
                prop_assert!(joined.components().all(|part| part != std::path::Component::ParentDir));
            }
        }
    }
}
