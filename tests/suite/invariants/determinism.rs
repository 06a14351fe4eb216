//! The same input and the same `now` give the same bytes, whatever the time zone, locale, umask, number of threads,
//! file times, order of file creation, and location of the project.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use crate::support::{Project, tree};

/// Copies the sample site into a new project, and creates its files in alphabetical or in reverse order.
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

/// Gives every file a different modification time.
fn age(folder: &Path) {
    for (days, path) in (1_u64..).zip(tree(folder).keys()) {
        let file = fs::File::options().write(true).open(folder.join(path)).expect("a file");
        file.set_modified(SystemTime::now() - Duration::from_hours(24 * days)).expect("the time can be set");
    }
}

/// Builds the site in a shell, which can set the umask, and returns a hash of all names, modes and bytes.
fn build(project: &Project, umask: &str, environment: &[(&str, &str)]) -> Vec<u8> {
    let program = env!("CARGO_BIN_EXE_allclear");
    project.write_keys();
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
fn the_environment_does_not_change_the_output() {
    let expected = build(&copy(false), "022", &[("TZ", "UTC"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")]);
    let environments: [(&str, &[(&str, &str)]); 4] = [
        ("022", &[("RAYON_NUM_THREADS", "8")]),
        ("022", &[("TZ", "Asia/Kathmandu"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")]),
        ("077", &[("TZ", "America/St_Johns"), ("RAYON_NUM_THREADS", "3")]),
        (
            "000",
            &[("SOURCE_DATE_EPOCH", "1"), ("USER", "somebody"), ("HOSTNAME", "elsewhere"), ("CI", "true")],
        ),
    ];
    for (umask, environment) in environments {
        let project = copy(true);
        age(&project.path("content"));
        assert_eq!(build(&project, umask, environment), expected, "umask {umask}, {environment:?}");
    }
}

#[test]
fn a_build_over_an_earlier_one_gives_the_same_bytes_as_a_fresh_one() {
    let project = copy(false);
    let first = build(&project, "022", &[]);
    project.write("content/pages/passing.md", b"+++\ntitle = \"Passing\"\nnav = 9\n+++\nSoon gone.\n");
    assert_ne!(build(&project, "022", &[]), first, "the new page changes the output");
    fs::remove_file(project.path("content/pages/passing.md")).expect("the page can be removed");
    assert_eq!(build(&project, "022", &[]), first);
}
