//! `allclear actions`: the list, and the changes of one action in its file.

use crate::support::{Git, NOW, Project, Run, quiet};

const PATH: &str = "content/incidents/2026-03-14-api/postmortem.md";
const PUBLIC: &str = "content/incidents/2026-03-14-api/comms/postmortem.md";

const POSTMORTEM: &str = "+++
author = \"lena\" # who wrote it

# What follows from it
[[action]]
id = \"API-1\"
title = \"Alert on pool use above 80%\"
owner = \"lena\" # until May
due = 2026-03-12
category = \"detect\"
verify = \"Drill in April\"
evidence = [
  \"https://changes.test.example/1\", # the alert
]
commitment = \"Warn us before connections run out\"

[[action]]
id = \"API-2\"
title = \"Close idle connections\"
owner = \"omar\"
due = 2026-04-30
category = \"prevent\"
metric = \"Idle connections, target 10\"
+++
## Summary

40 requests failed.
";

const PROMISE: &str = "+++
title = \"API errors\"

[[commitment]] # the first
text = \"Warn us before connections run out\"
by = 2026-04-30
+++
About 40 requests failed.
";

fn project() -> Project {
    Project::new()
        .file(
            "content/people.toml",
            "[person.lena]\nname = \"Lena Kask\"\nemail = \"lena@test.example\"\n\n[person.omar]\nname = \"Omar Haddad\"\n\n\
             [person.dan]\nname = \"Dan Whit\"\nuntil = 2026-03-14T12:00:00Z\n\n[team.core]\nname = \"Core\"\nmembers = [\"omar\"]\n",
        )
        .update(
            "2026-03-14T1130Z",
            "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"resolved\"\nauthor = \"lena\"",
            "It is over.",
        )
        .file(PATH, POSTMORTEM)
}

fn actions(project: &Project, arguments: &[&str]) -> Run {
    project.run(&[&["actions"], arguments].concat())
}

const EVIDENCE: &str = "https://changes.test.example/2";

