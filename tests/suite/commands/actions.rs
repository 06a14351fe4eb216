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
    let draft =
        "+++\nauthor = \"lena\"\n[[action]]\nid = \"a1\"\ntitle = \"{{ write: what prevents it }}\"\n+++\n";
    let project = project.file("content/incidents/2026-03-13-draft/postmortem.md", draft);
    assert_eq!(actions(&project, &[]).ok().stdout, run.stdout, "a draft promises nothing");
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
        (&["done", "API-1", "--evidence", "a graph"], "this is no evidence that others can look at"),
        (&["done", "API-1", "--evidence", "../outside.md"], "or the path of a file in the project"),
        (
            &["done", "API-1", "--evidence", "https://user:secret@a.example/"],
            "write an address as a browser shows it",
        ),
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
    actions(&project, &["done", "api-errors/API-2", "--evidence", "content/site.toml"]).ok();
    assert!(project.read(PATH).contains("content/site.toml"));
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
    id,incident,title,owner,email,team,due,days_overdue,state,category,priority,verify,metric,depends_on,ticket,commitment,created,done_at,verified_at,verified_by,evidence,risk,escalate_to,days_stale,updates_runbook
    API-1,2026-03-14-api-errors,Alert on pool use above 80%,lena,lena@test.example,,2026-03-12,2,open,detect,,Drill in April,,,,Warn us before connections run out,,,,,https://changes.test.example/1,,,,
    API-2,2026-03-14-api-errors,'=cmd|' /C calc'!A0,'@SUM(1),,,2026-04-30,,open,prevent,,,'-2+3,,,,,,,,,,,,
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

/// A site whose actions have no ticket, with a hostile title and owners in trackers.
fn to_export() -> Project {
    let people = "[person.lena]\nname = \"Lena Kask\"\nemail = \"lena@test.example\"\ngithub = \"lena-k\"\n\n[person.omar]\nname = \"Omar Haddad\"\n";
    let hostile = POSTMORTEM
        .replace("Close idle connections", "'; touch pwned; '$(touch pwned)`touch pwned`")
        .replace("Idle connections, target 10", "One\\n/close\\n\\\"two\\\"");
    project().file("content/people.toml", people).file(PATH, &hostile)
}

