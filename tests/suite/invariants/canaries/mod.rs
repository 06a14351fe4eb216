//! Canaries: a word is planted in every place of a site that is not public. The tests search for these words in every
//! file, file name and message that the program produces, also in encoded forms. Other words are planted in every place
//! that is public, and must be published.

mod board;
mod fixture;
mod hidden_texts;
mod internal_files;
mod notify;
mod pictures;
mod search;
mod shown;
mod word;

use std::collections::BTreeSet;
use std::fs;

use allclear::content::KINDS;
use allclear::source::{ScanOptions, Side, scan};

use super::messages::messages_of;
use crate::support::{Git, Project, Run, tree};
use fixture::project;
use hidden_texts::shown as shown_words;
use search::secrets_in;
use shown::{BODIES, Seen, keys};
use word::{secret, secret_name};

/// Fails if a secret word is in a file of these folders or in its name.
#[track_caller]
fn assert_no_secrets_in_files(project: &Project, folders: &[&str]) {
    for folder in folders {
        for (path, bytes) in tree(&project.path(folder)) {
            // The manifest of a view lists the files of that view.
            let is_view = path.starts_with("v/") && folder == &"public"
                || path.contains(".views/") && folder == &".allclear";
            let own = if is_view { own_words(project) } else { BTreeSet::new() };
            let not_own = |bytes: &[u8]| {
                let mut found = secrets_in(bytes, true);
                found.retain(|word| !own.contains(word));
                found
            };
            assert_eq!(not_own(path.as_bytes()), [""; 0], "in the name {folder}/{path}");
            assert_eq!(not_own(&bytes), [""; 0], "in {folder}/{path}");
        }
    }
}

/// The words that the customer's own view may show: its name, and the texts that are written for it.
fn own_words(project: &Project) -> BTreeSet<String> {
    let audiences = [format!("customer:{}", secret_name("customer")), tier_tag()];
    let mut words = words_for(project, &audiences);
    for bytes in tree(&project.path("content/customers")).into_values() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let name = text.lines().find(|line| line.starts_with("name = "));
        words.extend(name.into_iter().flat_map(|line| secrets_in(line.as_bytes(), true)));
    }
    words
}

fn tier_tag() -> String {
    format!("tier:{}", secret("tier"))
}

/// The words of texts that are written for one of these audiences.
fn words_for(project: &Project, audiences: &[String]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (path, bytes) in tree(&project.path("content")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_public = ["/comms/", "components/", "notices/"].iter().any(|part| path.contains(part));
        // The group of a component that only the customer sees is shown with it.
        let is_for_it = audiences.iter().any(|tag| text.contains(tag)) || path.ends_with("_group.toml");
        let is_released = is_public && is_for_it;
        // The address of a component or a notice follows from its path.
        if is_released && !path.contains("/comms/") {
            words.extend(secrets_in(path.as_bytes(), true));
        }
        if is_released {
            words.extend(secrets_in(text.as_bytes(), true));
        }
    }
    words
}

/// Fails if the program printed a secret word. It may print the names of files, which findings point at.
#[track_caller]
fn assert_no_secrets_printed(run: &Run, what: &str) {
    for (stream, text) in [("output", &run.stdout), ("errors", &run.stderr)] {
        assert_eq!(secrets_in(text.as_bytes(), false), [""; 0], "in the {stream} of {what}:\n{text}");
    }
}

#[test]
fn no_secret_word_is_published() {
    for arguments in [&["build"][..], &["build", "--public-only"], &["build", "--format", "json"]] {
        let project = project();
        let run = project.run(arguments).ok();
        assert_no_secrets_printed(&run, &arguments.join(" "));
        assert_no_secrets_in_files(&project, &["public", ".allclear"]);
        assert!(project.path("public/index.html").exists());
    }
}

