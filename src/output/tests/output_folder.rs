//! Which output folders are refused, and how a project finds its manifest again.

use std::fs;
use std::path::Path;

use super::super::{FolderError, OutputFolder};
use super::{Project, page};

/// A project inside a home folder.
struct Home {
    dir: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for path in [
            "site/content/incidents",
            "site/themes",
            "site/.git",
            "site/.allclear",
            "other/content",
            "repo/.git",
        ] {
            fs::create_dir_all(dir.path().join(path)).unwrap();
        }
        fs::write(dir.path().join("site/file"), "").unwrap();
        fs::write(dir.path().join("other/content/site.toml"), "").unwrap();
        Self { dir }
    }

    fn open(&self, output: &str) -> Result<OutputFolder, FolderError> {
        OutputFolder::open(&self.dir.path().join("site"), Path::new(output), Some(self.dir.path()))
    }
}

#[test]
fn ordinary_folders_are_accepted_even_before_they_exist() {
    let home = Home::new();
    let root = fs::canonicalize(home.dir.path()).unwrap();
    for (output, path) in [
        ("public", "site/public"),
        ("./dist/www/", "site/dist/www"),
        ("../www", "www"),
        ("../repo", "repo"),
        ("contents", "site/contents"),
    ] {
        assert_eq!(home.open(output).unwrap().path(), root.join(path), "{output}");
    }
}

#[test]
fn dangerous_folders_are_refused() {
    let home = Home::new();
    let refused = |output: &str| home.open(output).expect_err(output);
    assert!(matches!(refused("/"), FolderError::FileSystem));
    assert!(matches!(refused(".."), FolderError::Home(_)));
    assert!(matches!(refused("../.."), FolderError::Home(_)));
    assert!(matches!(refused("."), FolderError::Project(_)));
    assert!(matches!(refused(""), FolderError::Project(_)));
    assert!(matches!(refused("content/.."), FolderError::Project(_)));
    for output in [
        "content",
        "content/incidents",
        "content/new/one",
        "themes",
        "themes/x",
        ".git",
        ".git/hooks",
        ".allclear",
        "../repo/.git/x",
    ] {
        assert!(matches!(refused(output), FolderError::Protected { .. }), "{output}");
    }
    assert!(matches!(refused("../other"), FolderError::OtherProject(_)));
    assert!(matches!(refused("file"), FolderError::NotFolder(_)));
    assert!(matches!(refused("file/x"), FolderError::NotFolder(_) | FolderError::Io { .. }));
    assert!(matches!(refused("new/../content"), FolderError::ParentOfMissing(_)));
    assert!(refused(".").to_string().contains("the project itself"));
}

#[test]
fn nested_folders_are_not_apart() {
    let home = Home::new();
    let open = |output: &str| home.open(output).unwrap();
    assert!(open("public").is_apart_from(&open("private")));
    assert!(open("public").is_apart_from(&open("public2")));
    for (one, other) in [("public", "public"), ("public", "public/private"), ("private/public", "private")] {
        assert!(!open(one).is_apart_from(&open(other)), "{one} and {other}");
    }
}

#[test]
fn a_parent_of_the_project_is_refused_even_without_a_home_folder() {
    let home = Home::new();
    let opened = OutputFolder::open(&home.dir.path().join("site"), Path::new(".."), None);
    assert!(matches!(opened, Err(FolderError::Project(_))));
}

#[cfg(unix)]
#[test]
fn links_are_resolved_before_the_check() {
    use std::os::unix::fs::symlink;

    let home = Home::new();
    let site = home.dir.path().join("site");
    fs::create_dir(home.dir.path().join("www")).unwrap();
    for (name, target) in
        [("home", ".."), ("source", "content"), ("www", "../www"), ("nowhere", "gone"), ("root", "/")]
    {
        symlink(target, site.join(name)).unwrap();
    }
    assert!(matches!(home.open("home"), Err(FolderError::Home(_))));
    assert!(matches!(home.open("home/site"), Err(FolderError::Project(_))));
    assert!(matches!(home.open("source/new"), Err(FolderError::Protected { .. })));
    assert!(matches!(home.open("root"), Err(FolderError::FileSystem)));
    assert!(matches!(home.open("nowhere"), Err(FolderError::Io { .. })));
    assert!(home.open("www/sub").is_ok());
}

#[cfg(unix)]
#[test]
fn the_target_of_a_linked_content_folder_is_protected() {
    let home = Home::new();
    let site = home.dir.path().join("site");
    fs::create_dir(home.dir.path().join("data")).unwrap();
    fs::rename(site.join("content"), home.dir.path().join("data/texts")).unwrap();
    std::os::unix::fs::symlink("../data/texts", site.join("content")).unwrap();
    for output in ["../data/texts/public", "../data/texts", "../data"] {
        assert!(matches!(home.open(output), Err(FolderError::Protected { .. })), "{output}");
    }
}

#[test]
fn a_moved_project_keeps_its_manifest() {
    let mut project = Project::new();
    project.write(&[page("a", "a"), page("b", "b")]).unwrap();
    let moved = tempfile::tempdir().unwrap();
    for name in ["public", ".allclear"] {
        fs::rename(project.at(name), moved.path().join(name)).unwrap();
    }
    project.root = moved;
    assert_eq!(project.write(&[page("a", "new")]).unwrap().removed, ["b"]);
}
