//! `allclear diff`: what readers would see change between a revision and the files.

use std::fs;

use serde_json::Value;

#[cfg(target_os = "linux")]
use crate::support::typed;
use crate::support::{Git, NOW, Project, Run, quiet};

const FIRST: &str = "2026-03-14T1100Z-investigating";

/// A published site with an open incident and a customer.
fn project() -> (Project, Git) {
    let project = Project::new()
        .file(".gitignore", "public/\n.allclear/\nallclear-keys.toml\n")
        .file("content/components/web.md", "+++\nname = \"Website\"\nslug = \"web\"\nid = \"ex3dt0icxdsb\"\n+++\n")
        .file("content/customers/acme.md", "+++\nname = \"Zebra Works\"\naccess = \"gated\"\ncomponents = [\"web\"]\n+++\n")
        .file("content/people.toml", "[person.lena]\nname = \"Lena Kask\"\n")
        .file("content/pages/about.md", "+++\ntitle = \"About\"\n+++\nWe answer within 15 minutes, around the clock.\n")
        .file("content/notices/prices.md", "+++\ntitle = \"New prices\"\nfrom = 2026-03-01T00:00:00Z\n+++\nFrom May.\n")
        .update(FIRST, &front_matter("title = \"API errors\"\nslug = \"api-errors\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }", 'a'), "About 15% of requests fail. We look into it.");
    let git = Git::init(project.root());
    git.commit();
    (project, git)
}

fn front_matter(keys: &str, letter: char) -> String {
    format!("{keys}\nid = \"{}\"", String::from(letter).repeat(12))
}

fn diff(project: &Project, arguments: &[&str]) -> Run {
    let mut command = project.command();
    quiet(&mut command);
    Run::of(command.args(["--now", NOW, "diff"]).args(arguments))
}

/// Closes the incident, edits texts, and adds, removes and moves pages.
fn change(project: &Project) {
    let folder = "content/incidents/2026-03-14-api/comms";
    let first = project.read(&format!("{folder}/{FIRST}.md")).replace("15%", "25%");
    project.write(&format!("{folder}/{FIRST}.md"), first.as_bytes());
    let resolved = format!(
        "+++\n{}\n+++\nA bad node was replaced.\n\nSorry for the trouble.\n",
        front_matter("status = \"resolved\"", 'b')
    );
    project.write(&format!("{folder}/2026-03-14T1150Z-resolved.md"), resolved.as_bytes());
    project.write(
        "content/pages/about.md",
        b"+++\ntitle = \"About us\"\n+++\nWe answer within 5 minutes, around the clock.\n",
    );
    project
        .write("content/pages/terms.md", b"+++\ntitle = \"Terms\"\naliases = [\"/legal/\"]\n+++\nBe kind.\n");
    fs::remove_file(project.path("content/notices/prices.md")).expect("removed");
    let web = "+++\nname = \"Website\"\nslug = \"site\"\nid = \"ex3dt0icxdsb\"\n+++\n";
    project.write("content/components/web.md", web.as_bytes());
    let planned = format!(
        "+++\n{}\n+++\nWe replace a switch.\n",
        front_matter(
            "title = \"New switch\"\nslug = \"new-switch\"\nstatus = \"scheduled\"\ncomponents = { api = \"under_maintenance\" }\nwindow = { from = 2026-03-20T22:00:00Z, to = 2026-03-20T23:00:00Z }",
            'c'
        )
    );
    project.write("content/maintenance/2026-03-20-switch/comms/2026-03-14T1130Z.md", planned.as_bytes());
}

#[test]
fn it_says_in_words_what_readers_see() {
    let (project, _) = project();
    assert!(diff(&project, &[]).ok().stdout.ends_with("Readers see no change.\n"));
    change(&project);
    let shown = diff(&project, &[]).ok();
    let shown = shown.stdout.split_once('\n').expect("a line").1.to_owned();
    insta::assert_snapshot!(shown);
    let comment = diff(&project, &["HEAD", "--format", "markdown"]).ok().stdout;
    let hash = Git::at(project.root()).run(&["rev-parse", "--short=12", "HEAD"]);
    insta::assert_snapshot!(comment.replace(&hash, "[hash]"));
}

