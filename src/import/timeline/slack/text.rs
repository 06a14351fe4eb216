//! Texts in Slack's notation as Markdown: mentions, links, emphasis and code.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::json::word;
use super::super::text::{one_line, plain};
use super::entities::decoded;
use super::message::Message;
use crate::markdown::is_link_target;

/// The names of users, by their ids.
pub(super) struct Names(BTreeMap<String, String>);

/// Returns the name of a user, as colleagues see it.
pub(super) fn name_of(user: Option<&Value>) -> Option<String> {
    let user = user?;
    let profile = user.get("profile");
    let of_profile = |key: &str| profile.and_then(|profile| word(profile, key));
    let name =
        word(user, "real_name").or_else(|| of_profile("real_name")).or_else(|| of_profile("display_name"));
    name.or_else(|| word(user, "name")).map(one_line)
}

impl Names {
    pub(super) fn new(users: &BTreeMap<String, &Value>) -> Self {
        let named = users.iter().filter_map(|(id, user)| Some((id.clone(), name_of(Some(user))?)));
        Self(named.collect())
    }

    /// Returns the text of a message, with its thread and its files.
    pub(super) fn markdown(&self, message: &Message<'_>) -> String {
        let mut parts = vec![self.text(&message.text)];
        if !message.files.is_empty() {
            let names: Vec<String> = message.files.iter().map(|name| one_line(name)).collect();
            parts.push(plain(&format!("Files: {}", names.join(", "))));
        }
        parts.retain(|part| !part.trim().is_empty());
        if let Some(thread) = message.thread.filter(|_| !parts.is_empty()) {
            parts.push(format!("(in the thread of {})", thread.format("%Y-%m-%d %H:%M UTC")));
        }
        parts.join("\n\n")
    }

    /// Converts a text; code keeps its lines.
    fn text(&self, text: &str) -> String {
        let mut out = String::new();
        let parts: Vec<&str> = text.split("```").collect();
        for (index, part) in parts.iter().enumerate() {
            let is_last = parts.len() == index + 1;
            if index % 2 == 1 && !is_last {
                let code = self.words(part);
                let code = code.trim_matches('\n');
                out.extend(["\n\n```\n", code, "\n```\n\n"]);
            } else {
                let mark = if index % 2 == 1 { "```" } else { "" };
                out.push_str(&self.paragraphs(&format!("{mark}{part}")));
            }
        }
        let mut text = out.trim().to_owned();
        while text.contains("\n\n\n") {
            text = text.replace("\n\n\n", "\n\n");
        }
        text
    }

    /// Converts text without blocks of code.
    fn paragraphs(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        let mut pending = String::new();
        while let Some(at) = rest.find(['<', '`']) {
            let (before, mark) = rest.split_at(at);
            pending.push_str(before);
            let found = if let Some(inside) = mark.strip_prefix('<') {
                inside.split_once('>').map(|(inside, after)| (self.reference(inside), after))
            } else {
                let inside = mark.strip_prefix('`').unwrap_or_default();
                let code =
                    inside.split_once('`').filter(|(code, _)| !code.is_empty() && !code.contains('\n'));
                code.map(|(code, after)| (Converted::Markup(format!("`{}`", self.words(code))), after))
            };
            match found {
                Some((Converted::Markup(markup), after)) => {
                    out.push_str(&escaped(&pending));
                    pending.clear();
                    out.push_str(&markup);
                    rest = after;
                }
                Some((Converted::Words(words), after)) => {
                    pending.push_str(&words);
                    rest = after;
                }
                None => {
                    let (one, after) = mark.split_at(1);
                    pending.push_str(one);
                    rest = after;
                }
            }
        }
        pending.push_str(rest);
        out + &escaped(&pending)
    }

    /// Converts what is between `<` and `>`.
    fn reference(&self, inside: &str) -> Converted {
        let (target, label) = inside.split_once('|').unwrap_or((inside, ""));
        if let Some(user) = target.strip_prefix('@') {
            let name = self.0.get(user).map_or(user, String::as_str);
            return Converted::Words(format!("@{}", if label.is_empty() { name } else { label }));
        }
        if let Some(channel) = target.strip_prefix('#') {
            return Converted::Words(format!("#{}", if label.is_empty() { channel } else { label }));
        }
        if let Some(special) = target.strip_prefix('!') {
            // `!subteam^S012|@ops`, `!date^1459036800^{date}|27 March`, `!here`.
            let word = special.split('^').next().unwrap_or(special);
            return Converted::Words(if label.is_empty() { format!("@{word}") } else { label.to_owned() });
        }
        let address = decoded(target);
        let is_link = !address.starts_with('/') && is_link_target(&address);
        if !is_link || address.contains(|c: char| c.is_whitespace() || "<>".contains(c)) {
            return Converted::Words(if label.is_empty() { target.to_owned() } else { label.to_owned() });
        }
        let label = one_line(&decoded(if label.is_empty() { target } else { label }));
        let label = plain(label.trim_start_matches("mailto:")).replace('[', "\\[").replace(']', "\\]");
        Converted::Markup(format!("[{label}](<{address}>)"))
    }

