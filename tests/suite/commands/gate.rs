//! `allclear gate check`: deployments that are right, and each way in which one can be wrong.

use std::fs;

use crate::support::{NOW, Project, Run};

/// A site with three customers, one for each kind of access, and its build.
fn project() -> Project {
    let project = Project::new()
        .file(
            "content/customers/acme.md",
            "+++\nname = \"Acme Corp\"\naliases = [\"acme.example\"]\naccess = \"gated\"\n+++\n",
        )
        .file(
            "content/customers/bolt.md",
            "+++\nname = \"Boltworks\"\naccess = \"unlisted\"\ni_accept_url_leaks = true\n+++\n",
        )
        .file("content/customers/nova.md", "+++\nname = \"Nova Ltd\"\naccess = \"sealed\"\n+++\n")
        .update(
            "2026-03-14T0922Z-resolved",
            "title = \"Slow\"\nslug = \"slow\"\nstatus = \"resolved\"",
            "All is well.",
        )
        .file(
            "content/incidents/2026-03-14-api/timeline/2026-03-14T0917Z-ana.md",
            "Impact: some\n\nAction: two pods were restarted by hand today\n",
        );
    write_keys(&project, 0o600);
    project.run(&["build"]);
    if !project.path("public/index.html").exists() {
        project.run(&["build", "--public-only"]).ok();
    }
    project
}

fn write_keys(project: &Project, mode: u32) {
    let key = |letter: char| letter.to_string().repeat(51) + "q";
    let mut text = format!("format = 1\nmaster = \"{}\"\n", key('a'));
    for (id, letter) in [("acme", 'b'), ("bolt", 'c'), ("nova", 'd')] {
        text.extend([format!("\n[customer.{id}]\nkey = \"{}\"\nlink = 1\nfeed = 1\n", key(letter))]);
    }
    project.write("allclear-keys.toml", text.as_bytes());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(project.path("allclear-keys.toml"), fs::Permissions::from_mode(mode))
            .expect("permissions");
    }
}

/// The id in the address of a gated view.
fn gated_id(project: &Project) -> String {
    let printed = project.run(&["gate", "nginx"]).ok().stdout;
    let line = printed
        .lines()
        .find_map(|line| line.trim().strip_prefix("auth_basic_user_file /etc/nginx/allclear/"));
    line.expect("a view").trim_end_matches(';').to_owned()
}

fn check(project: &Project, more: &[&str]) -> Run {
    project.run_without_keys(NOW, &[&["gate", "check"], more].concat())
}

#[test]
fn a_site_as_it_was_built_passes() {
    let project = project();
    let run = check(&project, &["public"]).ok();
    assert!(run.stdout.starts_with("the gate found nothing in "), "{}", run.stdout);
    let id = gated_id(&project);
    project.write(
        &format!("private/{id}/index.html"),
        b"<p>Acme Corp, acme.example</p><a href='/private/acme/'>x</a>",
    );
    let run = check(&project, &["private"]).ok();
    assert!(run.stdout.contains(" of 1 view"), "{}", run.stdout);
    project.write("copy/index.html", b"<p>Acme Corp</p>");
    check(&project, &["copy", "--view", "acme"]).ok();
}

#[test]
fn every_place_for_a_name_is_read() {
    let project = project();
    for (path, text) in [
        ("index.html", "<p>Acme Corp</p>"),
        ("about/index.html", "<p title='ACME_CORP'>x</p>"),
        ("acme-corp/index.html", ""),
        ("incidents/acme/index.html", ""),
        ("assets/a.css", "/* Nova Ltd */"),
        ("assets/a.css", ".acme { color: red }"),
        ("assets/a.js", "var x = {\"acme\": 1};"),
        ("sitemap.xml", "<loc>https://status.test.example/acme/</loc>"),
        ("_headers", "/v/acme/*\n  X-Robots-Tag: noindex"),
        ("_redirects", "/old /acme 301"),
        ("robots.txt", "Disallow: /nova/"),
        ("feed.json", "{\"for\": \"customer:nova\"}"),
        ("feed.xml", "<!-- Boltworks -->"),
        ("maintenance.ics", "SUMMARY:Bolt\r\n works"),
        ("api/v2/x.json", "{\"nova\": 1}"),
        ("v/abcdefghijklmnopqrstuvwxyz/index.html", "<p>Boltworks</p>"),
        ("v/abcdefghijklmnopqrstuvwxyz/bundle.bin", "The name Boltworks in a file that is not encrypted"),
        ("notes.md", "x"),
        ("x.html", "<!-- a comment -->"),
    ] {
        let (path, before) =
            (format!("public/{path}"), fs::read(project.path(&format!("public/{path}"))).ok());
        project.write(&path, text.as_bytes());
        let run = check(&project, &["public"]);
        assert_eq!(run.code, 3, "{path}: {text}: {}{}", run.stdout, run.stderr);
        for word in ["Acme", "ACME", "Boltworks", "Nova"] {
            assert!(!run.stderr.contains(word), "the report itself names a customer: {}", run.stderr);
        }
        match before {
            Some(bytes) => project.write(&path, &bytes),
            None => fs::remove_file(project.path(&path)).expect("a file"),
        }
    }
    check(&project, &["public"]).ok();
}

