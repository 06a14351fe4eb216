//! The gate from outside: what it refuses, and that its report discloses nothing.

use std::path::Path;

use crate::support::{Project, Run, tree};

const SECRET: &str = "the pooler on pg-main-3 was restarted twice before it recovered";

/// A site with something of each kind that must stay internal.
fn project() -> Project {
    Project::new()
        .file(
            "content/site.toml",
            "title = \"Test\"\nurl = \"https://status.test.example\"\n[gate]\nforbid = [\"*.internal\"]\n",
        )
        .file(
            "content/people.toml",
            "[person.ana]\nname = \"Ana Lovelace\"\nemail = \"ana@house.example\"\ngithub = \"analove\"\n\
             [person.lena]\nname = \"Lena Public\"\npublic = true\n",
        )
        .file(
            "content/customers/acme.md",
            "+++\nname = \"Acme Corp\"\naliases = [\"Acmeco\"]\naccess = \"gated\"\n+++\n",
        )
        .file("content/owners.toml", "[component.api]\naliases = [\"pay-web-3\"]\n")
        .file(
            "content/incidents/2026-03-14-api/timeline/2026-03-14T0917Z-ana.md",
            &format!("Impact: some\n\nAction: {SECRET}\n"),
        )
}

fn saying(text: &str) -> Project {
    project().update(
        "2026-03-14T0922Z-resolved",
        "title = \"Slow\"\nslug = \"slow\"\nstatus = \"resolved\"",
        text,
    )
}

/// Builds a valid site, then one that discloses something, and checks that the first one stays. Returns the refused run.
#[track_caller]
fn refused(text: &str, found: &str) -> Run {
    refused_update("slow", text, found)
}

#[track_caller]
fn refused_update(slug: &str, text: &str, found: &str) -> Run {
    let project = saying("All is well.");
    project.run(&["build"]).ok();
    let before = tree(&project.path("public"));
    let front_matter = format!("title = \"Slow\"\nslug = \"{slug}\"\nstatus = \"resolved\"");
    let project = project.update("2026-03-14T0922Z-resolved", &front_matter, text);
    for format in ["json", "github", "human"] {
        let run = project.run(&["build", "--format", format]);
        assert_eq!(run.code, 3, "{}{}", run.stdout, run.stderr);
        assert!(!(run.stdout + &run.stderr).contains(found), "the report itself discloses it");
        assert_eq!(tree(&project.path("public")), before, "the old site stays");
    }
    project.run(&["build"])
}

#[test]
fn a_site_without_internal_text_is_published() {
    saying("The database was slow. Lena Public will tell you more.").run(&["build"]).ok();
}

#[test]
fn a_sentence_of_a_timeline_in_an_address_is_public() {
    let front_matter =
        "title = \"Slow\"\nslug = \"was-restarted-twice-before-it-recovered\"\nstatus = \"resolved\"";
    project().update("2026-03-14T0922Z-resolved", front_matter, "All is well.").run(&["build"]).ok();
}

