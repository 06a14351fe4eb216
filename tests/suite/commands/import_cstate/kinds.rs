//! What an issue becomes: an incident, a maintenance or a notice.

use super::{LATER, imported_with, one_issue};

#[test]
fn a_notice_is_an_incident_unless_something_says_that_it_was_planned() {
    let front = |date: &str| {
        format!("date: {date}\nresolved: true\nresolvedWhen: 2026-05-09T10:00:00Z\nseverity: notice")
    };
    let cases = [
        (
            "2026-05-09T08:00:00Z",
            "Lamps flicker.\n",
            "an incident, because nothing says that it was planned",
            "",
        ),
        ("2026-05-09T08:00:00Z", "Planned work on lamps.\n", "its text says `planned`", "maintenance "),
        (
            "2026-05-09T08:00:00Z",
            "*Scheduled* - New lamps.\n",
            "an update is marked `scheduled`",
            "maintenance ",
        ),
        (
            "2026-05-09T08:00:00Z",
            "2026-05-02 08:00 UTC - New lamps come.\n",
            "its date is later than its publication, 2026-05-02 08:00 UTC",
            "maintenance ",
        ),
    ];
    for (date, body, reason, kind) in cases {
        let (project, report, updates) = one_issue(&front(date), body);
        assert!(
            report.contains("lights.md:6: severity `notice`: it becomes ") && report.contains(reason),
            "{report}"
        );
        assert!(
            updates.iter().all(|(name, _)| name.starts_with("maintenance ") != kind.is_empty()),
            "{updates:?}"
        );
        if kind.is_empty() {
            let first = project.read("content/incidents/lights/comms/2026-05-09T0800Z-investigating.md");
            assert!(first.contains("components = { api = \"degraded_performance\" }"), "{first}");
        }
    }
}

#[test]
fn a_notice_whose_date_lies_ahead_is_a_maintenance() {
    let front =
        "date: 2027-02-05T10:00:00Z\nresolved: false\nresolvedWhen: 2027-02-05T12:00:00Z\nseverity: notice";
    let (project, report, updates) = one_issue(front, "We move to another room.\n");
    assert_eq!(updates[0].0, "maintenance 2026-11-20T0000Z-scheduled.md");
    assert!(
        report.contains("it becomes a maintenance, because its date lies ahead, 2027-02-05 10:00 UTC"),
        "{report}"
    );
    let first = project.read("content/maintenance/lights/comms/2026-11-20T0000Z-scheduled.md");
    assert!(first.contains("window = { from = 2027-02-05T10:00:00Z, to = 2027-02-05T12:00:00Z }"), "{first}");
}

#[test]
fn an_announcement_that_is_over_stays_readable() {
    let issue = |pin: &str, date: &str| {
        format!(
            "---\ntitle: News of {date}\ndate: {date}\ninformational: true\n{pin}section: issue\n---\nLamps are blue.\n"
        )
    };
    let (project, _, report) = imported_with(&[
        ("issues/old.md", &issue("pin: true\n", "2026-01-05")),
        ("issues/new.md", &issue("", "2026-11-15")),
    ]);
    let page = project.read("content/pages/announcements.md");
    assert!(page.contains("## News of 2026-01-05\n\n2026-01-05\n\nLamps are blue."), "{page}");
    let notice = project.read("content/notices/new.md");
    assert!(notice.contains("to = 2026-11-29T00:00:00Z"));
    assert!(notice.contains("aliases = [\"/issues/new/\"]"), "{notice}");
    assert!(page.contains("aliases = [\"/issues/old/\"]"), "{page}");
    assert!(!project.path("content/notices/old.md").exists());
    assert!(
        report.contains("old.md:4: is over since 2026-04-05 00:00 UTC, so it is on the page"),
        "{report}"
    );
    project.run_at(LATER, &["build"]).ok();
    assert!(project.read("public/announcements/index.html").contains("Lamps are blue."));
    assert!(project.read("public/issues/old/index.html").contains("/announcements/"));
    assert!(project.read("public/issues/new/index.html").contains("http-equiv=\"refresh\""));
}

/// The import keeps the language of a site if the interface has its words.
#[test]
fn the_built_in_languages_are_the_language_files_of_the_default_theme() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/languages");
    let files = std::fs::read_dir(folder).expect("the folder of languages").filter_map(Result::ok);
    let mut codes: Vec<String> =
        files.filter_map(|file| Some(file.file_name().to_str()?.strip_suffix(".toml")?.to_owned())).collect();
    codes.sort();
    assert_eq!(codes, allclear::content::public::BUILT_IN_LANGUAGES);
}