#[test]
fn no_message_contains_a_secret_word() {
    let project = project();
    let kinds = ["slack", "teams", "discord", "webhook", "mail"];
    let destinations = kinds
        .map(|kind| format!("[[notify]]\nname = \"{kind}\"\nkind = \"{kind}\"\naudience = \"public\"\n\n"));
    project.write("content/notify.toml", destinations.concat().as_bytes());
    let files = allclear::source::Project::new(project.root().to_owned());
    let (snapshot, _) = scan(&files, ScanOptions { public_only: false });
    let messages = messages_of(&snapshot);
    assert_eq!(messages.len(), 5);
    for (kind, messages) in messages {
        assert!(messages.len() > 2, "{kind}: {}", messages.len());
        for message in messages {
            // The lines of a mail are folded inside words.
            let text = String::from_utf8_lossy(&message).replace("=\r\n", "");
            assert_eq!(secrets_in(text.as_bytes(), true), [""; 0], "in a message of {kind}:\n{text}");
        }
    }
}

#[test]
fn no_report_contains_text_of_internal_files() {
    let project = project();
    for arguments in [
        &["check"][..],
        &["check", "--strict"],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["check", "--color", "always"],
        &["check", "--public-only"],
        &["build", "--print-next"],
    ] {
        assert_no_secrets_printed(&project.run(arguments), &arguments.join(" "));
    }
    assert!(!project.path("public").exists() && !project.path(".allclear").exists());
}

#[test]
fn no_export_of_what_is_published_contains_a_secret_word() {
    let project = project();
    // The slug of the incident is that of a hidden text.
    let incident = internal_files::folder();
    let summary = |format| ["export", "summary", &incident, "--format", format];
    let exports: [&[&str]; 6] = [
        &summary("text"),
        &summary("slack"),
        &summary("teams"),
        &["export", "summary", "earlier"],
        &["export", "confluence", "earlier", "--public"],
        &["export", "markdown", "earlier", "--public"],
    ];
    for arguments in exports {
        let run = project.run(arguments).ok();
        assert_no_secrets_printed(&run, &arguments.join(" "));
        let found = secrets_in(run.stdout.as_bytes(), true);
        assert_eq!(found, [""; 0], "{}:\n{}", arguments.join(" "), run.stdout);
    }
    let text = project.run(&["export", "markdown", "earlier", "--public"]).ok().stdout;
    assert!(shown_words("post-mortem").iter().any(|word| text.contains(word)), "{text}");
}

#[test]
fn no_audit_contains_a_text_of_a_record() {
    let project = project();
    Git::init(project.root()).commit();
    let incident = internal_files::folder();
    for format in ["human", "json", "csv"] {
        let arguments = ["audit", &incident, "--format", format];
        let run = project.run(&arguments).ok();
        assert!(run.stdout.contains("incident.md"), "{}", run.stdout);
        assert_no_secrets_printed(&run, &arguments.join(" "));
    }
}

/// Runs `allclear diff` in every format, and fails if it printed a secret word, also in the name of a file.
#[track_caller]
fn assert_no_secrets_in_differences(project: &Project, what: &str) {
    for format in ["human", "markdown", "json"] {
        let run = project.run(&["diff", "HEAD", "--format", format]).ok();
        for text in [&run.stdout, &run.stderr] {
            let found = secrets_in(text.as_bytes(), true);
            // Warnings point at internal files.
            let found = if format == "json" { secrets_in(text.as_bytes(), false) } else { found };
            assert_eq!(found, [""; 0], "in `diff --format {format}` of {what}:\n{text}");
        }
    }
}

#[test]
fn no_difference_contains_a_secret_word() {
    // From a site that says nothing to one with everything, and back.
    let project = project();
    let all = tree(&project.path("content"));
    let git = Git::init(project.root());
    fs::remove_dir_all(project.path("content")).expect("removed");
    project.write("content/site.toml", all.get("site.toml").expect("the site"));
    git.commit();
    for (path, bytes) in &all {
        project.write(&format!("content/{path}"), bytes);
    }
    assert_no_secrets_in_differences(&project, "a new site");
    let comment = project.run(&["diff", "HEAD", "--format", "markdown"]).ok().stdout;
    assert!(shown_words("component").iter().all(|word| comment.contains(word)), "{comment}");
    git.commit();
    assert_no_secrets_in_differences(&project, "the same site");
    fs::remove_dir_all(project.path("content")).expect("removed");
    project.write("content/site.toml", all.get("site.toml").expect("the site"));
    assert_no_secrets_in_differences(&project, "a site that is gone");
}

