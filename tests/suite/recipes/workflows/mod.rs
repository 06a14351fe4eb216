//! The workflows that `allclear init` writes: what they may do, and their scripts run for real against a repository.

mod board;
mod github;
mod gitlab;
#[cfg(unix)]
mod messages;
mod runner;

use std::process::Command;

use serde_json::Value;

use crate::support::Project;

/// A file that `init --ci` writes.
fn written_by_init(host: &str, path: &str) -> String {
    let project = Project::empty();
    project.run(&["init", "--ci", host]).ok();
    project.read(path)
}

fn yaml(text: &str) -> Value {
    serde_yaml_ng::from_str(text).expect("YAML")
}

/// Every shell script in a document, at any depth.
fn scripts(value: &Value) -> Vec<String> {
    match value {
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value) {
                ("run" | "script" | "before_script", Value::String(script)) => vec![script.clone()],
                ("script" | "before_script", Value::Array(lines)) => {
                    lines.iter().filter_map(|line| line.as_str().map(str::to_owned)).collect()
                }
                _ => scripts(value),
            })
            .collect(),
        Value::Array(list) => list.iter().flat_map(scripts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_script_is_valid_and_contains_no_template() {
    for (host, path, at_least) in [
        ("github", ".github/workflows/allclear.yml", 9),
        ("github", ".github/actions/install-allclear/action.yml", 1),
        ("gitlab", ".gitlab-ci.yml", 10),
    ] {
        let all = scripts(&yaml(&written_by_init(host, path)));
        assert!(all.len() >= at_least, "{path}: {}", all.len());
        for script in all {
            let parsed = Command::new("bash").args(["-n", "-c", &script]).output().expect("bash runs");
            assert!(parsed.status.success(), "{path}: {}\n{script}", String::from_utf8_lossy(&parsed.stderr));
            // Values from a form are data. A template would make them part of the script.
            assert!(!script.contains("${{"), "{path}:\n{script}");
        }
    }
}
