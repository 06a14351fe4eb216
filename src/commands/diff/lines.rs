//! A difference as lines, before any markup. Words of allclear and words of the content have different types, so that no
//! format can take one for the other.

use super::Files;
use crate::commands::report::number;
use crate::site::difference::{Change, Detail, Difference, How, Item, ItemKind, Value, Words};

/// How many words of a run that stays the same are shown at each end.
const CONTEXT: usize = 8;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words of allclear.
    Own(String),
    /// What a line is about, as a title.
    Title(String),
    /// What is said about an item: a word of allclear such as `status`, or the name of a component.
    About(String),
    /// Words of the content that stay, or that are new as a whole.
    Quoted(String),
    /// Words of the content that readers do not see any more.
    Removed(String),
    /// Words of the content that readers see for the first time, in the place of others.
    Added(String),
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// How deep it is below its item.
    pub(super) depth: usize,
    /// Whether it is a line of a quoted text.
    pub(super) is_quote: bool,
    pub(super) parts: Vec<Part>,
}

impl Line {
    fn new(depth: usize, parts: Vec<Part>) -> Self {
        Self { depth, is_quote: false, parts }
    }
}

fn own(text: &str) -> Part {
    Part::Own(text.to_owned())
}

/// Returns a difference as lines; none if nothing changes.
pub(super) fn lines(difference: &Difference) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(headline) = &difference.headline {
        let mut parts = vec![Part::Title("headline".to_owned()), own(": ")];
        parts.extend(value(headline));
        lines.push(Line::new(0, parts));
    }
    for item in &difference.items {
        add_item(item, 0, &mut lines);
    }
    for redirect in &difference.redirects {
        let title = Part::Title("redirect".to_owned());
        let mut parts = vec![title, own(" from "), Part::Quoted(redirect.from.clone()), own(": ")];
        parts.extend(value(&Value { before: redirect.before.clone(), after: redirect.after.clone() }));
        lines.push(Line::new(0, parts));
    }
    for address in &difference.gone {
        let title = Part::Title("address gone".to_owned());
        let parts = vec![title, own(": "), Part::Quoted(address.clone()), own(" leads nowhere any more")];
        lines.push(Line::new(0, parts));
    }
    lines
}

/// Says how many files of the output change.
pub(super) fn summary(difference: &Difference, files: Files) -> String {
    let Files { pages, others } = files;
    let count = format!("{} and {}", number(pages, "page"), number(others, "other file"));
    match (difference.is_empty(), pages + others) {
        (true, 0) => "Readers see no change.".to_owned(),
        (true, 1) => format!("Nothing changes in words, and {count} changes."),
        (true, _) => format!("Nothing changes in words, and {count} change."),
        (false, _) => format!("New or changed: {count}."),
    }
}

fn add_item(item: &Item, depth: usize, lines: &mut Vec<Line>) {
    let what = match item.kind {
        ItemKind::Site => "site",
        ItemKind::Component => "component",
        ItemKind::Incident => "incident",
        ItemKind::Maintenance => "maintenance",
        ItemKind::Update => "update",
        ItemKind::Postmortem => "post-mortem",
        ItemKind::Notice => "notice",
        ItemKind::Page => "page",
    };
    let change = match item.change {
        Change::Added => "new",
        Change::Changed => "changed",
        Change::Removed => "removed",
    };
    let title = Part::Title(format!("{change} {what}"));
    let mut parts = vec![title, own(": "), Part::Quoted(item.name.clone())];
    if let Some(address) = &item.address {
        parts.extend([own(" at "), Part::Quoted(address.clone())]);
    }
    lines.push(Line::new(depth, parts));
    for detail in &item.details {
        add_detail(detail, depth + 1, lines);
    }
    for part in &item.parts {
        add_item(part, depth + 1, lines);
    }
}

fn add_detail(detail: &Detail, depth: usize, lines: &mut Vec<Line>) {
    let about = || [Part::About(detail.about.clone()), own(": ")];
    match &detail.how {
        How::Value(Value { before: None, after: Some(text) })
            if text.contains('\n') || detail.about == "text" =>
        {
            lines.push(Line::new(depth, about().into()));
            let quoted = text.lines().filter(|line| !line.trim().is_empty());
            lines.extend(quoted.map(|line| Line {
                is_quote: true,
                ..Line::new(depth + 1, vec![Part::Quoted(line.to_owned())])
            }));
        }
        How::Value(change) => {
            let parts = about().into_iter().chain(value(change));
            lines.push(Line::new(depth, parts.collect()));
        }
        How::Words { words: changed } => {
            let parts = about().into_iter().chain(words(changed));
            lines.push(Line::new(depth, parts.collect()));
        }
    }
}

fn value(value: &Value) -> Vec<Part> {
    match (value.before.clone(), value.after.clone()) {
        (Some(before), Some(after)) => vec![Part::Removed(before), own(" → "), Part::Added(after)],
        (Some(before), None) => vec![Part::Removed(before), own(" (removed)")],
        (None, Some(after)) => vec![Part::Quoted(after)],
        (None, None) => Vec::new(),
    }
}

/// The words of a text, without the middle of long runs that stay the same.
fn words(words: &[Words]) -> Vec<Part> {
    let last = words.len().saturating_sub(1);
    let mut parts = Vec::new();
    for (index, run) in words.iter().enumerate() {
        if index > 0 {
            parts.push(own(" "));
        }
        match run {
            Words::Removed(text) => parts.push(Part::Removed(text.clone())),
            Words::Added(text) => parts.push(Part::Added(text.clone())),
            Words::Same(text) => {
                let all: Vec<&str> = text.split(' ').collect();
                let head = if index == 0 { 0 } else { CONTEXT };
                let tail = if index == last { 0 } else { CONTEXT };
                if all.len() <= head + tail + 1 {
                    parts.push(Part::Quoted(text.clone()));
                    continue;
                }
                let (start, end) = (&all[..head], &all[all.len() - tail..]);
                if !start.is_empty() {
                    parts.extend([Part::Quoted(start.join(" ")), own(" ")]);
                }
                parts.push(own("…"));
                if !end.is_empty() {
                    parts.extend([own(" "), Part::Quoted(end.join(" "))]);
                }
            }
        }
    }
    parts
}
