//! Post-mortems end to end, in a real repository: declare, log, post, resolve, draft, write, approve, publish, correct and
//! take down.

use serde_json::Value;

use crate::support::{Git, Project};

const SITE: &str = "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
    [severity.P1]\nacknowledge = \"5m\"\nfirst_update = \"10m\"\nupdate_every = \"30m\"\n\
    [tier.gold]\n[tier.gold.P1]\nresponse = \"15m\"\nresolution = \"1h\"\n\
    [approval]\nsince = 2026-01-01T00:00:00Z\npostmortem = [\"commander\", \"service_owner\"]\n";

const PEOPLE: &str = "[person.lena]\nname = \"Lena Kask\"\n\n[person.omar]\nname = \"Omar Haddad\"\n\n\
    [person.ana]\nname = \"Ana Lu\"\n\n[person.kai]\nname = \"Kai Orav\"\n\n\
    [team.api]\nname = \"API team\"\nmembers = [\"kai\"]\nlead = \"kai\"\n";

const RESPONSE: &str = "[postmortem]\nseverities = [\"P1\"]\nlonger_than = \"1h\"\nmissed_sla = true\n";

const SLUG: &str = "2026-03-14-requests-fail";
const PAGE: &str = "public/postmortems/2026-03-14-requests-fail/index.html";

/// A site, and everything that happened on 14 March, written with the commands.
fn resolved() -> (Project, Git, String) {
    let project = Project::new()
        .file("content/site.toml", SITE)
        .file("content/people.toml", PEOPLE)
        .file("content/owners.toml", "[component.api]\nowner = \"api\"\n")
        .file("content/response.toml", RESPONSE)
        .file(
            "content/customers/tern.md",
            "+++\nname = \"Tern Ferries\"\ntier = \"gold\"\naccess = \"sealed\"\n+++\n",
        );
    let git = Git::init(project.root());
    git.commit();
    let new = [
        "new",
        "incident",
        "Requests fail",
        "--internal-title",
        "Pool of connections is exhausted",
        "--severity",
        "P1",
        "--components",
        "api=partial_outage",
        "--commander",
        "omar",
        "--tiers",
        "all",
        "--observed",
        "Calls time out",
        "--slug",
        SLUG,
        "-m",
        "Some requests fail.",
    ];
    project.run_at("2026-03-14T09:14:00Z", &new).ok();
    let mut folders = std::fs::read_dir(project.path("content/incidents")).expect("the folder of incidents");
    let folder = folders.next().and_then(Result::ok).expect("the incident").file_name();
    let log = |now: &str, rest: &[&str]| {
        let begin = ["log", SLUG, "--author", "ana"];
        project.run_at(now, &[&begin, rest].concat()).ok();
    };
    log(
        "2026-03-14T09:15:00Z",
        &["--milestone", "started", "--at", "2026-03-14T09:08:00Z", "-m", "Errors begin"],
    );
    log(
        "2026-03-14T09:15:00Z",
        &["--milestone", "detected", "--at", "2026-03-14T09:12:00Z", "-m", "The alert fires"],
    );
    log("2026-03-14T09:16:00Z", &["--milestone", "acknowledged", "-m", "On it"]);
    log("2026-03-14T09:30:00Z", &["--action", "restarted zqpooler", "--outcome", "no_effect"]);
    log("2026-03-14T10:20:00Z", &["--milestone", "mitigated", "-m", "The pool is larger"]);
    log("2026-03-14T10:40:00Z", &["--milestone", "resolved", "-m", "Closed"]);
    git.commit();
    (project, git, format!("content/incidents/{}", folder.display()))
}

fn post_resolved(project: &Project, more: &[&str]) -> String {
    let post =
        ["post", SLUG, "--status", "resolved", "--author", "lena", "-m", "All requests work again.", "--yes"];
    project.run_at("2026-03-14T10:41:00Z", &[&post, more].concat()).ok().stdout
}

/// Fills in everything that a draft asks for, as people would.
fn written(draft: &str) -> String {
    let mut text = draft.to_owned();
    while let Some(start) = text.find("{{ write:").or_else(|| text.find("{{ unknown:")) {
        let end = start + text[start..].find("}}").expect("its end") + 2;
        text.replace_range(start..end, "the pool was copied from a smaller machine");
    }
    text.replacen("# root_cause_confidence = \"probable\"", "root_cause_confidence = \"probable\"", 1).replacen(
        "category = \"prevent\"\n",
        "category = \"prevent\"\nowner = \"kai\"\ndue = 2026-04-30\ncommitment = \"We test every release against a full pool.\"\n",
        1,
    )
}

