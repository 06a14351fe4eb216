//! Prometheus accepts the metrics, and the recipe of the documents.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{AFTER, DURING, LATER, STORY, text, with_components};

/// Runs promtool with a text on its standard input. It warns on its output even if it succeeds.
#[track_caller]
fn accepted(arguments: &[&str], input: &str) {
    let child = Command::new("promtool")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.expect("promtool starts; `tests/run` installs it");
    child.stdin.take().expect("standard input").write_all(input.as_bytes()).expect("promtool reads");
    let output = child.wait_with_output().expect("promtool ends");
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(arguments != ["check", "metrics"] || said.is_empty(), "{said}");
}

#[test]
#[ignore = "needs promtool"]
fn promtool_finds_nothing_to_warn_about() {
    let hostile = "name = \"A \\\"quoted\\\" \\\\ name {},= # EOF\"".to_owned();
    let hostile = with_components(&[("api", hostile)]);
    for metrics in
        [text(STORY, DURING), text(STORY, AFTER), text(STORY, LATER), text(&STORY[..1], DURING), hostile]
    {
        accepted(&["check", "metrics"], &metrics);
    }
}

#[test]
#[ignore = "needs promtool"]
fn promtool_accepts_the_recipe() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/metrics.md");
    let guide = fs::read_to_string(guide).expect("the guide");
    let blocks: Vec<&str> =
        guide.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let folder = TempDir::new().expect("a temporary folder");
    // The configurations name these files.
    fs::write(folder.path().join("password"), "secret").expect("a file");
    let (mut configurations, mut rules) = (0, 0);
    for (index, block) in blocks.iter().enumerate() {
        let path = folder.path().join(format!("{index}.yml"));
        let text = block.replace("/etc/prometheus/", &format!("{}/", folder.path().display()));
        let kind = if text.contains("groups:") { &mut rules } else { &mut configurations };
        *kind += 1;
        let kind = if text.contains("groups:") { "rules" } else { "config" };
        fs::write(&path, text).expect("a file");
        accepted(&["check", kind, path.to_str().expect("a plain path")], "");
    }
    assert_eq!((configurations, rules), (2, 1));
}
