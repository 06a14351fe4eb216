//! The workflows never upload the site for colleagues, and never push it, whatever its folder is called.

use std::fs;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::runner::Runner;
use super::{github, gitlab, written_by_init, yaml};
use crate::support::Git;

/// A word that only the board has.
const WORD: &str = "Xylophone";

/// Pushes a site with a board in this folder, and an incident that only colleagues may read about.
fn push_board(runner: &Runner, output: &str) {
    runner.push(|work| {
        let path = work.join("content/site.toml");
        let site = fs::read_to_string(&path).expect("the settings");
        fs::write(&path, format!("{site}\n[board]\noutput = \"{output}\"\n")).expect("a file");
        let incident = work.join("content/incidents/2026-03-14-x");
        fs::create_dir_all(incident.join("timeline")).expect("a folder");
        fs::write(
            incident.join("incident.md"),
            format!("+++\ntitle = \"{WORD}\"\nseverity = \"P2\"\n+++\nX\n"),
        )
        .expect("a file");
        fs::write(
            incident.join("timeline/2026-03-14T0900Z-monitor.md"),
            "+++\nmilestone = \"detected\"\n+++\nX\n",
        )
        .expect("a file");
    });
}

/// The paths that a step or a job uploads or keeps for later jobs, at any depth of a document.
fn uploaded(value: &Value) -> Vec<String> {
    let texts = |value: &Value| -> Vec<String> {
        match value {
            Value::String(text) => text.lines().map(str::to_owned).collect(),
            Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::Object(map) => map.values().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    };
    match value {
        Value::Object(map) => {
            let is_upload =
                |action: &str| ["upload", "cache", "deploy"].iter().any(|word| action.contains(word));
            let mut paths = Vec::new();
            if map.get("uses").and_then(Value::as_str).is_some_and(is_upload) {
                paths
                    .extend(map.get("with").and_then(|with| with.get("path")).map(texts).unwrap_or_default());
            }
            for key in ["artifacts", "cache"] {
                let Some(kept) = map.get(key) else { continue };
                for key in ["paths", "untracked", "reports", "exclude"] {
                    assert!(
                        key != "untracked" || kept.get(key).is_none(),
                        "everything untracked would be kept"
                    );
                    paths.extend(kept.get(key).map(texts).unwrap_or_default());
                }
            }
            paths.extend(map.values().flat_map(uploaded));
            paths
        }
        Value::Array(list) => list.iter().flat_map(uploaded).collect(),
        _ => Vec::new(),
    }
}

/// Every file below the paths, as an upload finds them in the checkout.
fn files(work: &Path, paths: &[String]) -> Vec<PathBuf> {
    let mut open: Vec<PathBuf> = paths.iter().map(|path| work.join(path)).collect();
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        match fs::read_dir(&path) {
            Ok(entries) => open.extend(entries.map(|entry| entry.expect("an entry").path())),
            Err(_) if path.exists() => found.push(path),
            Err(_) => {}
        }
    }
    found
}

/// Fails if an uploaded file is of the board, or if the origin has any file of it.
#[track_caller]
fn assert_not_uploaded(runner: &Runner, output: &str, paths: &[String]) {
    let work = runner.path("work");
    assert!(work.join(output).join("index.html").exists(), "the workflow has written the board to {output}");
    let page = work.join(output).join("incidents/2026-03-14-x/index.html");
    assert!(fs::read_to_string(page).expect("a page").contains(WORD));
    for path in paths {
        let parts = Path::new(path).components();
        let is_plain = parts.clone().all(|part| matches!(part, Component::Normal(_)));
        assert!(is_plain && !path.contains(['*', '?', '$']), "`{path}` may be more than it says");
    }
    let uploaded = files(&work, paths);
    assert!(uploaded.iter().any(|path| path.ends_with("public/index.html")), "{uploaded:?}");
    for path in &uploaded {
        assert!(!path.starts_with(work.join(output)), "{}", path.display());
        let bytes = fs::read(path).expect("a file");
        assert!(!String::from_utf8_lossy(&bytes).contains(WORD), "{}", path.display());
    }
    for name in runner.origin().run(&["for-each-ref", "--format=%(refname)"]).lines() {
        let pushed = runner.origin().run(&["ls-tree", "-r", "--name-only", name]);
        let folder = format!("{output}/");
        assert!(!pushed.lines().any(|path| path.starts_with(&folder)), "{name}: {pushed}");
    }
}

const OUTPUTS: [&str; 3] = ["internal", "colleagues", "out/board"];

#[test]
#[ignore = "needs jq"]
fn github_uploads_nothing_of_the_board() {
    let text = written_by_init("github", ".github/workflows/allclear.yml");
    let paths = uploaded(&yaml(&text));
    assert_eq!(paths, ["public"]);
    for output in OUTPUTS {
        let mut runner = github::new_runner();
        push_board(&runner, output);
        assert_eq!(github::publish(&mut runner).0, "0");
        assert_not_uploaded(&runner, output, &paths);
        // The form commits what it wrote and nothing else.
        github::form(&mut runner, &[("TITLE", "It is slow"), ("MESSAGE", "We are looking into it.")]);
        runner.checkout();
        for name in ["Write the update", "Fetch what was published last", "Check the update", "Commit it"] {
            github::step(&runner, "post", name).ok();
        }
        let changed = Git::at(&runner.path("work")).run(&["show", "--name-only", "--format=", "HEAD"]);
        assert!(!changed.is_empty() && changed.lines().all(|path| path.starts_with("content/")), "{changed}");
    }
}

#[test]
#[ignore = "needs jq"]
fn gitlab_uploads_nothing_of_the_board() {
    let paths = uploaded(&yaml(&written_by_init("gitlab", ".gitlab-ci.yml")));
    assert_eq!(paths, [".allclear-program/", "gl-code-quality-report.json", "public", ".allclear-code"]);
    for output in OUTPUTS {
        let mut runner = gitlab::new_runner();
        push_board(&runner, output);
        runner.checkout();
        gitlab::job(&runner, "pages").ok();
        assert_not_uploaded(&runner, output, &paths);
        gitlab::form(&mut runner, &[("TITLE", "It is slow"), ("MESSAGE", "We are looking into it.")]);
        runner.checkout();
        gitlab::job(&runner, "post").ok();
        let changed = runner.origin().run(&["show", "--name-only", "--format=", "main"]);
        assert!(!changed.is_empty() && changed.lines().all(|path| path.starts_with("content/")), "{changed}");
    }
}
