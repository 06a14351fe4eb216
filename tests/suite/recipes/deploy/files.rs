//! Recipes that cannot be run here: their syntax, and the files that they name.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{recipe, replaced, text_of};
use crate::support::Run;

#[test]
fn scripts_are_executable_and_valid_in_a_plain_shell() {
    for name in ["post-receive", "pre-receive", "rebuild-when-due", "s3-publish"] {
        Run::of(Command::new("sh").arg("-n").arg(recipe(name))).ok();
        let mode = std::os::unix::fs::PermissionsExt::mode(
            &fs::metadata(recipe(name)).expect("a file").permissions(),
        );
        assert_eq!(mode & 0o111, 0o111, "{name}");
    }
}

/// The unit for systemd, with the program under test.
fn unit() -> String {
    replaced(&text_of("allclear-watch.service"), "/usr/local/bin/allclear", env!("CARGO_BIN_EXE_allclear"))
}

#[test]
fn the_unit_for_systemd_starts_a_valid_command_line() {
    let unit = unit();
    let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=")).expect("a command");
    let words: Vec<&str> = start.split(' ').collect();
    Run::of(Command::new(words[0]).args(&words[1..]).arg("--help")).ok();
}

#[test]
#[ignore = "needs systemd-analyze"]
fn systemd_accepts_the_unit() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("allclear-watch.service");
    fs::write(&path, unit()).expect("a file");
    // No bus answers here, and the user of the recipe does not have to exist.
    let run = Run::of(
        Command::new("systemd-analyze").args(["verify", "--man=no", "--recursive-errors=no"]).arg(&path),
    );
    let about: Vec<&str> =
        run.stderr.lines().filter(|line| line.contains("allclear-watch.service")).collect();
    assert!(run.code == 0 && about.is_empty(), "{}{}", run.stdout, run.stderr);
    let assessment = Run::of(Command::new("systemd-analyze").args(["security", "--offline=true"]).arg(&path));
    let level =
        assessment.stdout.lines().find(|line| line.contains("Overall exposure level")).unwrap_or_default();
    let number = level.split_whitespace().find_map(|word| word.parse::<f64>().ok());
    assert!(number.is_some_and(|number| number < 2.0), "{level}{}", assessment.stderr);
}

#[test]
fn the_image_copies_every_file_that_the_build_needs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = text_of("Containerfile");
    let folder = tempfile::tempdir().expect("a folder");
    let copies =
        file.lines().filter_map(|line| line.strip_prefix("COPY ")).filter(|line| !line.starts_with("--from"));
    for copy in copies {
        let words: Vec<&str> = copy.split(' ').collect();
        let (to, from) = words.split_last().expect("a target");
        for name in from {
            assert!(root.join(name).exists(), "{name}");
            let to = if *to == "./" { name } else { to };
            let cp = Command::new("cp").arg("-r").arg(root.join(name)).arg(folder.path().join(to)).status();
            assert!(cp.expect("cp runs").success());
        }
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--offline", "--locked", "--no-deps", "--format-version=1"]);
    let metadata = Run::of(cargo.current_dir(folder.path())).ok();
    let metadata: serde_json::Value = serde_json::from_str(&metadata.stdout).expect("JSON");
    let version = metadata["packages"][0]["rust_version"].as_str().expect("a version").to_owned();
    assert!(
        file.contains(&format!("library/rust:{version}.")),
        "the image uses the Rust version of `Cargo.toml`"
    );
    // Every file that is embedded in the program has been copied.
    for (path, text) in sources(&folder.path().join("src")) {
        for include in text.split("include_str!(\"").chain(text.split("include_bytes!(\"")).skip(1) {
            let name = include.split('"').next().unwrap_or_default();
            let is_path = name.contains('.') && !name.contains(char::is_whitespace);
            let included = path.parent().expect("a folder").join(name);
            assert!(
                !is_path
                    || path
                        .components()
                        .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
                    || included.exists(),
                "{name}"
            );
        }
    }
}

/// Every source file below a folder, with its text.
fn sources(folder: &Path) -> Vec<(std::path::PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.clone(), fs::read_to_string(&path).expect("a source")));
        }
    }
    found
}

#[test]
fn netlify_serves_the_output_and_does_not_build() {
    let read: toml::Table = text_of("netlify.toml").parse().expect("TOML");
    assert_eq!(read["build"]["publish"].as_str(), Some("public"));
    assert_eq!(read["build"]["ignore"].as_str(), Some("true"));
}

#[test]
fn the_manual_links_to_every_recipe_and_to_no_other() {
    let manual =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/deploy.md")).expect("the manual");
    let recipes = fs::read_dir(recipe("")).expect("a folder");
    for entry in recipes {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        assert!(manual.contains(&format!("../deploy/{name}")), "docs/deploy.md does not link to {name}");
    }
    for link in manual.split("](../deploy/").skip(1) {
        let name = link.split(')').next().expect("a link");
        assert!(recipe(name).is_file(), "{name}");
    }
}
