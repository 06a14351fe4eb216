//! A content file of Hugo: front matter and text, with line numbers.

use super::toml;
use super::tree::Node;
use super::yaml;
use crate::import::error::ImportError;
use crate::import::plan::Input;

/// A line of a text and its number in the file, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import::cstate) struct Line {
    pub(in crate::import::cstate) number: usize,
    pub(in crate::import::cstate) text: String,
}

/// A content file of Hugo.
#[derive(Clone, Debug)]
pub(in crate::import::cstate) struct Page<'a> {
    /// Relative to the site: `content/issues/api-down.md`.
    pub(in crate::import::cstate) path: &'a str,
    /// The name in messages.
    pub(in crate::import::cstate) name: String,
    pub(in crate::import::cstate) front: Node,
    pub(in crate::import::cstate) body: Vec<Line>,
    /// The comments in the front matter.
    pub(in crate::import::cstate) comments: Vec<Line>,
}

impl<'a> Page<'a> {
    /// Parses a file; `name` is its name in messages.
    pub(in crate::import::cstate) fn read(input: &'a Input, name: String) -> Result<Self, ImportError> {
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
        let mut comments = Vec::new();
        let (front, first) = match end {
            None if closing.is_empty() || closing == "}" => (Node::empty(), 0),
            None => return Err(error(1, format!("the front matter has no closing `{closing}`"))),
            // An empty line replaces the opening one, so that line numbers stay right.
            Some(end) => {
                let front = lines.get(1..=end).unwrap_or_default();
                let is_comment = |(_, line): &(usize, &&str)| line.trim_start().starts_with('#');
                comments = (front.iter().enumerate().filter(is_comment))
                    .map(|(at, line)| Line { number: at + 2, text: line.trim().to_owned() })
                    .collect();
                let inner = front.join("\n");
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
        Ok(Self { path: &input.name, name, front, body, comments })
    }

    /// Returns the file name without its extension; for `x/_index.md` and `x/index.md`, `x`.
    pub(in crate::import::cstate) fn stem(&self) -> &'a str {
        let whole = self.path.rsplit_once('.').map_or(self.path, |(stem, _)| stem);
        let mut parts = whole.rsplit('/');
        match parts.next() {
            Some("_index" | "index") => parts.next().unwrap_or_default(),
            stem => stem.unwrap_or_default(),
        }
    }

    /// Returns the extension in lower case.
    pub(in crate::import::cstate) fn extension(&self) -> String {
        self.path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
    }

    /// Returns a line of the file as the subject of a note.
    pub(in crate::import::cstate) fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.name)
    }

    /// Returns a key of the front matter, or line 1, as the subject of a note.
    pub(in crate::import::cstate) fn at_key(&self, key: &str) -> String {
        self.at(self.front.get(key).map_or(1, |node| node.line))
    }

    /// Whether the text is not blank.
    pub(in crate::import::cstate) fn has_text(&self) -> bool {
        self.body.iter().any(|line| !line.text.trim().is_empty())
    }
}

/// Joins lines to one text, without blank lines at either end.
pub(in crate::import::cstate) fn join(lines: &[Line]) -> String {
    let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    text.join("\n").trim_matches(['\n', ' ', '\r']).to_owned()
}
