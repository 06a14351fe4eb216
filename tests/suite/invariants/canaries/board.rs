//! The site for colleagues: it has every key of every internal kind of file, and nothing of it is among what customers read.

use std::collections::BTreeSet;

use allclear::content::{KINDS, Key, Kind};
use allclear::source::Side;

use super::fixture::project;
use super::search::secrets_in;
use super::word::{secret, secret_name};
use crate::support::{Project, tree};

/// The keys whose values are no texts, with what the board says instead.
const VALUES: &[(&str, &str)] = &[
    ("an incident: severity", "P2"),
    ("an incident: reported_by", "Csm"),
    ("an incident: flags", "Security"),
    ("an incident: kind", "by/kind/incident/"),
    ("a timeline entry: milestone", "Detected"),
    ("a timeline entry: severity", "Severity P2"),
    ("a timeline entry: outcome", "Helped"),
    ("a post-mortem: root_cause_confidence", "root cause: probable"),
    ("a post-mortem action: category", "Prevent"),
    ("a post-mortem action: status", "Open"),
    ("a post-mortem action: due", "due 1 Apr 2026"),
    ("a post-mortem action: created", "Created</dt><dd dir=\"auto\">1 Apr 2026"),
    ("a post-mortem action: done_at", "Done</dt><dd dir=\"auto\">1 Apr 2026"),
    ("a post-mortem action: verified_at", "Verified</dt><dd dir=\"auto\">1 Apr 2026"),
    ("a post-mortem approval: at", "1 Jun 2026, 00:00 UTC"),
    ("`people.toml` person: until", "left <time datetime=\"2026-06-01T00:00:00Z\""),
    ("`people.toml` rota: role", "Commander"),
    ("`people.toml` rota: from", "2026-06-01T00:00:00Z"),
    ("`people.toml` rota: to", "2026-06-02T00:00:00Z"),
    ("a customer: access", "at an address that nobody can guess"),
    ("a customer: show_sla", "SLA in the view</dt><dd>shown"),
    ("a customer: sla_since", "counts from 1 Apr 2026"),
    ("a customer: executive_notice", "P2 within"),
    ("a customer: within", "within 1d"),
    ("a runbook: reviewed", "1 Apr 2026"),
    ("a review: held", "meeting of 1 Apr 2026"),
    ("a runbook: review_every", "Review every</dt><dd>1d"),
];

/// The fixture with a site for colleagues.
fn with_board() -> Project {
    let project = project();
    let site = project.read("content/site.toml");
    project.file("content/site.toml", &format!("{site}\n[board]\noutput = \"internal\"\n"))
}

/// All texts of the board in one.
fn board(project: &Project) -> String {
    let files = tree(&project.path("internal"));
    files.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
}

/// The name of a key: `a post-mortem action: title`.
fn name(place: &str, key: &Key) -> String {
    format!("{place}: {}", key.name)
}

/// Every key of every internal kind of file, with the place that its word is derived from.
fn keys() -> Vec<(String, &'static Key)> {
    let of_kind = |kind: &'static Kind| {
        let is_table = |key: &&'static Key| key.form.starts_with("table") || key.form == "list of tables";
        let own = kind.keys.iter().filter(move |key| !is_table(key)).map(|key| (kind.name.to_owned(), key));
        let inner = kind.keys.iter().filter(is_table).flat_map(move |key| {
            let table = kind.tables.iter().find(|(name, _)| name.split('.').next() == Some(key.name));
            let keys = table.map(|(_, keys)| *keys).unwrap_or_default();
            keys.iter().map(move |inner| (format!("{} {}", kind.name, key.name), inner))
        });
        own.chain(inner).collect::<Vec<_>>()
    };
    KINDS.iter().filter(|kind| kind.side == Side::Internal).flat_map(|kind| of_kind(kind)).collect()
}

