//! A content file of Hugo: front matter and text, with the lines they stand on.

use super::toml;
use super::tree::Node;
use super::yaml;
use crate::import::error::ImportError;
use crate::import::plan::Input;

/// A line of a text and its number in the file, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) text: String,
}

/// A content file.
#[derive(Clone, Debug)]
pub(super) struct Page<'a> {
    /// Relative to the site: `content/issues/api-down.md`.
    pub(super) path: &'a str,
    /// What messages call it.
    pub(super) name: String,
    pub(super) front: Node,
    pub(super) body: Vec<Line>,
}

impl<'a> Page<'a> {
    /// Reads a file; `name` is what messages call it.
    pub(super) fn read(input: &'a Input, name: String) -> Result<Self, ImportError> {
        let text = input.text.strip_prefix('\u{feff}').unwrap_or(&input.text);
        let lines: Vec<&str> = text.lines().collect();
        let opening = lines.first().map_or("", |line| line.trim_end());
        let closing = match opening {
            "---" => "---",
            "+++" => "+++",
            "{" => "}",
            _ => "",
        };
        let end = lines.iter().skip(1).position(|line| !closing.is_empty() && line.trim_end() == closing);
        let error = |line: usize, message: String| ImportError::Json {
            input: name.clone(),
            line,
            column: 1,
            message,
        };
        let (front, first) = match end {
            None if closing.is_empty() || closing == "}" => (Node::empty(), 0),
            None => return Err(error(1, format!("the front matter has no closing `{closing}`"))),
            // The opening line stays in as an empty one, so that lines keep their numbers.
            Some(end) => {
                let inner = lines.get(1..=end).unwrap_or_default().join("\n");
                let read = match closing {
                    "---" => yaml::read(&format!("\n{inner}\n")),
                    "+++" => toml::read(&format!("\n{inner}\n")),
                    _ => yaml::read(&format!("{{\n{inner}\n}}")),
                };
                (read.map_err(|(line, message)| error(line, message))?, end + 2)
            }
        };
        let body = lines.iter().enumerate().skip(first);
        let body = body.map(|(index, text)| Line { number: index + 1, text: (*text).to_owned() }).collect();
        Ok(Self { path: &input.name, name, front, body })
    }

    /// The file's name without its ending; for `x/_index.md` and `x/index.md`, `x`.
    pub(super) fn stem(&self) -> &'a str {
        let whole = self.path.rsplit_once('.').map_or(self.path, |(stem, _)| stem);
        let mut parts = whole.rsplit('/');
        match parts.next() {
            Some("_index" | "index") => parts.next().unwrap_or_default(),
            stem => stem.unwrap_or_default(),
        }
    }

    /// What follows the last dot of its name, in lower case.
    pub(super) fn ending(&self) -> String {
        self.path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
    }

    /// How a report points at a line of it.
    pub(super) fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.name)
    }

    /// How a report points at a key of the front matter, or at the beginning.
    pub(super) fn at_key(&self, key: &str) -> String {
        self.at(self.front.get(key).map_or(1, |node| node.line))
    }

    /// Whether the text has a word in it.
    pub(super) fn has_text(&self) -> bool {
        self.body.iter().any(|line| !line.text.trim().is_empty())
    }
}

/// Lines as one text, without blank ones at either end.
pub(super) fn join(lines: &[Line]) -> String {
    let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    text.join("\n").trim_matches(['\n', ' ', '\r']).to_owned()
}
