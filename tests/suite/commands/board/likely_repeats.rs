//! Incidents that look like an earlier one: the board asks about them, and never counts them.

use serde_json::Value;

use super::page;
use crate::support::Project;

const NOW: &str = "2026-04-02T12:00:00Z";

/// Two incidents of one component whose titles have words in common; `keys` are in the record of the later one.
fn project(keys: &str) -> Project {
    let mut project = Project::new().file(
        "content/site.toml",
        "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
         [board]\noutput = \"internal\"\n",
    );
    for (folder, title, at, keys) in [
        ("2026-02-10-pool", "Pooler exhausted its connections", "2026-02-10T0900Z", ""),
        ("2026-03-14-pool", "Connections of the pooler exhausted", "2026-03-14T0900Z", keys),
    ] {
        project = project
            .file(
                &format!("content/incidents/{folder}/incident.md"),
                &format!(
                    "+++\ntitle = \"{title}\"\nseverity = \"P3\"\ncomponents = [\"api\"]\n{keys}\n+++\nSlow.\n"
                ),
            )
            .file(
                &format!("content/incidents/{folder}/timeline/{at}-ana.md"),
                "+++\nmilestone = \"detected\"\n+++\nSlow.\n",
            );
    }
    project
}

/// How many repeats and likely repeats the review of March counts.
fn counted(project: &Project) -> (u64, u64) {
    let run = project.run_at(NOW, &["review", "--month", "2026-03", "--format", "json"]).ok();
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let metrics = document["metrics"].as_array().expect("figures");
    let count = |id: &str| {
        let metric = metrics.iter().find(|metric| metric["id"] == id).expect("the figure");
        metric["value"]["count"].as_u64().expect("a count")
    };
    (count("repeats"), count("likely_repeats"))
}

const PAGES: [&str; 4] = [
    "incidents/2026-03-14-pool/index.html",
    "incidents/index.html",
    "by/component/api/index.html",
    "reviews/2026-03/index.html",
];

#[test]
fn one_that_nobody_linked_is_on_the_board_with_its_reason() {
    let project = project("");
    project.run_at(NOW, &["build"]).ok();
    let reason = "Both affected API, and both titles have “connection” and “exhaust” and “pooler”.";
    for path in PAGES {
        let html = page(&project, path);
        assert!(html.contains(reason), "{path}: {html}");
        assert!(html.contains("Pooler exhausted its connections of 10 Feb 2026"), "{path}");
        assert!(html.contains("incidents/2026-02-10-pool/\""), "{path}");
    }
    let own = page(&project, PAGES[0]);
    for answer in ["repeat_of = &quot;2026-02-10-pool&quot;", "not_repeat_of = [&quot;2026-02-10-pool&quot;]"]
    {
        assert!(own.contains(answer), "{answer}");
    }
    let review = page(&project, "reviews/2026-03/index.html");
    assert!(review.contains("Likely repeats, not counted"));
    assert!(review.contains(">Repeats</th><td class=\"number\">0</td>"));
    assert!(review.contains(">Likely repeats</th><td class=\"number\">1</td>"));
    let components = page(&project, "components/index.html");
    assert!(
        components.contains("<td class=\"number\">0<span class=\"soft small block\">1 more likely</span>")
    );
    let earlier = page(&project, "incidents/2026-02-10-pool/index.html");
    assert!(!earlier.contains("Likely repeat"), "the earlier one repeats nothing");
    assert_eq!(counted(&project), (0, 1));
}

#[test]
fn an_answer_ends_the_question() {
    for (keys, repeats) in
        [("repeat_of = \"2026-02-10-pool\"", 1), ("not_repeat_of = [\"2026-02-10-pool\"]", 0)]
    {
        let project = project(keys);
        project.run_at(NOW, &["build"]).ok();
        for path in PAGES {
            let html = page(&project, path);
            assert!(!html.contains("Likely repeat of") && !html.contains("Looks like"), "{keys}: {path}");
        }
        assert!(!page(&project, "components/index.html").contains("likely"), "{keys}");
        assert_eq!(counted(&project), (repeats, 0), "{keys}");
    }
}
