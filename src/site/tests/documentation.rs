//! Tests that `docs/themes.md` lists every field of the template contexts, generated from the doc comments of the
//! views. With `UPDATE_DOCS=1` the test writes the list instead of comparing it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::fixture::site_with_agreement;
use crate::release::model::{IncidentResponse, ResponseMonth, ResponseTime};
use crate::site::pages::plan::PagePlan;
use crate::site::pages::{
    component_page, free_page, history_page, home_page, incident_page, maintenance_page, month_page,
    not_found_page, postmortem_list, postmortem_page, response_page,
};
use crate::site::rendering::{ENGLISH, RenderContext, SiteContext, site_view, token_documentation};
use crate::site::{Language, Theme};

const START: &str = "<!-- Generated from the code: `UPDATE_DOCS=1 cargo nextest run documentation`. -->\n";

/// A type that templates see.
#[derive(Default)]
struct Documented {
    name: String,
    about: String,
    /// Name, type and meaning.
    fields: Vec<(String, String, String)>,
}

/// Reads the public types of a view's source. Its layout is that of rustfmt, so lines suffice.
fn types(source: &str) -> Vec<Documented> {
    let mut types: Vec<Documented> = Vec::new();
    let mut about = String::new();
    let mut open = false;
    for line in source.lines() {
        let trimmed = line.trim();
        if let Some(comment) = trimmed.strip_prefix("/// ") {
            about = format!("{about} {comment}").trim().to_owned();
        } else if trimmed.starts_with("#[") {
            // An attribute may follow the comment.
        } else if let Some(name) = trimmed.strip_prefix("pub struct ").or(trimmed.strip_prefix("pub enum ")) {
            let name = name.trim_end_matches([' ', '{']).to_owned();
            types.push(Documented { name, about: std::mem::take(&mut about), fields: Vec::new() });
            open = true;
        } else if line == "}" {
            open = false;
        } else if let (true, Some(of)) = (open, types.last_mut()) {
            let field = trimmed.trim_start_matches("pub ").trim_end_matches(',');
            if let Some((name, kind)) = field.split_once(": ") {
                of.fields.push((name.to_owned(), readable(kind), std::mem::take(&mut about)));
            } else if field.ends_with('{') || (!field.is_empty() && !field.contains(['}', '('])) {
                let variant = snake(field.trim_end_matches([' ', '{']));
                of.fields.push((format!("kind = \"{variant}\""), String::new(), std::mem::take(&mut about)));
            }
        } else {
            about.clear();
        }
    }
    types
}

/// A type in the terms of a theme author.
fn readable(kind: &str) -> String {
    let inside = |start: &str| kind.strip_prefix(start).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", readable(inner));
    }
    if let Some(inner) = inside("Option<") {
        return format!("{} or nothing", readable(inner));
    }
    if let Some(inner) = inside("Box<") {
        return readable(inner);
    }
    match kind {
        "String" | "Arc<str>" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" => "number".to_owned(),
        "Phrase" => "list of `Part`".to_owned(),
        other => format!("`{other}`"),
    }
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for (index, letter) in name.char_indices() {
        if letter.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// Every type of every view, in the order of their names.
fn documented() -> Vec<Documented> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site");
    let pages = fs::read_dir(folder.join("pages")).expect("the folder of pages exists").flatten();
    let sources = pages.map(|file| file.path()).chain([folder.join("rendering/site_view.rs")]);
    let mut all: Vec<Documented> =
        sources.flat_map(|path| types(&fs::read_to_string(path).expect("source files are text"))).collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

fn list() -> String {
    let mut list = token_documentation();
    list.push_str("\n## Fields\n");
    for documented in documented() {
        let _ = write!(
            list,
            "\n### `{}`\n\n{}\n\n| field | what it is | |\n| --- | --- | --- |\n",
            documented.name, documented.about
        );
        for (name, kind, about) in documented.fields {
            let _ = writeln!(list, "| `{name}` | {kind} | {about} |");
        }
    }
    list
}

#[test]
fn the_documentation_lists_every_field_with_its_meaning() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/themes.md");
    let written = fs::read_to_string(&path).expect("docs/themes.md is there");
    let (before, after) = written.split_once(START).expect("the place of the list is marked");
    let list = list();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{before}{START}{list}")).expect("it can be written");
        return;
    }
    assert!(
        after == list,
        "docs/themes.md is out of date: run `UPDATE_DOCS=1 cargo nextest run documentation`"
    );
}

/// The names of all fields in a view, at any depth.
fn names(value: &Value, found: &mut BTreeSet<String>) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                found.extend(fields.keys().cloned());
                open.extend(fields.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
}

/// A month with one incident.
fn response_months() -> Vec<ResponseMonth> {
    let site = site_with_agreement();
    let from = site.incidents[0].event.started_at;
    let incident = IncidentResponse { incident: 0, from, time: ResponseTime::Open };
    let (promises, changes) = (Vec::new(), Vec::new());
    vec![ResponseMonth { first: site.today, incidents: vec![incident], promises, changes }]
}

#[test]
fn the_documentation_lists_exactly_the_fields_of_the_contexts() {
    let (mut site, theme) = (site_with_agreement(), Theme::built_in());
    site.other_languages = vec!["de".into()];
    let names_of_languages = ["English".to_owned(), "Deutsch".to_owned()];
    let language = Language::new("en", ENGLISH, "").expect("English can be read");
    let site_context = SiteContext::of(&site);
    let context = RenderContext {
        language_names: &names_of_languages,
        ..RenderContext::new(&site_context, &language, &theme)
    };
    let plan = PagePlan::new(&site);
    let mut long = (*site.incidents[1]).clone();
    for update in &mut long.event.updates {
        update.changes = update.changes.repeat(20);
    }
    let json = |view: Result<Value, serde_json::Error>| view.expect("views are plain data");
    let pages = [
        json(serde_json::to_value(site_view(context))),
        json(serde_json::to_value(home_page(context, &site))),
        json(serde_json::to_value(incident_page(context, &site.incidents[1]))),
        json(serde_json::to_value(incident_page(context, &long))),
        json(serde_json::to_value(maintenance_page(context, &site.maintenances[1]))),
        json(serde_json::to_value(component_page(context, &plan.components[0]))),
        json(serde_json::to_value(history_page(context, &plan.lists[0]))),
        json(serde_json::to_value(month_page(context, &plan.months[0]))),
        json(serde_json::to_value(postmortem_list(context, &plan.postmortems))),
        json(serde_json::to_value(postmortem_page(context, &plan.postmortems[0]))),
        json(serde_json::to_value(response_page(context, &site, &response_months()))),
        json(serde_json::to_value(free_page(context, &site.pages[0]))),
        json(serde_json::to_value(not_found_page(context))),
    ];
    let mut got = BTreeSet::new();
    for page in &pages {
        names(page, &mut got);
    }
    // The words of the script are one text, and the list has `kind` of a row once for each kind.
    let fields = documented().into_iter().flat_map(|of| of.fields.into_iter().map(|(name, ..)| name));
    let documented_names: BTreeSet<String> =
        fields.map(|name| name.split(' ').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(documented_names, got);
}
