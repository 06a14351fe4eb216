//! Which output folders are refused, and how a project finds its manifest again.

use std::fs;
use std::path::Path;

use super::super::{Folder, Refused};
use super::{Project, page};

/// A project whose root lies in a home of its own.
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

    fn open(&self, output: &str) -> Result<Folder, Refused> {
        Folder::open(&self.dir.path().join("site"), Path::new(output), Some(self.dir.path()))
    }
}

#[test]
fn ordinary_folders_are_taken_even_before_they_exist() {
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
    assert!(matches!(refused("/"), Refused::FileSystem));
    assert!(matches!(refused(".."), Refused::Home(_)));
    assert!(matches!(refused("../.."), Refused::Home(_)));
    assert!(matches!(refused("."), Refused::Project(_)));
    assert!(matches!(refused(""), Refused::Project(_)));
    assert!(matches!(refused("content/.."), Refused::Project(_)));
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
        assert!(matches!(refused(output), Refused::Kept { .. }), "{output}");
    }
    assert!(matches!(refused("../other"), Refused::OtherProject(_)));
    assert!(matches!(refused("file"), Refused::NotFolder(_)));
    assert!(matches!(refused("file/x"), Refused::NotFolder(_) | Refused::Io { .. }));
    assert!(matches!(refused("new/../content"), Refused::Upwards(_)));
    assert!(refused(".").to_string().contains("the project itself"));
}

#[test]
fn folders_in_one_another_are_not_apart() {
    let home = Home::new();
    let open = |output: &str| home.open(output).unwrap();
    assert!(open("public").is_apart_from(&open("private")));
    assert!(open("public").is_apart_from(&open("public2")));
    for (one, other) in [("public", "public"), ("public", "public/private"), ("private/public", "private")] {
        assert!(!open(one).is_apart_from(&open(other)), "{one} and {other}");
    }
}

#[test]
fn a_parent_of_the_project_is_refused_without_a_home() {
    let home = Home::new();
    let opened = Folder::open(&home.dir.path().join("site"), Path::new(".."), None);
    assert!(matches!(opened, Err(Refused::Project(_))));
}

#[cfg(unix)]
#[test]
fn links_are_judged_by_where_they_lead() {
    use std::os::unix::fs::symlink;

    let home = Home::new();
    let site = home.dir.path().join("site");
    fs::create_dir(home.dir.path().join("www")).unwrap();
    for (name, target) in
        [("home", ".."), ("source", "content"), ("www", "../www"), ("nowhere", "gone"), ("root", "/")]
    {
        symlink(target, site.join(name)).unwrap();
    }
    assert!(matches!(home.open("home"), Err(Refused::Home(_))));
    assert!(matches!(home.open("home/site"), Err(Refused::Project(_))));
    assert!(matches!(home.open("source/new"), Err(Refused::Kept { .. })));
    assert!(matches!(home.open("root"), Err(Refused::FileSystem)));
    assert!(matches!(home.open("nowhere"), Err(Refused::Io { .. })));
    assert!(home.open("www/sub").is_ok());
}

#[cfg(unix)]
#[test]
fn content_that_is_a_link_is_kept_where_it_leads() {
    let home = Home::new();
    let site = home.dir.path().join("site");
    fs::create_dir(home.dir.path().join("data")).unwrap();
    fs::rename(site.join("content"), home.dir.path().join("data/texts")).unwrap();
    std::os::unix::fs::symlink("../data/texts", site.join("content")).unwrap();
    for output in ["../data/texts/public", "../data/texts", "../data"] {
        assert!(matches!(home.open(output), Err(Refused::Kept { .. })), "{output}");
    }
}

#[test]
fn a_project_that_is_moved_still_knows_its_files() {
    let mut project = Project::new();
    project.write(&[page("a", "a"), page("b", "b")]).unwrap();
    let moved = tempfile::tempdir().unwrap();
    for name in ["public", ".allclear"] {
        fs::rename(project.at(name), moved.path().join(name)).unwrap();
    }
    project.root = moved;
    assert_eq!(project.write(&[page("a", "new")]).unwrap().removed, ["b"]);
}
