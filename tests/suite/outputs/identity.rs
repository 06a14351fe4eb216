//! What stays the same when a site moves, a file is renamed or a component goes to another group: guids, UIDs, ids in the
//! API and addresses.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Project, tree};

const SITE: &str = "title = \"Test status\"\nurl = \"https://status.test.example\"\n\
                    authority = \"status.test.example\"\n";

fn project() -> Project {
    let project = Project::new()
        .file("content/site.toml", SITE)
        .file("content/components/shop/_group.toml", "name = \"Shop\"\n")
        .file("content/components/shop/cart.md", "+++\nname = \"Cart\"\n+++\n")
        .file("content/components/shop/search.md", "+++\nname = \"Search\"\n+++\n")
        .update(
            "2026-03-14T1100Z",
            "title = \"Carts are empty\"\nstatus = \"investigating\"\ncomponents = { cart = \"partial_outage\" }",
            "We look into it.",
        )
        .update("2026-03-14T1130Z-update", "", "Still looking.")
        .file(
            "content/maintenance/2026-03-14-disks/comms/2026-03-14T1000Z-scheduled.md",
            "+++\ntitle = \"New disks\"\nstatus = \"scheduled\"\ncomponents = { search = \"under_maintenance\" }\n\
             window = { from = 2026-03-14T11:00:00Z, to = 2026-03-14T11:30:00Z }\n+++\nShort pauses.\n",
        );
    project.run(&["check", "--fix"]).ok();
    project
}

