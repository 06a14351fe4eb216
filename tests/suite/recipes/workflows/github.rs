//! The workflow for GitHub Actions.

use std::fs;

use serde_json::Value;

use super::runner::Runner;
use super::{written_by_init, yaml};
use crate::support::{Git, Project, Run};

const PATH: &str = ".github/workflows/allclear.yml";

fn workflow() -> Value {
    yaml(&written_by_init("github", PATH))
}

fn steps(job: &Value) -> &[Value] {
    job["steps"].as_array().expect("steps")
}

/// A runner with the variables of GitHub.
pub(super) fn new_runner() -> Runner {
    let mut runner = Runner::new("github");
    let temp = runner.path("temp").display().to_string();
    runner.set("RUNNER_TEMP", &temp);
    runner.set("GITHUB_OUTPUT", &format!("{temp}/output"));
    runner.set("GITHUB_ENV", &format!("{temp}/env"));
    runner.set("GITHUB_REPOSITORY", "house/status");
    runner.set("KEYS", "");
    runner
}

/// Runs one step. The caller sets the variables that the workflow fills from templates.
pub(super) fn step(runner: &Runner, job: &str, name: &str) -> Run {
    let workflow = workflow();
    let found = steps(&workflow["jobs"][job]).iter().find(|step| step["name"] == name);
    let found = found.unwrap_or_else(|| panic!("{job} has no step `{name}`"));
    runner.run(found["run"].as_str().expect("a script"))
}

/// Fills in the form for a new update.
pub(super) fn form(runner: &mut Runner, filled: &[(&str, &str)]) {
    let empty = ["MESSAGE", "INCIDENT", "TITLE", "COMPONENTS", "NEXT_UPDATE"].map(|name| (name, ""));
    let chosen = [("SEVERITY", "P2"), ("STATUS", "as before"), ("ACTOR", "lena")];
    for (name, value) in empty.iter().chain(&chosen).chain(filled) {
        runner.set(name, value);
    }
}

/// Runs the steps of the job `publish` up to where it stops; returns the exit code of the build and the runs.
pub(super) fn publish(runner: &mut Runner) -> (String, Vec<Run>) {
    runner.checkout();
    fs::remove_file(runner.path("temp/output")).ok();
    let mut runs = vec![step(runner, "publish", "Fetch what was published last").ok()];
    runs.push(step(runner, "publish", "Write the keys of customers' views").ok());
    for line in runner.read("temp/env").lines() {
        let (name, value) = line.split_once('=').expect("NAME=value");
        runner.set(name, value);
    }
    runs.push(step(runner, "publish", "Build").ok());
    let code = runner.read("temp/output").trim().strip_prefix("code=").expect("a code").to_owned();
    runner.set("CODE", &code);
    runs.push(step(runner, "publish", "Say what was found").ok());
    runs.push(step(runner, "publish", "Comment on the commit").ok());
    let stop = step(runner, "publish", "Stop if there is nothing to publish");
    let goes_on = stop.code == 0;
    assert_eq!(goes_on, code == "0" || code == "4");
    runs.push(stop);
    if goes_on {
        runs.push(step(runner, "publish", "Remember what was published").ok());
        let last = step(runner, "publish", "Fail if a part of it is stale");
        assert_eq!(last.code.to_string(), code);
        runs.push(last);
    }
    (code, runs)
}