#[test]
fn a_view_may_name_its_own_customer_only() {
    let project = project();
    let id = gated_id(&project);
    for text in ["<p>Boltworks</p>", "<p class='a nova b'>x</p>", "<a href='/bolt/'>x</a>"] {
        project.write(&format!("private/{id}/index.html"), text.as_bytes());
        let run = check(&project, &["private"]);
        assert_eq!(run.code, 3, "{text}: {}{}", run.stdout, run.stderr);
    }
    // A gated view in public, and one at an address that no key gives.
    project.write(&format!("private/{id}/index.html"), b"<p>x</p>");
    for path in [
        format!("public/v/{id}/index.html"),
        format!("public/{id}/index.html"),
        "private/abcdefghijklmnopqrstuvwxyz/index.html".to_owned(),
    ] {
        project.write(&path, b"<p>Acme Corp</p>");
        let folder = path.split('/').next().expect("a folder");
        let run = check(&project, &[folder]);
        assert_eq!(run.code, 3, "{path}: {}{}", run.stdout, run.stderr);
        fs::remove_file(project.path(&path)).expect("a file");
    }
    // The address of a gated view is not for the public.
    project.write("public/x/index.html", format!("<a href='/private/{id}/'>x</a>").as_bytes());
    assert_eq!(check(&project, &["public"]).code, 3);
}

#[test]
fn words_of_a_timeline_are_refused_unless_the_public_files_give_them() {
    let project = project();
    project.write("public/x/index.html", b"<p>two pods were restarted by hand today</p>");
    let run = check(&project, &["public"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(
        run.stderr.contains("gate-internal-text") && run.stderr.contains("build the site, and check again"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_timeline_may_quote_the_page_of_a_view() {
    let project = project();
    let page =
        |id: &str| fs::read_to_string(project.path(&format!("private/{id}/index.html"))).expect("a page");
    let id = gated_id(&project);
    let text = visible(&page(&id));
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "Slow").expect("the title");
    let quoted = words[at.saturating_sub(3)..at + 9].join(" ");
    project.write(
        "content/incidents/2026-03-14-api/timeline/2026-03-14T0925Z-ana.md",
        format!("Action: told support that the page says {quoted}\n").as_bytes(),
    );
    project.run(&["build"]).ok();
    assert!(page(&id).contains("data-stamp=\""), "a page that can change while it is open");
    check(&project, &["private"]).ok();
    let forged = page(&id).replace("</main>", &format!("<p>{quoted}</p></main>"));
    project.write(&format!("private/{id}/index.html"), forged.as_bytes());
    let run = check(&project, &["private"]);
    assert_eq!(run.code, 3, "{}", run.stdout);
    assert!(run.stderr.contains("gate-internal-text"), "{}", run.stderr);
}

/// The text of a page without its tags.
fn visible(html: &str) -> String {
    let main =
        html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).expect("a main part").0;
    let parts = main.split('<').filter_map(|part| part.split_once('>'));
    parts.map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

#[test]
fn encrypted_files_of_different_sizes_are_refused() {
    let project = project();
    fs::remove_dir_all(project.path("public/v")).expect("the views of the build");
    let random = |length: u32| -> Vec<u8> {
        (0..length).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect()
    };
    let path = |letter: &str| format!("public/v/{}/bundle.bin", letter.repeat(26));
    project.write(&path("a"), &random(4096 + 28));
    project.write(&path("b"), &random(4096 + 28));
    let run = check(&project, &["public"]).ok();
    assert!(run.stdout.contains("2 encrypted files (only their form was checked)"), "{}", run.stdout);
    project.write(&path("b"), &random(8192 + 28));
    let run = check(&project, &["public"]);
    assert_eq!(run.code, 3, "{}", run.stdout);
    assert!(run.stderr.contains("different sizes"), "{}", run.stderr);
}

#[test]
fn wrong_usage_is_told_apart_from_a_refusal() {
    let project = project();
    for arguments in [&["nowhere"][..], &["public", "--view", "nobody"], &["public", "--keys", "none.toml"]] {
        let run = check(&project, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}: {}", run.stderr);
    }
    fs::remove_file(project.path("allclear-keys.toml")).expect("a file");
    project.write("private/x/index.html", b"x");
    let run = check(&project, &["private"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("allclear keys new"), "{}", run.stderr);
    if cfg!(unix) {
        write_keys(&project, 0o644);
        let run = check(&project, &["private"]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("other users"), "{}", run.stderr);
    }
}

#[test]
fn the_result_as_json_counts_what_was_read() {
    let project = project();
    let run = check(&project, &["public", "--format", "json"]).ok();
    let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert!(document["public"].as_u64().is_some_and(|files| files > 10), "{}", run.stdout);
    project.write("public/x.txt", b"Acme Corp");
    let run = check(&project, &["public", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!((run.code, &document["refused"][0]), (3, &serde_json::json!("x.txt")));
}
