//! YAML as a [`Node`]: the subset that configurations and front matter use. Aliases are refused, since a few lines of
//! them can stand for more than fits into memory.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::tree::{Node, Value};

/// Deeper than any real file, and shallow enough for any stack.
const DEEPEST: usize = 32;

/// Reads one document; the error has a line, counted from 1, and the parser's words.
pub(super) fn read(text: &str) -> Result<Node, (usize, String)> {
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

/// A list or map that is being read; a map's key waits for its value.
struct Open {
    node: Node,
    key: Option<String>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), (usize, String)> {
        let line = span.start.line();
        match event {
            Event::Scalar(text, style, ..) => {
                let is_nothing = style == ScalarStyle::Plain
                    && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                let value = if is_nothing { Value::Nothing } else { Value::Text(text.into_owned()) };
                self.add(Node { line, value })
            }
            Event::SequenceStart(..) => self.start(line, Value::List(Vec::new())),
            Event::MappingStart(..) => self.start(line, Value::Map(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => self.add(open.node),
                None => Ok(()),
            },
            Event::Alias(_) => Err((line, "an alias (`*name`) is not read; write the value out".to_owned())),
            _ => Ok(()),
        }
    }

    fn start(&mut self, line: usize, value: Value) -> Result<(), (usize, String)> {
        if self.open.len() == DEEPEST {
            return Err((line, format!("lists and maps are nested more than {DEEPEST} deep")));
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
                    Value::Nothing => *key = Some(String::new()),
                    _ => return Err((node.line, "a key must be a text".to_owned())),
                },
            },
            Value::Nothing | Value::Text(_) => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_stay_as_written_and_know_their_lines() {
        let node = read("a: yes\nb:\n  - 1.0\n  - \"null\"\nc:\n").unwrap();
        assert_eq!(node.flag_of("a"), Some(true));
        let items: Vec<_> = node.items_of("B").iter().map(|item| (item.line, item.text().unwrap())).collect();
        assert_eq!(items, [(3, "1.0"), (4, "null")]);
        assert_eq!(node.get("c"), None);
    }

    #[test]
    fn what_could_grow_without_bound_is_refused_with_its_line() {
        assert_eq!(read("a: &x 1\nb: *x\n").unwrap_err().0, 2);
        assert!(read(&"[".repeat(5_000)).is_err());
        assert!(read("a: [1, 2\n").is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[a-z:\\-\\[\\]{}&*!|>'\"# \n]{0,80}") {
            let _ = read(&text);
        }
    }
}
