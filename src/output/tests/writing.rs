//! Builds without faults: what is written, kept, removed and refused.

use std::fs;
use std::time::Duration;

use super::{Lock, Project, WriteError, WriteOptions, page, tree_of};
use crate::artifact::Artifact;
use crate::artifact::ArtifactKind;

#[test]
fn the_first_build_writes_everything_and_the_second_nothing() {
    let project = Project::new();
    let outputs = [
        page("incidents/x/index.html", "x"),
        Artifact::new("index.html", "home", ArtifactKind::Index),
        Artifact::new("assets/a.css", "", ArtifactKind::Asset),
    ];
    let first = project.write(&outputs).unwrap();
    assert_eq!(first.written, ["assets/a.css", "incidents/x/index.html", "index.html"]);
    assert_eq!(project.tree(), tree_of(&outputs));

    let stamp = |path: &str| fs::metadata(project.at(path)).unwrap().modified().unwrap();
    let watched = [
        "public",
        "public/index.html",
        "public/incidents/x",
        "public/incidents/x/index.html",
        project.manifest().to_str().unwrap(),
    ]
    .map(str::to_owned);
    let before = watched.each_ref().map(|path| stamp(path));
    std::thread::sleep(Duration::from_millis(20));
    let second = project.write(&outputs).unwrap();
    assert_eq!((second.written.len(), second.unchanged, second.removed.len()), (0, 3, 0));
    assert_eq!(watched.each_ref().map(|path| stamp(path)), before);
}

#[test]
fn only_changed_files_are_written() {
    let project = Project::new();
    project.write(&[page("a", "one"), page("b", "two")]).unwrap();
    let kept = fs::metadata(project.at("public/a")).unwrap().modified().unwrap();
    std::thread::sleep(Duration::from_millis(20));
    let report = project.write(&[page("a", "one"), page("b", "TWO")]).unwrap();
    assert_eq!((report.written, report.unchanged), (vec!["b".to_owned()], 1));
    assert_eq!(fs::metadata(project.at("public/a")).unwrap().modified().unwrap(), kept);
    assert_eq!(fs::read_to_string(project.at("public/b")).unwrap(), "TWO");
}

#[test]
fn stale_files_and_empty_folders_are_removed() {
    let project = Project::new();
    project.write(&[page("incidents/x/index.html", "x"), page("incidents/y/index.html", "y")]).unwrap();
    let left = [page("incidents/y/index.html", "y")];
    let report = project.write(&left).unwrap();
    assert_eq!(report.removed, ["incidents/x/index.html"]);
    assert_eq!(project.tree(), tree_of(&left));
}

#[test]
fn foreign_files_and_folders_are_kept() {
    let project = Project::new();
    project.put("CNAME", "status.example");
    project.put("incidents/x/note.txt", "mine");
    fs::create_dir(project.at("public/empty")).unwrap();
    project.write(&[page("incidents/x/index.html", "x"), page("a/b/index.html", "b")]).unwrap();
    project.put("a/note.txt", "mine too");
    project.write(&[]).unwrap();
    let kept = ["CNAME", "a", "a/note.txt", "empty", "incidents", "incidents/x", "incidents/x/note.txt"];
    assert_eq!(project.tree().keys().map(String::as_str).collect::<Vec<_>>(), kept);

    fs::remove_file(project.at("public/a/note.txt")).unwrap();
    project.write(&[]).unwrap();
    assert!(!project.at("public/a").exists(), "a folder that we created is removed once it is empty");
    assert!(project.at("public/incidents/x").exists(), "a folder that we did not create stays");
}

#[test]
fn a_foreign_file_in_the_way_is_refused_before_anything_is_written() {
    let project = Project::new();
    project.put("index.html", "by hand");
    let outputs = [page("a.html", "a"), page("index.html", "home")];
    match project.write(&outputs).unwrap_err() {
        WriteError::Foreign { paths, warning: None } => assert_eq!(paths, ["index.html"]),
        other => panic!("{other}"),
    }
    assert_eq!(project.tree().len(), 1);
    assert!(!project.manifest().exists());

    project.write_with(&outputs, &WriteOptions { take_over: true, ..WriteOptions::default() }).unwrap();
    assert_eq!(project.tree(), tree_of(&outputs));
}

#[test]
fn a_foreign_file_with_the_same_bytes_is_adopted() {
    let project = Project::new();
    project.put("index.html", "home");
    assert_eq!(project.write(&[page("index.html", "home")]).unwrap().unchanged, 1);
    project.write(&[page("index.html", "new home")]).unwrap();
    assert_eq!(project.write(&[]).unwrap().removed, ["index.html"]);
}

