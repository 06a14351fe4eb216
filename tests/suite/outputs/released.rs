//! Single decisions about what a page shows: groups that nobody uses any more, an end that was withdrawn, the summary of
//! a maintenance that is running.

use crate::support::Project;

const NOW: &str = "2026-03-14T12:00:00Z";

/// The text of a page of a build.
fn page(project: &Project, path: &str) -> String {
    project.run_at(NOW, &["build"]).ok();
    project.read(&format!("public/{path}index.html"))
}

#[test]
fn a_group_of_retired_components_is_not_on_the_home_page() {
    let group = |name: &str, front: &str| {
        let folder = name.to_lowercase();
        [
            (format!("content/components/{folder}/_group.toml"), format!("name = \"{name}\"\n")),
            (
                format!("content/components/{folder}/part.md"),
                format!("+++\nname = \"Part of {name}\"\nsince = 2026-01-01T00:00:00Z\n{front}+++\n"),
            ),
        ]
    };
    let files =
        group("Harbour", "").into_iter().chain(group("Lighthouse", "retired = 2026-02-01T00:00:00Z\n"));
    let project = files.fold(Project::new(), |project, (path, text)| project.file(&path, &text));
    let home = page(&project, "");
    assert!(home.contains("Harbour") && home.contains("Part of Harbour"), "{home}");
    assert!(!home.contains("Lighthouse"), "{home}");
}

#[test]
fn an_end_that_was_withdrawn_leaves_the_incident_open() {
    let first = "title = \"Slow\"\nslug = \"slow\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }";
    let is_open = |more: &str| {
        let project = Project::new()
            .file("content/components/api.md", "+++\nname = \"API\"\n+++\n")
            .update("2026-03-14T0900Z", first, "Requests are slow.")
            .update("2026-03-14T1000Z", &format!("status = \"resolved\"\n{more}"), "All is well.");
        let home = page(&project, "");
        let open = project.read("public/api/v2/incidents/unresolved.json").contains("\"Slow\"");
        assert_eq!(open, home.contains("Partial system outage"), "the page and the API agree");
        open
    };
    assert!(!is_open(""));
    assert!(is_open("[retracted]\nat = 2026-03-14T10:30:00Z\nnote = \"It was too early.\"\n"));
}

#[test]
fn a_maintenance_shows_its_summary_until_it_is_over() {
    let first = "title = \"New pumps\"\nslug = \"pumps\"\nstatus = \"scheduled\"\nsummary = \"The lower basin is closed.\"\n\
                 window = { from = 2026-03-14T11:00:00Z, to = 2026-03-14T13:00:00Z }";
    let maintenance = |more: Option<&str>| {
        let folder = "content/maintenance/2026-03-14-pumps/comms";
        let project = Project::new().file(
            &format!("{folder}/2026-03-13T0900Z.md"),
            &format!("+++\n{first}\n+++\nWe replace them.\n"),
        );
        let project = match more {
            Some(status) => project.file(
                &format!("{folder}/2026-03-14T1130Z.md"),
                &format!("+++\nstatus = \"{status}\"\n+++\nNews.\n"),
            ),
            None => project,
        };
        page(&project, "maintenance/pumps/").contains("The lower basin is closed.")
    };
    assert!(maintenance(None), "while it runs by the clock");
    assert!(maintenance(Some("in_progress")));
    assert!(!maintenance(Some("completed")), "once it is over");
}