#[test]
fn no_difference_contains_a_secret_word_of_a_mistake() {
    for (what, path, text) in mistakes() {
        let project = project();
        Git::init(project.root()).commit();
        project.write(&path, text.as_bytes());
        for format in ["human", "markdown", "json"] {
            let run = project.run(&["diff", "HEAD", "--format", format]).failed(1);
            assert_no_secrets_printed(&run, &format!("`diff --format {format}` with {what}"));
        }
    }
}

/// Mistakes in internal files and in texts that not everybody may read, each as a description, a path and a text with a
/// secret word at the mistake.
fn mistakes() -> Vec<(&'static str, String, String)> {
    let record = |keys: &str| {
        format!("+++\ntitle = \"{}\"\nseverity = \"P1\"\n{keys}\n+++\n", secret("title with a mistake"))
    };
    let file = |name: &str| format!("content/incidents/{}/{name}", internal_files::folder());
    let word = secret("mistake");
    vec![
        ("an unknown value", file("incident.md"), record(&format!("reported_by = \"{word}\""))),
        (
            "an unknown severity",
            file("incident.md"),
            format!("+++\ntitle = \"x\"\nseverity = \"{word}\"\n+++\n"),
        ),
        ("a wrong type", file("incident.md"), record(&format!("flags = \"{word}\""))),
        ("invalid TOML", file("incident.md"), format!("+++\ntitle = {word}\n+++\n{word}\n")),
        ("unclosed front matter", file("incident.md"), format!("+++\ntitle = \"{word}\"\n")),
        ("an unknown component", file("incident.md"), record(&format!("components = [\"{word}\"]"))),
        ("an unknown customer", file("incident.md"), record(&format!("customers = [\"{word}\"]"))),
        ("an unknown tier", file("incident.md"), record(&format!("tiers = [\"{word}\"]"))),
        ("an unknown person", file("incident.md"), record(&format!("[roles]\nscribe = \"{word}\""))),
        ("an unknown incident", file("incident.md"), record(&format!("repeat_of = \"{word}\""))),
        ("a near miss that is released", file("incident.md"), record("kind = \"near_miss\"")),
        ("an unknown key", file("incident.md"), record(&format!("{word} = 1"))),
        (
            "a customer without access",
            "content/customers/x.md".into(),
            format!("+++\nname = \"{word}\"\n+++\n"),
        ),
        (
            "an alias that is public",
            "content/owners.toml".into(),
            "[component.api]\naliases = [\"New database\", \"Old\"]\n".into(),
        ),
        (
            "people in invalid TOML",
            "content/people.toml".into(),
            format!("[person.x]\nname = \"{word}\nemail = 1\n"),
        ),
        (
            "an unknown status in a draft",
            file("comms/2026-03-14T0901Z.md"),
            format!("+++\ndraft = true\nstatus = \"{word}\"\n+++\n{word}\n"),
        ),
        (
            "invalid TOML in a draft",
            file("comms/2026-03-14T0901Z.md"),
            format!("+++\ntitle = {word}\ndraft = true\n+++\n{word}\n"),
        ),
        (
            "an unknown component in an update for a customer",
            file("comms/2026-03-14T1133Z.md"),
            format!(
                "+++\naudience = [\"customer:{}\"]\ncomponents = {{ {word} = \"major_outage\" }}\n+++\nText.\n",
                secret_name("customer")
            ),
        ),
        (
            "an unknown key in an update of an incident for a tier",
            format!("content/incidents/2026-03-13-{}/comms/2026-03-13T1030Z.md", secret_name("restricted")),
            format!("+++\n{word} = 1\n+++\n{word}\n"),
        ),
        (
            "an unknown key in a post-mortem that nobody approved",
            file("comms/postmortem.md"),
            format!("+++\ntitle = \"{word}\"\n{word} = 1\npublished = 2026-03-14T11:00:00Z\n+++\n{word}\n"),
        ),
        (
            "a wrong time in a notice for a tier",
            "content/notices/x.md".into(),
            format!("+++\ntitle = \"{word}\"\nfrom = \"{word}\"\naudience = [\"tier:gold\"]\n+++\n{word}\n"),
        ),
        (
            "an owner of an unknown component",
            "content/owners.toml".into(),
            format!("[component.{word}]\nowner = \"{word}\"\n"),
        ),
    ]
}