fn built(project: &Project) -> BTreeMap<String, String> {
    project.run(&["build"]).ok();
    let files = tree(&project.path("public")).into_iter();
    files.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

/// Every guid, UID and id of the feeds, the calendar and the API.
fn ids(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let between = |path: &str, open: &str, close: &str| -> Vec<String> {
        let parts = files[path].split(open).skip(1);
        parts.map(|part| format!("{path} {}", part.split(close).next().unwrap_or_default())).collect()
    };
    [
        between("feed.xml", "<guid", "</guid>"),
        between("feed.json", "\"id\":", ","),
        between("history.rss", "<guid>", "</guid>"),
        between("history.atom", "<id>", "</id>"),
        between("maintenance.ics", "UID:", "\r\n"),
        between("api/v2/incidents.json", "\"id\":\"", "\""),
        between("api/v2/scheduled-maintenances.json", "\"id\":\"", "\""),
        between("api/v2/components.json", "\"id\":\"", "\""),
        between("api/v2/summary.json", "\"id\":\"", "\""),
    ]
    .concat()
    .into_iter()
    .collect()
}

#[test]
fn ids_survive_a_new_host_and_a_sub_path() {
    let project = project();
    let before = ids(&built(&project));
    assert!(before.len() > 20, "{before:#?}");
    for url in [
        "https://health.other.example",
        "https://other.example:8443/status",
        "http://status.test.example/a/b",
    ] {
        project.write("content/site.toml", SITE.replace("https://status.test.example", url).as_bytes());
        assert_eq!(ids(&built(&project)), before, "{url}");
    }
}

#[test]
fn ids_survive_a_renamed_file_and_a_corrected_minute() {
    let project = project();
    let before = ids(&built(&project));
    let comms = project.path("content/incidents/2026-03-14-api/comms");
    std::fs::rename(comms.join("2026-03-14T1130Z-update.md"), comms.join("2026-03-14T1134Z-more.md"))
        .expect("renamed");
    std::fs::rename(comms.join("2026-03-14T1100Z.md"), comms.join("2026-03-14T1058Z-first.md"))
        .expect("renamed");
    std::fs::rename(
        project.path("content/incidents/2026-03-14-api"),
        project.path("content/incidents/2026-03-14-carts"),
    )
    .expect("renamed");
    assert_eq!(ids(&built(&project)), before);
}

#[test]
fn a_component_keeps_its_address_and_its_id_in_another_group() {
    let project = project();
    let before = built(&project);
    let components = project.path("content/components");
    std::fs::create_dir_all(components.join("store/web")).expect("a folder");
    std::fs::rename(components.join("shop/cart.md"), components.join("store/web/cart.md")).expect("moved");
    let run = project.run(&["build"]).ok();
    assert!(!run.stderr.contains("address-gone"), "{}", run.stderr);
    let after = built(&project);
    for file in ["index.html", "feed.xml", "badge.svg", "maintenance.ics"] {
        assert!(after.contains_key(&format!("components/shop-cart/{file}")), "{file}");
    }
    let id = before["api/v2/components.json"].split("\"id\":\"").find(|part| part.contains("\"Cart\""));
    let id = id.and_then(|part| part.split('"').next()).expect("the id of the component");
    assert!(after["api/v2/components.json"].contains(id));
}

#[test]
fn the_id_of_every_record_is_an_address() {
    let project = Project::new().file("content/site.toml", &SITE.replace(".example\"\nauth", ".example/live\"\nauth"))
        .update(
            "2026-03-14T1100Z",
            "title = \"Logins & <b>carts</b>\"\nslug = \"logins\"\nstatus = \"investigating\"\nincident_id = \"abc123\"",
            "We look into it.",
        )
        .file(
            "content/maintenance/2026-03-14-disks/comms/2026-03-14T1000Z-scheduled.md",
            "+++\ntitle = \"New disks\"\nslug = \"disks\"\nincident_id = \"def456\"\nstatus = \"scheduled\"\n\
             window = { from = 2026-03-14T11:00:00Z, to = 2026-03-14T11:30:00Z }\n+++\nShort pauses.\n",
        );
    let files = built(&project);
    insta::assert_snapshot!(files["incidents/abc123/index.html"], @r#"
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <meta name="viewport" content="width=device-width">
    <title>Test status</title>
    <meta name="robots" content="noindex">
    <link rel="canonical" href="https://status.test.example/live/incidents/logins/">
    <meta http-equiv="refresh" content="0; url=/live/incidents/logins/">
    </head>
    <body>
    <p><a href="/live/incidents/logins/">https://status.test.example/live/incidents/logins/</a></p>
    </body>
    </html>
    "#);
    assert!(files["incidents/def456/index.html"].contains("url=/live/maintenance/disks/\""));
    assert!(!files["sitemap.xml"].contains("abc123"));
    for (path, link) in [("incidents", "abc123"), ("scheduled-maintenances", "def456")] {
        let api = &files[&format!("api/v2/{path}.json")];
        let link = format!("\"shortlink\":\"https://status.test.example/live/incidents/{link}/\"");
        assert!(api.contains(&link), "{api}");
    }
}

#[test]
fn a_slug_takes_precedence_over_an_id_and_over_an_alias() {
    let incident = |folder: &str, keys: &str| {
        (
            format!("content/incidents/2026-03-14-{folder}/comms/2026-03-14T1100Z.md"),
            format!("+++\ntitle = \"The {folder} one\"\nstatus = \"investigating\"\n{keys}\n+++\nText.\n"),
        )
    };
    let (first, second) =
        (incident("first", "slug = \"one\"\nincident_id = \"two\""), incident("second", "slug = \"two\""));
    let project = Project::new().file(&first.0, &first.1).file(&second.0, &second.1);
    assert!(built(&project)["incidents/two/index.html"].contains("The second one"));
}

#[test]
fn earlier_addresses_redirect() {
    let project = Project::new()
        .file("content/components/cart.md", "+++\nname = \"Cart\"\naliases = [\"shop-cart\", \"/parts/cart\"]\n+++\n")
        .file("content/pages/help.md", "+++\ntitle = \"Help\"\naliases = [\"faq\", \"/docs/help.html\"]\n+++\nCall us.\n")
        .file(
            "content/notices/prices.md",
            "+++\ntitle = \"New prices\"\nfrom = 2026-03-01T00:00:00Z\naliases = [\"/issues/2026-prices/\"]\n+++\nFrom May.\n",
        )
        .update(
            "2026-03-14T1100Z",
            "title = \"Slow\"\nslug = \"slow\"\nstatus = \"investigating\"\naliases = [\"slower\", \"/issues/slow/\"]",
            "Slow.",
        )
        .update("2026-03-14T1130Z", "audience = [\"customer:acme\"]\naliases = [\"for-acme\"]\ntitle = \"Slow\"\nslug = \"slow-2\"", "Slow.")
        .file("content/customers/acme.md", "+++\nname = \"Acme Corp\"\naccess = \"sealed\"\n+++\n");
    let files = built(&project);
    for (path, target) in [
        ("components/shop-cart/index.html", "/components/cart/"),
        ("parts/cart/index.html", "/components/cart/"),
        ("faq/index.html", "/help/"),
        ("docs/help.html", "/help/"),
        ("issues/2026-prices/index.html", "/#notice-prices"),
        ("incidents/slower/index.html", "/incidents/slow/"),
        ("issues/slow/index.html", "/incidents/slow/"),
    ] {
        let page = files.get(path).unwrap_or_else(|| panic!("{path}"));
        assert!(page.contains(&format!("content=\"0; url={target}\"")), "{path}: {page}");
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
    }
    assert!(!files.keys().any(|path| path.contains("for-acme")));
}

#[test]
fn a_page_that_disappears_is_reported_unless_its_address_redirects() {
    let project = Project::new();
    let cart = |slug: &str, more: &str| {
        let text = format!("+++\nname = \"Cart\"\nslug = \"{slug}\"\n{more}+++\n");
        project.write("content/components/cart.md", text.as_bytes());
    };
    cart("cart", "");
    assert_eq!(project.run(&["build"]).ok().stderr.matches("address-gone").count(), 0);
    cart("basket", "");
    let strict = project.run(&["build", "--strict"]);
    assert_eq!(strict.code, 1);
    assert!(project.path("public/components/cart/index.html").exists());
    insta::assert_snapshot!(strict.stderr, @r#"
    warning[address-gone]: the published address `/components/cart/` disappears
     |
     = help: if a page has moved, write its earlier slug into the file that it moved to: `aliases = ["…"]`

    1 warning in 3 files; `--strict` fails on warnings; nothing was written
    "#);
    cart("basket", "aliases = [\"cart\"]\n");
    project.run(&["build", "--strict"]).ok();
    std::fs::remove_file(project.path("content/components/cart.md")).expect("removed");
    insta::assert_snapshot!(project.run(&["build"]).ok().stderr, @r#"
    warning[address-gone]: the published addresses `/components/basket/`, `/components/cart/` disappear
     |
     = help: if a page has moved, write its earlier slug into the file that it moved to: `aliases = ["…"]`

    1 warning in 2 files
    note: `public` shows the site as of 2026-03-14T12:00:00Z, because `--now` sets the clock
    "#);
    assert!(!project.run(&["build"]).ok().stderr.contains("address-gone"));
}
