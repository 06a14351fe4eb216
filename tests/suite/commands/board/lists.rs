//! Lists that are too long for one page.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::page;
use crate::support::Project;

const NOW: &str = "2026-03-14T12:00:00Z";

/// 600 incidents of 2024, 450 of 2025, and 1,200 actions of the last of them.
fn project() -> Project {
    let project = Project::new().file(
        "content/site.toml",
        "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
         [board]\noutput = \"internal\"\n",
    );
    for (year, count) in [(2024, 600), (2025, 450)] {
        for number in 0..count {
            let (month, day, minute) = (number / 60 + 1, number % 28 + 1, number % 60);
            let folder = format!("content/incidents/{year}-{number:03}");
            project.write(
                &format!("{folder}/incident.md"),
                format!(
                    "+++\ntitle = \"I {year} {number}\"\nseverity = \"P4\"\ncomponents = [\"api\"]\n+++\nX\n"
                )
                .as_bytes(),
            );
            project.write(
                &format!("{folder}/timeline/{year}-{month:02}-{day:02}T09{minute:02}Z-ana.md"),
                b"X\n",
            );
        }
    }
    let mut actions = "+++\nauthor = \"ana\"\n".to_owned();
    for number in 0..1_200 {
        // The first hundred are late, the others have no date.
        let due = if number < 100 { "due = 2026-01-01\n" } else { "" };
        write!(actions, "[[action]]\nid = \"A{number}\"\ntitle = \"T\"\nowner = \"ana\"\n{due}")
            .expect("text");
    }
    actions.push_str("+++\n## Summary\n\nText.\n");
    project.write("content/incidents/2025-449/postmortem.md", actions.as_bytes());
    project
}

/// The targets of the links in the main part of a page.
fn links(html: &str) -> Vec<String> {
    let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main").next()).expect("a main part");
    main.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// Whether each link of a page leads to a file of the board.
fn assert_links_lead_somewhere(project: &Project, path: &str) {
    let folder = project.path("internal").join(path);
    for link in links(&page(project, &format!("{path}index.html"))) {
        let target = link.split('#').next().unwrap_or_default();
        if target.contains(':') || target.is_empty() {
            continue;
        }
        assert!(folder.join(target).join("index.html").exists(), "{path}: {link}");
    }
}

#[test]
fn a_long_list_has_several_pages_with_every_row_once() {
    let project = project();
    project.run_at(NOW, &["build"]).ok();
    for base in ["incidents/", "by/component/api/", "by/severity/p4/", "by/kind/incident/"] {
        let mut found = BTreeSet::new();
        for (path, year, count) in [(base.to_owned(), "2025", 450), (format!("{base}page/2/"), "2024", 600)] {
            let html = page(&project, &format!("{path}index.html"));
            let own = links(&html).into_iter().filter(|link| link.contains(&format!("incidents/{year}-")));
            let own: Vec<String> = own.collect();
            assert_eq!(own.len(), count, "{path}");
            found.extend(own.into_iter().map(|link| link.replace("../", "")));
            assert!(html.contains("1050 entries"), "{path}: the count is that of the whole list");
            assert!(html.contains(">1. 2025</a>") && html.contains(">2. 2024</a>"), "{path}");
            assert_links_lead_somewhere(&project, &path);
        }
        assert_eq!(found.len(), 1_050, "{base}");
        assert!(!project.path("internal").join(base).join("page/3").exists(), "{base}");
    }
    for (base, pages) in [("actions/", 3), ("actions/owner/", 2), ("actions/team/", 2)] {
        let path = |number: usize| match number {
            1 => base.to_owned(),
            number => format!("{base}page/{number}/"),
        };
        let mut rows = 0;
        for number in 1..=pages {
            let html = page(&project, &format!("{}index.html", path(number)));
            let own = html.matches("<article class=\"action\">").count();
            assert!((1..=1_000).contains(&own), "{base} {number}: {own}");
            rows += own;
            assert!(html.contains("1200 open, 100 late"), "{base} {number}");
            assert_links_lead_somewhere(&project, &path(number));
        }
        assert_eq!(rows, 1_200, "{base}");
    }
    let review = page(&project, "reviews/2026-02/index.html");
    assert_eq!(review.matches("<article class=\"action\">").count(), 20, "the page of a month names a few");
    assert!(review.contains("100 of <a href=\"../../actions/\">1200 open actions</a>"), "{review}");
}

#[test]
fn a_long_list_of_components_has_several_pages() {
    let mut project = Project::new().file(
        "content/site.toml",
        "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n\
         [board]\noutput = \"internal\"\n",
    );
    // With `api`, which every project of the tests has, there are 1,001.
    for number in 0..1_000 {
        let path = format!("content/components/n{number:04}.md");
        project = project.file(&path, &format!("+++\nname = \"N{number:04}\"\n+++\n"));
    }
    project.run_at(NOW, &["build"]).ok();
    for (path, first, count) in [("components/", "API", 1_000), ("components/page/2/", "N0999", 1)] {
        let html = page(&project, &format!("{path}index.html"));
        let rows = html.split("<tr><th scope=\"row\">").skip(1);
        let rows: Vec<&str> = rows.filter_map(|row| row.split("</tr>").next()).collect();
        assert_eq!(rows.len(), count, "{path}");
        assert!(rows[0].contains(first), "{path}: {}", rows[0]);
        assert!(html.contains(">1. API to N0998</a>") && html.contains(">2. N0999</a>"), "{path}");
        assert_links_lead_somewhere(&project, path);
    }
}
