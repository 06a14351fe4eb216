//! `allclear import statuspage` of a folder and of saved feeds.

use crate::support::{Project, Run, tree};

const ATOM: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<link rel=\"alternate\" type=\"text/html\" href=\"https://status.harbor.example\"/>\n<title>Harbor - Incident History</title>\n<entry><id>tag:status.harbor.example,2005:Incident/4711</id><published>2026-02-02T00:37:20Z</published>\n<link rel=\"alternate\" href=\"https://status.harbor.example/incidents/bhbcjn4n3jzp\"/>\n<title>Slow *search*</title>\n<content type=\"html\">&lt;p&gt;&lt;small&gt;Feb 2, 00:37 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Over.&lt;/p&gt;&lt;p&gt;&lt;small&gt;Feb 1, 22:00 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - We look.&lt;/p&gt;</content></entry>\n</feed>\n";

const EXPORT: &str = r#"{ "incidents": [{
  "id": "bhbcjn4n3jzp", "name": "Slow search", "status": "resolved", "impact": "minor",
  "created_at": "2026-02-01T22:00:01.000Z", "updated_at": "2026-02-02T00:37:20.000Z",
  "incident_updates": [
    { "id": "u2", "status": "resolved", "body": "Over.", "created_at": "2026-02-02T00:37:20.000Z", "display_at": "2026-02-02T00:37:20.000Z" },
    { "id": "u1", "status": "investigating", "body": "We look.", "created_at": "2026-02-01T22:00:01.000Z", "display_at": "2026-02-01T22:00:01.000Z" }
  ]
}] }"#;

fn import(project: &Project, path: &str) -> Run {
    project.run(&["import", "statuspage", &project.path(path).display().to_string()])
}

#[test]
fn an_imported_feed_builds() {
    let project = Project::empty().file("history.atom", ATOM);
    let run = import(&project, "history.atom").ok();
    assert!(
        run.stderr.contains("a feed has times to the minute, and no components or impacts"),
        "{}",
        run.stderr
    );
    let first =
        project.read("content/incidents/2026-02-01-slow-search/comms/2026-02-01T2200Z-investigating.md");
    assert!(first.contains("incident_id = \"bhbcjn4n3jzp\"") && first.ends_with("We look.\n"), "{first}");
    project.run(&["build"]).ok();
    let atom = project.read("public/history.atom");
    assert!(atom.contains("<id>tag:status.harbor.example,2005:Incident/4711</id>"), "{atom}");
}

#[test]
fn a_folder_is_read_and_an_export_takes_precedence_over_a_feed() {
    let project = Project::empty()
        .file("saved/history.atom", ATOM)
        .file("saved/incidents.json", EXPORT)
        .file("saved/notes.txt", "x");
    let run = import(&project, "saved").ok();
    assert!(run.stderr.contains("1 were in more than one file"), "{}", run.stderr);
    let paths: Vec<String> =
        tree(project.root()).into_keys().filter(|path| path.contains("/comms/")).collect();
    assert_eq!(paths.len(), 2, "{paths:?}");
    let first = project.read(&paths[0]);
    assert!(first.contains("id = \"u1\""), "{first}");
    assert!(first.contains("atom_id = \"tag:status.harbor.example,2005:Incident/4711\""), "{first}");
    // A feed alone has less, so what the export wrote stays.
    let before = tree(project.root());
    let run = import(&project, "saved/history.atom").ok();
    assert!(run.stderr.contains("a feed has less than an earlier import; left alone"), "{}", run.stderr);
    let updates = |files: std::collections::BTreeMap<String, Vec<u8>>| -> Vec<_> {
        files.into_iter().filter(|(path, _)| path.contains("/comms/")).collect()
    };
    assert_eq!(updates(tree(project.root())), updates(before));
}

#[test]
fn a_folder_without_an_export_is_a_usage_error() {
    let project = Project::empty().file("saved/notes.txt", "x");
    let run = import(&project, "saved");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("saved` contains no `.json`, `.atom` or `.rss` file"), "{}", run.stderr);
}