#[test]
fn the_document_has_the_same_changes_and_the_findings() {
    let (project, _) = project();
    change(&project);
    let document: Value =
        serde_json::from_str(&diff(&project, &["--format", "json"]).ok().stdout).expect("JSON");
    assert_eq!(document["errors"], 0);
    assert_eq!(document["compared_with"]["revision"], "HEAD");
    let items = document["changes"]["items"].as_array().expect("items");
    let about = items.iter().find(|item| item["name"] == "About us").expect("the page");
    let words = &about["details"][1];
    assert_eq!(words["about"], "text");
    assert_eq!(words["words"][1], serde_json::json!({ "removed": "15" }));
    assert_eq!(words["words"][2], serde_json::json!({ "added": "5" }));
    assert_eq!(document["changes"]["redirects"][0]["from"], "/legal/");
    assert_eq!(document["changes"]["gone"], serde_json::json!(["/components/web/"]));
}

#[test]
fn drafts_internal_files_and_withdrawn_texts_are_not_shown() {
    let (project, git) = project();
    let folder = "content/incidents/2026-03-14-api";
    project.write(
        &format!("{folder}/incident.md"),
        b"+++\ntitle = \"Pooler\"\nseverity = \"P3\"\n+++\nXylophone.\n",
    );
    let draft =
        format!("+++\n{}\n+++\nXylophone.\n", front_matter("draft = true\nstatus = \"resolved\"", 'b'));
    project.write(&format!("{folder}/comms/2026-03-14T1150Z.md"), draft.as_bytes());
    for format in ["human", "markdown", "json"] {
        let shown = diff(&project, &["--format", format]).ok().stdout;
        assert!(!shown.contains("Xylophone") && !shown.contains("Pooler"), "{shown}");
        assert!(format == "json" || shown.contains("Readers see no change."), "{shown}");
    }
    git.commit();
    // What is withdrawn now is not repeated, although it was public.
    let path = format!("{folder}/comms/{FIRST}.md");
    let retracted = project.read(&path).replace(
        "\n+++\nAbout",
        "\nretracted = { at = 2026-03-14T11:55:00Z, note = \"It was wrong.\" }\n+++\nAbout",
    );
    project.write(&path, retracted.as_bytes());
    let shown = diff(&project, &["--format", "markdown"]).ok().stdout;
    assert!(shown.contains("retracted: `It was wrong.`") && !shown.contains("15%"), "{shown}");
}