#[test]
fn actions_are_pinned_and_each_job_has_minimal_permissions() {
    let workflow = workflow();
    assert_eq!(workflow["permissions"], serde_json::json!({}));
    let may = |job: &str| workflow["jobs"][job]["permissions"].clone();
    assert_eq!(may("check"), serde_json::json!({ "contents": "read" }));
    let describing = serde_json::json!({ "contents": "read", "pull-requests": "write" });
    assert_eq!(may("describe"), describing);
    assert_eq!(may("post"), serde_json::json!({ "contents": "write" }));
    let publishing = serde_json::json!({ "contents": "write", "pages": "write", "id-token": "write" });
    assert_eq!(may("publish"), publishing);
    let action = yaml(&written_by_init("github", ".github/actions/install-allclear/action.yml"));
    let mut used = steps(&action["runs"]).to_vec();
    for job in workflow["jobs"].as_object().expect("jobs").values() {
        assert!(job["timeout-minutes"].is_number());
        used.extend_from_slice(steps(job));
    }
    for step in &used {
        let Some(name) = step["uses"].as_str() else { continue };
        if name == "./.github/actions/install-allclear" {
            continue;
        }
        let (_, version) = name.split_once('@').expect("a version");
        assert!(version.len() == 40 && version.chars().all(|c| c.is_ascii_hexdigit()), "{name}");
        if name.starts_with("actions/checkout@") {
            assert_eq!(step["with"]["persist-credentials"], false, "the token does not stay in the checkout");
        }
    }
}

#[test]
fn it_runs_for_pull_requests_pushes_the_schedule_and_the_form() {
    let workflow = workflow();
    let on = &workflow["on"];
    assert!(on.as_object().expect("events").contains_key("pull_request"));
    assert_eq!(on["push"]["branches"], serde_json::json!(["main"]));
    assert!(on["schedule"][0]["cron"].is_string());
    let inputs = on["workflow_dispatch"]["inputs"].as_object().expect("a form");
    assert_eq!(
        inputs.keys().map(String::as_str).collect::<Vec<_>>(),
        ["message", "incident", "title", "severity", "status", "components", "next_update"]
    );
}

#[test]
fn a_pull_request_gets_its_findings_as_annotations() {
    let runner = new_runner();
    fs::write(runner.path("work/content/pages/about.md"), "+++\ntitel = \"About\"\n+++\n").expect("a file");
    let run = step(&runner, "check", "Check the content");
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("::error file=content/pages/about.md,line=2,"), "{}", run.stdout);
}

#[test]
#[ignore = "needs jq"]
fn a_pull_request_has_one_comment_that_says_what_readers_would_see() {
    let mut runner = new_runner();
    let temp = runner.path("temp").display().to_string();
    runner.set("GITHUB_STEP_SUMMARY", &format!("{temp}/summary"));
    runner.set("NUMBER", "12");
    fs::write(runner.path("work/content/pages/about.md"), "+++\ntitle = \"@everyone\"\n+++\nHello.\n")
        .expect("a file");
    fs::write(runner.path("work/content/people.toml"), "[person.ana]\nname = \"Xylophone Ana\"\n")
        .expect("a file");
    Git::at(&runner.path("work")).commit();
    let other = r#"{ "id": 4, "user": { "login": "lena" }, "body": "<!-- allclear diff -->" }"#;
    fs::write(runner.path("calls/comments"), format!("[{other}]")).expect("a file");
    let describe = |runner: &Runner| {
        step(runner, "describe", "Compare with the target").ok();
        step(runner, "describe", "Comment on the pull request").ok()
    };
    describe(&runner);
    let comment = runner.read("calls/comment");
    assert!(comment.starts_with("<!-- allclear diff -->\n### What readers would see change\n"), "{comment}");
    assert!(comment.contains("**`@everyone`**") && !comment.contains("Xylophone"), "{comment}");
    assert_eq!(format!("<!-- allclear diff -->\n{}", runner.read("temp/summary")), comment);
    let log = runner.read("calls/log");
    let last = log.lines().last().unwrap_or_default();
    assert!(
        last.starts_with("gh api --silent repos/house/status/issues/12/comments --field body=@"),
        "{log}"
    );

    // The next push: the comment is there.
    let own =
        r#"{ "id": 7, "user": { "login": "github-actions[bot]" }, "body": "<!-- allclear diff -->\nold" }"#;
    fs::write(runner.path("calls/comments"), format!("[{other}, {own}]")).expect("a file");
    fs::write(runner.path("work/content/pages/about.md"), "+++\ntitel = 1\n+++\n").expect("a file");
    describe(&runner);
    assert!(runner.read("calls/comment").contains("### This would not be published"));
    let log = runner.read("calls/log");
    let last = log.lines().last().unwrap_or_default();
    assert!(
        last.starts_with("gh api --silent --method PATCH repos/house/status/issues/comments/7 "),
        "{log}"
    );

    // The token of a pull request from a fork may not comment.
    fs::write(runner.path("bin/gh"), "#!/bin/sh\n[ \"$2\" = --paginate ]\n").expect("a program");
    let run = step(&runner, "describe", "Comment on the pull request").ok();
    assert!(run.stdout.contains("::notice::a pull request from a fork"), "{}", run.stdout);
}

