//! `allclear who-sees`: its answers, and that they are those of the views.

use std::sync::Arc;

use allclear::artifact::Artifact;
use allclear::content;
use allclear::diagnostics::Findings;
use allclear::pipeline::{Clock, Settings, Viewer, build, view, who_sees};
use allclear::source::Snapshot;
use chrono::{DateTime, Utc};
use proptest::prelude::*;

use crate::support::{NOW, Project, property};

fn project() -> Project {
    Project::new()
        .file("content/components/web.md", "+++\nname = \"Web\"\n+++\n")
        .file("content/customers/acme.md", "+++\nname = \"Acme Corp\"\ntier = \"gold\"\naccess = \"sealed\"\ncomponents = [\"api\"]\n+++\n")
        .file("content/customers/bolt.md", "+++\nname = \"Boltworks\"\naccess = \"gated\"\ncomponents = [\"web\"]\n+++\n")
        .file("content/customers/nova.md", "+++\nname = \"Nova Ltd\"\ntier = \"gold\"\naccess = \"gated\"\ncomponents = [\"web\"]\n+++\n")
        .update(
            "2026-03-14T1130Z",
            "title = \"API errors\"\nslug = \"api-errors\"\nstatus = \"investigating\"\nnext_update = \"60m\"\n\
             audience = [\"tier:gold\"]\ncomponents = { api = \"degraded_performance\" }",
            "Some requests fail.",
        )
        .update("2026-03-14T1140Z", "draft = true", "Not yet.")
        .file("content/notices/n.md", "+++\ntitle = \"Later\"\nfrom = 2026-04-01T00:00:00Z\n+++\nOn Monday.\n")
}

const FOLDER: &str = "content/incidents/2026-03-14-api";

#[test]
fn the_answer_says_who_and_why() {
    let project = project();
    let ask = |path: &str| project.run(&["who-sees", path]).ok().stdout;
    insta::assert_snapshot!(ask(&format!("{FOLDER}/comms/2026-03-14T1130Z.md")));
    assert!(ask(&format!("{FOLDER}/comms/2026-03-14T1140Z.md")).contains("acme    no   it is a draft"));
    assert!(ask(FOLDER).starts_with("content/incidents/2026-03-14-api (incident)\n"));
    assert!(ask("content/notices/n.md").contains("no   it is released at 2026-04-01T00:00:00Z"));
    assert!(
        ask("content/components/web.md").contains("acme    no   it is not among the customer's components")
    );
    assert!(ask("content/customers/acme.md").contains("this file is internal"));
    assert!(ask("components/api.md").contains("1 of 3 customers sees it"));
}

#[test]
fn the_answer_as_json_has_a_word_for_each_reason() {
    let run = project().run(&["who-sees", FOLDER, "--format", "json"]).ok();
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(answer["kind"], "incident");
    assert_eq!(answer["public"]["reason"], "other_readers");
    let customers = answer["customers"].as_array().expect("a list");
    let words: Vec<(&str, bool, &str)> = customers
        .iter()
        .map(|entry| {
            let text = |key: &str| entry[key].as_str().expect("text");
            (text("id"), entry["sees"] == true, text("reason"))
        })
        .collect();
    assert_eq!(
        words,
        [("acme", true, "tier"), ("bolt", false, "other_readers"), ("nova", false, "other_components")]
    );
    assert_eq!(customers[0]["components"], serde_json::json!(["api"]));
}