#[test]
fn what_would_not_be_published_is_said_with_places_only() {
    let (project, git) = project();
    project.write("content/people.toml", b"[person.lena]\nnaem = \"Xylophone\"\n");
    let run = diff(&project, &["--format", "markdown"]).failed(1);
    insta::assert_snapshot!(run.stdout);
    assert!(!format!("{}{}", run.stdout, run.stderr).contains("Xylophone"));
    let run = diff(&project, &["--format", "json"]).failed(1);
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert!(document["errors"].as_u64() > Some(0) && document["changes"].is_null(), "{document}");
    git.run(&["checkout", "--quiet", "--", "content/people.toml"]);
    // A draft is not for everybody who reads the comment.
    let draft = "content/incidents/draft/comms/2026-03-14T1000Z.md";
    project.write(draft, b"+++\ntitle = \"Quokkas\"\nstatus = \"identified\"\ndraft = true\ncause = \"quokkas\"\n+++\nOf quokkas.\n");
    let run = diff(&project, &["--format", "markdown"]).failed(1);
    assert!(run.stdout.contains(draft) && !run.stdout.contains("uokkas"), "{}", run.stdout);
    std::fs::remove_dir_all(project.path("content/incidents/draft")).expect("it is there");
    // The gate reads the files too.
    project.write("content/pages/about.md", b"+++\ntitle = \"About\"\n+++\nLena Kask answers.\n");
    let run = diff(&project, &["--format", "markdown"]).failed(3);
    assert!(
        run.stdout.starts_with("### This would not be published\n\nThe gate refuses it"),
        "{}",
        run.stdout
    );
    assert!(!format!("{}{}", run.stdout, run.stderr).contains("Lena Kask"), "{}{}", run.stdout, run.stderr);
    // A revision with errors was never published.
    project.write("content/people.toml", b"[person.lena]\nnaem = \"Xylophone\"\n");
    git.commit();
    git.run(&["checkout", "--quiet", "HEAD~1", "--", "content"]);
    let run = diff(&project, &["HEAD", "--format", "markdown"]).failed(1);
    assert!(
        run.stdout.contains("so it was not published and there is nothing to compare with"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("name an earlier revision"), "{}", run.stderr);
}

#[test]
fn it_compares_with_what_was_published_last() {
    let (project, git) = project();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    change(&project);
    git.commit();
    let shown = diff(&project, &[]).ok().stdout;
    assert!(
        shown.starts_with("compared with refs/allclear/published") && shown.contains("About us"),
        "{shown}"
    );
    assert!(diff(&project, &["HEAD"]).ok().stdout.ends_with("Readers see no change.\n"));
}

#[test]
fn a_revision_that_is_missing_is_explained() {
    let (project, git) = project();
    let unknown = diff(&project, &["mian"]).failed(2);
    assert!(
        unknown.stderr.contains("no git revision `mian`") && unknown.stderr.contains("HEAD~1"),
        "{}",
        unknown.stderr
    );
    assert!(diff(&project, &["--", "--output=x"]).failed(2).stderr.contains("no git revision `--output=x`"));
    git.commit();
    let copy = Project::empty();
    let origin = format!("file://{}", project.root().display());
    Git::at(copy.root()).run(&["clone", "--quiet", "--depth=1", &origin, "."]);
    let shallow = diff(&copy, &["HEAD~1"]).failed(2);
    assert!(shallow.stderr.contains("git fetch --deepen=10"), "{}", shallow.stderr);
    let shallow = diff(&copy, &["release"]).failed(2);
    assert!(shallow.stderr.contains("git fetch --depth=1 origin release"), "{}", shallow.stderr);
    let empty = Project::new();
    assert!(diff(&empty, &[]).failed(2).stderr.contains("start with `git init`"));
    Git::init(empty.root());
    assert!(diff(&empty, &[]).failed(2).stderr.contains("there is no commit yet"));
}

/// Returns what a terminal shows.
#[cfg(target_os = "linux")]
fn on_a_terminal(project: &Project) -> String {
    typed(project, "diff", &[])
}

#[test]
#[cfg(target_os = "linux")]
fn customers_whose_views_change_are_named_on_a_terminal_only() {
    let (project, _) = project();
    let only = format!(
        "+++\n{}\n+++\nYour website is slow.\n",
        front_matter(
            "title = \"Slow website\"\nslug = \"slow-website\"\nstatus = \"investigating\"\ncomponents = { web = \"degraded_performance\" }\naudience = [\"customer:acme\"]",
            'd'
        )
    );
    project.write("content/incidents/2026-03-14-web/comms/2026-03-14T1155Z.md", only.as_bytes());
    let shown = on_a_terminal(&project);
    let (public, customer) = shown.split_once("for Zebra Works:").expect("the customer");
    assert!(public.contains("Readers see no change.") && !public.contains("Slow"), "{shown}");
    assert!(
        customer.contains("new incident: Slow website") && customer.contains("Your website is slow."),
        "{shown}"
    );
    for format in ["human", "markdown", "json"] {
        let run = diff(&project, &["--format", format]).ok();
        assert!(!run.stdout.contains("Zebra") && !run.stdout.contains("slow"), "{}", run.stdout);
    }
    // What the public sees, a customer of that component sees too.
    change(&project);
    assert!(on_a_terminal(&project).contains("for Zebra Works:"));
}