#[test]
fn the_policy_asks_for_a_post_mortem_when_the_incident_is_over() {
    let (project, _, folder) = resolved();
    let said = post_resolved(&project, &["--no-draft"]);
    assert!(
        said.contains(
            "the policy requires a post-mortem (severity P1, longer than 1h, a missed service level target)"
        ),
        "{said}"
    );
    assert!(said.contains("due 2026-03-16 10:40 UTC"), "{said}");
    assert!(!project.path(&format!("{folder}/postmortem.md")).exists());
    let due = |now: &str| project.run_at(now, &["postmortem", "due"]).ok().stdout;
    assert!(due("2026-03-15T09:00:00Z").starts_with("required\n"), "{}", due("2026-03-15T09:00:00Z"));
    assert!(due("2026-03-17T09:00:00Z").starts_with("late\n"), "{}", due("2026-03-17T09:00:00Z"));

    let record = format!("{folder}/incident.md");
    let waived =
        project.read(&record).replacen("+++\n", "+++\npostmortem_waived = \"The supplier writes it\"\n", 1);
    project.write(&record, waived.as_bytes());
    let listed = due("2026-03-17T09:00:00Z");
    assert!(listed.starts_with("waived\n") && listed.contains("The supplier writes it"), "{listed}");
}

#[test]
fn programs_get_the_list_and_the_agenda() {
    let (project, _, folder) = resolved();
    post_resolved(&project, &["--no-draft"]);
    let json = |arguments: &[&str]| -> Value {
        let arguments = [&["postmortem"], arguments, &["--format", "json"]].concat();
        serde_json::from_str(&project.run_at("2026-03-17T09:00:00Z", &arguments).ok().stdout).expect("JSON")
    };
    insta::assert_snapshot!(format!("{:#}", json(&["due"])), @r#"
    {
      "has_policy": true,
      "postmortems": [
        {
          "group": "late",
          "incident": "2026-03-14-requests-fail",
          "reasons": [
            "severity P1",
            "longer than 1h",
            "a missed service level target"
          ],
          "due": "2026-03-16T10:40:00Z",
          "note": "severity P1, longer than 1h, a missed service level target; due since 2026-03-16 10:40 UTC"
        }
      ]
    }
    "#);
    let agenda = json(&["agenda", SLUG]);
    let minutes =
        agenda["items"].as_array().expect("items").iter().filter_map(|item| item["minutes"].as_u64());
    assert_eq!(minutes.sum::<u64>(), 60);
    assert_eq!(agenda["document"], format!("{folder}/postmortem.md"));
    let attendees = agenda["attendees"].as_array().expect("attendees");
    assert!(attendees.iter().any(|one| one["person"] == "omar" && one["name"] == "Omar Haddad"), "{agenda}");
    std::fs::remove_file(project.path("content/response.toml")).expect("the policy");
    assert_eq!(json(&["due"])["has_policy"], false);
}

#[test]
fn a_draft_has_the_facts_and_keeps_what_people_write() {
    let (project, git, folder) = resolved();
    let said = post_resolved(&project, &["--commit"]);
    let path = format!("{folder}/postmortem.md");
    assert!(said.contains("wrote ") && said.contains("places to fill in"), "{said}");
    assert!(git.run(&["status", "--porcelain"]).is_empty(), "{}", git.run(&["status", "--porcelain"]));
    let draft = project.read(&path);
    insta::assert_snapshot!(draft.replace(&folder, "FOLDER"));

    let edited = draft.replace("## Root cause\n", "## Root cause\n\nMy own words, über alles.\n");
    let edited = edited.replace("- Date: 2026-03-14\n", "- Date: 2026-03-14, a Saturday\n");
    project.write(&path, edited.as_bytes());
    let run = project.run_at("2026-03-14T11:00:00Z", &["postmortem", "draft", SLUG, "--author", "ana"]).ok();
    assert!(run.stderr.contains("somebody changed the block `facts`"), "{run:?}");
    let again = project.read(&path);
    for kept in ["My own words, über alles.", "2026-03-14, a Saturday", "- Date: 2026-03-14\n"] {
        assert!(again.contains(kept), "{kept}\n{again}");
    }
    let run = project.run_at("2026-03-14T11:00:00Z", &["postmortem", "draft", SLUG, "--author", "ana"]).ok();
    assert!(run.stdout.contains("is up to date"), "{run:?}");
}

#[test]
fn the_agenda_names_who_should_come() {
    let (project, _, _) = resolved();
    post_resolved(&project, &["--no-draft"]);
    insta::assert_snapshot!(
        project.run_at("2026-03-15T09:00:00Z", &["postmortem", "agenda", SLUG]).ok().stdout
    );
}

#[test]
fn templates_come_from_the_project() {
    let (project, _, folder) = resolved();
    post_resolved(&project, &["--no-draft"]);
    project.write("content/templates/short.md", b"## Facts\n\n{{ facts }}\n\n## Ours\n\n{{ write: ours }}\n");
    project.write("content/templates/wrong.md", b"{{ fact }}\n");
    let draft = |name: &str| {
        project.run_at(
            "2026-03-15T09:00:00Z",
            &["postmortem", "draft", SLUG, "--author", "ana", "--template", name],
        )
    };
    assert!(draft("wrong").failed(2).stderr.contains("did you mean `facts`?"));
    assert!(draft("shrt").failed(2).stderr.contains("did you mean `short`?"));
    draft("short").ok();
    let text = project.read(&format!("{folder}/postmortem.md"));
    assert!(text.contains("## Ours") && !text.contains("## Chronology"), "{text}");
}

/// A post-mortem that is written and approved internally, and a draft of the version for customers.
fn reviewed() -> (Project, Git, String) {
    let (project, git, folder) = resolved();
    post_resolved(&project, &[]);
    let path = format!("{folder}/postmortem.md");
    let approve = |role: &str, by: &str| {
        project.run_at("2026-03-16T09:00:00Z", &["approve", &path, "--role", role, "--by", by, "--yes"])
    };
    let refused = approve("commander", "omar").failed(1);
    assert!(refused.stderr.contains("to fill in"), "{refused:?}");
    let publish = ["postmortem", "publish", SLUG, "--author", "lena"];
    project.run_at("2026-03-16T09:00:00Z", &publish).failed(1);

    project.write(&path, written(&project.read(&path)).as_bytes());
    let refused = project.run_at("2026-03-16T09:00:00Z", &publish).failed(1);
    assert!(refused.stderr.contains("the commander has not approved"), "{refused:?}");
    approve("commander", "kai").failed(2);
    approve("service_owner", "kai").ok();
    let refused = project.run_at("2026-03-16T09:00:00Z", &publish).failed(1);
    assert!(refused.stderr.contains("the commander has not approved"), "{refused:?}");
    assert!(!refused.stderr.contains("service owner has not approved"), "{refused:?}");
    approve("commander", "omar").ok();
    // The progress of an action and fresh facts void nothing, and another word does.
    let done = project.read(&path).replace("commitment =", "status = \"in_progress\"\ncommitment =");
    project.write(&path, done.as_bytes());
    let approved = project.read(&path);
    project.write(&path, approved.replace("copied from a smaller", "copied from another").as_bytes());
    let refused = project.run_at("2026-03-16T09:00:00Z", &publish).failed(1);
    assert!(refused.stderr.contains("is void"), "{refused:?}");
    project.write(&path, approved.as_bytes());
    project.run_at("2026-03-16T09:30:00Z", &publish).ok();
    git.commit();
    (project, git, folder)
}

#[test]
fn the_headings_of_a_draft_are_in_the_language_of_the_site() {
    let (project, _, folder) = reviewed();
    let path = format!("{folder}/comms/postmortem.md");
    let english = project.read(&path);
    std::fs::remove_file(project.path(&path)).expect("the draft");
    project.write("content/site.toml", format!("language = \"de\"\n{SITE}").as_bytes());
    project.run_at("2026-03-16T09:30:00Z", &["postmortem", "publish", SLUG, "--author", "lena"]).ok();
    let headings = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_owned).collect()
    };
    let expected = ["Summary", "What happened", "Do you need to do anything?", "What we are changing"];
    assert_eq!(headings(&english), expected);
    let expected = ["Zusammenfassung", "Was passiert ist", "Müssen Sie etwas tun?", "Was wir ändern"];
    assert_eq!(headings(&project.read(&path)), expected);
}