#[test]
#[ignore = "needs jq"]
fn an_update_goes_from_the_form_to_the_page() {
    let mut runner = new_runner();
    assert_eq!(publish(&mut runner).0, "0");
    let main = runner.origin().run(&["rev-parse", "main"]);
    assert_eq!(runner.origin().run(&["rev-parse", "refs/allclear/published"]), main);

    // Characters that are special to a shell, a template or TOML.
    let hostile =
        "50% fail \"now\" $(touch pwned) `touch pwned` '; touch pwned; ${{ github.token }} \\ +++ é";
    form(
        &mut runner,
        &[
            ("TITLE", "--help \"$(touch pwned)\""),
            ("MESSAGE", hostile),
            ("COMPONENTS", "api=partial_outage"),
            ("NEXT_UPDATE", "30m"),
        ],
    );
    runner.checkout();
    for name in ["Write the update", "Fetch what was published last", "Check the update", "Commit it"] {
        step(&runner, "post", name).ok();
    }
    assert!(!runner.path("work/pwned").exists());
    let commit = runner.origin().run(&["log", "-1", "--format=%an|%B", "main"]);
    assert!(
        commit.starts_with("github-actions[bot]|Post an update") && commit.contains("by lena"),
        "{commit}"
    );
    let files = runner.origin().run(&["show", "--name-only", "--format=", "main"]);
    let update = files.lines().find(|file| file.contains("/comms/")).expect("an update");
    assert!(runner.origin().run(&["show", &format!("main:{update}")]).contains(hostile));

    assert_eq!(publish(&mut runner).0, "0");
    let page = runner.read("work/public/index.html");
    assert!(page.contains("$(touch pwned)") && page.contains("--help"), "{page}");

    // The next update of the same incident.
    let slug = update.split('/').nth(2).expect("a folder").to_owned();
    form(&mut runner, &[("INCIDENT", &slug), ("MESSAGE", "It is over."), ("STATUS", "resolved")]);
    runner.checkout();
    // The first update is only seconds old, and two updates in one minute would have the same time.
    let clock = "allclear() { command allclear --now \"$(date -u -d '+5 minutes' +%FT%TZ)\" \"$@\"; }\n";
    let workflow = workflow();
    let write = steps(&workflow["jobs"]["post"]).iter().find(|step| step["name"] == "Write the update");
    runner.run(&format!("{clock}{}", write.expect("a step")["run"].as_str().expect("a script"))).ok();
    for name in ["Check the update", "Commit it"] {
        step(&runner, "post", name).ok();
    }
    assert_eq!(publish(&mut runner).0, "0");
    let page = runner.read(&format!("work/public/incidents/{slug}/index.html"));
    assert!(page.contains("It is over."), "{page}");
}