#[test]
fn the_words_of_a_draft_in_an_address_are_refused() {
    let draft = "status = \"resolved\"\ndraft = true";
    let project = project()
        .update(
            "2026-03-14T0922Z-resolved",
            "title = \"Slow\"\nslug = \"two-nodes-ran-out-of-disk\"\nstatus = \"resolved\"",
            "All is well.",
        )
        .update("2026-03-14T0925Z", draft, "We found that two nodes ran out of disk.");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn the_place_of_a_name_in_a_folder_is_told() {
    let project = project()
        .file("content/components/ana-lovelace/web.md", "+++\nname = \"Web\"\nslug = \"web\"\n+++\n");
    let run = project.run(&["build"]).failed(3);
    assert!(run.stderr.contains("it is in the name of a folder in `content/components`"), "{}", run.stderr);
}

#[test]
fn names_in_file_names_are_refused() {
    for (name, text) in [
        ("2026-03-14T0930Z-ana-lovelace", "It is over."),
        ("2026-03-14T0930Z-acme-corp", "It is over."),
        ("2026-03-14T0930Z-pay-web-3", "It is over."),
        ("2026-03-14T0930Z", "Thanks, ANA LOVELACE."),
        ("2026-03-14T0930Z", "It was pay_web 3."),
        ("2026-03-14T0930Z", "It was pay.web.3."),
        ("2026-03-14T0930Z", "Orders of acme_corp wait."),
        ("2026-03-14T0930Z", "See <https://acme.example/>."),
    ] {
        let project = saying("All is well.").update(name, "", text);
        project.run(&["build"]);
        let run = project.run(&["build"]);
        assert_ne!(run.code, 0, "{name}: {text}");
        let secrets = ["lovelace", "LOVELACE", "acme-corp", "acme_corp", "pay-web-3", "pay_web"];
        assert!(!secrets.iter().any(|secret| run.stderr.contains(secret)), "{}", run.stderr);
    }
}

#[test]
fn the_addresses_of_runbooks_tickets_and_evidence_are_refused() {
    let declaring = |text: &str| {
        saying(text)
            .file("content/owners.toml", "[component.api]\nrunbook = \"https://notes.house.example/api-runbook\"\n")
            .file(
                "content/incidents/2026-03-14-api/timeline/2026-03-14T0918Z-ana.md",
                "+++\nevidence = [\"https://graphs.house.example/d/7\", \"https://status.test.example/history/\"]\n+++\nSee there.\n",
            )
            .file(
                "content/incidents/2026-03-14-api/postmortem.md",
                "+++\nauthor = \"ana\"\n[[action]]\nid = \"a\"\ntitle = \"Fix it\"\nticket = \"OPS-4711\"\n+++\n",
            )
    };
    for address in [
        "https://notes.house.example/api-runbook",
        "https://graphs.house.example/d/7",
        "https://x.example/?t=ops-4711",
    ] {
        let run = declaring(&format!("See [this]({address}).")).run(&["build"]);
        assert_eq!(run.code, 3, "{address}: {}", run.stderr);
        assert!(run.stderr.contains("gate-address") && run.stderr.contains("2026-03-14T0922Z-resolved.md:6"));
    }
    declaring("See [this](https://status.test.example/history/).").run(&["build"]).ok();
}

#[test]
fn an_ordinary_word_that_is_also_a_customer_is_only_a_warning() {
    let customer = |more: &str| format!("+++\nname = \"Harvest\"\naccess = \"gated\"\n{more}\n+++\n");
    let project =
        saying("Harvest time is busy.").file("content/customers/h-1.md", &customer("common_word = true"));
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    insta::assert_snapshot!(run.stderr);
    project.write("content/customers/h-1.md", customer("").as_bytes());
    assert_eq!(project.run(&["build"]).code, 3);
}

#[test]
fn the_id_of_a_customer_that_is_a_word_of_the_site_is_an_error() {
    for id in ["api", "main", "incidents", "status"] {
        let file = "+++\nname = \"Zorblax\"\naccess = \"gated\"\n+++\n";
        let run = saying("All is well.").file(&format!("content/customers/{id}.md"), file).run(&["check"]);
        assert_eq!(run.code, 1, "{id}: {}", run.stderr);
        assert!(
            run.stderr.contains("alias-is-public") && run.stderr.contains("content/customers/"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn a_sentence_of_a_timeline_in_an_update_is_public() {
    saying(&format!("We found that {SECRET}.")).run(&["build"]).ok();
}

#[test]
fn the_name_of_a_customer_is_refused() {
    let run = refused("Orders of Acme Corp wait.", "Acme");
    insta::assert_snapshot!(run.stderr, @r"
    error[gate-customer]: a customer's name would be published in `incidents/slow/index.html` and 6 more
    --> content/incidents/2026-03-14-api/comms/2026-03-14T0922Z-resolved.md:6:11
     = help: write it without the customer; if it means something else, allow it with `[[gate.allow]]` in `site.toml`

    1 error in 7 files; the gate refused `api/v2/incidents.json`, `feed.json`, `feed.xml`, 4 more; nothing was written
    ");
}

#[test]
fn the_alias_of_a_customer_is_refused() {
    refused("Orders of Acmeco wait.", "Acmeco");
}

#[test]
fn the_name_address_and_handle_of_a_person_are_refused() {
    refused("Ana Lovelace works on it.", "Lovelace");
    refused("Thanks to @analove.", "analove");
    let run = refused("Write to ana@house.example.", "house.example");
    insta::assert_snapshot!(run.stderr, @r"
    error[gate-person]: a person's name, address or handle would be published in `incidents/slow/index.html` and 6 more
    --> content/incidents/2026-03-14-api/comms/2026-03-14T0922Z-resolved.md:6:10
     = help: write the role or the team instead; for people who speak in public, write `public = true` in `people.toml`

    1 error in 7 files; the gate refused `api/v2/incidents.json`, `feed.json`, `feed.xml`, 4 more; nothing was written
    ");
}

#[test]
fn an_internal_name_of_a_component_is_refused() {
    let run = refused("We restarted pay-web-3 twice.", "pay-web");
    insta::assert_snapshot!(run.stderr, @r"
    error[gate-alias]: an internal name would be published in `incidents/slow/index.html` and 6 more
    --> content/incidents/2026-03-14-api/comms/2026-03-14T0922Z-resolved.md:6:14
     = help: write what customers call it instead

    1 error in 7 files; the gate refused `api/v2/incidents.json`, `feed.json`, `feed.xml`, 4 more; nothing was written
    ");
}

/// Folders of incidents are internal, and often named after a host.
#[test]
fn a_file_in_a_folder_with_an_internal_name_is_named_in_the_refusal() {
    let path = "content/incidents/2026-03-14-pay-web-3/comms/2026-03-14T0922Z-resolved.md";
    for text in ["Orders of Acme Corp wait.", "We restarted pay-web-3 twice."] {
        let update = format!(
            "+++\ntitle = \"Slow\"\nslug = \"slow\"\nstatus = \"resolved\"\nid = \"slowslowslow\"\n+++\n{text}\n"
        );
        let run = project().file(path, &update).run(&["build"]);
        assert_eq!(run.code, 3, "{}", run.stderr);
        assert!(run.stderr.contains(&format!("--> {path}:7:")), "{}", run.stderr);
        assert!(!run.stderr.contains("Acme"), "{}", run.stderr);
    }
    // The name of a customer or a person stays out of logs, even as a part of a path.
    let path = "content/incidents/2026-03-14-acme-corp/comms/2026-03-14T0922Z-resolved.md";
    let update =
        "+++\ntitle = \"Slow\"\nslug = \"slow\"\nstatus = \"resolved\"\n+++\nWe restarted pay-web-3 twice.\n";
    let run = project().file(path, update).run(&["build"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(!run.stderr.contains("acme-corp"), "{}", run.stderr);
}

#[test]
fn a_forbidden_host_is_refused() {
    let run = refused("We restarted db1.internal twice.", "db1");
    insta::assert_snapshot!(run.stderr, @r"
    error[gate-forbidden]: something that `site.toml` forbids would be published in `incidents/slow/index.html` and 6 more
    --> content/incidents/2026-03-14-api/comms/2026-03-14T0922Z-resolved.md:6:14
     = help: remove it, or change `[gate] forbid` in `site.toml`

    1 error in 7 files; the gate refused `api/v2/incidents.json`, `feed.json`, `feed.xml`, 4 more; nothing was written
    ");
}

#[test]
fn a_path_that_discloses_a_name_is_not_in_the_report() {
    let project = project().update(
        "2026-03-14T0922Z-resolved",
        "title = \"Slow\"\nslug = \"pay-web-3\"\nstatus = \"resolved\"",
        "All is well.",
    );
    for format in ["json", "github", "human"] {
        let run = project.run(&["build", "--format", format]);
        assert_eq!(run.code, 3);
        assert!(!(run.stdout + &run.stderr).contains("pay-web-3"), "{format}");
    }
}

#[test]
fn an_allowed_text_is_published() {
    let project = saying("Orders of Acme Corp wait.").file(
        "content/site.toml",
        "title = \"Test\"\nurl = \"https://status.test.example\"\n\
         [[gate.allow]]\ntext = \"Acme Corp\"\nreason = \"also our supplier\"\n",
    );
    project.run(&["build"]).ok();
}

/// A site whose incident has a post-mortem with this text.
fn explaining(text: &str) -> Project {
    let project = saying("All is well.");
    let site = project.read("content/site.toml") + "[approval]\nsince = 2026-04-01T00:00:00Z\n";
    let postmortem = format!("+++\ntitle = \"Why\"\npublished = 2026-03-14T11:00:00Z\n+++\n{text}\n");
    project
        .file("content/site.toml", &site)
        .file("content/incidents/2026-03-14-api/comms/postmortem.md", &postmortem)
}

#[test]
fn a_name_in_a_post_mortem_is_refused() {
    for text in
        ["Ana Lovelace mended it.", "Acme Corp saw it first.", "It began on pay-web-3.", "See wiki.internal."]
    {
        let run = explaining(text).run(&["build"]);
        assert_eq!(run.code, 3, "{text}: {}{}", run.stdout, run.stderr);
        assert!(!run.stderr.contains(text), "{}", run.stderr);
    }
}

#[test]
fn an_internal_file_may_quote_a_published_post_mortem() {
    explaining("It was restarted twice: the pooler on pg main was full.")
        .file(
            "content/incidents/2026-03-14-api/postmortem.md",
            "+++\nauthor = \"ana\"\n+++\nWe said: It was restarted twice: the pooler on pg main was full.\n",
        )
        .run(&["build"])
        .ok();
}

/// Builds with a file that has many findings, and returns the report.
#[track_caller]
fn many_findings(text: &str) -> Run {
    let project = saying("All is well.");
    project.write("content/notices/many.md", text.as_bytes());
    let started = std::time::Instant::now();
    let run = project.run(&["check"]);
    assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stderr.matches("too-many-findings").count(), 1);
    assert!(run.stderr.contains("51 errors"), "{}", run.stderr.lines().last().unwrap_or_default());
    run
}

#[test]
fn the_findings_of_a_file_are_limited() {
    let keys: Vec<String> = (0..5_000).map(|number| format!("key{number} = 1\n")).collect();
    let keys = keys.concat();
    let run = many_findings(&format!("+++\ntitle = \"N\"\nfrom = 2026-03-14T00:00:00Z\n{keys}+++\nText.\n"));
    assert!(run.stderr.contains("key0") && !run.stderr.contains("key4999"));
    let names: Vec<String> = (0..4_000).map(|number| format!("\"nobody:c{number}\"")).collect();
    let names = names.join(", ");
    many_findings(&format!(
        "+++\ntitle = \"N\"\nfrom = 2026-03-14T00:00:00Z\naudience = [{names}]\n+++\nText.\n"
    ));
}

#[test]
fn a_finding_in_a_long_line_costs_as_much_as_in_a_short_one() {
    let report = |count: usize| {
        let names: Vec<String> = (0..count).map(|number| format!("\"nobody:c{number}\"")).collect();
        let names = names.join(", ");
        let run = many_findings(&format!(
            "+++\ntitle = \"N\"\nfrom = 2026-03-14T00:00:00Z\naudience = [{names}]\n+++\nText.\n"
        ));
        run.stderr.len()
    };
    let (short, long) = (report(1_000), report(4_000));
    assert!(long < short + short / 10, "{short} bytes became {long}: each finding shows the whole line");
}

#[test]
fn what_would_not_fit_into_a_file_name_is_an_error_of_check() {
    let long = "a-long-name-of-a-group";
    let deep = |levels: usize| vec![long; levels].join("/");
    for (path, text) in [
        (format!("content/components/{}/leaf.md", deep(12)), "+++\nname = \"Leaf\"\n+++\n".to_owned()),
        (format!("content/pages/{}.md", "p".repeat(201)), "+++\ntitle = \"P\"\n+++\nText.\n".to_owned()),
        ("content/pages/p.md".to_owned(), format!("+++\ntitle = \"{}\"\n+++\nText.\n", "P".repeat(1001))),
    ] {
        let run = saying("All is well.").file(&path, &text).run(&["check"]);
        assert_eq!(run.code, 1, "{path}: {}", run.stderr);
        assert!(run.stderr.contains("text-limit"), "{}", run.stderr);
    }
    let nested = "content/components/a/b/c/d/e/f/g/h/leaf.md";
    saying("All is well.").file(nested, "+++\nname = \"Leaf\"\n+++\n").run(&["check"]).ok();
}

#[test]
fn an_image_of_a_theme_is_stripped_and_needs_no_mention() {
    let chunk = |kind: &[u8], data: &[u8]| {
        [&u32::try_from(data.len()).expect("small").to_be_bytes(), kind, data, &[0; 4]].concat()
    };
    let image = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
        chunk(b"tEXt", b"Comment\0marmot"),
        chunk(b"IDAT", &[0x78, 0xDA, 0x63, 0xF8, 0x0F, 0, 1, 1, 1, 0]),
        chunk(b"IEND", b""),
        b"marmot".to_vec(),
    ]
    .concat();
    let project = saying("All is well.").file(
        "content/site.toml",
        "title = \"Test\"\nurl = \"https://status.test.example\"\ntheme = \"own\"\n",
    );
    project.write("themes/own/theme.toml", b"");
    project.write("themes/own/assets/mark.png", &image);
    let run = project.run(&["build", "--strict"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let output = tree(&project.path("public"));
    assert!(output.keys().any(|path| Path::new(path).extension() == Some("png".as_ref())));
    assert!(output.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("marmot")));
}
