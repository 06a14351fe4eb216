//! HTML within Markdown, which Hugo lets through and allclear does not, as Markdown.
//!
//! Tags with a Markdown twin become that; other known tags go and their text stays; what is no tag of HTML at all,
//! such as `<ID>`, is shown as it was typed.

/// Converts pieces of HTML; remembers from piece to piece which links are open.
#[derive(Debug, Default)]
pub(super) struct Converter {
    /// The targets of the open links.
    links: Vec<Option<String>>,
    /// Names of tags that went without leaving anything.
    pub(super) dropped: Vec<String>,
}

/// What a browser takes for a comment, from after its `<`.
const HIDDEN: [(&str, &str); 4] = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>"), ("!", ">")];

/// Tags that only dress or hold their text.
const TRANSPARENT: [&str; 30] = [
    "abbr", "article", "aside", "center", "details", "dl", "figure", "footer", "font", "header", "kbd",
    "label", "main", "mark", "nav", "picture", "q", "s", "samp", "section", "small", "span", "sub", "sup",
    "table", "tbody", "thead", "time", "u", "var",
];

impl Converter {
    /// Converts one piece.
    pub(super) fn convert(&mut self, html: &str) -> String {
        let mut out = String::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once('<') {
            out.push_str(before);
            // Comments stand here where no line was looked at for them, such as in the description of a system.
            let hidden = HIDDEN.iter().find_map(|(start, end)| Some((after.strip_prefix(start)?, end)));
            if let Some((hidden, end)) = hidden {
                let (inside, next) = hidden.split_once(end).unwrap_or((hidden, ""));
                self.dropped.push(format!("the hidden text `{}`", inside.trim()));
                rest = next;
                continue;
            }
            let Some(tag) = Tag::read(after) else {
                out.push_str("\\<");
                rest = after;
                continue;
            };
            rest = after.get(tag.length..).unwrap_or_default();
            if matches!(tag.name.as_str(), "script" | "style" | "iframe") && !tag.closes {
                // What is inside is for machines.
                let end = format!("</{}", tag.name);
                let inside = rest.to_ascii_lowercase().find(&end).unwrap_or(rest.len());
                rest = rest.get(inside..).unwrap_or_default();
            }
            if let Some(markdown) = self.markdown(&tag) {
                out.push_str(&markdown);
            } else {
                out.push_str("\\<");
                rest = after;
            }
        }
        out.push_str(rest);
        out
    }

    /// What a tag becomes; `None` for what is no tag of HTML.
    fn markdown(&mut self, tag: &Tag<'_>) -> Option<String> {
        Some(match tag.name.as_str() {
            "br" => "\\\n".to_owned(),
            "b" | "strong" | "summary" => "**".to_owned(),
            "i" | "em" | "cite" => "*".to_owned(),
            "del" | "strike" => "~~".to_owned(),
            "code" | "tt" => "`".to_owned(),
            "hr" => "\n\n---\n\n".to_owned(),
            "li" if tag.closes => String::new(),
            "li" | "dt" | "dd" | "tr" => "\n- ".to_owned(),
            "p" | "div" | "ul" | "ol" | "blockquote" | "figcaption" | "pre" => "\n\n".to_owned(),
            "td" | "th" => " ".to_owned(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if tag.closes => "\n\n".to_owned(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = tag.name.get(1..).and_then(|level| level.parse().ok()).unwrap_or(1);
                format!("\n\n{} ", "#".repeat(level))
            }
            "a" if tag.closes => match self.links.pop().flatten() {
                Some(target) => format!("](<{target}>)"),
                None => String::new(),
            },
            "a" => {
                let target = tag.attribute("href");
                self.links.push(target.clone());
                if target.is_some() { "[".to_owned() } else { String::new() }
            }
            "img" => {
                let words = tag.attribute("alt").filter(|words| !words.is_empty());
                let target = tag.attribute("src").unwrap_or_default();
                format!("![{}](<{target}>)", words.unwrap_or_else(|| "image".to_owned()))
            }
            "iframe" | "video" | "audio" | "script" | "style" => {
                if !tag.closes {
                    let source =
                        tag.attribute("src").map(|source| format!(" of `{source}`")).unwrap_or_default();
                    self.dropped.push(format!("`<{}>`{source}", tag.name));
                }
                String::new()
            }
            name if TRANSPARENT.contains(&name) => String::new(),
            _ => return None,
        })
    }
}

/// A tag, from after its `<`.
pub(super) struct Tag<'a> {
    pub(super) name: String,
    pub(super) closes: bool,
    attributes: &'a str,
    /// How long it is, with its `>`.
    pub(super) length: usize,
}

impl<'a> Tag<'a> {
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let closes = text.starts_with('/');
        let inner = text.strip_prefix('/').unwrap_or(text);
        let end_of_name = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end_of_name);
        if name.is_empty() || !attributes.starts_with([' ', '\t', '\n', '/', '>']) {
            return None;
        }
        let mut quote = None;
        for (at, c) in attributes.char_indices() {
            match (quote, c) {
                (None, '>') => {
                    let length = text.len() - attributes.len() + at + 1;
                    let attributes = attributes.get(..at)?;
                    return Some(Self { name: name.to_ascii_lowercase(), closes, attributes, length });
                }
                (None, '"' | '\'') => quote = Some(c),
                (Some(open), c) if c == open => quote = None,
                _ => {}
            }
        }
        None
    }

    /// Whether it has an attribute, with a value or without.
    pub(super) fn has(&self, name: &str) -> bool {
        // Between the quotes are values, also where they look like names.
        let parts = self.attributes.split(['"', '\'']).step_by(2);
        let mut words = parts.flat_map(|part| part.split([' ', '\t', '\n', '/']));
        words.any(|word| word.split('=').next().is_some_and(|key| key.eq_ignore_ascii_case(name)))
    }

    /// An attribute's value, without what would end a link's target.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            let (key, after) = rest.split_once('=')?;
            let key = key.split_whitespace().last()?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, next) = match quote {
                Some(quote) => after.get(1..)?.split_once(quote)?,
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            if key.eq_ignore_ascii_case(name) {
                let harmless = |c: &char| !matches!(c, '<' | '>' | '\n' | '[' | ']');
                return Some(value.trim().chars().filter(harmless).collect());
            }
            rest = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_markdown_and_unknown_ones_text() {
        let cases = [
            ("a<br/>b", "a\\\nb"),
            ("<b>x</b> and <em class=\"y\">z</em>", "**x** and *z*"),
            ("<a href='https://x.example/a' target=_blank>here</a>", "[here](<https://x.example/a>)"),
            ("<span style=\"color: red\">down</span>", "down"),
            ("<ID>:<IP:PORT> </x>", "\\<ID>:\\<IP:PORT> \\</x>"),
            ("<ul><li>one</li><li>two</li></ul>", "\n\n\n- one\n- two\n\n"),
            ("<script>alert('<b>')</script>ok", "ok"),
            ("a<!-- b > c -->d", "ad"),
            ("a<?php b > c ?>d<!doctype e>f<![CDATA[g > h]]>i", "adfi"),
            ("1 < 2 <unfinished", "1 \\< 2 \\<unfinished"),
        ];
        for (html, markdown) in cases {
            assert_eq!(Converter::default().convert(html), markdown, "{html}");
        }
    }
}
