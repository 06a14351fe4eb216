//! Converting HTML in Markdown, which Hugo passes through and allclear refuses, to Markdown.
//!
//! Tags with a Markdown equivalent are converted, other known tags are removed from around their text, and unknown tags
//! such as `<ID>` are escaped.

use crate::import::html::Tag;

/// Converts fragments of HTML; remembers open links from one fragment to the next.
#[derive(Debug, Default)]
pub(in crate::import::cstate) struct Converter {
    /// The targets of the open links; `None` for an anchor without a target.
    links: Vec<Option<String>>,
    /// Descriptions of what was removed with its content.
    pub(in crate::import::cstate) dropped: Vec<String>,
}

/// Delimiters of what a browser treats as a comment, after the `<`.
const HIDDEN: [(&str, &str); 4] = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>"), ("!", ">")];

/// Tags that are removed from around their text.
const TRANSPARENT: [&str; 30] = [
    "abbr", "article", "aside", "center", "details", "dl", "figure", "footer", "font", "header", "kbd",
    "label", "main", "mark", "nav", "picture", "q", "s", "samp", "section", "small", "span", "sub", "sup",
    "table", "tbody", "thead", "time", "u", "var",
];

impl Converter {
    /// Converts one fragment.
    pub(in crate::import::cstate) fn convert(&mut self, html: &str) -> String {
        let mut out = String::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once('<') {
            out.push_str(before);
            // Texts outside the body, such as the description of a system, still have their comments.
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
                // The content of these elements is not text.
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

    /// Returns the Markdown for a tag; `None` for an unknown tag.
    fn markdown(&mut self, tag: &Tag) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_become_markdown_and_unknown_tags_are_escaped() {
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