fn build(project: &Project) -> crate::support::Run {
    project.run_at("2026-03-20T09:00:00Z", &["build"])
}

/// Where a post-mortem is announced, besides its own page.
const ANNOUNCED: [&str; 7] = [
    "public/postmortems/index.html",
    "public/postmortems/feed.xml",
    "public/feed.xml",
    "public/feed.json",
    "public/sitemap.xml",
    "public/incidents/2026-03-14-requests-fail/index.html",
    "public/api/v2/incidents.json",
];

fn mentions(project: &Project, path: &str) -> bool {
    let text = project.read(path);
    text.contains(&format!("postmortems/{SLUG}/")) || text.contains("\"status\":\"postmortem\"")
}

#[test]
fn a_post_mortem_is_published_corrected_and_taken_down() {
    let (project, git, folder) = reviewed();
    let path = format!("{folder}/comms/postmortem.md");
    let draft = project.read(&path);
    insta::assert_snapshot!(draft);
    for internal in ["zqpooler", "Pool of connections", "copied from a smaller machine"] {
        assert!(!draft.contains(internal), "{internal}");
    }
    build(&project).ok();
    assert!(!project.path(PAGE).exists());

    let approve = |now: &str, role: &str, by: &str, publish: &[&str]| {
        let begin = ["approve", &path, "--role", role, "--by", by, "--yes"];
        project.run_at(now, &[&begin[..], publish].concat())
    };
    // A place that is left open never goes out.
    approve("2026-03-16T09:40:00Z", "commander", "omar", &[]).ok();
    let refused = approve("2026-03-16T09:41:00Z", "service_owner", "kai", &["--publish"]).failed(1);
    assert!(refused.stderr.contains("place-left-open"), "{refused:?}");

    project.write(&path, written(&draft).as_bytes());
    approve("2026-03-16T10:00:00Z", "commander", "omar", &[]).ok();
    approve("2026-03-16T10:05:00Z", "service_owner", "kai", &["--publish"]).ok();
    git.commit();
    build(&project).ok();
    let page = project.read(PAGE);
    assert!(
        page.contains("schema.org/Article") && page.contains("We test every release against a full pool."),
        "{page}"
    );
    assert_eq!(
        page.matches("What we are changing").count(),
        2,
        "one visible heading and one for screen readers: {page}"
    );
    for place in ANNOUNCED {
        assert!(mentions(&project, place), "{place}");
    }

    // One byte.
    let published = project.read(&path);
    project.write(&path, published.replace("full pool.\"\nby", "full pool!\"\nby").as_bytes());
    let refused = build(&project).failed(1);
    assert!(
        refused.stderr.contains("comms/postmortem.md") && refused.stderr.contains("approval"),
        "{refused:?}"
    );
    assert_eq!(project.read(PAGE), page);

    // An edit that only lacks its approval leaves the approved text published; with any other error nothing is restored.
    project.write(&path, published.as_bytes());
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    let keep_going =
        || project.run_at("2026-03-20T09:00:00Z", &["build", "--keep-going", "refs/allclear/published"]);
    let shorter = published.replace("## Do you need to do anything?", "## Anything to do?");
    project.write(&path, shorter.as_bytes());
    assert_eq!(keep_going().code, 4);
    assert_eq!(project.read(PAGE), page);
    project.write(&path, shorter.replace("published =", "audiance = [\"public\"]\npublished =").as_bytes());
    keep_going().failed(1);
    assert_eq!(project.read(PAGE), page);

    // A correction with a note, approved again.
    let corrected = published.replace("Do you need to do anything?", "What can you do?").replacen(
        "+++\n",
        "+++\nedited = [{ at = 2026-03-18T09:00:00Z, note = \"A clearer heading\" }]\n",
        1,
    );
    let corrected = corrected.split("\n[[approval]]").next().unwrap_or_default().to_owned()
        + "\n+++\n"
        + corrected.rsplit("+++\n").next().unwrap_or_default();
    project.write(&path, corrected.as_bytes());
    build(&project).failed(1);
    approve("2026-03-18T09:10:00Z", "commander", "omar", &[]).ok();
    approve("2026-03-18T09:20:00Z", "service_owner", "kai", &[]).ok();
    build(&project).ok();
    assert!(project.read(PAGE).contains("A clearer heading"), "{}", project.read(PAGE));

    let down = project.read(&path).replacen("+++\n", "+++\ndraft = true\n", 1);
    project.write(&path, down.as_bytes());
    build(&project).ok();
    assert!(!project.path(PAGE).exists());
    for place in ANNOUNCED {
        assert!(!mentions(&project, place), "{place}");
    }
}