#[test]
fn jira_and_gitlab_import_the_table() {
    let project = to_export();
    let export =
        |tracker: &str| project.run(&["export", tracker, "--label", "incident", "--label", "q1"]).ok().stdout;
    insta::assert_snapshot!(export("jira"), @r#"
    Summary,Issue Type,Priority,Assignee,Due date,Description,Labels,Labels,Labels,Labels,Issue Id
    API-1: Alert on pool use above 80%,Task,,lena@test.example,2026-03-12,"Action: API-1 after incident 2026-03-14-api-errors
    Owner: lena
    Due: 2026-03-12
    Category: detect
    Verify: Drill in April",incident,q1,2026-03-14-api-errors,detect,1
    API-2: '; touch pwned; '$(touch pwned)`touch pwned`,Task,,,2026-04-30,"Action: API-2 after incident 2026-03-14-api-errors
    Owner: omar
    Due: 2026-04-30
    Category: prevent
    Metric: One /close ""two""",incident,q1,2026-03-14-api-errors,prevent,2
    "#);
    let gitlab = export("gitlab");
    insta::assert_snapshot!(gitlab, @r#"
    title,description,due date
    API-1: Alert on pool use above 80%,"Action: API-1 after incident 2026-03-14-api-errors
    Owner: lena
    Due: 2026-03-12
    Category: detect
    Verify: Drill in April

    /label ~""incident"" ~""q1"" ~""detect""",2026-03-12
    API-2: '; touch pwned; '$(touch pwned)`touch pwned`,"Action: API-2 after incident 2026-03-14-api-errors
    Owner: omar
    Due: 2026-04-30
    Category: prevent
    Metric: One /close ""two""

    /label ~""incident"" ~""q1"" ~""prevent""",2026-04-30
    "#);
    let commands: Vec<&str> = gitlab.lines().filter(|line| line.trim_start().starts_with('/')).collect();
    assert!(commands.iter().all(|line| line.starts_with("/label ~")), "{commands:?}");
    let wrong = project.run(&["export", "jira", "--label", "a b"]).failed(2);
    assert!(wrong.stderr.contains("`a b` cannot be a label"), "{}", wrong.stderr);
    let none = project.run(&["export", "gitlab", "--incident", "nothing"]).failed(2);
    assert!(none.stderr.contains("there is no incident"), "{}", none.stderr);
    actions(&project, &["link", "API-1", "https://tickets.test.example/1"]).ok();
    actions(&project, &["link", "API-2", "https://tickets.test.example/2"]).ok();
    assert_eq!(export("gitlab"), "title,description,due date\n", "only actions without a ticket");
}

#[cfg(unix)]
#[test]
fn the_script_for_github_runs_nothing_but_gh() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = to_export();
    let export = ["export", "github", "--repo", "example/site", "out"];
    let mut command = project.command();
    command.current_dir(project.root()).args(["--now", NOW]).args(export);
    Run::of(&mut command).ok();
    insta::assert_snapshot!(project.read("out/create-issues.sh"), @r#"
    #!/bin/sh
    # Creates a GitHub issue for each action without a ticket. It needs GitHub's program `gh`.
    # An issue that it has created is not created again. It prints the commands that write the tickets into the content.
    set -eu
    cd "$(dirname "$0")"

    create() {
      number=$1
      action=$2
      shift 2
      if [ -s "created/$number" ]; then
        return
      fi
      url=$(gh issue create --repo "$repo" --body-file "body/$number.md" "$@")
      mkdir -p created
      printf '%s\n' "$url" >"created/$number"
      printf 'allclear actions link %s %s\n' "$action" "$url"
    }

    repo='example/site'
    gh label create 'detect' --repo "$repo" >/dev/null 2>&1 || true
    gh label create 'postmortem' --repo "$repo" >/dev/null 2>&1 || true
    gh label create 'prevent' --repo "$repo" >/dev/null 2>&1 || true
    create 0001 ''\''2026-03-14-api-errors/API-1'\''' --title='API-1: Alert on pool use above 80%' --label='postmortem' --label='detect' --assignee='lena-k'
    create 0002 ''\''2026-03-14-api-errors/API-2'\''' --title='API-2: '\''; touch pwned; '\''$(touch pwned)`touch pwned`' --label='postmortem' --label='prevent'
    "#);
    assert_eq!(project.read("out/body/0002.md").lines().last(), Some("Metric: One /close \"two\""));
    // A stand-in for `gh` writes down its arguments and prints an address.
    let gh = "#!/bin/sh\nfor argument in \"$@\"; do printf '[%s]' \"$argument\" >>\"$LOG\"; done\necho >>\"$LOG\"\nif [ \"$1\" = issue ]; then echo https://github.test/$(wc -l <\"$LOG\"); fi\n";
    project.write("bin/gh", gh.as_bytes());
    std::fs::set_permissions(project.path("bin/gh"), std::fs::Permissions::from_mode(0o755))
        .expect("permissions");
    let path = format!("{}:{}", project.path("bin").display(), std::env::var("PATH").unwrap_or_default());
    let script = || {
        let mut sh = std::process::Command::new("sh");
        sh.arg(project.path("out/create-issues.sh")).env("PATH", &path).env("LOG", project.path("log"));
        Run::of(&mut sh).ok().stdout
    };
    let printed = script();
    insta::assert_snapshot!(project.read("log"), @r#"
    [label][create][detect][--repo][example/site]
    [label][create][postmortem][--repo][example/site]
    [label][create][prevent][--repo][example/site]
    [issue][create][--repo][example/site][--body-file][body/0001.md][--title=API-1: Alert on pool use above 80%][--label=postmortem][--label=detect][--assignee=lena-k]
    [issue][create][--repo][example/site][--body-file][body/0002.md][--title=API-2: '; touch pwned; '$(touch pwned)`touch pwned`][--label=postmortem][--label=prevent]
    "#);
    insta::assert_snapshot!(printed, @r#"
    allclear actions link '2026-03-14-api-errors/API-1' https://github.test/4
    allclear actions link '2026-03-14-api-errors/API-2' https://github.test/5
    "#);
    assert_eq!(script(), "", "nothing is created twice");
    for folder in [project.root().to_owned(), project.path("out"), project.path("out/created")] {
        let names = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.file_name());
        assert!(names.into_iter().all(|name| name != "pwned"));
    }
    std::fs::create_dir_all(project.path("public")).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink(project.path("public"), project.path("linked")).expect("a link");
    for (arguments, message) in [
        (["export", "github", "--repo", "site", "x"], "not the name of a repository"),
        (["export", "github", "--repo", "a/b;c", "x"], "not the name of a repository"),
        (["export", "github", "--repo", "a/b", "public/x"], "a folder of the site"),
        (["export", "github", "--repo", "a/b", "content/../public/x"], "a folder of the site"),
        (["export", "github", "--repo", "a/b", "linked/x"], "a folder of the site"),
        (["export", "github", "--repo", "a/b", "linked/../content/pages/x"], "a folder of the site"),
    ] {
        let mut command = project.command();
        command.current_dir(project.root()).args(arguments);
        let run = Run::of(&mut command).failed(2);
        assert!(run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn tickets_propose_status_and_ticket_and_never_a_verification() {
    let project = project();
    let issues = r#"[
        {"number": 7, "title": "API-1: Alert on pool use above 80%", "state": "CLOSED", "stateReason": "COMPLETED", "url": "https://github.test/example/site/issues/7"},
        {"number": 8, "title": "API-2: Close idle connections", "state": "OPEN", "stateReason": "", "url": "https://github.test/example/site/issues/8"},
        {"number": 9, "title": "Something else", "state": "OPEN", "stateReason": "", "url": "https://github.test/example/site/issues/9"}
    ]"#;
    let project = project.file("issues.json", issues);
    let file = project.path("issues.json").display().to_string();
    let proposed = actions(&project, &["sync", &file]).ok();
    insta::assert_snapshot!(proposed.stdout, @r#"
    --- a/content/incidents/2026-03-14-api/postmortem.md
    +++ b/content/incidents/2026-03-14-api/postmortem.md
    @@ -13,6 +13,8 @@
       "https://changes.test.example/1", # the alert
     ]
     commitment = "Warn us before connections run out"
    +ticket = "https://github.test/example/site/issues/7"
    +status = "done"
     
     [[action]]
     id = "API-2"
    @@ -21,6 +23,7 @@
     due = 2026-04-30
     category = "prevent"
     metric = "Idle connections, target 10"
    +ticket = "https://github.test/example/site/issues/8"
     +++
     ## Summary
    "#);
    assert_eq!(project.read(PATH), POSTMORTEM, "nothing is written");
    actions(&project, &["sync", &file, "--apply"]).ok();
    assert!(
        project
            .read(PATH)
            .contains("ticket = \"https://github.test/example/site/issues/7\"\nstatus = \"done\"\n")
    );
    assert!(!project.read(PATH).contains("verified"));
    let again = actions(&project, &["sync", &file]).ok();
    assert_eq!((again.stdout.as_str(), again.stderr.as_str()), ("", "3 tickets read; nothing to change\n"));
    actions(&project, &["verify", "API-1", "--by", "omar"]).ok();
    let project = project.file("issues.json", &issues.replace("CLOSED", "OPEN"));
    let reopened = actions(&project, &["sync", &file]).ok();
    assert!(
        reopened.stdout.is_empty() && reopened.stderr.contains("is verified, but its ticket is open again")
    );
    let project = project.file("issues.json", "[{}]");
    assert!(actions(&project, &["sync", &file]).failed(1).stderr.contains("gh issue list"));
}