#[test]
#[ignore = "needs jq"]
fn an_incomplete_form_or_an_unknown_name_commits_nothing() {
    let mut runner = new_runner();
    let before = runner.origin().run(&["rev-parse", "main"]);
    for (filled, message) in [
        (vec![("MESSAGE", "Hello.")], "give a new one a title"),
        (vec![("MESSAGE", "Hello."), ("INCIDENT", "--help")], "there is no incident or maintenance `--help`"),
        (
            vec![("MESSAGE", "Hello."), ("TITLE", "X"), ("COMPONENTS", "nothing")],
            "there is no component `nothing`",
        ),
    ] {
        form(&mut runner, &filled);
        runner.checkout();
        let run = step(&runner, "post", "Write the update");
        assert_ne!(run.code, 0);
        assert!((run.stdout.clone() + &run.stderr).contains(message), "{}{}", run.stdout, run.stderr);
    }
    form(&mut runner, &[("TITLE", "Raw"), ("MESSAGE", "This is <b>wrong</b>.")]);
    runner.checkout();
    let run = step(&runner, "post", "Write the update");
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("error[raw-html]"), "{}", run.stderr);
    assert_eq!(runner.origin().run(&["rev-parse", "main"]), before);
}

#[test]
#[ignore = "needs jq"]
fn an_error_elsewhere_does_not_stop_an_update_from_the_form() {
    let mut runner = new_runner();
    runner.push(|work| {
        fs::write(work.join("content/pages/about.md"), "+++\ntitel = 1\n+++\n").expect("a file");
    });
    form(&mut runner, &[("TITLE", "Slow"), ("MESSAGE", "It is slow.")]);
    runner.checkout();
    for name in ["Write the update", "Check the update"] {
        step(&runner, "post", name).ok();
    }
    // Another person pushes in the meantime.
    runner.push(|work| fs::write(work.join("README.md"), "hello\n").expect("a file"));
    step(&runner, "post", "Commit it").ok();
    assert_eq!(runner.origin().run(&["log", "-1", "--format=%s", "main"]), "Post an update");
}