/// A post-mortem may be approved days before it is published.
#[test]
fn who_sees_says_when_an_approved_post_mortem_is_released() {
    let (project, _git, folder) = reviewed();
    let path = format!("{folder}/comms/postmortem.md");
    let planned =
        written(&project.read(&path)).replacen("+++\n", "+++\npublished = 2026-03-20T09:00:00Z\n", 1);
    project.write(&path, planned.as_bytes());
    for (role, by) in [("commander", "omar"), ("service_owner", "kai")] {
        let approve = ["approve", &path, "--role", role, "--by", by, "--yes"];
        project.run_at("2026-03-16T10:00:00Z", &approve).ok();
    }
    let ask = |now: &str| project.run_at(now, &["who-sees", &path]).ok().stdout;
    let before = ask("2026-03-16T10:05:00Z");
    assert!(before.contains("public  no   it is released at 2026-03-20T09:00:00Z"), "{before}");
    let after = ask("2026-03-20T09:00:00Z");
    assert!(after.contains("public  yes  it is for everybody"), "{after}");
}

#[test]
fn an_edit_of_a_published_post_mortem_needs_a_note() {
    let path = "content/incidents/2026-03-10-api/comms/postmortem.md";
    let text = "+++\ntitle = \"Why the API failed\"\npublished = 2026-03-12T09:00:00Z\n\
                [[commitment]]\ntext = \"Buy another disk\"\n+++\nA disk was full.\n";
    let project = Project::new()
        .file(
            "content/site.toml",
            &SITE.replace("since = 2026-01-01T00:00:00Z", "since = 2026-06-01T00:00:00Z"),
        )
        .file(
            "content/incidents/2026-03-10-api/comms/2026-03-10T0900Z-resolved.md",
            "+++\ntitle = \"API\"\nslug = \"api\"\nstatus = \"resolved\"\n+++\nIt failed.\n",
        )
        .file(path, text);
    let checked = || project.run(&["check"]).stderr;
    project.run(&["build"]).ok();
    project.write(path, text.replace("another disk\"", "another disk\"\ndone = 2026-03-13").as_bytes());
    assert!(!checked().contains("edit-not-marked"), "{}", checked());
    project.write(path, text.replace("A disk", "The disk").as_bytes());
    let found = checked();
    assert!(found.contains("was changed after it was published, but it has no `edited`"), "{found}");
    assert!(found.contains("write `edited = ["), "{found}");
    let marked =
        text.replacen("+++\n", "+++\nedited = [{ at = 2026-03-14T10:00:00Z, note = \"Which disk\" }]\n", 1);
    project.write(path, marked.replace("A disk", "The disk").as_bytes());
    assert!(!checked().contains("edit-not-marked"), "{}", checked());
}

