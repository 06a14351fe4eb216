//! Single decisions about what a site shows: groups that nobody uses any more, an end that was withdrawn, the summary of
//! a maintenance that is running, the first and the last day of something.

use allclear::check::Verdict;
use allclear::content;
use allclear::release::model::Node;
use allclear::release::{Audience, release};
use allclear::source::Snapshot;
use allclear::status::Status;

use super::feeds::released;
use crate::support::{Project, tree};

const NOW: &str = "2026-03-14T12:00:00Z";
/// The smallest PNG there is: one black dot.
const DOT: &[u8] = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\x9c\x63\x60\x00\x00\x00\x02\x00\x01\x48\xaf\xa4\x71\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42\x60\x82";
const SITE: &str = "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n";

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
fn a_group_of_retired_components_is_not_in_the_tree() {
    let component = |front: &str| format!("+++\nname = \"Part\"\nsince = 2026-01-01T00:00:00Z\n{front}+++\n");
    let (used, retired) = (component(""), component("retired = 2026-02-01T00:00:00Z\n"));
    let site = released(
        &[
            ("content/site.toml", SITE),
            ("content/components/harbour/part.md", &used),
            ("content/components/lighthouse/part.md", &retired),
        ],
        NOW,
    );
    let groups = site.tree.iter().filter_map(|node| match node {
        Node::Group(index) => Some(site.groups[*index].name.as_str()),
        Node::Component(_) => None,
    });
    assert_eq!(groups.collect::<Vec<_>>(), ["harbour"]);
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

#[test]
fn a_component_has_bars_for_90_days_and_figures_for_12_months() {
    let site = released(
        &[
            ("content/site.toml", SITE),
            ("content/components/api.md", "+++\nname = \"API\"\nsince = 2020-01-01T00:00:00Z\n+++\n"),
        ],
        NOW,
    );
    let (days, months) = (&site.components[0].days, &site.components[0].months);
    let first_and_last = |dates: Vec<String>| (dates.len(), dates[0].clone(), dates[dates.len() - 1].clone());
    assert_eq!(
        first_and_last(days.iter().map(|day| day.date.to_string()).collect()),
        (90, "2025-12-15".to_owned(), "2026-03-14".to_owned())
    );
    assert_eq!(
        first_and_last(months.iter().map(|month| month.first.to_string()).collect()),
        (12, "2025-04-01".to_owned(), "2026-03-01".to_owned())
    );
}

#[test]
fn a_notice_is_shown_from_its_first_second_until_its_end() {
    let files = [
        ("content/site.toml", SITE),
        (
            "content/notices/tide.md",
            "+++\ntitle = \"Low tide\"\nfrom = 2026-03-14T10:00:00Z\nto = 2026-03-14T11:00:00Z\n+++\nNo ferries.\n",
        ),
    ];
    let (content, _) = content::load(&Snapshot::of_texts(files));
    let shown_until = |now: &str| {
        let now = now.parse().expect("a time");
        let site = release(&content.public, &Audience::public(), now, &Verdict::default()).expect("a site");
        (!site.notices.is_empty(), site.next_change.expect("a time").to_rfc3339())
    };
    let (from, to) = ("2026-03-14T10:00:00+00:00".to_owned(), "2026-03-14T11:00:00+00:00".to_owned());
    assert_eq!(shown_until("2026-03-14T09:59:59Z"), (false, from));
    assert_eq!(shown_until("2026-03-14T10:00:00Z"), (true, to.clone()));
    assert_eq!(shown_until("2026-03-14T10:59:59Z"), (true, to));
    let midnight = "2026-03-15T00:00:00+00:00".to_owned();
    assert_eq!(shown_until("2026-03-14T11:00:00Z"), (false, midnight));
}

#[test]
fn a_status_that_an_import_preserved_is_that_of_the_update() {
    let status = |word: &str| {
        let update = format!(
            "+++\ntitle = \"Slow\"\nslug = \"slow\"\nstatus = \"investigating\"\n[imported]\nstatus = \"{word}\"\n+++\nSlow.\n"
        );
        let files =
            [("content/site.toml", SITE), ("content/incidents/a/comms/2026-03-14T0900Z.md", update.as_str())];
        let imported = released(&files, NOW).incidents[0].event.updates[0].imported.clone();
        imported.and_then(|imported| imported.status)
    };
    assert_eq!(status("monitoring"), Some(Status::Monitoring));
    assert_eq!(status("scheduled"), None, "a status of the other kind");
}

#[test]
fn a_retired_component_stays_while_an_open_incident_or_a_coming_maintenance_names_it() {
    let is_retired = |folder: &str, keys: &str| {
        let text = format!("+++\ntitle = \"Work\"\nslug = \"work\"\n{keys}\n+++\nText.\n");
        let site = released(
            &[
                ("content/site.toml", SITE),
                (
                    "content/components/api.md",
                    "+++\nname = \"API\"\nsince = 2026-01-01T00:00:00Z\nretired = 2026-03-14T10:00:00Z\n+++\n",
                ),
                ("content/components/web.md", "+++\nname = \"Web\"\nsince = 2026-01-01T00:00:00Z\n+++\n"),
                (&format!("content/{folder}/comms/2026-03-14T0900Z.md"), &text),
            ],
            NOW,
        );
        site.components[0].retired.is_some()
    };
    let incident = |component: &str| {
        let keys = format!("status = \"identified\"\ncomponents = {{ {component} = \"partial_outage\" }}");
        is_retired("incidents/a", &keys)
    };
    assert!(!incident("api"));
    assert!(incident("web"), "it names another one");
    let maintenance = |status: &str| {
        let window = "window = { from = 2026-03-14T13:00:00Z, to = 2026-03-14T14:00:00Z }";
        let keys = format!("status = \"{status}\"\ncomponents = {{ api = \"under_maintenance\" }}\n{window}");
        is_retired("maintenance/a", &keys)
    };
    assert!(!maintenance("scheduled"));
}

#[test]
fn a_post_mortem_is_listed_at_its_incident_with_the_edits_since_it_was_published() {
    let site = released(
        &[
            ("content/site.toml", &format!("{SITE}[approval]\nsince = 2026-04-01T00:00:00Z\n")),
            (
                "content/incidents/a/comms/2026-03-14T0900Z.md",
                "+++\ntitle = \"Slow\"\nslug = \"slow\"\nstatus = \"resolved\"\n+++\nIt was slow.\n",
            ),
            (
                "content/incidents/a/comms/postmortem.md",
                "+++\ntitle = \"Why\"\npublished = 2026-03-14T10:00:00Z\n\
                 [[edited]]\nat = 2026-03-14T09:59:59Z\nnote = \"Before.\"\n\
                 [[edited]]\nat = 2026-03-14T10:00:00Z\nnote = \"At once.\"\n+++\nThe pumps were cold.\n",
            ),
        ],
        NOW,
    );
    let notes: Vec<&str> = site.postmortems[0].edited.iter().map(|edit| edit.note.as_str()).collect();
    assert_eq!(notes, ["At once."]);
    let listed: Vec<&str> =
        site.incidents[0].postmortems.iter().map(|postmortem| postmortem.title.as_str()).collect();
    assert_eq!(listed, ["Why"]);
}

#[test]
fn a_picture_of_a_component_is_published_once_the_component_exists() {
    let project = Project::new().file(
        "content/components/dock.md",
        "+++\nname = \"Dock\"\nsince = 2026-03-14T13:00:00Z\n+++\nIt is here: ![a map](map.png)\n",
    );
    project.write("content/components/map.png", DOT);
    let pictures = |now: &str| {
        project.run_at(now, &["build"]).ok();
        tree(&project.path("public")).values().filter(|bytes| bytes.starts_with(&DOT[..8])).count()
    };
    let before = pictures("2026-03-14T12:59:59Z");
    assert_eq!(pictures("2026-03-14T13:00:00Z"), before + 1);
}

#[test]
fn pinned_notices_come_first_and_then_the_newest() {
    let notice = |title: &str, day: u32, front: &str| {
        format!("+++\ntitle = \"{title}\"\nfrom = 2026-03-{day:02}T00:00:00Z\n{front}+++\nText.\n")
    };
    let (older, newer) = (notice("Older", 2, ""), notice("Newer", 3, ""));
    let pinned = notice("Pinned", 1, "pinned = true\n");
    let site = released(
        &[
            ("content/site.toml", SITE),
            ("content/notices/a.md", &older),
            ("content/notices/b.md", &newer),
            ("content/notices/c.md", &pinned),
        ],
        NOW,
    );
    let titles: Vec<&str> = site.notices.iter().map(|notice| notice.title.as_str()).collect();
    assert_eq!(titles, ["Pinned", "Newer", "Older"]);
}
