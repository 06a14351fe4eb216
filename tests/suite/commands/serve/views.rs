//! The views other than the public one: the view with drafts and those of customers.

use super::Preview;
use crate::support::{Project, tree};

const FIRST: &str = "title = \"Slow answers\"\nslug = \"slow-answers\"\nstatus = \"investigating\"\nauthor = \"ana\"\n[components]\napi = \"degraded_performance\"";

/// A site with a published update, a draft, a future notice and two customers.
fn project() -> Project {
    Project::new()
        .update("2026-03-14T1100Z", FIRST, "We are [looking](/help/) into it.")
        .update(
            "2026-03-14T1130Z",
            "status = \"identified\"\nauthor = \"ana\"\ndraft = true",
            "We know why now.",
        )
        .update(
            "2026-03-14T1140Z",
            "author = \"ana\"\naudience = [\"customer:acme\"]",
            "A word for one customer.",
        )
        .file("content/people.toml", "[person.ana]\nname = \"Ana Anders\"\n")
        .file("content/pages/help.md", "+++\ntitle = \"Help\"\n+++\nAsk us.\n")
        .file(
            "content/notices/later.md",
            "+++\ntitle = \"Later\"\nfrom = 2026-04-01T00:00:00Z\n+++\nThis comes in April.\n",
        )
        .file(
            "content/customers/acme.md",
            "+++\nname = \"Acme Corp\"\ntier = \"gold\"\naccess = \"gated\"\n+++\n",
        )
        .file(
            "content/customers/fjord.md",
            "+++\nname = \"Fjordline Books\"\ntier = \"basic\"\naccess = \"gated\"\n+++\n",
        )
}

#[test]
fn the_view_with_drafts_is_marked_on_every_page() {
    let project = project();
    let preview = Preview::of(&project);
    let (path, drafts) = ("/incidents/slow-answers/", "/__preview/drafts");
    let public = preview.get(path).body;
    assert!(
        public.contains("looking") && !public.contains("We know why now") && !public.contains("drafts.css")
    );

    let page = preview.get(&format!("{drafts}{path}"));
    assert_eq!(page.status, 200);
    assert!(page.body.contains("We know why now"));
    assert!(!page.body.contains("A word for one customer"));
    assert!(page.body.contains("href=\"/__preview/drafts/help/\""), "links stay in the view");
    for path in [path, "/", "/history/", "/help/", "/components/api/", "/nothing/"] {
        let page = preview.get(&format!("{drafts}{path}")).body;
        let head = page.split("</head>").next().expect("a head");
        assert!(head.contains("<link rel=\"stylesheet\" href=\"/__preview/drafts.css\">"), "{path}");
        assert!(!page.contains("href=\"/incidents/"), "{path} leads out of the view");
    }
    assert!(preview.get(&format!("{drafts}/")).body.contains("This comes in April"));
    assert!(!preview.get("/").body.contains("This comes in April"));
    assert!(preview.get("/__preview/drafts.css").body.contains("not published"));
}

#[test]
fn the_view_with_drafts_shows_future_updates_and_unapproved_post_mortems() {
    let site = "title = \"Test status\"\nurl = \"https://status.test.example\"\n\n[approval]\n\
                since = 2026-01-01T00:00:00Z\npostmortem = [\"commander\"]\n";
    let project = project()
        .file("content/site.toml", site)
        .update(
            "2026-03-20T0900Z",
            "status = \"resolved\"\nauthor = \"ana\"\ndraft = true",
            "It will be over by then.",
        )
        .file(
            "content/incidents/2026-03-14-api/comms/postmortem.md",
            "+++\ntitle = \"What went wrong\"\nauthor = \"ana\"\n+++\nA queue was full.\n",
        );
    let preview = Preview::of(&project);
    let incident = preview.get("/__preview/drafts/incidents/slow-answers/").body;
    assert!(incident.contains("It will be over by then"));
    let drafts = preview.get("/__preview/drafts/postmortems/");
    assert!(drafts.status == 200 && drafts.body.contains("What went wrong"), "{}", drafts.body);
    assert!(!preview.get("/postmortems/").body.contains("What went wrong"));
    for path in ["/", "/history/", "/components/api/", "/api/v2/summary.json", "/feed.xml"] {
        assert_eq!(preview.get(&format!("/__preview/drafts{path}")).status, 200, "{path}");
    }
}

#[test]
fn the_view_with_drafts_reports_errors_that_publishing_them_would_cause() {
    let project = project().update(
        "2026-03-14T1150Z",
        "at = 2026-03-14T11:00:00Z\nauthor = \"ana\"\nstatus = \"monitoring\"\ndraft = true",
        "At the same time as another.",
    );
    let preview = Preview::of(&project);
    let (public, drafts) =
        (preview.get("/__preview/findings").body, preview.get("/__preview/findings?view=drafts").body);
    assert!(!public.contains("have the same time"), "{public}");
    assert!(drafts.contains("have the same time"), "{drafts}");
    assert!(drafts.contains(&public), "in addition to the findings of the public view");
}

