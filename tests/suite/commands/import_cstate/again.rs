//! An import that runs again, and the proof that no word is lost.

use super::{DOWN, LATER, one_issue};
use crate::support::{Project, Run, tree};

/// Writes one issue over that of an earlier import and imports again; returns the standard output and the names of the
/// updates.
fn again(project: &Project, body: &str) -> (Run, Vec<String>) {
    let issue = format!("---\ntitle: Lights out\n{DOWN}\naffected: [API]\nsection: issue\n---\n{body}");
    project.write("old/content/issues/lights.md", issue.as_bytes());
    let old = project.path("old").display().to_string();
    let run = project.run_at(LATER, &["import", "cstate", &old, "--time-zone", "UTC"]).ok();
    let names =
        tree(project.root()).into_keys().filter_map(|path| Some(path.split_once("/comms/")?.1.to_owned()));
    (run, names.collect())
}

fn id_of(project: &Project, name: &str) -> String {
    let text = project.read(&format!("content/incidents/lights/comms/{name}"));
    text.lines().find_map(|line| line.strip_prefix("id = ")).unwrap_or_default().to_owned()
}

#[test]
fn an_import_after_a_change_replaces_what_nobody_edited() {
    let first = "*Resolved* - Lamps burn.\n\n*Identified* - A fuse.\n\n*Investigating* - Dark.\n";
    let (project, _, _) = one_issue(DOWN, first);
    let id = id_of(&project, "2026-05-04T0900Z-identified.md");
    let more = "*Resolved* - Lamps burn.\n\n*Monitoring* - New fuse.\n\n*Identified* - A fuse.\n\n*Investigating* - Dark.\n";
    let (run, names) = again(&project, more);
    assert_eq!(names.len(), 4, "{names:?}");
    assert!(run.stdout.starts_with("wrote 2 files, 1 file removed, "), "{}", run.stdout);
    assert_eq!(id_of(&project, "2026-05-04T0840Z-identified.md"), id, "an update keeps its id");
    project.run_at(LATER, &["check"]).ok();
    let (run, _) = again(&project, more);
    assert!(run.stdout.starts_with("wrote 0 files, "), "{}", run.stdout);
}

#[test]
fn an_import_after_a_change_leaves_edited_files_alone() {
    let first = "*Resolved* - Lamps burn.\n\n*Identified* - A fuse.\n\n*Investigating* - Dark.\n";
    let (project, _, _) = one_issue(DOWN, first);
    let path = "content/incidents/lights/comms/2026-05-04T0900Z-identified.md";
    let edited = project.read(path).replace("A fuse", "Two fuses");
    project.write(path, edited.as_bytes());
    let (run, names) = again(&project, "*Resolved* - Lamps burn.\n\n*Investigating* - Dark.\n");
    assert_eq!((names.len(), project.read(path)), (3, edited));
    assert!(
        run.stderr.contains(&format!("`{path}` was kept although the original has no such object")),
        "{}",
        run.stderr
    );
}

#[test]
fn every_word_of_a_history_is_in_the_content_or_in_the_report() {
    let issues: [(&str, &str); 8] = [
        (
            DOWN,
            "[Final message - quokka]\nAardvark.\n\n---\n[Update, badger]\nCamel <b>dingo</b>.\n\n[Initial message]\nEland\n",
        ),
        (
            DOWN,
            "**Ferret back (2026-05-04 10:00 UTC)**\n\nGibbon.\n\n**Update on hyena**: Ibis.\n\n*Investigating* - Jackal.\n",
        ),
        (
            DOWN,
            "Koala {{< track \"2026-05-04 10:00:00\" >}}\n\nLemur\n\n**Marmot**:\nNewt {{< track \"2026-05-04 09:00:00\" >}}\n\nOcelot\n",
        ),
        (DOWN, "10:00 UTC\n\nPanda.\n\n---\n\n09:00 UTC - Quail\n\n---\n\nRabbit.\n\n---\n\nStoat.\n"),
        (
            DOWN,
            "Update 2026-05-04 09:00 UTC: Tapir.\n\nEdit 2026-05-03 - Urial.\n\n<!-- Vole -->\n\n{{< tweet wombat >}}\n",
        ),
        (DOWN, "### Update\n\n### Resolved xerus\n\nYak.\n\n[Update]\n\n## Zebra 2026-05-04 11:00 UTC\n"),
        (
            "date: 2026-05-04\nseverity: odd alpaca\nauthor: bison",
            "See <a href=\"https://caracal.example\">it</a> <script>dhole</script>\n",
        ),
        (
            "date: 2026-05-04\ninformational: true",
            "Ermine\n\n- fossa\n- genet\n\n| hare | impala |\n| --- | --- |\n| jerboa | kudu |\n",
        ),
    ];
    for (front, body) in issues {
        let extra = front.split_once("odd").map_or("", |(_, extra)| extra);
        let source = format!("Lights out\n{extra}\n{body}");
        let (project, report, _) = one_issue(front, body);
        let mut found = report.to_lowercase();
        for (path, bytes) in tree(project.root()) {
            if path.starts_with("content/") {
                found += &String::from_utf8_lossy(&bytes).to_lowercase();
            }
        }
        for word in source.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2) {
            assert!(found.contains(&word.to_lowercase()), "`{word}` of\n{source}\nis not in\n{found}");
        }
    }
}
