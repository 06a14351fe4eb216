//! The text of a new draft, and refreshing the generated blocks of an existing one.

use chrono::NaiveDate;
use std::fmt::Write as _;

use super::blocks::Blocks;
use crate::authoring::Value;
use crate::authoring::toml_file::value_text;
use crate::content::internal::{generated_block, generated_blocks};

/// The template with all sections.
pub(crate) const FULL: &str = include_str!("full.md");

/// The template for incidents that need little explanation.
pub(crate) const ONE_PAGE: &str = include_str!("one-page.md");

/// How many whys a draft asks for.
const WHYS: usize = 5;

/// The actions that a draft asks for, by their category.
const ACTIONS: [(&str, &str); 3] = [
    ("prevent", "what prevents it from happening again"),
    ("detect", "what detects it sooner"),
    ("mitigate", "what makes its effect smaller or shorter"),
];

/// The line before a text that somebody changed inside of a generated block.
const KEPT: &str = "<!-- kept: somebody changed this in the generated block above -->\n";

/// Returns the text of a new draft.
///
/// # Errors
///
/// Returns the name of a block in the template that does not exist.
pub(crate) fn new_draft(
    template: &str,
    author: &str,
    today: NaiveDate,
    blocks: &Blocks<'_>,
) -> Result<String, String> {
    let mut text = format!("+++\n{}+++\n", front_matter(author, today));
    for line in template.trim().lines() {
        match block_name(line) {
            None => {
                text.push_str(line);
                text.push('\n');
            }
            Some(name) => {
                let block = blocks.text(name).ok_or_else(|| name.to_owned())?;
                text.push_str(&generated_block(name, &block));
            }
        }
    }
    Ok(text)
}

/// Returns the name in a line such as `{{ facts }}`.
fn block_name(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '_');
    is_name.then_some(name)
}

fn front_matter(author: &str, today: NaiveDate) -> String {
    let mut keys = format!("author = {}\n", value_text(&Value::from(author)));
    keys.push_str(
        "# How sure are you of the root cause? Say so before the version for customers is made:\n\
         # root_cause_confidence = \"probable\"  # confirmed, probable, suspected or unknown\n",
    );
    for why in 0..WHYS {
        let question = if why == 0 { "why did customers notice it?" } else { "why was that so?" };
        let _ = write!(
            keys,
            "\n[[why]]\nquestion = \"{{{{ write: {question} }}}}\"\nanswer = \"{{{{ write: the answer }}}}\"\n"
        );
    }
    keys.push_str("\n[[factor]]\ntext = \"{{ write: what made it more likely, worse or longer }}\"\n");
    for (index, (category, what)) in ACTIONS.iter().enumerate() {
        let _ = write!(
            keys,
            "\n[[action]]\nid = \"a{}\"\ntitle = \"{{{{ write: {what} }}}}\"\ncategory = \"{category}\"\ncreated = {today}\n",
            index + 1
        );
    }
    keys
}

/// A draft with fresh blocks.
pub(crate) struct Refreshed {
    /// The text.
    pub(crate) text: String,
    /// How many blocks are fresh.
    pub(crate) blocks: usize,
    /// The names of the blocks that somebody had changed by hand. What was in them is kept below them.
    pub(crate) kept: Vec<String>,
}

/// Replaces the generated blocks of a draft. Everything else stays as it is, byte for byte; what somebody changed in a block
/// is kept below it. Blocks of unknown names stay too.
pub(crate) fn refreshed(text: &str, blocks: &Blocks<'_>) -> Refreshed {
    let mut fresh = Refreshed { text: String::with_capacity(text.len()), blocks: 0, kept: Vec::new() };
    let has_crlf = text.contains("\r\n");
    let mut start = 0;
    for found in generated_blocks(text) {
        let Some(new) = blocks.text(&found.name) else { continue };
        fresh.text.push_str(text.get(start..found.range.start).unwrap_or_default());
        let block = generated_block(&found.name, &new);
        fresh.text.push_str(&if has_crlf { block.replace('\n', "\r\n") } else { block });
        fresh.blocks += 1;
        if !found.is_intact {
            fresh.text.push_str(KEPT);
            fresh.text.push_str(text.get(found.inner).unwrap_or_default());
            fresh.kept.push(found.name);
        }
        start = found.range.end;
    }
    fresh.text.push_str(text.get(start..).unwrap_or_default());
    fresh
}
