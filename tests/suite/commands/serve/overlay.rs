//! What is shown while the content has errors.

use super::Preview;
use crate::support::Project;

const GOOD: &str = "title = \"Test status\"\nurl = \"https://status.test.example\"\n";

fn notice(project: &Project, front_matter: &str, text: &str) {
    let text = format!("+++\n{front_matter}\n+++\n{text}\n");
    project.write("content/notices/news.md", text.as_bytes());
}

#[test]
fn a_failed_build_keeps_the_last_good_site_and_shows_its_errors() {
    let project = Project::new();
    notice(&project, "title = \"News\"\nfrom = 2026-03-01T00:00:00Z", "good");
    let preview = Preview::of(&project);
    notice(&project, "title = \"News\"\nfrom = \"<script>alert(1)</script>\"", "bad");
    preview.until("failure", || preview.err().contains("still showing the last good site"));

    let page = preview.get("/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("good") && !page.body.contains("bad"));
    assert!(page.body.contains("&quot;failed&quot;:true"));

    let found = preview.get("/__preview/findings?view=public").body;
    assert!(found.contains("<p class=\"place\">content/notices/news.md:3:8</p>"), "{found}");
    assert!(found.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{found}");
    assert!(!found.contains("<script"), "{found}");
    assert!(found.contains("^^^"), "{found}");
    assert!(preview.err().contains("content/notices/news.md:3:8"), "{}", preview.err());

    notice(&project, "title = \"News\"\nfrom = 2026-03-01T00:00:00Z", "better");
    preview.until("fixed site", || preview.get("/").body.contains("better"));
    assert!(preview.get("/").body.contains("&quot;failed&quot;:false"));
    assert_eq!(preview.get("/__preview/findings").body, "");
}

#[test]
fn a_refusal_of_the_gate_keeps_the_last_good_site_and_shows_only_the_location() {
    let project = Project::new().file("content/people.toml", "[person.ana]\nname = \"Ana Anders\"\n");
    let preview = Preview::of(&project);
    notice(&project, "title = \"News\"\nfrom = 2026-03-01T00:00:00Z", "Ana Anders looks into it.");
    preview.until("refusal", || preview.err().contains("still showing the last good site"));
    assert!(!preview.get("/").body.contains("Ana"));

    let found = preview.get("/__preview/findings").body;
    assert!(found.contains("The gate refused to publish: <code>"), "{found}");
    assert!(found.contains("content/notices/news.md:5:1") && found.contains("gate-person"), "{found}");
    assert!(!found.contains("Ana"), "{found}");
    assert!(!preview.err().contains("Ana"), "standard error is no terminal here");
}

#[test]
fn a_failed_first_build_shows_its_errors_until_they_are_fixed() {
    let project = Project::empty().file("content/site.toml", "title = \"<b>Test</b>\"\nurl = \"nowhere\"\n");
    let preview = Preview::of(&project);
    let page = preview.get("/incidents/x/");
    assert_eq!(page.status, 503);
    assert!(page.body.contains("The site cannot be built yet"));
    assert!(page.body.contains("content/site.toml:2:"), "{}", page.body);
    assert!(page.body.contains("/__preview/bar.js"), "the page reloads");
    project.write("content/site.toml", GOOD.as_bytes());
    preview.until("site", || preview.get("/").status == 200);
}

#[test]
fn a_project_without_content_is_shown_once_it_has_content() {
    let project = Project::empty();
    let preview = Preview::of(&project);
    assert_eq!(preview.get("/").status, 503);
    project.write("content/site.toml", GOOD.as_bytes());
    preview.until("site", || preview.get("/").status == 200);
}

#[test]
fn warnings_are_counted_and_do_not_fail_the_build() {
    let project = Project::new().update(
        "2026-03-14T0800Z",
        "title = \"Slow answers\"\nstatus = \"investigating\"\nauthor = \"ana\"\nnext_update = \"30m\"\n[components]\napi = \"degraded_performance\"",
        "We are looking into it.",
    );
    let project = project.file("content/people.toml", "[person.ana]\nname = \"Ana Anders\"\n");
    let preview = Preview::of(&project);
    assert!(preview.get("/").body.contains("&quot;failed&quot;:false"));
    let found = preview.get("/__preview/findings").body;
    assert!(found.contains("class=\"warning\""), "{found}");
    assert!(preview.err().contains("warning"), "{}", preview.err());
}
