//! Tests that need other programs are ignored by `cargo nextest run`, and `tests/run` installs these programs and runs
//! them.

use std::fs;
use std::path::Path;

use crate::support::tree;

#[test]
fn tests_run_installs_the_program_that_each_ignored_test_needs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = fs::read_to_string(root.join("tests/run")).expect("the script `tests/run`");
    assert!(script.contains("cargo nextest run --no-fail-fast --run-ignored all"), "it runs ignored tests");
    let mut found = 0;
    for folder in ["src", "tests/suite"] {
        for (path, bytes) in tree(&root.join(folder))
            .into_iter()
            .filter(|(path, _)| Path::new(path).extension() == Some("rs".as_ref()))
        {
            let text = String::from_utf8(bytes).expect("UTF-8");
            for line in text.lines().filter(|line| line.trim_start().starts_with("#[ignore")) {
                found += 1;
                let reason =
                    line.trim().strip_prefix("#[ignore = \"needs ").and_then(|line| line.strip_suffix("\"]"));
                let program =
                    reason.unwrap_or_else(|| panic!("{folder}/{path}: `{line}` does not name a program"));
                let is_installed = script.contains(&format!("need {program} "));
                assert!(is_installed, "tests/run does not install `{program}`, which {folder}/{path} needs");
            }
        }
    }
    assert!(found > 3, "only {found} ignored tests found");
}
