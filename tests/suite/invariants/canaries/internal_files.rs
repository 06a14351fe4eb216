//! One file of every internal kind, with every key of that kind and a secret word wherever text is allowed.
//!
//! The files are generated from `content::KINDS`. A new key gets a value that fits its form. A form or kind that is
//! unknown here fails the tests, so no internal text is ever without a secret word.

use allclear::content::{KINDS, Key, Kind};
use allclear::source::Side;

use super::word::{secret, secret_name};

/// The path and text of one file of each internal kind.
pub(super) fn internal_files() -> Vec<(String, String)> {
    KINDS.iter().filter(|kind| kind.side == Side::Internal).map(|kind| (path(kind), text(kind))).collect()
}

/// The folder of the incident to which these internal files belong.
pub(super) fn folder() -> String {
    format!("2026-03-14-{}", secret_name("folder"))
}

fn path(kind: &Kind) -> String {
    let name = kind.path.rsplit('/').next().unwrap_or_default();
    let folder = folder();
    let below = match kind.path {
        "people.toml" | "owners.toml" | "response.toml" | "notify.toml" => kind.path.to_owned(),
        "incidents/<folder>/incident.md" | "incidents/<folder>/postmortem.md" => {
            format!("incidents/{folder}/{name}")
        }
        "incidents/<folder>/timeline/<time>-<author>.md" => {
            format!("incidents/{folder}/timeline/2026-03-14T1000Z-{}.md", secret_name("person"))
        }
        "maintenance/<folder>/maintenance.md" => format!("maintenance/{folder}/{name}"),
        "customers/<id>.md" => format!("customers/{}.md", secret_name("customer")),
        "checklists/<severity>.md" => "checklists/P2.md".to_owned(),
        "runbooks/<id>.md" => format!("runbooks/{}.md", secret_name("runbook")),
        "reviews/<yyyy-mm>.md" => "reviews/2026-03.md".to_owned(),
        "templates/<name>.md" => format!("templates/{}.md", secret_name("template")),
        "snippets/<name>.md" => format!("snippets/{}.md", secret_name("snippet")),
        other => panic!("a kind of internal file without secret words: {other}"),
    };
    format!("content/{below}")
}

fn text(kind: &Kind) -> String {
    let mut head = format!("# {}\n", secret(&format!("{} comment", kind.name)));
    for key in kind.keys.iter().filter(|key| !is_table(key)) {
        head += &line(kind.name, key);
    }
    for key in kind.keys.iter().filter(|key| is_table(key)) {
        let (title, keys) = table(kind, key);
        head += &title;
        head.push('\n');
        for inner in keys {
            head += &line(&format!("{} {}", kind.name, key.name), inner);
        }
    }
    if kind.text.is_empty() {
        return head;
    }
    let word = secret(&format!("{} text", kind.name));
    let front = if kind.keys.is_empty() { String::new() } else { format!("+++\n{head}+++\n") };
    let words: Vec<String> = (0..9).map(|at| secret(&format!("{} words {at}", kind.name))).collect();
    format!("{front}{word}\n\n<!-- {} -->\n\n{}\n", secret("comment"), words.join(" "))
}

fn is_table(key: &Key) -> bool {
    key.form.starts_with("table") || key.form == "list of tables"
}

/// The header of a table and its keys.
fn table(kind: &Kind, key: &Key) -> (String, &'static [Key]) {
    let (name, keys) = kind
        .tables
        .iter()
        .find(|(name, _)| name.split('.').next() == Some(key.name))
        .unwrap_or_else(|| panic!("the table `{}` of {} has no keys", key.name, kind.name));
    let title = match (key.form, key.name) {
        ("list of tables", name) => format!("[[{name}]]"),
        ("table", name) => format!("[{name}]"),
        (_, "person") => format!("[person.{}]", secret_name("person")),
        (_, "team") => format!("[team.{}]", secret_name("team")),
        (_, "component") => "[component.api]".to_owned(),
        (_, "tier") => format!("[tier.{}]", secret("tier")),
        ("table of lists", "escalation") => "[[escalation.P2]]".to_owned(),
        _ => panic!("the table `{name}` of {} has no secret name", kind.name),
    };
    (title, keys)
}

/// A line of TOML for a key: a secret word if its form allows text, and any valid value otherwise.
fn line(place: &str, key: &Key) -> String {
    let text = secret(&format!("{place} {}", key.name));
    let (person, team, customer) = (secret_name("person"), secret_name("team"), secret_name("customer"));
    let value = match (key.form, key.name) {
        // The gate searches for names of people only if they have two words or more.
        ("text", "name") => format!("\"{text} {}\"", secret(place)),
        ("text", "email") => format!("\"{text}@{text}.example\""),
        ("text", "ticket" | "id" | _) => format!("\"{text}\""),
        ("list of texts", _) => format!("[\"{text}\", \"{}\"]", secret(&format!("{place} {} 2", key.name))),
        ("link" | "link or id", _) => format!("\"https://{text}.example/{text}\""),
        ("list of links", _) => format!("[\"https://{text}.example/{text}\"]"),
        ("person" | "person or team", _) => format!("\"{person}\""),
        ("list of people", _) => format!("[\"{person}\"]"),
        ("team", _) => format!("\"{team}\""),
        ("customer" | "list of customers", _) => format!("[\"{customer}\"]"),
        ("tier", _) => format!("\"{}\"", secret("tier")),
        ("list of tiers", _) => format!("[\"{}\"]", secret("tier")),
        ("list of components", _) => format!("[\"{}\"]", secret_name("component")),
        ("list of ids", _) => format!("[\"{}\"]", secret("a post-mortem action id")),
        ("list of folders", _) => format!("[\"{}\"]", folder()),
        ("folder", _) => format!("\"{}\"", folder()),
        ("role", _) => "\"commander\"".to_owned(),
        ("list of severities", _) => "[\"P2\"]".to_owned(),
        ("whole number", _) => "3".to_owned(),
        ("severity", _) => "\"P2\"".to_owned(),
        ("step" | "id", _) => format!("\"{}\"", secret_name("step")),
        ("date", _) => "2026-04-01".to_owned(),
        ("duration", _) => "\"24h\"".to_owned(),
        ("time", "to") => "2026-06-02T00:00:00Z".to_owned(),
        ("time", _) => "2026-06-01T00:00:00Z".to_owned(),
        ("audience", _) => format!("\"customer:{customer}\""),
        ("true or false", "public" | "content") => "false".to_owned(),
        ("true or false", _) => "true".to_owned(),
        ("list of keywords", "flags") => "[\"security\"]".to_owned(),
        ("keyword", "reported_by") => "\"csm\"".to_owned(),
        ("list of keywords", "events") => "[\"opened\"]".to_owned(),
        ("keyword", "kind") if place.contains("notify.toml") => "\"webhook\"".to_owned(),
        ("keyword", "kind") => "\"incident\"".to_owned(),
        ("keyword", "milestone") => "\"detected\"".to_owned(),
        ("keyword", "outcome") => "\"helped\"".to_owned(),
        ("keyword", "root_cause_confidence") => "\"probable\"".to_owned(),
        ("keyword", "category") => "\"prevent\"".to_owned(),
        ("keyword", "status") => "\"open\"".to_owned(),
        ("keyword", "access") => "\"unlisted\"".to_owned(),
        (form, name) => panic!("`{name}` of {place} has a form without a secret word: {form}"),
    };
    format!("{} = {value}\n", key.name)
}