#[test]
fn a_path_that_is_not_in_the_content_is_a_usage_error() {
    for path in ["content/incidents/none", "README.md", "content/incidents/2026-03-14-api/comms/x.md"] {
        let run = project().run(&["who-sees", path]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{path}: {}", run.stderr);
    }
}

/// An update whose text is found nowhere else.
#[derive(Clone, Debug)]
struct Told {
    audience: usize,
    components: usize,
    draft: bool,
    title: bool,
    merged: bool,
}

const AUDIENCES: [&str; 6] = [
    "",
    "audience = [\"public\"]",
    "audience = [\"tier:gold\"]",
    "audience = [\"customer:bolt\"]",
    "audience = [\"customer:acme\", \"customer:nova\"]",
    "audience = [\"tier:gold\", \"customer:bolt\"]",
];
const COMPONENTS: [&str; 4] =
    ["", "api = \"partial_outage\"", "web = \"partial_outage\"", "vault = \"partial_outage\""];

fn told() -> impl Strategy<Value = Told> {
    (
        0..AUDIENCES.len(),
        0..COMPONENTS.len(),
        prop::bool::weighted(0.2),
        any::<bool>(),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(audience, components, draft, title, merged)| Told {
            audience,
            components,
            draft,
            title,
            merged,
        })
}

type Pairs = Vec<(String, String)>;

/// The files of a site with these incidents, and the path and the word of each update.
fn files(incidents: &[Vec<Told>]) -> (Pairs, Pairs) {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut words = Vec::new();
    let mut add = |path: &str, text: &str| files.push((format!("content/{path}"), text.to_owned()));
    add("site.toml", "title = \"T\"\nurl = \"https://s.example\"\n");
    add("components/api.md", "+++\nname = \"API\"\n+++\n");
    add("components/web.md", "+++\nname = \"Web\"\n+++\n");
    add("components/vault.md", "+++\nname = \"Vault\"\naudience = [\"tier:gold\"]\n+++\n");
    add(
        "customers/acme.md",
        "+++\nname = \"Acmezor\"\ntier = \"gold\"\naccess = \"gated\"\ncomponents = [\"api\"]\n+++\n",
    );
    add("customers/bolt.md", "+++\nname = \"Boltzor\"\naccess = \"gated\"\ncomponents = [\"web\"]\n+++\n");
    add("customers/nova.md", "+++\nname = \"Novazor\"\ntier = \"gold\"\naccess = \"gated\"\n+++\n");
    for (number, updates) in incidents.iter().enumerate() {
        for (at, told) in updates.iter().enumerate() {
            let word = format!("wort{number}x{at}");
            let merged = told.merged && number > 0 && at > 0;
            let mut keys = vec![AUDIENCES[told.audience].to_owned()];
            if at == 0 || told.title {
                keys.push(format!("title = \"Title {number} {at}\"\nslug = \"slug-{number}-{at}\""));
            }
            if at == 0 {
                keys.push("status = \"investigating\"".to_owned());
            }
            if merged {
                keys.push("merged_into = \"slug-0-0\"".to_owned());
            } else if !COMPONENTS[told.components].is_empty() {
                keys.push(format!("components = {{ {} }}", COMPONENTS[told.components]));
            }
            if told.draft {
                keys.push("draft = true".to_owned());
            }
            let path = format!("incidents/i{number}/comms/2026-03-1{number}T1{at}00Z.md");
            add(&path, &format!("+++\n{}\n+++\nThis is {word}.\n", keys.join("\n")));
            words.push((path, word));
        }
    }
    (files, words)
}

fn shows(outputs: &[Arc<Artifact>], word: &str) -> bool {
    outputs.iter().any(|output| String::from_utf8_lossy(&output.bytes).contains(word))
}

proptest! {
    #![proptest_config(property(96))]

    #[test]
    fn who_sees_an_update_is_who_finds_its_text_in_their_view(
        incidents in prop::collection::vec(prop::collection::vec(told(), 1..4), 1..4)
    ) {
        let (files, words) = files(&incidents);
        let snapshot = Snapshot::of_texts(files);
        let now: DateTime<Utc> = NOW.parse().expect("a time");
        let settings = Settings { clock: Clock::Now(now), strict_internal: false, strict: false, judged_elsewhere: false };
        // A site with errors has no views.
        let Ok(built) = build(&snapshot, Findings::default(), settings) else { return Ok(()) };
        let (content, _) = content::load(&snapshot);
        for (path, word) in &words {
            let answer = who_sees(&content, path, now).expect("the file is known");
            let public = answer.public.expect("an answer");
            prop_assert_eq!(public.is_ok(), shows(&built.outputs, word), "public, {}: {:?}", path, public);
        }
        for id in ["acme", "bolt", "nova"] {
            let seen = view(&Viewer::Customer(id.to_owned()), "/view", &built, &snapshot).expect("a view");
            for (path, word) in &words {
                let answer = who_sees(&content, path, now).expect("the file is known");
                let (_, sight) = answer.customers.iter().find(|(customer, _)| customer.id == id).expect("a customer");
                prop_assert_eq!(sight.is_ok(), shows(&seen.outputs, word), "{}, {}: {:?}", id, path, sight);
            }
        }
    }
}
