//! `allclear search`: incidents, causes and actions by words.

use serde_json::Value;

use crate::support::{Project, Run};

fn project() -> Project {
    let record = |title: &str, text: &str| {
        format!("+++\ntitle = \"{title}\"\nseverity = \"P1\"\ncomponents = [\"api\"]\n+++\n{text}\n")
    };
    Project::new()
        .file(
            "content/incidents/2026-01-09-reports/incident.md",
            &record("Reports were slow", "The Pool of the\nreplica was at its limit."),
        )
        .file("content/incidents/2026-01-09-reports/timeline/2026-01-09T0900Z-ana.md", "Slow.\n")
        .file(
            "content/incidents/2026-03-14-api/incident.md",
            &record("Pooler on pg-main-3 ran full", "5xx in Jõgeva."),
        )
        .file("content/incidents/2026-03-14-api/timeline/2026-03-14T1130Z-ana.md", "+++\nmilestone = \"detected\"\n+++\nTimeouts \u{1b}[31min the pool.\n")
        .file(
            "content/incidents/2026-03-14-api/postmortem.md",
            "+++\nauthor = \"ana\"\ncauses = [\"capacity\"]\n\
             [[why]]\nquestion = \"Why was the pool full?\"\nanswer = \"Idle connections stayed open.\"\n\
             [[why]]\nquestion = \"Why did they stay?\"\nanswer = \"{{ write: pool }}\"\n\
             [[factor]]\ntext = \"No alert on the pool\"\nkind = \"monitoring\"\n\
             [[action]]\nid = \"API-1\"\ntitle = \"Alert on pool use above 80%\"\nowner = \"ana\"\n\
             [[action]]\nid = \"API-2\"\ntitle = \"{{ write: what limits the pool }}\"\n+++\n## Summary\n\n40 requests.\n",
        )
        .update(
            "2026-03-14T1140Z-investigating",
            "title = \"API errors\"\nslug = \"2026-03-14-api-errors\"\nstatus = \"investigating\"\nauthor = \"ana\"",
            "Requests of some customers fail.",
        )
}

fn search(words: &[&str]) -> Run {
    project().run(&[&["search"], words].concat())
}

#[test]
fn titles_come_first_and_then_the_newest() {
    let run = search(&["pool"]).ok();
    insta::assert_snapshot!(run.stdout);
    assert_eq!(run.stderr, "5 results\n");
}

#[test]
fn each_word_must_be_there_wherever_it_is() {
    let found = |words: &[&str]| search(words).ok().stdout.lines().count();
    assert_eq!(found(&["POOL", "jogeva"]), 2, "one incident, with its line");
    assert_eq!(found(&["pg main full"]), 1);
    assert_eq!(found(&["pool", "nowhere"]), 0);
    assert_eq!(found(&["ool"]), 0, "words begin with it");
    let none = search(&["nowhere"]).ok();
    assert_eq!((none.stdout.as_str(), none.stderr.as_str()), ("", "nothing found\n"));
}

#[test]
fn programs_get_the_same_results() {
    let run = search(&["capacity", "--format", "json"]).ok();
    insta::assert_snapshot!(run.stdout);
    let document: Value =
        serde_json::from_str(&search(&["alert", "--format", "json"]).ok().stdout).expect("JSON");
    let action =
        document["results"].as_array().and_then(|all| all.iter().find(|one| one["what"] == "action"));
    assert_eq!(
        action.map(|action| (&action["action"], &action["state"])),
        Some((&"API-1".into(), &"open".into()))
    );
}

#[test]
fn a_query_without_words_is_wrong_usage() {
    insta::assert_snapshot!(search(&["--", "-%"]).failed(2).stderr);
}

#[test]
fn an_earlier_time_does_not_know_what_was_written_later() {
    let project = project();
    let then =
        |at: &str, word: &str| Run::of(project.command().args(["--as-of", at, "search", word])).ok().stdout;
    let before = "2026-03-14T11:00:00Z";
    assert_eq!((then(before, "timeouts"), then(before, "pooler")), (String::new(), String::new()));
    assert!(then(before, "replica").contains("Reports were slow"));
    assert!(project.run(&["search", "timeouts"]).ok().stdout.contains("Timeouts [31min the pool."));
}
