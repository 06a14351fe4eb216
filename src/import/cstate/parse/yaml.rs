//! Parsing YAML to a [`Node`]: the subset that configurations and front matter use. Aliases are refused, because a few
//! lines of them can expand to more than fits into memory.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::tree::{Node, Value};
use crate::import::writable;

/// The maximum depth: more than any real file needs, and safe for every stack size.
const MAX_DEPTH: usize = 32;

/// Parses one document; the error has a line, from 1, and the parser's message.
pub(in crate::import) fn read(text: &str) -> Result<Node, (usize, String)> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| (error.marker().line(), error.info().to_owned()))?;
        builder.take(event, span)?;
    }
    Ok(builder.root.unwrap_or_else(Node::empty))
}

#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
}

/// A list or map whose end was not reached yet. The key of a map precedes its value.
struct Open {
    node: Node,
    key: Option<String>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), (usize, String)> {
        let line = span.start.line();
        match event {
            Event::Scalar(text, style, ..) => {
                let is_null = style == ScalarStyle::Plain
                    && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let value = if is_null { Value::Null } else { Value::Text(writable::text(&text)) };
                self.add(Node { line, value })
            }
            Event::SequenceStart(..) => self.start(line, Value::List(Vec::new())),
            Event::MappingStart(..) => self.start(line, Value::Map(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => self.add(open.node),
                None => Ok(()),
            },
            Event::Alias(_) => {
                Err((line, "aliases (`*name`) are not supported; write the value in full".to_owned()))
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, line: usize, value: Value) -> Result<(), (usize, String)> {
        if self.open.len() == MAX_DEPTH {
            return Err((line, format!("lists and maps are nested more than {MAX_DEPTH} deep")));
        }
        self.open.push(Open { node: Node { line, value }, key: None });
        Ok(())
    }

    fn add(&mut self, node: Node) -> Result<(), (usize, String)> {
        let Some(Open { node: parent, key }) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return Ok(());
        };
        match &mut parent.value {
            Value::List(items) => items.push(node),
            Value::Map(entries) => match key.take() {
                Some(name) => entries.push((name, node)),
                None => match node.value {
                    Value::Text(name) => *key = Some(name),
                    Value::Null => *key = Some(String::new()),
                    _ => return Err((node.line, "a key must be text".to_owned())),
                },
            },
            Value::Null | Value::Text(_) => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_stay_as_written_and_have_their_lines() {
        let node = read("a: yes\nb:\n  - 1.0\n  - \"null\"\nc:\n").unwrap();
        assert_eq!(node.flag_of("a"), Some(true));
        let items: Vec<_> = node.items_of("B").iter().map(|item| (item.line, item.text().unwrap())).collect();
        assert_eq!(items, [(3, "1.0"), (4, "null")]);
        assert_eq!(node.get("c"), None);
    }

    #[test]
    fn aliases_and_deep_nesting_are_refused() {
        assert_eq!(read("a: &x 1\nb: *x\n").unwrap_err().0, 2);
        assert!(read(&"[".repeat(5_000)).is_err());
        assert!(read("a: [1, 2\n").is_err());
    }

    proptest! {
        #[test]
        fn no_text_causes_a_panic(text in "[a-z:\\-\\[\\]{}&*!|>'\"# \n]{0,80}") {
            let _ = read(&text);
        }
    }
}