#[test]
fn a_damaged_manifest_makes_every_file_foreign_with_a_warning() {
    let project = Project::new();
    project.write(&[page("a", "a"), page("stale", "s")]).unwrap();
    let text = fs::read_to_string(project.manifest()).unwrap();
    for damaged in [text.replace("file a", "file b"), text.replace("manifest 1", "manifest 2"), String::new()]
    {
        fs::write(project.manifest(), damaged).unwrap();
        let error = project.write(&[page("a", "new")]).unwrap_err();
        assert!(matches!(&error, WriteError::Foreign { warning: Some(_), .. }), "{error}");
    }
    let report = project.write(&[page("a", "a")]).unwrap();
    assert_eq!((report.removed.len(), report.warnings.len()), (0, 1));
    assert!(project.at("public/stale").exists());
    assert!(project.write(&[page("a", "a")]).unwrap().warnings.is_empty());
}

#[test]
fn a_manifest_with_paths_outside_the_folder_removes_nothing() {
    let project = Project::new();
    project.write(&[page("a", "a")]).unwrap();
    fs::write(project.at("precious"), "p").unwrap();
    let mut forged = super::super::Manifest::default();
    forged.files.insert("../precious".to_owned());
    fs::write(project.manifest(), forged.to_text()).unwrap();
    assert_eq!(project.write(&[page("a", "a")]).unwrap().warnings.len(), 1);
    assert!(project.at("precious").exists());
}

#[test]
fn two_files_whose_paths_differ_only_in_case_are_refused() {
    let project = Project::new();
    let error = project.write(&[page("A", "1"), page("a", "2")]).unwrap_err();
    assert!(error.to_string().contains("`A` and `a`"), "{error}");
    assert!(!project.at("public").exists());
}

#[test]
fn our_own_file_is_replaced_by_a_folder_and_the_reverse() {
    let project = Project::new();
    let file = [page("a", "file"), page("z", "z")];
    let folder = [page("a/b/index.html", "folder"), page("z", "z")];
    for (outputs, gone) in
        [(&file, None), (&folder, Some("a")), (&file, Some("a/b/index.html")), (&folder, Some("a"))]
    {
        let report = project.write(outputs).unwrap();
        assert_eq!(report.removed.first().map(String::as_str), gone);
        assert_eq!(project.tree(), tree_of(outputs));
    }
}

