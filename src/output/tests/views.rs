//! A public site and views that are written together.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::super::disk::{Disk, RealDisk};
use super::super::site_write::Steps;
use super::super::{OutputFolder, SiteReport, SiteWrite, ViewsFolder};
use super::faulty_disk::{Fault, FaultyDisk};
use super::{Project, WriteError, WriteOptions, page};
use crate::artifact::{Artifact, ArtifactKind};

/// The views of a build: the folder, the id and the text of each.
type Views = [(ViewsFolder, &'static str, &'static str)];

const OLD: &Views = &[
    (ViewsFolder::Private, "aaa", "old"),
    (ViewsFolder::Private, "bbb", "same"),
    (ViewsFolder::Public, "ccc", "old"),
    (ViewsFolder::Public, "ddd", "gone"),
];
const NEW: &Views = &[
    (ViewsFolder::Private, "aaa", "NEW"),
    (ViewsFolder::Private, "bbb", "same"),
    (ViewsFolder::Public, "ccc", "NEW"),
    (ViewsFolder::Private, "eee", "fresh"),
];

fn outputs(text: &str) -> Vec<Artifact> {
    vec![
        Artifact::new("index.html", text, ArtifactKind::Index),
        page("incidents/x/index.html", text),
        page(&format!("only/{text}/index.html"), text),
    ]
}

fn private(project: &Project) -> OutputFolder {
    OutputFolder::open(project.root.path(), Path::new("private"), None).unwrap()
}

fn write_on<D: Disk>(
    project: &Project,
    disk: D,
    views: &Views,
    public: &str,
) -> Result<SiteReport, WriteError> {
    let (lock, folder, private) = (project.lock(), project.folder(), private(project));
    let mut steps = Steps::begin(disk, &lock, &folder, &private, WriteOptions::default())?;
    for (folder, id, text) in views {
        steps.add_view(*folder, id, &outputs(text))?;
    }
    steps.commit(Some(&outputs(public)))
}

fn write(project: &Project, views: &Views, public: &str) -> SiteReport {
    write_on(project, RealDisk::default(), views, public).unwrap()
}

/// The text of every file, by its path in the project, without the state of allclear.
fn files(project: &Project) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(project.root.path()).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(project.root.path()).unwrap().to_str().unwrap().to_owned();
        if entry.file_type().is_file() && !path.starts_with(".allclear") {
            files.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}

fn expected(views: &Views, public: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut add = |root: String, text: &str| {
        for output in outputs(text) {
            files.insert(format!("{root}/{}", output.path), text.to_owned());
        }
    };
    add("public".to_owned(), public);
    for (folder, id, text) in views {
        let root = if *folder == ViewsFolder::Private { "private" } else { "public" };
        add(format!("{root}/{}", folder.path(id)), text);
    }
    files
}