#[test]
fn the_list_has_what_is_left_to_do() {
    let project = project();
    let run = actions(&project, &[]).ok();
    insta::assert_snapshot!(run.stdout, @r#"
    2026-03-12, 2 days late  API-1  lena  open  2026-03-14-api-errors  Alert on pool use above 80%
    2026-04-30               API-2  omar  open  2026-03-14-api-errors  Close idle connections
    "#);
    assert_eq!(run.stderr, "2 actions, 1 overdue\n");
    for (arguments, ids) in [
        (&["--overdue"][..], &["API-1"][..]),
        (&["--owner", "omar"], &["API-2"]),
        (&["--team", "core"], &["API-2"]),
        (&["--owner", "dan"], &[]),
    ] {
        let list = actions(&project, arguments).ok().stdout;
        let listed: Vec<&str> = ["API-1", "API-2"].into_iter().filter(|id| list.contains(id)).collect();
        assert_eq!(listed, ids, "{arguments:?}");
    }
    for (arguments, message) in
        [(["--owner", "omarr"], "did you mean `omar`?"), (["--team", "cor"], "did you mean `core`?")]
    {
        assert!(actions(&project, &arguments).failed(2).stderr.contains(message), "{arguments:?}");
    }
}

#[test]
fn an_action_is_done_when_somebody_else_has_verified_it() {
    let project = project();
    let done = actions(&project, &["done", "api-1", "--evidence", EVIDENCE]).ok();
    assert!(done.stdout.contains("allclear actions verify API-1"), "{}", done.stdout);
    let expected = POSTMORTEM
        .replace("# the alert\n]", "# the alert\n  \"https://changes.test.example/2\",\n]")
        .replace("run out\"\n", "run out\"\nstatus = \"done\"\ndone_at = 2026-03-14\n");
    assert_eq!(project.read(PATH), expected);
    assert!(actions(&project, &[]).ok().stdout.contains("unverified"));
    let own = actions(&project, &["verify", "API-1", "--by", "lena"]).failed(2);
    assert!(own.stderr.contains("the owner of an action cannot verify it"), "{}", own.stderr);
    let gone = actions(&project, &["verify", "API-1", "--by", "dan"]).failed(2);
    assert!(gone.stderr.contains("`dan` cannot verify an action"), "{}", gone.stderr);
    assert_eq!(project.read(PATH), expected, "nothing was written");
    actions(&project, &["verify", "API-1", "--by", "omar"]).ok();
    assert!(project.read(PATH).contains("verified_by = \"omar\"\nverified_at = 2026-03-14\n"));
    assert!(!actions(&project, &[]).ok().stdout.contains("API-1"));
    assert!(actions(&project, &["--all"]).ok().stdout.contains("verified"));
    let again = actions(&project, &["verify", "API-1", "--by", "omar"]).failed(2);
    assert!(again.stderr.contains("verified already"), "{}", again.stderr);
}

#[test]
fn reopening_restores_the_file_apart_from_the_evidence() {
    let project = project();
    actions(&project, &["done", "API-2", "--evidence", EVIDENCE, "--at", "2026-03-13"]).ok();
    actions(&project, &["verify", "API-2", "--by", "lena"]).ok();
    actions(&project, &["reopen", "API-2"]).ok();
    let expected = POSTMORTEM
        .replace("target 10\"\n", &format!("target 10\"\nstatus = \"open\"\nevidence = [\"{EVIDENCE}\"]\n"));
    assert_eq!(project.read(PATH), expected);
    assert!(actions(&project, &["reopen", "API-2"]).failed(2).stderr.contains("open already"));
}

#[test]
fn the_ticket_is_written_into_the_file() {
    let project = project();
    let url = "https://tickets.test.example/API-2?a=\"b\"";
    actions(&project, &["link", "API-2", url]).ok();
    let escaped = url.replace('"', "\\\"");
    assert_eq!(
        project.read(PATH),
        POSTMORTEM.replace("target 10\"\n", &format!("target 10\"\nticket = \"{escaped}\"\n"))
    );
    for wrong in ["API-2", "javascript:alert(1)", "https://", "https://a b"] {
        assert!(actions(&project, &["link", "API-2", wrong]).failed(2).stderr.contains("address"), "{wrong}");
    }
}

#[test]
fn what_cannot_be_done_is_refused_with_a_reason() {
    let project = project();
    let other = POSTMORTEM.replace("API-1", "API-3");
    let project = project.file("content/incidents/2026-03-01-web/postmortem.md", &other);
    for (arguments, message) in [
        (&["done", "API-1"][..], "--evidence"),
        (&["done", "API-4", "--evidence", EVIDENCE], "there is no action `API-4`"),
        (
            &["done", "API-2", "--evidence", EVIDENCE],
            "name one of them: `2026-03-01-web/API-2`, `2026-03-14-api-errors/API-2`",
        ),
        (&["done", "API-1", "--evidence", "a graph"], "this is not the address of a page"),
        (&["done", "API-1", "--evidence", EVIDENCE, "--at", "2026-03-15"], "2026-03-15 is in the future"),
        (&["verify", "API-1", "--by", "omar"], "`API-1` is not done yet"),
        (&["verify", "API-1", "--by", "monitor"], "`API-1` is not done yet"),
        (&["--overdue", "reopen", "API-1"], "cannot be used with"),
    ] {
        let run = actions(&project, arguments).failed(2);
        assert!(run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
    }
    actions(&project, &["done", "web/API-2", "--evidence", EVIDENCE]).ok();
    assert_eq!(project.read(PATH), POSTMORTEM);
}

#[test]
fn the_page_shows_what_the_promise_says_and_nothing_else() {
    let promised = PROMISE.replace("title = ", "published = 2026-03-14T11:45:00Z\ntitle = ");
    let site = "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n[approval]\nsince = 2026-03-14T12:00:00Z\n";
    let project = project().file(PUBLIC, &promised).file("content/site.toml", site);
    let page = || {
        project.run(&["build"]).ok();
        project.read("public/postmortems/2026-03-14-api-errors/index.html")
    };
    let open = page();
    actions(&project, &["done", "API-1", "--evidence", EVIDENCE]).ok();
    let verified = actions(&project, &["verify", "API-1", "--by", "omar"]).ok();
    assert!(verified.stdout.contains("--tell-customers"), "{}", verified.stdout);
    assert_eq!(page(), open, "no internal file changes the page");
    assert!(project.run(&["check"]).ok().stderr.contains("commitment-state"));
    let told = actions(&project, &["verify", "API-1", "--tell-customers"]).ok();
    assert!(told.stdout.contains("was kept on 2026-03-14"), "{}", told.stdout);
    assert_eq!(project.read(PUBLIC), promised.replace("04-30\n", "04-30\ndone = 2026-03-14\n"));
    assert_ne!(page(), open);
    assert!(!project.run(&["check"]).ok().stderr.contains("commitment-state"));
    let again = actions(&project, &["verify", "API-1", "--tell-customers"]).failed(2);
    assert!(again.stderr.contains("as kept already"), "{}", again.stderr);
    let none = actions(&project, &["reopen", "API-2", "--tell-customers"]).failed(2);
    assert!(none.stderr.contains("`API-2` fulfils no promise"), "{}", none.stderr);
    actions(&project, &["reopen", "API-1", "--tell-customers"]).ok();
    assert_eq!(project.read(PUBLIC), promised);
    assert_eq!(page(), open);
}

#[test]
fn lists_for_programs_run_nothing() {
    let hostile = POSTMORTEM
        .replace("Close idle connections", "=cmd|' /C calc'!A0")
        .replace("omar", "@SUM(1)")
        .replace("Idle connections, target 10", "-2+3");
    let project = project().file(PATH, &hostile);
    let csv = actions(&project, &["--format", "csv"]).ok().stdout;
    insta::assert_snapshot!(csv, @r#"
    id,incident,title,owner,email,team,due,days_overdue,state,category,priority,verify,metric,depends_on,ticket,commitment,created,done_at,verified_at,verified_by,evidence
    API-1,2026-03-14-api-errors,Alert on pool use above 80%,lena,lena@test.example,,2026-03-12,2,open,detect,,Drill in April,,,,Warn us before connections run out,,,,,https://changes.test.example/1
    API-2,2026-03-14-api-errors,'=cmd|' /C calc'!A0,'@SUM(1),,,2026-04-30,,open,prevent,,,'-2+3,,,,,,,,
    "#);
    let json: serde_json::Value =
        serde_json::from_str(&actions(&project, &["--format", "json"]).ok().stdout).expect("JSON");
    assert_eq!(json["actions"][1]["title"], "=cmd|' /C calc'!A0");
    assert_eq!(json["actions"][0]["days_overdue"], 2);
    assert_eq!(json["actions"][1]["days_overdue"], serde_json::Value::Null);
}

#[test]
fn windows_line_ends_stay() {
    let project = project();
    project.write(PATH, POSTMORTEM.replace('\n', "\r\n").as_bytes());
    actions(&project, &["done", "API-2", "--evidence", EVIDENCE]).ok();
    let text = project.read(PATH);
    assert!(text.contains("status = \"done\"\r\n"), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn the_change_is_committed_alone() {
    let project = project();
    let git = Git::init(project.root());
    git.commit();
    project.write("content/snippets/other.md", b"Not mine.\n");
    let mut command = project.command();
    quiet(&mut command);
    command.args(["--now", NOW, "actions", "done", "API-1", "--evidence", EVIDENCE, "--commit"]);
    Run::of(&mut command).ok();
    let shown = git.run(&["show", "--format=%s", "--name-only", "HEAD"]);
    assert_eq!(shown, format!("Mark action API-1 as done\n\n{PATH}"));
}

#[test]
fn changes_at_the_same_time_are_all_kept() {
    let project = project();
    std::thread::scope(|scope| {
        for id in ["API-1", "API-2"] {
            let project = &project;
            scope.spawn(move || actions(project, &["done", id, "--evidence", EVIDENCE]).ok());
        }
    });
    assert_eq!(project.read(PATH).matches("status = \"done\"").count(), 2);
    assert_eq!(project.read(PATH).matches(EVIDENCE).count(), 2);
}