/// An incident that was reported afterwards has no length of its own: its first update is its last.
#[test]
fn the_times_of_an_incident_reported_afterwards_are_those_that_customers_read() {
    let reported = |interval: &str| {
        let update = format!(
            "+++\ntitle = \"Wallets failed\"\nslug = \"2026-03-14-wallets\"\nstatus = \"resolved\"\nauthor = \"lena\"\n\
             components = {{ api = \"operational\" }}\n{interval}+++\nWallets work again.\n"
        );
        let project = Project::new()
            .file("content/site.toml", SITE)
            .file("content/people.toml", PEOPLE)
            .file(
                "content/incidents/2026-03-14-w/incident.md",
                "+++\ntitle = \"W\"\nseverity = \"P1\"\n+++\n",
            )
            .file("content/incidents/2026-03-14-w/comms/2026-03-14T0948Z-resolved.md", &update);
        project.run(&["postmortem", "draft", "wallets", "--author", "kai"]).ok();
        project.read("content/incidents/2026-03-14-w/postmortem.md")
    };
    let draft = reported(
        "[[interval]]\ncomponents = [\"api\"]\nstate = \"partial_outage\"\nfrom = 2026-03-14T04:23:00Z\nto = 2026-03-14T05:00:00Z\n",
    );
    assert!(draft.contains("- Duration: 37m, 2026-03-14 04:23 to 2026-03-14 05:00 UTC"), "{draft}");
    let draft = reported("");
    assert!(draft.contains("- Duration: {{ unknown: ") && !draft.contains("for 0s"), "{draft}");
}

/// Editors on Windows write these line endings.
#[test]
fn a_draft_with_carriage_returns_is_refreshed_and_keeps_them() {
    let (project, _, folder) = resolved();
    post_resolved(&project, &["--no-draft"]);
    let path = format!("{folder}/postmortem.md");
    let draft = ["postmortem", "draft", SLUG, "--author", "kai"];
    project.run_at("2026-03-14T11:00:00Z", &draft).ok();
    let edited = project.read(&path).replace("- Severity: P1", "- Severity: P2").replace('\n', "\r\n");
    project.write(&path, edited.as_bytes());
    let run = project.run_at("2026-03-14T11:00:00Z", &draft).ok();
    assert!(run.stdout.contains("wrote "), "{run:?}");
    let fresh = project.read(&path);
    assert!(fresh.contains("- Severity: P1\r\n"), "{fresh}");
    assert_eq!(fresh.matches('\n').count(), fresh.matches("\r\n").count(), "{fresh}");
}
