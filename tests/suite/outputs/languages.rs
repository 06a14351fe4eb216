//! `languages` in `site.toml`: the same pages in several languages, and everything else once.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Project, tree};

const FIRST: &str = "title = \"Slow answers\"\nslug = \"slow-answers\"\naliases = [\"slow\"]\nincident_id = \"aaaabbbbcccc\"\nstatus = \"investigating\"\ncomponents = { api = \"degraded_performance\" }\nnext_update = \"12h\"";

/// A site at `url` with an open incident, a maintenance, a page and a notice. `languages` is a line of `site.toml`.
fn site(url: &str, languages: &str) -> Project {
    Project::new()
        .file(
            "content/site.toml",
            &format!(
                "title = \"Test status\"\nurl = \"{url}\"\nauthority = \"status.test.example\"\n{languages}\n"
            ),
        )
        .file(
            "content/pages/help.md",
            "+++\ntitle = \"Help\"\nnav = 1\naliases = [\"faq\"]\n+++\nWrite to us.\n",
        )
        .file(
            "content/notices/winter.md",
            "+++\ntitle = \"Winter hours\"\nfrom = 2026-03-01T00:00:00Z\n+++\nWe close early.\n",
        )
        .file(
            "content/maintenance/2026-03-20-database/comms/2026-03-10T0900Z.md",
            "+++\ntitle = \"New database\"\nslug = \"new-database\"\nincident_id = \"ddddeeeeffff\"\nstatus = \"scheduled\"\nwindow = { from = 2026-03-20T02:00:00Z, to = 2026-03-20T04:00:00Z }\ncomponents = { api = \"under_maintenance\" }\n+++\nWe move to a new database.\n",
        )
        .update("2026-03-14T1000Z", FIRST, "Some answers take a minute.")
}

/// The files of the site after a build.
fn built(project: &Project) -> BTreeMap<String, Vec<u8>> {
    project.run(&["build"]).ok();
    tree(&project.path("public"))
}

fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// The pages outside of the folder of German, by path. A redirect is none.
fn first_pages(files: &BTreeMap<String, Vec<u8>>) -> Vec<(&str, &str)> {
    let pages = files.keys().filter(|path| is_page(path) && !path.starts_with("de/"));
    let pages = pages.map(|path| (path.as_str(), text(files, path)));
    pages.filter(|(_, html)| !html.contains("http-equiv=\"refresh\"")).collect()
}

const ROOT: &str = "https://status.test.example";
const BELOW: &str = "https://test.example/status";
const BOTH: &str = "languages = [\"en\", \"de\"]";

fn is_page(path: &str) -> bool {
    path.strip_suffix(".html").is_some()
}

#[test]
fn every_page_exists_in_every_language_and_leads_to_the_others() {
    for (url, base) in [(ROOT, ""), (BELOW, "/status")] {
        let files = built(&site(url, BOTH));
        let pages = first_pages(&files);
        assert!(pages.len() > 10, "{} pages", pages.len());
        for (path, english) in pages {
            let german = text(&files, &format!("de/{path}"));
            assert!(english.contains("<html lang=\"en\" dir=\"ltr\">"), "{path}");
            assert!(german.contains("<html lang=\"de\" dir=\"ltr\">"), "{path}");
            if path == "embed/index.html" {
                continue;
            }
            let address = path.trim_end_matches("index.html").trim_end_matches("404.html");
            for (page, english_now, german_now) in
                [(english, " aria-current=\"true\"", ""), (german, "", " aria-current=\"true\"")]
            {
                for link in [
                    format!(
                        "<a href=\"{base}/{address}\" lang=\"en\" hreflang=\"en\"{english_now}>English</a>"
                    ),
                    format!(
                        "<a href=\"{base}/de/{address}\" lang=\"de\" hreflang=\"de\"{german_now}>Deutsch</a>"
                    ),
                ] {
                    assert!(page.contains(&link), "{path} lacks {link}");
                }
            }
            let is_found = path != "404.html";
            for page in [english, german] {
                for (language, address) in [
                    ("en", address.to_owned()),
                    ("de", format!("de/{address}")),
                    ("x-default", address.to_owned()),
                ] {
                    let link =
                        format!("<link rel=\"alternate\" hreflang=\"{language}\" href=\"{url}/{address}\">");
                    assert_eq!(page.contains(&link), is_found, "{path}: {link}");
                }
            }
            for (page, address) in [(english, address.to_owned()), (german, format!("de/{address}"))] {
                let link = format!("<link rel=\"canonical\" href=\"{url}/{address}\">");
                assert_eq!(page.contains(&link), is_found, "{path}: {link}");
            }
            let map = text(&files, "sitemap.xml");
            if is_found {
                for address in [address.to_owned(), format!("de/{address}")] {
                    assert!(map.contains(&format!("<loc>{url}/{address}</loc>")), "{address}");
                }
            }
        }
    }
}

