//! The pipeline for GitLab CI.

use std::fs;

use serde_json::Value;

use super::runner::Runner;
use super::{written_by_init, yaml};
use crate::support::{Project, Run};

/// A runner with the variables of GitLab.
pub(super) fn new_runner() -> Runner {
    let mut runner = Runner::new("gitlab");
    let origin = runner.path("origin").display().to_string();
    let temp = runner.path("temp").display().to_string();
    for (name, value) in [
        ("TEMP_FILES", temp.as_str()),
        ("CI_DEFAULT_BRANCH", "main"),
        ("CI_PROJECT_URL", &origin),
        ("CI_API_V4_URL", "https://code.test.example/api/v4"),
        ("CI_PROJECT_ID", "7"),
        ("CI_PIPELINE_SOURCE", "push"),
        ("GITLAB_USER_NAME", "Lena"),
        ("GITLAB_USER_EMAIL", "lena@test.example"),
        ("ALLCLEAR_TOKEN", "token-of-the-test"),
    ] {
        runner.set(name, value);
    }
    runner.origin().run(&["config", "receive.advertisePushOptions", "true"]);
    runner
}

/// Runs the script of a job in one shell, after the part of `before_script` that prepares the keys of customers' views.
pub(super) fn job(runner: &Runner, name: &str) -> Run {
    let pipeline = yaml(&written_by_init("gitlab", ".gitlab-ci.yml"));
    let script = |job: &str, key: &str| -> Vec<String> {
        let lines = pipeline[job][key].as_array().expect("a script").iter();
        lines.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut lines = script(".allclear", "before_script");
    lines.retain(|line| line.contains("ALLCLEAR_KEYS"));
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.extend(script(name, "script"));
    runner.run(&lines.join("\n"))
}

/// Fills in the form for a new update.
pub(super) fn form(runner: &mut Runner, filled: &[(&str, &str)]) {
    let pipeline = yaml(&written_by_init("gitlab", ".gitlab-ci.yml"));
    for (name, input) in pipeline["variables"].as_object().expect("a form") {
        runner.set(name, input["value"].as_str().expect("a value"));
    }
    for (name, value) in filled {
        runner.set(name, value);
    }
}

#[test]
fn every_variable_of_the_form_has_a_description_and_a_default() {
    let pipeline = yaml(&written_by_init("gitlab", ".gitlab-ci.yml"));
    for (name, input) in pipeline["variables"].as_object().expect("a form") {
        assert!(input["description"].is_string() && input["value"].is_string(), "{name}");
        if let Some(options) = input["options"].as_array() {
            assert!(options.contains(&input["value"]), "{name}");
        }
    }
}

#[test]
#[ignore = "needs jq"]
fn the_report_for_a_merge_request_has_lines_and_no_internal_text() {
    let runner = new_runner();
    fs::write(runner.path("work/content/people.toml"), "[person.ana]\nnaem = \"Xylophone\"\n")
        .expect("a file");
    let run = job(&runner, "check");
    assert_eq!(run.code, 1);
    let report: Value = serde_json::from_str(&runner.read("work/gl-code-quality-report.json")).expect("JSON");
    let rows = report.as_array().expect("a list");
    let row = rows.iter().find(|row| row["check_name"] == "unknown-key").expect("a row");
    assert_eq!(
        row["location"],
        serde_json::json!({ "path": "content/people.toml", "lines": { "begin": 2 } })
    );
    assert_eq!(row["severity"], "major");
    let output = run.stdout + &run.stderr + &report.to_string();
    assert!(!output.contains("Xylophone") && !output.contains("naem"), "{output}");
    let clean = new_runner();
    assert_eq!(job(&clean, "check").ok().code, 0);
    assert_eq!(clean.read("work/gl-code-quality-report.json").trim(), "[]");
}

#[test]
#[ignore = "needs jq"]
fn a_merge_request_has_one_comment_that_says_what_readers_would_see() {
    let mut runner = new_runner();
    let base = runner.origin().run(&["rev-parse", "main"]);
    runner.set("CI_MERGE_REQUEST_DIFF_BASE_SHA", &base);
    runner.set("CI_MERGE_REQUEST_IID", "12");
    fs::write(runner.path("work/content/pages/about.md"), "+++\ntitle = \"@all\"\n+++\nHello.\n")
        .expect("a file");
    let run = job(&runner, "describe").ok();
    assert!(run.stdout.contains("**`@all`**") && runner.read("calls/log").is_empty(), "{}", run.stdout);

    runner.set("ALLCLEAR_COMMENT_TOKEN", "token-of-the-test");
    fs::write(runner.path("calls/user"), r#"{ "id": 3 }"#).expect("a file");
    let comments = |ours: &str| {
        let marked = |id: u8, author: &str| {
            format!(r#"{{ "id": {id}, "author": {{ "id": {author} }}, "body": "<!-- allclear diff -->" }}"#)
        };
        fs::write(runner.path("calls/comments"), format!("[{}, {}]", marked(6, "2"), marked(7, ours)))
            .expect("a file");
    };
    comments("4");
    job(&runner, "describe").ok();
    let log = runner.read("calls/log");
    assert!(log.trim_end().ends_with("/projects/7/merge_requests/12/notes"), "{log}");
    let comment = runner.read("calls/comment");
    assert!(comment.starts_with("<!-- allclear diff -->\n### What readers would see change\n"), "{comment}");
    comments("3");
    job(&runner, "describe").ok();
    let log = runner.read("calls/log");
    assert!(log.contains("--request PUT") && log.trim_end().ends_with("/notes/7"), "{log}");
    assert!(!log.contains("token-of-the-test"), "{log}");
}

#[test]
#[ignore = "needs jq"]
fn an_update_from_the_form_is_published_and_stays_published_when_it_breaks_later() {
    let mut runner = new_runner();
    job(&runner, "pages").ok();
    let main = runner.origin().run(&["rev-parse", "main"]);
    assert_eq!(runner.origin().run(&["rev-parse", "refs/allclear/published"]), main);

    let hostile = "50% \"fail\" $(touch pwned) `touch pwned` '; touch pwned; \\ é";
    form(&mut runner, &[("TITLE", "--help $(touch pwned)"), ("MESSAGE", hostile), ("NEXT_UPDATE", "30m")]);
    runner.checkout();
    job(&runner, "post").ok();
    assert!(!runner.path("work/pwned").exists());
    assert_eq!(runner.origin().run(&["log", "-1", "--format=%an %s", "main"]), "Lena Post an update");
    job(&runner, "pages").ok();
    assert!(runner.read("work/public/index.html").contains("$(touch pwned)"));
    assert_eq!(job(&runner, "stale").code, 0);

    let files = runner.origin().run(&["show", "--name-only", "--format=", "main"]);
    let update = files.lines().find(|file| file.contains("/comms/")).expect("an update").to_owned();
    runner.push(|work| fs::write(work.join(&update), "+++\nxylophone\n+++\n").expect("a file"));
    runner.checkout();
    let run = job(&runner, "pages").ok();
    assert!(runner.read("work/public/index.html").contains("$(touch pwned)"));
    assert_eq!(job(&runner, "stale").code, 4);
    let comment = runner.read("calls/comment");
    assert!(
        comment.contains("allclear ended with 4.") && comment.contains(&format!("{update}:2")),
        "{comment}"
    );
    assert!(
        runner.read("calls/log").contains("https://code.test.example/api/v4/projects/7/repository/commits/")
    );
    let output = run.stdout + &run.stderr + &runner.read("calls/log");
    assert!(!output.contains("token-of-the-test"), "{output}");

    runner.push(|work| fs::write(work.join("content/site.toml"), "titel = 1\n").expect("a file"));
    runner.checkout();
    let before = runner.origin().run(&["rev-parse", "refs/allclear/published"]);
    assert_eq!(job(&runner, "pages").code, 1);
    assert_eq!(runner.origin().run(&["rev-parse", "refs/allclear/published"]), before);
}

#[test]
fn the_token_reaches_git_without_a_command_line() {
    let mut runner = new_runner();
    let pipeline = yaml(&written_by_init("gitlab", ".gitlab-ci.yml"));
    let before = pipeline[".allclear"]["before_script"].as_array().expect("a script");
    let askpass =
        before.iter().filter_map(Value::as_str).find(|part| part.contains("askpass")).expect("a part");
    runner.set("ALLCLEAR_TOKEN", "a token \\with 'signs'");
    runner.run(askpass).ok();
    let asked = |prompt: &str| runner.run(&format!("\"$TEMP_FILES/askpass\" \"{prompt}\"")).ok().stdout;
    assert_eq!(asked("Username for 'https://code.test.example': "), "oauth2\n");
    assert_eq!(asked("Password for 'https://oauth2@code.test.example': "), "a token \\with 'signs'\n");
}

#[test]
#[ignore = "needs jq"]
fn the_views_of_customers_are_built_with_the_keys_of_a_variable() {
    let mut runner = new_runner();
    let customer = "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\n+++\n";
    runner.push(|work| {
        fs::create_dir_all(work.join("content/customers")).expect("a folder");
        fs::write(work.join("content/customers/acme.md"), customer).expect("a file");
    });
    runner.checkout();
    assert_eq!(job(&runner, "pages").code, 2, "without keys, nothing is published");
    let site = Project::new().file("content/customers/acme.md", customer);
    site.write_keys();
    // Everybody can read the file that the host writes.
    fs::write(runner.path("keys"), site.read("allclear-keys.toml")).expect("a file");
    runner.set("ALLCLEAR_KEYS", &runner.path("keys").display().to_string());
    runner.checkout();
    job(&runner, "pages").ok();
    let views = fs::read_dir(runner.path("work/public/v")).expect("views").count();
    assert!(views >= 8, "{views}");
}
