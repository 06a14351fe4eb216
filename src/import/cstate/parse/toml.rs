//! Parsing TOML to a [`Node`]. The parser limits the depth; numbers and times stay as they were written.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::tree::{Node, Value};
use crate::import::writable;

/// Parses a whole text; the error has a line, from 1, and the parser's message.
pub(in crate::import::cstate) fn read(text: &str) -> Result<Node, (usize, String)> {
    let line_at = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let table = DeTable::parse(text)
        .map_err(|error| (error.span().map_or(1, |span| line_at(span.start)), error.message().to_owned()))?;
    Ok(Node { line: 1, value: map(table.get_ref(), text) })
}

fn map(table: &DeTable<'_>, text: &str) -> Value {
    let entry = |(key, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)| {
        (key.get_ref().to_string(), node(value, text))
    };
    Value::Map(table.iter().map(entry).collect())
}

fn node(value: &Spanned<DeValue<'_>>, text: &str) -> Node {
    let span = value.span();
    let line = 1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count();
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(writable::text(text)),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(item, text)).collect()),
        DeValue::Table(table) => map(table, text),
        _ => Value::Text(text.get(span).unwrap_or_default().to_owned()),
    };
    Node { line, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_as_written_and_have_their_lines() {
        let node =
            read("a = true\nb = 2026-08-13T09:30:00Z\n[params]\nsystems = [\n  { name = \"API\" },\n]\n")
                .unwrap();
        assert_eq!(node.flag_of("a"), Some(true));
        assert_eq!(node.text_of("b"), Some("2026-08-13T09:30:00Z"));
        let systems = node.get("params").unwrap().items_of("systems");
        assert_eq!((systems[0].line, systems[0].text_of("name")), (5, Some("API")));
        assert_eq!(read("a = 1\nb = = 2\n").unwrap_err().0, 2);
    }
}
