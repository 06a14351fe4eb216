//! The site for colleagues.

use std::fs;
use std::path::Path;

use super::super::{WriteError, WriteReport, write_internal};
use super::{Project, page, tree_of};
use crate::artifact::{Artifact, ArtifactKind};

fn pages(text: &str) -> Vec<Artifact> {
    let kind = ArtifactKind::Page;
    ["index.html", "incidents/api/index.html"].map(|path| Artifact::internal(path, text, kind)).into()
}

fn write(project: &Project, files: &[Artifact]) -> Result<WriteReport, WriteError> {
    write_internal(&project.lock(), &project.folder(), files, false)
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;

    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_access_a_new_folder() {
    use std::os::unix::fs::PermissionsExt;

    let project = Project::new();
    let report = write(&project, &pages("new")).unwrap();
    assert_eq!(report.written, ["incidents/api/index.html", "index.html"]);
    assert_eq!(project.tree(), tree_of(&pages("new")));
    assert_eq!(mode(&project.at("public")), 0o700);
    assert!(!project.at(".allclear/staging").exists());

    fs::set_permissions(project.at("public"), fs::Permissions::from_mode(0o750)).unwrap();
    assert_eq!(write(&project, &pages("new")).unwrap().unchanged, 2);
    write(&project, &pages("newer")).unwrap();
    assert_eq!(project.tree(), tree_of(&pages("newer")));
    assert_eq!(mode(&project.at("public")), 0o750, "whoever lets a web server in decides that");
}

/// A folder that somebody made is not replaced, even if it is empty.
#[cfg(unix)]
#[test]
fn an_empty_folder_keeps_its_access() {
    let project = Project::new();
    fs::create_dir(project.at("public")).unwrap();
    let before = mode(&project.at("public"));
    write(&project, &pages("new")).unwrap();
    assert_eq!(project.tree(), tree_of(&pages("new")));
    assert_eq!(mode(&project.at("public")), before);
}

#[test]
fn nothing_is_written_into_a_folder_with_foreign_files_of_the_same_name() {
    let project = Project::new();
    project.put("index.html", "foreign");
    let refused = write(&project, &pages("new"));
    assert!(matches!(refused, Err(WriteError::Foreign { .. })), "{refused:?}");
    assert_eq!(project.tree(), tree_of(&[page("index.html", "foreign")]));
}

#[test]
fn a_file_for_customers_is_refused() {
    let project = Project::new();
    let refused = write(&project, &[page("index.html", "new")]);
    assert!(matches!(refused, Err(WriteError::Misdirected(_))), "{refused:?}");
    assert!(!project.at("public").exists());
}
