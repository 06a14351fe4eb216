//! A strict reader of the part of the `OpenMetrics` text format that gauges use.

use std::collections::{BTreeMap, BTreeSet};

/// The value of each series, by the name of the metric and its labels.
pub(super) type Series = BTreeMap<(String, BTreeMap<String, String>), f64>;

/// Reads a file.
///
/// # Panics
///
/// If anything in it is not allowed: a line outside of its metric, a series that occurs twice, a wrong escape, or a missing
/// end.
pub(super) fn read(text: &str) -> Series {
    let body = text.strip_suffix("# EOF\n").expect("the file ends with `# EOF`");
    let (mut series, mut known) = (Series::new(), BTreeSet::new());
    let mut family = String::new();
    for line in body.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').expect("an explanation");
            assert!(!help.contains(['\\', '"']) && help.ends_with('.'), "{line}");
            assert!(known.insert(name.to_owned()), "{name} is in two places");
            name.clone_into(&mut family);
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            assert_eq!(rest, format!("{family} gauge"));
        } else if let Some(rest) = line.strip_prefix("# UNIT ") {
            let unit = rest.strip_prefix(&format!("{family} ")).expect("the unit of the metric above");
            assert!(family.ends_with(&format!("_{unit}")), "{line}");
        } else {
            let rest = line.strip_prefix(&family).unwrap_or_else(|| panic!("`{line}` is not of {family}"));
            let (labels, value) = labels(rest);
            let value = value.strip_prefix(' ').expect("a space before the value").parse().expect("a number");
            assert!(series.insert((family.clone(), labels), value).is_none(), "twice: {line}");
        }
    }
    series
}

/// The labels in braces, if there are any, and what follows them.
fn labels(text: &str) -> (BTreeMap<String, String>, &str) {
    let mut labels = BTreeMap::new();
    let Some(mut rest) = text.strip_prefix('{') else { return (labels, text) };
    loop {
        let (name, after) = rest.split_once("=\"").expect("a label");
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name}");
        let mut value = String::new();
        let mut characters = after.char_indices();
        let end = loop {
            match characters.next().expect("the end of a label") {
                (at, '"') => break at,
                (_, '\\') => value.push(match characters.next() {
                    Some((_, 'n')) => '\n',
                    Some((_, c @ ('"' | '\\'))) => c,
                    other => panic!("a wrong escape: {other:?}"),
                }),
                (_, c) => value.push(c),
            }
        };
        assert!(labels.insert(name.to_owned(), value).is_none(), "{name} occurs twice");
        rest = &after[end + 1..];
        match rest.strip_prefix(',') {
            Some(next) => rest = next,
            None => return (labels, rest.strip_prefix('}').expect("the end of the labels")),
        }
    }
}