#[test]
fn links_between_pages_stay_in_the_language_and_lead_somewhere() {
    for (url, base) in [(ROOT, ""), (BELOW, "/status")] {
        let files = built(&site(url, BOTH));
        let pages = files.keys().filter(|path| path.starts_with("de/") && is_page(path));
        for path in pages {
            for link in text(&files, path).split("href=\"").skip(1) {
                let link = link.split('"').next().unwrap_or_default();
                let is_switch = |rest: &str| rest.starts_with(" lang=");
                let rest = text(&files, path).split(&format!("href=\"{link}\"")).nth(1).unwrap_or_default();
                let Some(target) = link.strip_prefix(base).filter(|target| target.starts_with('/')) else {
                    continue;
                };
                let target = target.split('#').next().unwrap_or(target);
                let file = target.trim_start_matches('/');
                let file = if target.ends_with('/') { format!("{file}index.html") } else { file.to_owned() };
                assert!(files.contains_key(&file), "{path} links to {link}");
                if target.ends_with('/') && !is_switch(rest) {
                    assert!(target.starts_with("/de/"), "{path} leaves its language for {link}");
                }
            }
        }
    }
}

#[test]
fn everything_but_the_pages_exists_once_and_stays_as_it_was() {
    let one = built(&site(ROOT, "language = \"en\""));
    let both = built(&site(ROOT, BOTH));
    for path in both.keys().filter(|path| path.starts_with("de/")) {
        assert!(is_page(path), "{path} is not a page");
    }
    assert!(one.keys().all(|path| both.contains_key(path)), "a file is missing");
    let lists = ["_headers", "sitemap.xml", "stamp.json"];
    for (path, bytes) in one.iter().filter(|(path, _)| !is_page(path)) {
        assert!(lists.contains(&path.as_str()) || both[path] == *bytes, "{path} differs");
    }
    assert!(text(&both, "_headers").contains("\n/de/incidents/*\n"));
    assert!(text(&both, "_headers").contains("\n/de/embed/\n"));
}

#[test]
fn a_list_of_one_language_is_the_same_as_the_language() {
    for code in ["en", "de-AT"] {
        let one = built(&site(ROOT, &format!("language = \"{code}\"")));
        let list = built(&site(ROOT, &format!("languages = [\"{code}\"]")));
        assert!(one == list, "{code}");
        assert!(!text(&one, "index.html").contains("hreflang"));
    }
}

#[test]
fn what_people_wrote_keeps_its_language_and_direction() {
    let files = built(&site(ROOT, "languages = [\"en\", \"ar\", \"de-AT\"]"));
    let arabic = text(&files, "ar/incidents/slow-answers/index.html");
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">"), "{arabic}");
    for of_writer in [
        "<h1><bdi lang=\"en\">Slow answers</bdi></h1>",
        "<div class=\"text\" dir=\"auto\" lang=\"en\"><p>Some answers take a minute.</p>",
    ] {
        assert!(arabic.contains(of_writer), "no {of_writer} in {arabic}");
    }
    let austrian = text(&files, "de-at/index.html");
    assert!(austrian.contains("<html lang=\"de-AT\""), "{austrian}");
    assert!(austrian.contains("hreflang=\"de-AT\" href=\"https://status.test.example/de-at/\""));
    let english = text(&files, "incidents/slow-answers/index.html");
    assert!(english.contains("<h1><bdi>Slow answers</bdi></h1>"), "{english}");
}

#[test]
fn a_headline_is_in_the_language_of_who_wrote_it() {
    let project = site(ROOT, BOTH);
    let embed = |files: &BTreeMap<String, Vec<u8>>| text(files, "de/embed/index.html").to_owned();
    let open = embed(&built(&project));
    assert!(open.contains("<bdi lang=\"en\">Slow answers</bdi>"), "{open}");
    let over = "status = \"resolved\"";
    let quiet = embed(&built(&project.update("2026-03-14T1100Z", over, "It is over.")));
    assert!(!quiet.contains("lang=\"en\">Alle"), "{quiet}");
}

#[test]
fn a_page_in_any_language_finds_out_that_it_has_changed() {
    let project = site(ROOT, BOTH);
    let stamps = |files: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Value> {
        serde_json::from_str(text(files, "stamp.json")).expect("JSON")
    };
    let first = built(&project);
    let before = stamps(&first);
    let page = text(&first, "de/incidents/slow-answers/index.html");
    let stamp = before["/de/incidents/slow-answers/"].as_str().expect("a stamp");
    assert!(page.contains("data-page=\"/de/incidents/slow-answers/\" data-stamps=\"/stamp.json\""), "{page}");
    assert!(page.contains(&format!("data-stamp=\"{stamp}\"")), "{page}");
    let after = stamps(&built(&project.update("2026-03-14T1100Z", "next_update = \"12h\"", "We found why.")));
    for address in ["/", "/de/", "/incidents/slow-answers/", "/de/incidents/slow-answers/"] {
        assert_ne!(before[address], after[address], "{address}");
    }
}