    /// Returns the characters of code, in which mentions and links are still written as such.
    fn words(&self, code: &str) -> String {
        let mut out = String::new();
        let mut rest = code;
        while let Some((before, after)) = rest.split_once('<') {
            out.push_str(before);
            let Some((inside, after)) = after.split_once('>') else {
                out.push('<');
                rest = after;
                continue;
            };
            let (target, label) = inside.split_once('|').unwrap_or((inside, ""));
            match self.reference(inside) {
                Converted::Words(words) => out.push_str(&words),
                Converted::Markup(_) => out.push_str(if label.is_empty() { target } else { label }),
            }
            rest = after;
        }
        out.push_str(rest);
        decoded(&out)
    }
}

enum Converted {
    /// Markdown.
    Markup(String),
    /// Words in Slack's notation, which are escaped with the text around them.
    Words(String),
}

/// Escapes a part of a text, with its emphasis; the spaces at its ends separate words.
fn escaped(text: &str) -> String {
    let mut out = Vec::new();
    for line in text.split('\n') {
        let mut done = String::new();
        let mut rest = line;
        while let Some((before, mark, inside, after)) = emphasis(rest) {
            done.push_str(&part(before));
            let mark = if mark == '_' {
                "_"
            } else if mark == '*' {
                "**"
            } else {
                "~~"
            };
            done.extend([mark, &part(inside), mark]);
            rest = after;
        }
        done.push_str(&part(rest));
        out.push(done);
    }
    out.join("\n")
}

/// Finds the first emphasis in a line: the text before it, its mark, the text inside and the text after it.
fn emphasis(line: &str) -> Option<(&str, char, &str, &str)> {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    for (at, mark) in line.char_indices().filter(|(_, c)| matches!(c, '*' | '_' | '~')) {
        let (before, rest) = line.split_at(at);
        let rest = rest.strip_prefix(mark)?;
        if is_word(before.chars().next_back()) || is_space(rest.chars().next()) || rest.starts_with(mark) {
            continue;
        }
        let Some((inside, after)) = rest.split_once(mark) else { continue };
        let closes = !is_space(inside.chars().next_back()) && !is_word(after.chars().next());
        if closes && !after.starts_with(mark) {
            return Some((before, mark, inside, after));
        }
    }
    None
}

fn part(text: &str) -> String {
    let text = decoded(text);
    let trimmed = text.trim_matches([' ', '\t']);
    let before = if text.starts_with([' ', '\t']) { " " } else { "" };
    let after = if !trimmed.is_empty() && text.ends_with([' ', '\t']) { " " } else { "" };
    format!("{before}{}{after}", plain(trimmed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markdown(text: &str) -> String {
        let users = [("U1".to_owned(), "Ana Tamm".to_owned())];
        Names(users.into_iter().collect()).text(text)
    }

    #[test]
    fn the_notation_of_slack_becomes_markdown() {
        for (slack, expected) in [
            (
                "rolled back <https://x.example/a?b=1&amp;c|canary> &amp; waiting",
                "rolled back [canary](<https://x.example/a?b=1&c>) & waiting",
            ),
            ("<@U1> and <@U2> in <#C1|ops>, <!here>", "@Ana Tamm and @U2 in #ops, @here"),
            (
                "*done* with _it_ and ~that~, 2*3*4 and a_b_c",
                "**done** with _it_ and ~~that~~, 2\\*3\\*4 and a_b_c",
            ),
            ("run `kill &lt;pid&gt;` now", "run `kill <pid>` now"),
            ("see\n```\na *b*\n&lt;c&gt;\n```\nok", "see\n\n```\na *b*\n<c>\n```\n\nok"),
            ("<javascript:x|click> 1 &lt; 2 <", "click 1 < 2 <"),
            ("a ``` b", "a \\`\\`\\` b"),
        ] {
            assert_eq!(markdown(slack), expected, "{slack}");
        }
    }
}