#[test]
fn views_are_written_beside_the_public_site_and_removed_with_their_customers() {
    let project = Project::new();
    let first = write(&project, OLD, "site");
    assert_eq!(files(&project), expected(OLD, "site"));
    assert_eq!((first.views_changed, first.view_files_written, first.public.written.len()), (4, 12, 3));

    let second = write(&project, OLD, "site");
    assert_eq!(
        second,
        SiteReport {
            public: super::WriteReport { unchanged: 3, ..Default::default() },
            ..SiteReport::default()
        }
    );

    let third = write(&project, NEW, "site");
    assert_eq!(files(&project), expected(NEW, "site"));
    assert_eq!((third.views_changed, third.views_removed), (3, 1));
    assert!(third.public.written.is_empty() && third.public.warnings.is_empty());

    write(&project, &NEW[..2], "site");
    assert!(!project.at("public/v").exists(), "an empty folder would say that there were views");
    assert!(!project.at(".allclear/staging").exists());
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_private_and_the_staging_folder() {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let project = Project::new();
    let (lock, folder, private) = (project.lock(), project.folder(), private(&project));
    let mut site = SiteWrite::begin(&lock, &folder, &private, WriteOptions::default()).unwrap();
    site.add_view(ViewsFolder::Private, "aaa", &outputs("x")).unwrap();
    assert_eq!(mode(&project.at(".allclear/staging")), 0o700);
    site.commit(Some(&outputs("x"))).unwrap();
    assert_eq!(mode(&project.at("private")), 0o700);
    assert_eq!(mode(&project.at("public")), 0o755);
    drop(lock);

    fs::set_permissions(project.at("private"), fs::Permissions::from_mode(0o750)).unwrap();
    write(&project, NEW, "y");
    assert_eq!(mode(&project.at("private")), 0o750, "whoever lets a web server in decides that");
}

#[test]
fn a_write_that_is_not_committed_leaves_no_trace() {
    let project = Project::new();
    write(&project, OLD, "site");
    let (lock, folder, private) = (project.lock(), project.folder(), private(&project));
    let mut site = SiteWrite::begin(&lock, &folder, &private, WriteOptions::default()).unwrap();
    site.add_view(ViewsFolder::Private, "aaa", &outputs("NEW")).unwrap();
    site.add_view(ViewsFolder::Private, "zzz", &outputs("NEW")).unwrap();
    assert!(project.at(".allclear/staging").exists());
    drop(site);
    assert!(!project.at(".allclear/staging").exists());
    assert_eq!(files(&project), expected(OLD, "site"));
}

#[test]
fn a_foreign_file_in_one_view_holds_everything_back() {
    let project = Project::new();
    write(&project, OLD, "site");
    fs::create_dir_all(project.at("private/eee")).unwrap();
    fs::write(project.at("private/eee/index.html"), "foreign").unwrap();
    let before = files(&project);
    let error = write_on(&project, RealDisk::default(), NEW, "NEW").unwrap_err();
    assert!(matches!(error, WriteError::Foreign { .. }), "{error}");
    assert_eq!(files(&project), before);
}

#[test]
fn views_that_are_kept_stay_and_unknown_ones_are_reported() {
    let project = Project::new();
    write(&project, OLD, "site");
    fs::create_dir_all(project.at("private/restored")).unwrap();
    let (lock, folder, private) = (project.lock(), project.folder(), private(&project));
    let mut site = SiteWrite::begin(&lock, &folder, &private, WriteOptions::default()).unwrap();
    site.keep_view(ViewsFolder::Private, "aaa");
    site.add_view(ViewsFolder::Private, "bbb", &outputs("NEW")).unwrap();
    let report = site.commit(Some(&outputs("site"))).unwrap();
    assert_eq!((report.views_changed, report.views_removed), (1, 2));
    assert_eq!(report.public.warnings.len(), 1, "{:?}", report.public.warnings);
    assert!(
        report.public.warnings[0].contains("has 1 entry that no view uses"),
        "{:?}",
        report.public.warnings
    );
    let kept: &Views = &[(ViewsFolder::Private, "aaa", "old"), (ViewsFolder::Private, "bbb", "NEW")];
    assert_eq!(files(&project), expected(kept, "site"));

    let mut site = SiteWrite::begin(&lock, &folder, &private, WriteOptions::default()).unwrap();
    for folder in ViewsFolder::ALL {
        site.keep_other_views(folder);
    }
    site.add_view(ViewsFolder::Public, "ccc", &outputs("one")).unwrap();
    site.commit(None::<&[Artifact]>).unwrap();
    let more: &Views = &[
        (ViewsFolder::Private, "aaa", "old"),
        (ViewsFolder::Private, "bbb", "NEW"),
        (ViewsFolder::Public, "ccc", "one"),
    ];
    assert_eq!(files(&project), expected(more, "site"));
}

#[test]
fn a_view_is_not_written_through_a_link() {
    let project = Project::new();
    write(&project, &[], "site");
    fs::create_dir(project.at("elsewhere")).unwrap();
    std::os::unix::fs::symlink(project.at("elsewhere"), project.at("public/v")).unwrap();
    let error = write_on(&project, RealDisk::default(), NEW, "site").unwrap_err();
    assert!(error.to_string().contains("`v` in the output folder is a symbolic link"), "{error}");
}

/// Kills a build at every operation. Each file is old or new, and before the first rename everything is old. The next
/// build completes it.
#[test]
fn a_killed_build_leaves_whole_files_and_the_next_build_completes_it() {
    let (old, new) = (expected(OLD, "site"), expected(NEW, "NEW"));
    // Not every operation, because there are many and most are alike.
    for at in (1..).step_by(5) {
        let project = Project::new();
        write(&project, OLD, "site");
        let disk = FaultyDisk::new(Fault::Kill, at);
        let done = write_on(&project, &disk, NEW, "NEW");
        for (path, text) in files(&project).iter().filter(|(path, _)| !path.ends_with(".allclear-tmp")) {
            let known = [&old, &new].into_iter().any(|known| known.get(path) == Some(text));
            assert!(known, "killed at {at}: `{path}` contains {text:?}");
        }
        assert!(done.is_err() || !disk.was_hit(), "killed at {at}: reported success");
        write(&project, NEW, "NEW");
        assert_eq!(files(&project), new, "killed at {at}");
        assert!(!project.at(".allclear/staging").exists(), "killed at {at}");
        assert_eq!(write(&project, NEW, "NEW").views_changed, 0, "killed at {at}");
        if !disk.was_hit() {
            assert!(at > 100, "the build has more operations than {at}");
            return;
        }
    }
}

/// Kills a first build at every operation. A folder that is new is never there with a part of its files.
#[test]
fn a_new_folder_appears_at_once() {
    let views: &Views = &[(ViewsFolder::Private, "aaa", "new"), (ViewsFolder::Private, "bbb", "new")];
    let new = expected(views, "site");
    for at in 1.. {
        let project = Project::new();
        let disk = FaultyDisk::new(Fault::Kill, at);
        let done = write_on(&project, &disk, views, "site");
        let found = files(&project);
        for folder in ["public/", "private/aaa/", "private/bbb/"] {
            let there = found.keys().filter(|path| path.starts_with(folder)).count();
            assert!(there == 0 || there == 3, "killed at {at}: `{folder}` has {there} files");
        }
        write(&project, views, "site");
        assert_eq!(files(&project), new, "killed at {at}");
        assert!(!project.at(".allclear/staging").exists(), "killed at {at}");
        if done.is_ok() {
            assert!(at > 20, "the build has more operations than {at}");
            return;
        }
    }
}

#[test]
fn folders_and_files_on_another_file_system_are_copied() {
    let project = Project::new();
    let disk = FaultyDisk::new(Fault::OtherFileSystem, 0);
    write_on(&project, &disk, OLD, "site").unwrap();
    assert_eq!(files(&project), expected(OLD, "site"));
    let report = write_on(&project, &disk, NEW, "NEW").unwrap();
    assert_eq!(files(&project), expected(NEW, "NEW"));
    assert_eq!((report.views_changed, report.views_removed), (3, 1));
    assert!(!project.at(".allclear/staging").exists());
}