#[test]
fn a_folder_with_foreign_files_is_not_replaced_by_a_file() {
    let project = Project::new();
    project.write(&[page("a/index.html", "x")]).unwrap();
    project.put("a/deep/note.txt", "mine");
    let before = project.tree();
    let error = project.write(&[page("a", "file")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`a` in the output folder is a folder with files that allclear did not write, but the build needs a file there"
    );
    assert_eq!(project.tree(), before);
}

#[test]
fn a_folder_that_we_did_not_create_is_not_replaced_by_a_file() {
    let project = Project::new();
    fs::create_dir_all(project.at("public/a")).unwrap();
    project.write(&[page("a/index.html", "x")]).unwrap();
    assert!(matches!(project.write(&[page("a", "file")]), Err(WriteError::Blocked(_))));
    assert!(project.at("public/a/index.html").exists());
}

#[test]
fn a_foreign_file_is_not_replaced_by_a_folder() {
    let project = Project::new();
    project.put("a", "mine");
    let options = WriteOptions { take_over: true, ..WriteOptions::default() };
    let error = project.write_with(&[page("a/index.html", "x")], &options).unwrap_err();
    assert!(matches!(error, WriteError::Blocked(_)), "{error}");
    assert_eq!(fs::read_to_string(project.at("public/a")).unwrap(), "mine");
}

#[test]
fn kept_folders_keep_their_files() {
    let project = Project::new();
    project.write(&[page("index.html", "i"), page("v/x/index.html", "x"), page("v2", "y")]).unwrap();
    let keep = WriteOptions { keep: vec!["v".to_owned()], ..WriteOptions::default() };
    let report = project.write_with(&[page("index.html", "i")], &keep).unwrap();
    assert_eq!(report.removed, ["v2"]);
    assert_eq!(project.write(&[page("index.html", "i")]).unwrap().removed, ["v/x/index.html"]);
}

#[test]
fn only_one_build_can_hold_the_lock() {
    let project = Project::new();
    let held = project.lock();
    let error = Lock::take(&project.folder(), Duration::from_millis(30)).unwrap_err();
    assert!(matches!(error, WriteError::Locked { .. }), "{error}");
    drop(held);
    assert!(Lock::take(&project.folder(), Duration::ZERO).is_ok());
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::super::{Project, WriteOptions, page, tree_of};
    use super::{WriteError, fs};

    #[test]
    fn a_linked_folder_in_the_output_is_refused_and_not_entered() {
        let project = Project::new();
        fs::create_dir_all(project.at("elsewhere")).unwrap();
        fs::create_dir_all(project.at("public")).unwrap();
        symlink(project.at("elsewhere"), project.at("public/incidents")).unwrap();
        let options = WriteOptions { take_over: true, ..WriteOptions::default() };
        let error = project.write_with(&[page("incidents/x/index.html", "x")], &options).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`incidents` in the output folder is a symbolic link, but the build needs a folder there"
        );
        assert_eq!(fs::read_dir(project.at("elsewhere")).unwrap().count(), 0);
    }

    #[test]
    fn nothing_is_removed_through_a_link() {
        let project = Project::new();
        project.write(&[page("incidents/index.html", "x"), page("incidents/x/index.html", "x")]).unwrap();
        fs::rename(project.at("public/incidents"), project.at("elsewhere")).unwrap();
        symlink(project.at("elsewhere"), project.at("public/incidents")).unwrap();
        assert!(project.write(&[page("index.html", "i")]).unwrap().removed.is_empty());
        assert!(project.at("elsewhere/index.html").exists());
        assert!(project.at("elsewhere/x/index.html").exists());
        assert!(fs::symlink_metadata(project.at("public/incidents")).is_ok());
    }

    #[test]
    fn a_link_at_the_path_of_a_file_is_replaced_and_not_followed() {
        let project = Project::new();
        let outputs = [page("index.html", "new")];
        project.write(&[page("index.html", "old")]).unwrap();
        fs::write(project.at("target"), "precious").unwrap();
        fs::remove_file(project.at("public/index.html")).unwrap();
        symlink(project.at("target"), project.at("public/index.html")).unwrap();
        project.write(&outputs).unwrap();
        assert_eq!(project.tree(), tree_of(&outputs));
        assert_eq!(fs::read_to_string(project.at("target")).unwrap(), "precious");
    }

    #[test]
    fn a_link_at_the_path_of_the_temporary_file_is_not_followed() {
        let project = Project::new();
        project.put("x", "");
        fs::write(project.at("target"), "precious").unwrap();
        symlink(project.at("target"), project.at("public/.index.html.allclear-tmp")).unwrap();
        project.write(&[page("index.html", "new")]).unwrap();
        assert_eq!(fs::read_to_string(project.at("target")).unwrap(), "precious");
        assert_eq!(fs::read_to_string(project.at("public/index.html")).unwrap(), "new");
    }

    #[test]
    fn modes_do_not_depend_on_the_umask() {
        const INNER: &str = "ALLCLEAR_TEST_INNER";
        if std::env::var_os(INNER).is_none() {
            let name = "output::tests::writing::unix::modes_do_not_depend_on_the_umask";
            for umask in ["077", "000", "027"] {
                let output = Command::new("sh")
                    .args(["-c", "umask \"$1\" && exec \"$2\" --exact \"$3\"", "sh", umask])
                    .arg(std::env::current_exe().unwrap())
                    .arg(name)
                    .env(INNER, "1")
                    .output()
                    .unwrap();
                let said = String::from_utf8_lossy(&output.stdout).into_owned();
                assert!(output.status.success() && said.contains("1 passed"), "umask {umask}: {said}");
            }
            return;
        }
        let project = Project::new();
        project
            .write(&[page("a/b/index.html", "x"), page("c/index.html", "y"), page("index.html", "z")])
            .unwrap();
        for path in project.tree().keys().map(|path| project.at("public").join(path)) {
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, if path.is_dir() { 0o755 } else { 0o644 }, "{}", path.display());
        }
        assert_eq!(fs::metadata(project.at("public")).unwrap().permissions().mode() & 0o777, 0o755);
    }

    #[test]
    fn an_io_error_is_reported_with_path_and_reason() {
        let project = Project::new();
        fs::create_dir(project.at(".allclear")).unwrap();
        // A folder at the path of the manifest cannot be read as a file, not even by root.
        fs::create_dir(project.manifest()).unwrap();
        let error = project.write(&[page("a", "a")]).unwrap_err();
        assert!(matches!(error, WriteError::Io { .. }));
        assert!(
            error.to_string().starts_with("cannot read `") && error.to_string().contains("directory"),
            "{error}"
        );
    }
}