#[test]
fn earlier_addresses_redirect_within_the_language() {
    let files = built(&site(BELOW, BOTH));
    for (from, to) in [
        ("incidents/slow", "incidents/slow-answers/"),
        ("incidents/aaaabbbbcccc", "incidents/slow-answers/"),
        ("incidents/ddddeeeeffff", "maintenance/new-database/"),
        ("faq", "help/"),
    ] {
        for folder in ["", "de/"] {
            let page = text(&files, &format!("{folder}{from}/index.html"));
            let target = format!("content=\"0; url=/status/{folder}{to}\"");
            assert!(page.contains(&target), "{folder}{from}: {page}");
        }
    }
}

#[test]
fn views_with_a_login_and_unlisted_views_have_all_languages_and_sealed_ones_have_one() {
    let customer = |access: &str| {
        format!("+++\nname = \"Acme Corp\"\naccess = \"{access}\"\ni_accept_url_leaks = true\n+++\n")
    };
    for access in ["gated", "unlisted"] {
        let project = site(ROOT, BOTH).file("content/customers/acme.md", &customer(access));
        project.run(&["build"]).ok();
        let all: Vec<String> = ["public/v", "private"]
            .iter()
            .flat_map(|folder| tree(&project.path(folder)).into_keys())
            .collect();
        let german = all.iter().filter(|path| path.ends_with("/de/incidents/slow-answers/index.html"));
        assert_eq!(german.count(), 1, "{access}: {all:?}");
    }
    let project = site(ROOT, BOTH).file("content/customers/acme.md", &customer("sealed"));
    project.run(&["build"]).ok();
    let public = tree(&project.path("public"));
    assert!(public.keys().any(|path| path.starts_with("v/")), "there is a view");
    assert!(!public.keys().any(|path| path.starts_with("v/") && path.contains("/de/")));
}

#[test]
fn mistakes_in_the_list_are_reported_where_they_are() {
    for (languages, at) in [
        ("language = \"en\"\nlanguages = [\"en\", \"de\"]", ":4:12"),
        ("languages = []", ":4:13"),
        ("languages = [\"en\", \"de\", \"de\"]", ":4:26"),
        ("languages = [\"de-AT\", \"de-at\"]", ":4:23"),
        ("languages = [\"en\", \"dee\"]", ":4:20"),
        ("languages = \"en\"", ":4:13"),
    ] {
        let run = site(ROOT, languages).run(&["build"]).failed(1);
        assert!(run.stderr.contains(&format!("content/site.toml{at}")), "{languages}: {}", run.stderr);
    }
    let run = site(ROOT, "language = \"en\"\nlanguages = [\"en\", \"de\"]").run(&["build"]).failed(1);
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn the_address_of_a_language_is_reserved() {
    let page = "+++\ntitle = \"Germany\"\n+++\nWhere we are.\n";
    let alias = "+++\ntitle = \"Germany\"\naliases = [\"de\"]\n+++\nWhere we are.\n";
    site(ROOT, "language = \"en\"").file("content/pages/de.md", page).run(&["build"]).ok();
    let run = site(ROOT, BOTH).file("content/pages/de.md", page).run(&["build"]).failed(1);
    insta::assert_snapshot!(run.stderr);
    let run = site(ROOT, BOTH).file("content/pages/germany.md", alias).run(&["build"]).failed(1);
    assert!(run.stderr.contains("the address `/de/` is reserved for the pages in `de`"), "{}", run.stderr);
    assert!(run.stderr.contains("content/pages/germany.md:3:12"), "{}", run.stderr);
}

#[test]
fn an_update_rewrites_the_same_few_pages_in_each_language() {
    let project = site(ROOT, BOTH);
    built(&project);
    let project = project.update("2026-03-14T1100Z", "next_update = \"12h\"", "We found why.");
    let run = project.run(&["build", "--format", "json"]).ok();
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let written: Vec<&str> =
        report["written"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    let (german, english): (Vec<&str>, Vec<&str>) = written
        .iter()
        .filter(|path| is_page(path))
        .partition(|path| path.starts_with("public/de/") || path.starts_with("de/"));
    let german: Vec<String> = german.iter().map(|path| path.replacen("de/", "", 1)).collect();
    assert!(!english.is_empty(), "{written:?}");
    assert_eq!(german, english);
}
