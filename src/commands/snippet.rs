//! Texts that begin with a snippet.

use chrono::{DateTime, Utc};

use super::stop::Stop;
use super::workspace::Workspace;
use crate::content::{ComponentNames, Content};
use crate::diagnostics::did_you_mean;

/// What the placeholders of a snippet stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Placeholders {
    pub(super) title: String,
    /// The names of the affected components, as customers know them.
    pub(super) components: Vec<String>,
    /// The time of the next update, UTC. Without one the placeholder stays, and `check` reports it.
    pub(super) next_update: Option<DateTime<Utc>>,
}

/// Returns the text of a snippet with its placeholders filled in.
pub(super) fn filled(name: &str, placeholders: &Placeholders, workspace: &Workspace) -> Result<String, Stop> {
    let snippets = &workspace.content.internal.snippets;
    let name = name.trim_end_matches(".md");
    let snippet = snippets.iter().find(|snippet| snippet.name == name).ok_or_else(|| {
        let stop = Stop::usage(format!("there is no snippet `{name}`"));
        let known: Vec<&str> = snippets.iter().map(|snippet| snippet.name.as_str()).collect();
        match did_you_mean(name, known.iter().copied()) {
            Some(near) => stop.hint(format!("did you mean `{near}`?")),
            None if known.is_empty() => stop.hint("snippets are files in `content/snippets/`"),
            None => stop.hint(format!("the snippets are `{}`", known.join("`, `"))),
        }
    })?;
    Ok(fill(snippet.text.trim(), placeholders))
}

/// Replaces placeholders in one pass, so that a title with braces is not taken for another placeholder.
fn fill(text: &str, placeholders: &Placeholders) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let value =
            after.split_once("}}").and_then(|(name, tail)| Some((value(name.trim(), placeholders)?, tail)));
        if let Some((value, tail)) = value {
            out.push_str(&value);
            rest = tail;
        } else {
            out.push_str("{{");
            rest = after;
        }
    }
    out + rest
}

fn value(name: &str, placeholders: &Placeholders) -> Option<String> {
    match name {
        "title" => Some(placeholders.title.clone()),
        "components" if placeholders.components.is_empty() => None,
        "components" => Some(placeholders.components.join(", ")),
        "next_update" => placeholders.next_update.map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string()),
        _ => None,
    }
}

/// Returns the name of a component that customers know; `written` is a name of the component in files.
pub(super) fn public_name(written: &str, content: &Content) -> String {
    let names = ComponentNames::new(&content.public.components);
    let component = names.one(written).and_then(|index| content.public.components.get(index));
    component.map_or_else(|| written.to_owned(), |component| component.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_other_braces_are_text() {
        let placeholders = Placeholders {
            title: "{{ components }} down".to_owned(),
            components: vec!["API".to_owned(), "Checkout".to_owned()],
            next_update: None,
        };
        let text = "{{title}}: {{ components }} since {{ since }}, {{ next_update }} {{";
        let filled = fill(text, &placeholders);
        assert_eq!(filled, "{{ components }} down: API, Checkout since {{ since }}, {{ next_update }} {{");
    }
}