#[test]
fn a_customers_view_shows_only_what_that_customer_may_see() {
    let project = project();
    let preview = Preview::of(&project);
    let incident = |id: &str| preview.get(&format!("/__preview/customers/{id}/incidents/slow-answers/")).body;
    assert!(incident("acme").contains("A word for one customer"));
    assert!(!incident("fjord").contains("A word for one customer"));
    assert!(!incident("acme").contains("We know why now"), "drafts are only in the view with drafts");
    assert_eq!(preview.get("/__preview/customers/nobody/").status, 404);

    let views = preview.get("/__preview/views").body;
    assert_eq!(
        views,
        "[{\"view\":\"customers/acme\",\"label\":\"Acme Corp\"},{\"view\":\"customers/fjord\",\"label\":\"Fjordline Books\"}]"
    );
}

#[test]
fn the_gate_checks_each_view_separately() {
    let project = project()
        .update(
            "2026-03-14T1145Z",
            "author = \"ana\"\naudience = [\"customer:fjord\"]",
            "It began at Acme Corp.",
        )
        .update("2026-03-14T1146Z", "author = \"ana\"\naudience = [\"customer:acme\"]", "Dear Acme Corp.");
    let preview = Preview::of(&project);
    let own = preview.get("/__preview/customers/acme/incidents/slow-answers/");
    assert!(own.status == 200 && own.body.contains("Dear Acme Corp"), "a view may name its own customer");
    let other = preview.get("/__preview/customers/fjord/");
    assert_eq!(other.status, 503);
    assert!(
        other.body.contains("The gate refused") && other.body.contains("gate-customer"),
        "{}",
        other.body
    );
    assert!(!other.body.contains("It began at"), "{}", other.body);
    assert_eq!(preview.get("/").status, 200, "the public view is not affected");
}

#[test]
fn switching_views_keeps_the_page_if_it_exists() {
    let project = project();
    let preview = Preview::of(&project);
    for (target, location) in [
        ("to=drafts&page=/incidents/slow-answers/", "/__preview/drafts/incidents/slow-answers/"),
        ("to=public&page=/__preview/drafts/incidents/slow-answers/", "/incidents/slow-answers/"),
        ("to=customers/acme&page=/__preview/drafts/help/", "/__preview/customers/acme/help/"),
        ("to=drafts&page=/nothing/", "/__preview/drafts/"),
        ("to=drafts&page=http%3A%2F%2Fevil.example%2F", "/__preview/drafts/"),
        ("to=//evil.example&page=/", "/"),
        ("to=customers/nobody&page=/", "/"),
    ] {
        let answer = preview.get(&format!("/__preview/switch?{target}"));
        assert_eq!((answer.status, answer.header("location")), (302, Some(location)), "{target}");
    }
}

#[test]
fn a_site_with_a_base_path_is_served_below_it_in_every_view() {
    let project = project()
        .file("content/site.toml", "title = \"Test status\"\nurl = \"https://example.com/help/status\"\n");
    let preview = Preview::of(&project);
    let root = preview.get("/");
    assert_eq!((root.status, root.header("location")), (302, Some("/help/status/")));
    let page = preview.get("/help/status/incidents/slow-answers/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("href=\"/help/status/help/\""));
    assert_eq!(preview.get("/incidents/slow-answers/").status, 404);
    assert_eq!(
        preview.get("/help/status/feed.xml").header("content-type"),
        Some("application/xml; charset=utf-8")
    );
    let draft = preview.get("/__preview/drafts/incidents/slow-answers/");
    assert!(
        draft.body.contains("href=\"/__preview/drafts/help/\"") && !draft.body.contains("\"/help/status/")
    );
    let switched = preview.get("/__preview/switch?to=drafts&page=/help/status/help/");
    assert_eq!(switched.header("location"), Some("/__preview/drafts/help/"));
}

#[test]
fn a_build_contains_no_draft_and_nothing_of_the_preview() {
    let project = project();
    let preview = Preview::of(&project);
    assert_eq!(preview.get("/__preview/drafts/").status, 200);
    project.run(&["build"]).ok();
    let built = tree(&project.path("public"));
    assert!(built.len() > 20);
    for (path, bytes) in &built {
        let text = String::from_utf8_lossy(bytes);
        for word in ["__preview", "We know why now", "This comes in April", "A word for one customer"] {
            assert!(!text.contains(word), "{path} holds {word}");
        }
    }
    // Apart from the bar, the preview shows the built page.
    let shown = preview.get("/").body;
    let (before, after) = shown.split_once("<script defer src=\"/__preview/bar.js\"").expect("the bar");
    let after = after.split_once("</script>").expect("its end").1;
    assert_eq!(format!("{before}{after}"), project.read("public/index.html"));
}

#[test]
fn the_views_of_customers_are_listed() {
    let project = project();
    let preview = Preview::of(&project);
    for path in ["/__preview/customers/", "/__preview/customers"] {
        let page = preview.get(path);
        assert_eq!(page.status, 200);
        assert!(
            page.body.contains("<a href=\"/__preview/customers/acme/\">Acme Corp</a> (acme)"),
            "{}",
            page.body
        );
        assert!(page.body.contains("/__preview/customers/fjord/"), "{}", page.body);
    }
}
