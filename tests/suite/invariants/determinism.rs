//! Same input and same clock, same bytes: whatever the time zone, the language, the umask, the number of threads, the
//! order in which files were made, their times, and where the project lies.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use crate::support::{Project, tree};

/// Copies the sample site, its files made in this order.
fn copy(reversed: bool) -> Project {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<(String, Vec<u8>)> = ["content", "themes"]
        .into_iter()
        .flat_map(|folder| {
            tree(&root.join(folder)).into_iter().map(move |(path, bytes)| (format!("{folder}/{path}"), bytes))
        })
        .collect();
    if reversed {
        files.reverse();
    }
    let project = Project::empty();
    for (path, bytes) in files {
        project.write(&path, &bytes);
    }
    project
}

/// Gives every file another time.
fn age(folder: &Path) {
    for (days, path) in (1_u64..).zip(tree(folder).keys()) {
        let file = fs::File::options().write(true).open(folder.join(path)).expect("a file");
        file.set_modified(SystemTime::now() - Duration::from_hours(24 * days)).expect("a time");
    }
}

/// Builds in a shell, which can set a umask, and gives a hash of all names, modes and bytes.
fn build(project: &Project, umask: &str, environment: &[(&str, &str)]) -> Vec<u8> {
    let program = env!("CARGO_BIN_EXE_allclear");
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("umask {umask}; exec \"$0\" -C \"$1\" build --quiet"))
        .arg(program)
        .arg(project.root());
    command.envs(environment.iter().copied());
    let output = command.output().expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let public = project.path("public");
    let mut sum = Sha256::new();
    for (path, bytes) in tree(&public) {
        sum.update(format!("{path}\0{:o}\0{}\0", mode(&public.join(&path)), bytes.len()));
        sum.update(bytes);
    }
    sum.finalize().to_vec()
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).expect("a file").permissions().mode()
}

#[cfg(not(unix))]
fn mode(_: &Path) -> u32 {
    0
}

#[test]
fn the_same_site_gives_the_same_bytes_everywhere() {
    let expected = build(&copy(false), "022", &[("TZ", "UTC"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")]);
    let surroundings: [(&str, &[(&str, &str)]); 4] = [
        ("022", &[("RAYON_NUM_THREADS", "8")]),
        ("022", &[("TZ", "Asia/Kathmandu"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")]),
        ("077", &[("TZ", "America/St_Johns"), ("RAYON_NUM_THREADS", "3")]),
        (
            "000",
            &[("SOURCE_DATE_EPOCH", "1"), ("USER", "somebody"), ("HOSTNAME", "elsewhere"), ("CI", "true")],
        ),
    ];
    for (umask, environment) in surroundings {
        let project = copy(true);
        age(&project.path("content"));
        assert_eq!(build(&project, umask, environment), expected, "umask {umask}, {environment:?}");
    }
}

#[test]
fn a_second_build_over_the_first_gives_what_a_fresh_one_does() {
    let project = copy(false);
    let first = build(&project, "022", &[]);
    project.write("content/pages/passing.md", b"+++\ntitle = \"Passing\"\nnav = 9\n+++\nSoon gone.\n");
    assert_ne!(build(&project, "022", &[]), first, "the page is there");
    fs::remove_file(project.path("content/pages/passing.md")).expect("the page");
    assert_eq!(build(&project, "022", &[]), first);
}