#[test]
#[ignore = "needs jq"]
fn a_broken_incident_is_published_as_before_and_the_commit_gets_a_comment() {
    let mut runner = new_runner();
    let folder = "content/incidents/old";
    let update = "+++\ntitle = \"Old\"\nslug = \"old\"\nstatus = \"resolved\"\n+++\nAll is well.\n";
    runner.push(|work| {
        fs::create_dir_all(work.join(folder).join("comms")).expect("a folder");
        fs::write(work.join(folder).join("comms/2026-03-14T0922Z-resolved.md"), update).expect("a file");
    });
    assert_eq!(publish(&mut runner).0, "0");
    let good = runner.origin().run(&["rev-parse", "refs/allclear/published"]);

    let secret = "severty = \"xylophone\"";
    runner.push(|work| {
        fs::write(work.join(folder).join("incident.md"), format!("+++\n{secret}\n+++\n")).expect("a file");
        fs::write(work.join("content/pages/new.md"), "+++\ntitle = \"New page\"\n+++\nText\n")
            .expect("a file");
    });
    let (code, runs) = publish(&mut runner);
    assert_eq!(code, "4");
    assert!(runner.path("work/public/new/index.html").exists());
    assert!(runner.read("work/public/incidents/old/index.html").contains("All is well."));
    let comment = runner.read("calls/comment");
    insta::assert_snapshot!(comment, @r"
    Published, with parts as they were before. What `allclear` found:

        error[missing-key] content/incidents/old/incident.md:1
        error[missing-key] content/incidents/old/incident.md:1
        error[unknown-key] content/incidents/old/incident.md:2
        stale: content/incidents/old
    ");
    assert!(
        runner.read("calls/log").contains("gh api --silent repos/house/status/commits/"),
        "{}",
        runner.read("calls/log")
    );
    let output: String = runs.iter().flat_map(|run| [run.stdout.as_str(), run.stderr.as_str()]).collect();
    assert!(output.contains("::error file=content/incidents/old/incident.md,line=2,"), "{output}");
    assert!(!output.contains("xylophone") && !output.contains("severty"), "{output}");
    // The ref is what is published: the new commit with the old folder.
    let now = runner.origin().run(&["rev-parse", "refs/allclear/published"]);
    assert_ne!(now, good);
    let published =
        runner.origin().run(&["ls-tree", "-r", "--name-only", &now, "content/incidents", "content/pages"]);
    assert!(published.contains("new.md") && !published.contains("incident.md"), "{published}");

    // An error for which no earlier revision helps stops everything, and the ref stays.
    runner.push(|work| fs::write(work.join("content/site.toml"), "titel = 1\n").expect("a file"));
    assert_eq!(publish(&mut runner).0, "1");
    assert!(runner.read("calls/comment").starts_with("Not published: the page stays as it is."));
    assert_eq!(runner.origin().run(&["rev-parse", "refs/allclear/published"]), now);
}

#[test]
#[ignore = "needs jq"]
fn the_views_of_customers_are_built_with_the_keys_of_a_secret() {
    let mut runner = new_runner();
    let customer = "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\n+++\n";
    runner.push(|work| {
        fs::create_dir_all(work.join("content/customers")).expect("a folder");
        fs::write(work.join("content/customers/acme.md"), customer).expect("a file");
    });
    let (code, runs) = publish(&mut runner);
    assert_eq!(code, "2", "without keys, nothing is published: {runs:?}");
    let site = Project::new().file("content/customers/acme.md", customer);
    site.write_keys();
    let keys = site.read("allclear-keys.toml");
    runner.set("KEYS", keys.trim_end());
    let (code, runs) = publish(&mut runner);
    assert_eq!(code, "0", "{runs:?}");
    let views = fs::read_dir(runner.path("work/public/v")).expect("views").count();
    assert!(views >= 8, "{views}");
    let secret = keys.lines().find_map(|line| line.strip_prefix("master = ")).expect("a key");
    for run in &runs {
        assert!(!run.stdout.contains(secret) && !run.stderr.contains(secret), "a log has a key");
    }
}

#[test]
#[ignore = "needs jq"]
fn an_update_that_would_not_be_published_is_not_committed() {
    let mut runner = new_runner();
    runner.push(|work| {
        let folder = work.join("content/incidents/slow/comms");
        fs::create_dir_all(&folder).expect("a folder");
        let first = "+++\ntitle = \"Slow\"\nslug = \"slow\"\nstatus = \"investigating\"\n+++\nIt is slow.\n";
        fs::write(folder.join("2026-03-14T0922Z.md"), first).expect("a file");
        fs::write(work.join("content/people.toml"), "[person.acme]\nname = \"Acme Corp\"\n").expect("a file");
    });
    assert_eq!(publish(&mut runner).0, "0");
    let attempt = |runner: &mut Runner, message: &str| {
        form(runner, &[("INCIDENT", "slow"), ("MESSAGE", message)]);
        runner.checkout();
        let written = step(runner, "post", "Write the update");
        if written.code != 0 {
            return written;
        }
        step(runner, "post", "Fetch what was published last").ok();
        step(runner, "post", "Check the update")
    };
    attempt(&mut runner, "All fine.").ok();
    // The gate refuses the whole site.
    let run = attempt(&mut runner, "Acme Corp cannot pay.");
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("error[gate-person]"), "{}", run.stderr);
    assert!(!format!("{}{}", run.stdout, run.stderr).contains("Acme Corp"), "{}", run.stderr);
    // Another update of the incident is broken, so the whole incident would stay as published.
    runner.push(|work| {
        let folder = work.join("content/incidents/slow/comms");
        fs::write(folder.join("2026-03-14T0930Z.md"), "+++\nstatus = \"nonsense\"\n+++\nText\n")
            .expect("a file");
    });
    let run = attempt(&mut runner, "All fine.");
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("::error::unknown-value in content/incidents/slow/comms/"), "{}", run.stdout);
}
