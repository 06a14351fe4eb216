//! `allclear export confluence`, `markdown` and `summary`: post-mortems and summaries for other systems.

use serde_json::Value;

use crate::support::{Project, Run};

const SLUG: &str = "2026-03-14-api-errors";
const FOLDER: &str = "content/incidents/2026-03-14-api";

const INTERNAL: &str = "+++
author = \"omar\"
root_cause_confidence = \"confirmed\"
causes = [\"capacity\"]

[[why]]
question = \"Why did requests fail?\"
answer = \"zqpooler had no free connections\"

[[factor]]
text = \"The dashboard was <b>slow</b>\"

[[action]]
id = \"API-1\"
title = \"Raise the limit of zqpooler\"
owner = \"omar\"
due = 2026-04-30
+++
## Root cause

zqpooler was copied from a *smaller* machine.

## Lessons

<script>alert(1)</script>
";

const PUBLIC: &str = "+++
title = \"API errors on 14 March\"
author = \"lena\"
published = 2026-03-14T11:50:00Z

[[commitment]]
text = \"Test every release against a full pool\"
by = \"2026-04\"

[[commitment]]
text = \"Warn us before connections run out\"
done = 2026-03-14
+++
## Summary

About 40 requests failed & were *retried*. See [the history](/history/).

## What happened

| Step | Time |
|---|---|
| Detected | 11:00 |

```
limit < 20
```
";

fn project() -> Project {
    Project::new()
        .file(
            "content/site.toml",
            "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
             [approval]\nsince = 2026-04-01T00:00:00Z\n",
        )
        .file("content/people.toml", "[person.omar]\nname = \"Omar Haddad\"\n\n[person.lena]\nname = \"Lena Kask\"\n")
        .file(
            "content/customers/tern.md",
            "+++\nname = \"Tern Ferries\"\naccess = \"gated\"\ncomponents = [\"api\"]\n+++\n",
        )
        .file(
            "content/customers/rook.md",
            "+++\nname = \"Rook Rail\"\naccess = \"sealed\"\ncomponents = [\"api\"]\n+++\n",
        )
        .file(
            &format!("{FOLDER}/incident.md"),
            "+++\ntitle = \"zqpooler ran out of connections\"\nseverity = \"P1\"\n+++\n",
        )
        .update(
            "2026-03-14T1100Z",
            "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\nauthor = \"lena\"\n\
             components = { api = \"partial_outage\" }\nid = \"aaaaaaaaaaaa\"\nincident_id = \"bbbbbbbbbbbb\"",
            "Some requests fail.",
        )
        .update(
            "2026-03-14T1110Z",
            "status = \"identified\"\nauthor = \"lena\"\naudience = [\"customer:tern\"]\nid = \"cccccccccccc\"",
            "Your gateway needs a restart.",
        )
        .update(
            "2026-03-14T1140Z",
            "status = \"resolved\"\nauthor = \"lena\"\nid = \"dddddddddddd\"",
            "All requests work again.",
        )
        .file(&format!("{FOLDER}/postmortem.md"), INTERNAL)
        .file(&format!("{FOLDER}/comms/postmortem.md"), PUBLIC)
}

fn export(project: &Project, arguments: &[&str]) -> Run {
    project.run(&[&["export"], arguments].concat())
}

/// Returns the names of the elements of a page in storage format, which has to be well-formed XML.
fn elements(page: &str) -> Vec<String> {
    let page: Value = serde_json::from_str(page).expect("JSON");
    assert_eq!(
        (&page["type"], &page["body"]["storage"]["representation"]),
        (&"page".into(), &"storage".into())
    );
    let storage = page["body"]["storage"]["value"].as_str().expect("storage format");
    let whole =
        format!("<page xmlns:ac=\"https://ac.example\" xmlns:ri=\"https://ri.example\">{storage}</page>");
    let parsed = roxmltree::Document::parse(&whole).unwrap_or_else(|error| panic!("{error}: {whole}"));
    let elements = parsed.descendants().filter(roxmltree::Node::is_element);
    elements.map(|node| node.tag_name().name().to_owned()).collect()
}

#[test]
fn the_published_post_mortem_is_exported_as_customers_read_it() {
    let project = project();
    let page = export(&project, &["confluence", SLUG, "--public", "--space", "OPS"]).ok();
    insta::assert_snapshot!("public_confluence", page.stdout);
    let names = elements(&page.stdout);
    assert!(
        ["table", "task-list", "structured-macro", "a"]
            .iter()
            .all(|name| names.iter().any(|own| own == name))
    );
    let text = export(&project, &["markdown", SLUG, "--public"]).ok();
    insta::assert_snapshot!("public_markdown", text.stdout);
    for run in [page, text] {
        assert!(!run.stdout.contains("zqpooler") && !run.stdout.contains("Internal"), "{}", run.stdout);
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn nothing_internal_changes_a_public_export() {
    let project = project();
    let all: [&[&str]; 4] = [
        &["confluence", SLUG, "--public"],
        &["markdown", SLUG, "--public"],
        &["summary", SLUG],
        &["summary", SLUG, "--customer", "rook"],
    ];
    let texts = |project: &Project| all.map(|arguments| export(project, arguments).ok().stdout);
    let before = texts(&project);
    // The internal file has the words of the page, as engineers quote it.
    project.write(
        &format!("{FOLDER}/postmortem.md"),
        format!("{INTERNAL}\n{PUBLIC}").replace("+++\ntitle", "title").as_bytes(),
    );
    project.write(
        &format!("{FOLDER}/timeline/2026-03-14T1101Z-omar.md"),
        b"About 40 requests failed & were retried. See it.\n",
    );
    let project = project.update(
        "2026-03-14T1112Z",
        "author = \"lena\"\naudience = [\"customer:tern\"]\nid = \"eeeeeeeeeeee\"",
        "Another text for one customer.",
    );
    assert_eq!(texts(&project), before);
}

#[test]
fn the_internal_post_mortem_says_that_it_is_internal_everywhere() {
    let project = project();
    let page = export(&project, &["confluence", SLUG]).ok();
    insta::assert_snapshot!("internal_confluence", page.stdout);
    assert!(!elements(&page.stdout).iter().any(|name| matches!(name.as_str(), "script" | "b")));
    let text = export(&project, &["markdown", SLUG]).ok();
    insta::assert_snapshot!("internal_markdown", text.stdout);
    let mut in_ci = project.command();
    in_ci.args(["--now", crate::support::NOW, "--quiet", "export", "markdown", SLUG]).env("CI", "true");
    let in_ci = Run::of(&mut in_ci).ok();
    assert_eq!((in_ci.stdout, in_ci.stderr), (text.stdout, String::new()), "a log has the same warning");
    assert_eq!(text.stderr, "note: this is internal; `--public` exports what is published\n");

    let draft = INTERNAL.replace("from a *smaller* machine", "{{ write: from where }}");
    project.write(&format!("{FOLDER}/postmortem.md"), draft.as_bytes());
    assert!(export(&project, &["markdown", SLUG]).ok().stdout.contains("It is a draft: 1 place"));
}

#[test]
fn what_is_not_published_or_wrong_is_not_exported() {
    let project = project();
    project.write(
        &format!("{FOLDER}/comms/postmortem.md"),
        PUBLIC.replacen("+++\n", "+++\ndraft = true\n", 1).as_bytes(),
    );
    let draft = export(&project, &["markdown", SLUG, "--public"]).failed(1);
    insta::assert_snapshot!(draft.stderr, @"
    error: `2026-03-14-api-errors` has no post-mortem that is published for everybody
    help: publish it first, or export the internal one without `--public`
    ");
    assert_eq!(draft.stdout, "");

    let named = PUBLIC.replace("About 40 requests", "Omar Haddad saw that 40 requests");
    project.write(&format!("{FOLDER}/comms/postmortem.md"), named.as_bytes());
    for arguments in
        [["markdown", SLUG, "--public"], ["confluence", SLUG, "--public"], ["summary", SLUG, "--quiet"]]
    {
        let refused = export(&project, &arguments).failed(3);
        assert_eq!(refused.stdout, "");
        assert!(refused.stderr.ends_with("; nothing was exported\n"), "{}", refused.stderr);
        assert!(!refused.stderr.contains("Omar"), "{}", refused.stderr);
    }
    project.write(&format!("{FOLDER}/comms/postmortem.md"), PUBLIC.as_bytes());

    // Publication fails on any error, and so do exports of what is published. An internal export needs its own folder only.
    let project = project.file(
        "content/incidents/2026-03-15-other/comms/2026-03-14T1000Z.md",
        "+++\nstatus = \"odd\"\n+++\nx\n",
    );
    assert!(
        export(&project, &["markdown", SLUG, "--public"]).failed(1).stderr.contains("nothing was exported")
    );
    export(&project, &["markdown", SLUG]).ok();
    project.write(&format!("{FOLDER}/postmortem.md"), INTERNAL.replace("confirmed", "sure").as_bytes());
    let wrong = export(&project, &["markdown", SLUG]).failed(1);
    assert!(
        wrong.stderr.contains("nothing was exported") && !wrong.stdout.contains("zqpooler"),
        "{}",
        wrong.stderr
    );

    let missing = project.file(
        "content/incidents/2026-03-16-new/incident.md",
        "+++\ntitle = \"New\"\nseverity = \"P3\"\n+++\n",
    );
    let none = export(&missing, &["confluence", "2026-03-16-new"]).failed(1);
    assert!(none.stderr.contains("allclear postmortem draft 2026-03-16-new"), "{}", none.stderr);
}

#[test]
fn a_summary_says_what_happened_what_changed_and_what_follows() {
    let project = project();
    for format in ["text", "slack", "teams"] {
        let run = export(&project, &["summary", SLUG, "--format", format]).ok();
        insta::assert_snapshot!(format!("summary_{format}"), run.stdout);
        assert_eq!(run.stderr, "");
    }
    std::fs::remove_file(project.path(&format!("{FOLDER}/comms/postmortem.md"))).expect("a file");
    let without = export(&project, &["summary", SLUG]).ok().stdout;
    assert!(
        without.contains("Some requests fail.") && without.contains("Resolved: All requests work again."),
        "{without}"
    );
    assert!(without.contains("https://status.test.example/incidents/2026-03-14-api-errors/"), "{without}");
    let early = project
        .run_at("2026-03-14T11:05:00Z", &["--as-of", "2026-03-14T11:05:00Z", "export", "summary", SLUG]);
    assert_eq!(early.code, 2, "`--now` and `--as-of` exclude each other");
    let mut early = project.command();
    early.args(["--as-of", "2026-03-14T11:05:00Z", "export", "summary", SLUG]);
    let early = Run::of(&mut early).ok().stdout;
    assert!(early.contains("Open: Investigating") && !early.contains("work again"), "{early}");
}

#[test]
fn a_summary_for_a_customer_has_what_that_customer_sees() {
    let project = project();
    let summary = |arguments: &[&str]| export(&project, &[&["summary", SLUG], arguments].concat());
    let public = summary(&[]).ok().stdout;
    assert!(!public.contains("gateway"), "{public}");
    std::fs::remove_file(project.path(&format!("{FOLDER}/comms/postmortem.md"))).expect("a file");
    std::fs::remove_file(project.path(&format!("{FOLDER}/comms/2026-03-14T1140Z.md"))).expect("a file");
    let tern = summary(&["--customer", "tern"]).ok();
    assert!(tern.stdout.contains("gateway needs a restart"), "{}", tern.stdout);
    let link = tern.stdout.lines().find(|line| line.contains("https://")).expect("a link to the view");
    assert!(
        link.ends_with("/incidents/2026-03-14-api-errors/") && !link.contains("example/incidents"),
        "{link}"
    );
    let rook = summary(&["--customer", "rook"]).ok();
    assert!(!rook.stdout.contains("gateway") && !rook.stdout.contains("https://"), "{}", rook.stdout);
    assert!(rook.stderr.contains("without a link"), "{}", rook.stderr);
    for (who, text) in [("tern", &tern.stdout), ("rook", &rook.stdout)] {
        assert!(
            !text.contains("Tern") && !text.contains("Rook") && !text.contains("zqpooler"),
            "{who}: {text}"
        );
    }
    assert!(summary(&["--customer", "ternn"]).failed(2).stderr.contains("there is no customer `ternn`"));
    let project = project.file(
        "content/incidents/2026-03-16-new/incident.md",
        "+++\ntitle = \"New\"\nseverity = \"P3\"\n+++\n",
    );
    let unseen = export(&project, &["summary", "2026-03-16-new"]).failed(1);
    assert!(unseen.stderr.contains("the public sees nothing of `2026-03-16-new`"), "{}", unseen.stderr);
}

/// Texts that are markup, mentions or commands somewhere.
const HOSTILE: &str = "]]> </td><ac:task> <!channel> <@U1> <at>a</at> <https://evil.example|x> [x](javascript:alert(1)) *a* `b` & \\\"";

#[test]
fn hostile_texts_are_texts_in_every_export() {
    let project = project();
    let hostile = HOSTILE.replace('\\', "");
    let public = PUBLIC
        .replace("API errors on 14 March", HOSTILE)
        .replace("Test every release", HOSTILE)
        .replace("limit < 20", &hostile);
    project.write(&format!("{FOLDER}/comms/postmortem.md"), public.as_bytes());
    let internal =
        INTERNAL.replace("Raise the limit", HOSTILE).replace("<script>", &format!("{hostile}\n<script>"));
    project.write(&format!("{FOLDER}/postmortem.md"), internal.as_bytes());
    let expected = elements(&export(&self::project(), &["confluence", SLUG, "--public"]).ok().stdout);
    let names = elements(&export(&project, &["confluence", SLUG, "--public"]).ok().stdout);
    assert_eq!(names, expected, "no text became an element");
    elements(&export(&project, &["confluence", SLUG]).ok().stdout);
    // In a block of code, a text stays as it is.
    for (arguments, in_code) in [(&["markdown", SLUG, "--public"][..], 1), (&["markdown", SLUG], 0)] {
        let text = export(&project, arguments).ok().stdout;
        assert_eq!(text.matches("[x](").count(), in_code, "{text}");
        assert!(!text.contains("\n<"), "{text}");
    }
    let slack = export(&project, &["summary", SLUG, "--format", "slack"]).ok().stdout;
    assert!(
        !slack.contains("<!channel>") && !slack.contains("<@U1>") && !slack.contains("<https://evil"),
        "{slack}"
    );
    let teams = export(&project, &["summary", SLUG, "--format", "teams"]).ok().stdout;
    assert!(!teams.contains("\"TextBlock\""), "{teams}");
}