/// What the board must contain for a key.
fn expected(place: &str, key: &Key) -> Option<String> {
    let value =
        VALUES.iter().find(|(known, _)| *known == name(place, key)).map(|(_, text)| (*text).to_owned());
    value.or_else(|| match key.form {
        "text" | "list of texts" | "link" | "list of links" | "link or id" => {
            Some(secret(&format!("{place} {}", key.name)))
        }
        // The name of the person is shown, and the id where nobody has it.
        "person" | "person or team" | "list of people" => Some(secret("`people.toml` person name")),
        "team" => Some(secret("`people.toml` team name")),
        "list of customers" => Some(secret("a customer name")),
        "tier" | "list of tiers" => Some(secret("tier")),
        "list of components" => Some(secret_name("component")),
        "list of ids" => Some(secret("a post-mortem action id")),
        "step" => Some(secret_name("step")),
        "folder" | "list of folders" => Some(super::internal_files::folder()),
        _ => None,
    })
}

/// The keys that `docs/board.md` lists with a reason.
fn listed() -> BTreeSet<String> {
    let text = include_str!("../../../../docs/board.md");
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.matches('|').count() == 4);
    let names = rows.flat_map(|row| {
        let mut cells = row.split('|').map(str::trim).skip(1);
        let (place, keys) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        keys.split(", ").map(move |key| format!("{place}: {}", key.trim_matches('`'))).collect::<Vec<_>>()
    });
    names.collect()
}

#[test]
fn every_internal_key_is_on_the_board_or_has_a_reason_not_to_be() {
    let project = with_board();
    project.run(&["build"]).ok();
    let (text, listed) = (board(&project), listed());
    let mut wrong = Vec::new();
    for (place, key) in keys() {
        let own = name(&place, key);
        let is_shown = expected(&place, key).map(|expected| text.contains(&expected));
        match (is_shown, listed.contains(&own)) {
            (Some(true), false) | (_, true) => {}
            (Some(false), false) => wrong.push(format!("`{own}` is not on the board")),
            (None, false) => wrong.push(format!("`{own}` has a form that this test does not know")),
        }
    }
    assert!(wrong.is_empty(), "show these keys, or list them in docs/board.md:\n{}", wrong.join("\n"));
    let all: BTreeSet<String> = keys().iter().map(|(place, key)| name(place, key)).collect();
    let unknown: Vec<&String> =
        listed.iter().filter(|one| one.starts_with('`') && !all.contains(*one)).collect();
    assert!(unknown.is_empty(), "docs/board.md lists keys that do not exist: {unknown:?}");
}

#[test]
fn nothing_of_the_board_is_among_what_customers_read() {
    let without = project();
    without.run(&["build"]).ok();
    let with = with_board();
    with.run(&["build"]).ok();
    for folder in ["public", "private"] {
        assert_eq!(tree(&without.path(folder)), tree(&with.path(folder)), "{folder} differs with `[board]`");
    }
    let found = secrets_in(board(&with).as_bytes(), true);
    assert!(found.len() > 100, "only {} words are on the board", found.len());
    for (path, bytes) in tree(&with.path("public")) {
        if !path.starts_with("v/") {
            assert_eq!(secrets_in(&bytes, true), [""; 0], "in public/{path}");
        }
    }
}

#[test]
fn the_board_has_no_secret_of_a_view() {
    let project = with_board();
    project.run(&["build"]).ok();
    let text = board(&project);
    let keys = project.read("allclear-keys.toml");
    let secrets = keys.split('"').filter(|part| part.len() > 40);
    let views: Vec<String> = tree(&project.path("public/v")).into_keys().collect();
    let ids = views.iter().filter_map(|path| path.split('/').next()).filter(|id| id.len() == 26);
    let all: BTreeSet<&str> = secrets.chain(ids).collect();
    assert!(all.len() > 2, "{all:?}");
    for secret in all {
        assert!(!text.contains(secret), "{secret} is on the board");
    }
}