#[test]
fn a_failed_build_reports_only_positions_and_writes_nothing() {
    for (what, path, text) in mistakes() {
        let project = project().file(&path, &text);
        for arguments in
            [&["build"][..], &["build", "--format", "json"], &["build", "--format", "github"], &["check"]]
        {
            let run = project.run(arguments);
            assert_eq!(run.code, 1, "{what}: {}{}", run.stdout, run.stderr);
            assert_no_secrets_printed(&run, &format!("{} with {what}", arguments.join(" ")));
        }
        assert!(!project.path("public").exists(), "{what}");
        assert_no_secrets_in_files(&project, &[".allclear"]);
    }
}

#[test]
fn a_refusal_of_the_gate_does_not_repeat_what_it_refused() {
    let leaks = [
        secret("an incident title") + " is here",
        (0..6).map(|at| secret(&format!("a timeline entry words {at}"))).collect::<Vec<_>>().join(" "),
        format!("by {} {}", secret("`people.toml` person name"), secret("`people.toml` person")),
    ];
    let mut refused = 0;
    for leak in leaks {
        let page = format!("+++\ntitle = \"Leak\"\n+++\n{leak}\n");
        let project = project().file("content/pages/leak.md", &page);
        // Text in a public file counts as public, so the gate cannot recognise it as a leak. Names and aliases are
        // refused all the same.
        let owners =
            format!("[component.api]\naliases = [\"{}\"]\n", leak.split(' ').next().unwrap_or_default());
        project.write("content/owners.toml", owners.as_bytes());
        for arguments in [&["build"][..], &["build", "--format", "json"], &["check", "--format", "github"]] {
            let run = project.run(arguments);
            refused += usize::from(run.code == 3);
            assert_no_secrets_printed(&run, &arguments.join(" "));
        }
        assert!(!project.path("public").exists());
    }
    assert!(refused > 3, "the gate refused {refused} builds");
}

#[test]
fn every_public_text_is_on_its_pages() {
    let project = project();
    project.run(&["build"]).ok();
    let mut missing = Vec::new();
    for (key, seen) in keys() {
        if let Seen::On(pages, text) = seen {
            let is_missing = |page: &&&str| !project.read(&format!("public/{page}")).contains(&text);
            missing.extend(
                pages.iter().filter(is_missing).map(|page| format!("`{key}` ({text}) is not on {page}")),
            );
        }
    }
    for (place, pages) in BODIES {
        for page in pages {
            let html = project.read(&format!("public/{page}"));
            let words = shown_words(place).into_iter().filter(|word| !html.contains(word));
            missing.extend(words.map(|word| format!("{word} of {place} is not on {page}")));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    let files = tree(&project.path("public")).into_keys();
    let pictures = files.filter(|path| path.contains("picture-") && !path.starts_with("v/")).count();
    assert_eq!(pictures, 3, "a PNG, a JPEG and a WebP are published");
}

#[test]
fn every_public_key_is_published_or_has_a_reason_not_to_be() {
    let listed: BTreeSet<String> = keys().into_iter().map(|(key, _)| key.to_owned()).collect();
    let all: BTreeSet<String> = KINDS
        .iter()
        .filter(|kind| kind.side == Side::Public)
        .flat_map(|kind| {
            let name = kind.name.trim_start_matches("an ").trim_start_matches("a ").replace('`', "");
            kind.keys.iter().map(move |key| format!("{name}: {}", key.name))
        })
        .collect();
    assert_eq!(listed, all);
}

#[test]
fn the_fixture_contains_the_planted_words() {
    let all = tree(project().root());
    let (mut words, mut names) = (BTreeSet::new(), BTreeSet::new());
    for (path, bytes) in &all {
        words.extend(secrets_in(bytes, false));
        names.extend(secrets_in(path.as_bytes(), true));
    }
    assert!(words.len() > 150, "{} words are planted", words.len());
    assert!(names.len() > 10 && names.contains(&secret_name("folder")), "{names:?}");
}
