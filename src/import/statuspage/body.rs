//! Converting the text of an update from the HTML of Statuspage to Markdown.
//!
//! Line breaks, paragraphs, lists, links and emphasis become Markdown. Other known tags are removed from around their
//! text, and unknown ones such as `<ID>` are text. Everything else is escaped, so that a reader sees the characters of
//! the original.

use std::collections::BTreeMap;

use crate::import::cstate::{AddressMap, convert_markdown};
use crate::import::html::{Tag, decoded};
use crate::markdown::is_link_target;

/// The parts of a text that a browser does not show.
const HIDDEN: [(&str, &str); 4] = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>"), ("!", ">")];

/// Tags that are removed from around their text.
const TRANSPARENT: [&str; 20] = [
    "abbr", "cite", "code", "del", "font", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
    "strike", "sub", "sup", "time", "u", "var",
];

/// Tags that end a paragraph.
const BLOCKS: [&str; 24] = [
    "article",
    "aside",
    "blockquote",
    "center",
    "dl",
    "div",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "ul",
];

/// The notation of imported texts.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) enum Notation {
    /// HTML. The function makes one line of plain text safe at any position in a paragraph.
    Html(fn(&str) -> String),
    /// Markdown, with HTML in it.
    Markdown,
}

/// What the conversion of every text needs.
#[derive(Debug)]
pub(super) struct BodyConverter {
    pub(super) notation: Notation,
    /// The new paths of the old page's incidents by their addresses without a trailing slash.
    pub(super) addresses: BTreeMap<String, String>,
}

/// A converted text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Converted {
    pub(super) markdown: String,
    /// Whether it has tags other than line breaks.
    pub(super) has_tags: bool,
    /// The parts that browsers hide, which were removed.
    pub(super) hidden: Vec<String>,
}

impl BodyConverter {
    /// Converts a body. Two line breaks or an empty line separate paragraphs; one `<br />` or line feed is a hard break.
    pub(super) fn convert(&self, body: &str) -> Converted {
        if matches!(self.notation, Notation::Markdown) {
            return self.of_markdown(body);
        }
        let body = body.replace("\r\n", "\n").replace('\r', "\n");
        let mut writer =
            Writer { converter: self, done: Converted::default(), gap: Gap::default(), open: Vec::new() };
        let mut rest = body.as_str();
        while let Some((before, after)) = rest.split_once('<') {
            writer.text(before);
            let hidden = HIDDEN.iter().find_map(|(start, end)| Some((after.strip_prefix(start)?, end)));
            if let Some((hidden, end)) = hidden {
                let (inside, next) = hidden.split_once(end).unwrap_or((hidden, ""));
                writer.done.hidden.push(inside.trim().to_owned());
                rest = next;
                continue;
            }
            rest = if let Some(tag) = Tag::read(after) {
                let inside = after.get(tag.length..).unwrap_or_default();
                writer.tag(&tag, after, inside)
            } else {
                writer.text("<");
                after
            };
        }
        writer.text(rest);
        writer.finish()
    }

    /// Converts Markdown. Comments and other hidden parts are removed, as a browser hides them.
    fn of_markdown(&self, body: &str) -> Converted {
        let mut converted = Converted::default();
        let mut shown = String::new();
        let mut rest = body;
        while let Some((before, after)) = rest.split_once("<!--") {
            shown.push_str(before);
            let (hidden, next) = after.split_once("-->").unwrap_or((after, ""));
            converted.hidden.push(hidden.trim().to_owned());
            rest = next;
        }
        shown.push_str(rest);
        let addresses = AddressMap { base: String::new(), moved: self.addresses.clone() };
        converted.markdown = convert_markdown(&shown, "/", &addresses).text;
        converted
    }

    fn escape(&self, text: &str) -> String {
        match self.notation {
            Notation::Html(escape) => escape(text),
            Notation::Markdown => text.to_owned(),
        }
    }

    /// Converts a text without line breaks; addresses of the old page's incidents become links to the new ones.
    fn escaped(&self, text: &str) -> String {
        let is_end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')');
        let mut out = String::new();
        let (mut from, mut search) = (0, 0);
        while let Some(at) = text.get(search..).and_then(|rest| rest.find("http")).map(|at| search + at) {
            let found = text.get(at..).unwrap_or_default();
            let whole = found.get(..found.find(is_end).unwrap_or(found.len())).unwrap_or(found);
            let address = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
            search = at + address.len().max("http".len());
            if let Some(path) = self.new_path(address) {
                out.push_str(&self.escaped_part(text.get(from..at).unwrap_or_default()));
                out.extend(["[", &self.escape(address), "](<", path, ">)"]);
                from = search;
            }
        }
        out + &self.escaped_part(text.get(from..).unwrap_or_default())
    }

    /// Escapes a part of a line; its spaces at both ends separate words.
    fn escaped_part(&self, text: &str) -> String {
        let trimmed = text.trim_matches([' ', '\t']);
        let is_space = |c: char| c == ' ' || c == '\t';
        let before = if text.starts_with(is_space) { " " } else { "" };
        let after = if !trimmed.is_empty() && text.ends_with(is_space) { " " } else { "" };
        format!("{before}{}{after}", self.escape(trimmed))
    }

    fn new_path(&self, address: &str) -> Option<&str> {
        let address = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        self.addresses.get(address).map(String::as_str)
    }
}

struct Writer<'a> {
    converter: &'a BodyConverter,
    done: Converted,
    gap: Gap,
    open: Vec<Open>,
}

/// A tag whose end was not reached yet.
struct Open {
    name: String,
    /// The target of a link.
    target: Option<String>,
    /// Where its text begins.
    from: usize,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        let mut lines = decoded(text).split('\n').map(str::to_owned).collect::<Vec<_>>().into_iter();
        if let Some(first) = lines.next() {
            self.line(&first);
        }
        for line in lines {
            self.gap.newline();
            self.line(&line);
        }
    }

    fn line(&mut self, text: &str) {
        // Other white space, such as a no-break space, is part of the text.
        let trimmed = text.trim_matches([' ', '\t']);
        if trimmed.is_empty() {
            self.gap.has_space |= !text.is_empty();
            return;
        }
        let begins_line = self.gap.is_break() || self.done.markdown.is_empty();
        self.close_gap();
        let markdown = &mut self.done.markdown;
        if !begins_line && text.starts_with([' ', '\t']) && !markdown.ends_with(' ') {
            markdown.push(' ');
        }
        markdown.push_str(&self.converter.escaped(trimmed));
        self.gap.has_space = text.ends_with([' ', '\t']);
    }

    fn close_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.done.markdown.is_empty() {
            self.done.markdown.push_str(gap.markdown());
        }
    }

    /// Converts a tag; `after` begins behind its `<` and `inside` behind its `>`. Returns the text that follows.
    fn tag<'t>(&mut self, tag: &Tag, after: &'t str, inside: &'t str) -> &'t str {
        let name = tag.name.as_str();
        if name == "br" {
            self.gap.tag();
            return inside;
        }
        let is_markup = matches!(name, "b" | "strong" | "i" | "em" | "a");
        let is_known = is_markup
            || BLOCKS.contains(&name)
            || TRANSPARENT.contains(&name)
            || matches!(name, "li" | "tr" | "dt" | "dd" | "td" | "th" | "img" | "script" | "style");
        if !is_known {
            self.text("<");
            return after;
        }
        self.done.has_tags = true;
        match name {
            "script" | "style" if !tag.closes => {
                let end = format!("</{name}");
                let length = inside.to_ascii_lowercase().find(&end).unwrap_or(inside.len());
                let (hidden, next) = inside.split_at(length);
                self.done.hidden.push(hidden.trim().to_owned());
                return next;
            }
            "li" | "tr" | "dt" | "dd" if !tag.closes => {
                self.gap.tag();
                self.close_gap();
                self.done.markdown.push_str("– ");
            }
            "td" | "th" => self.gap.has_space = true,
            "img" => {
                let words = tag.attribute("alt").filter(|words| !words.is_empty());
                let target = tag.attribute("src").unwrap_or_default();
                self.line(&format!(" {} ({target}) ", words.unwrap_or_else(|| "image".to_owned())));
            }
            _ if is_markup && tag.closes => self.close(name),
            _ if is_markup => {
                self.close_gap();
                let target = tag.attribute("href");
                self.open.push(Open { name: name.to_owned(), target, from: self.done.markdown.len() });
            }
            _ if BLOCKS.contains(&name) => self.gap.has_empty_line = true,
            _ => {}
        }
        inside
    }

    /// Ends the tag that was opened last with this name.
    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        let open = self.open.remove(at);
        let inner = self.done.markdown.get(open.from..).unwrap_or_default().to_owned();
        self.done.markdown.truncate(open.from);
        let text = inner.trim();
        let (start, _) = inner.split_at(inner.len() - inner.trim_start().len());
        self.done.markdown.push_str(start);
        let is_block = text.is_empty() || text.contains("\n\n");
        let markdown = match (name, open.target) {
            ("b" | "strong", _) if !is_block => format!("**{text}**"),
            ("i" | "em", _) if !is_block => format!("*{text}*"),
            ("a", Some(target)) => self.link(text, &target, is_block),
            _ => text.to_owned(),
        };
        self.done.markdown.push_str(&markdown);
        self.gap.has_space |= inner.trim_end().len() < inner.len();
    }

    fn link(&self, text: &str, target: &str, is_block: bool) -> String {
        let path = self.converter.new_path(target);
        let is_absolute = !target.starts_with('/') && is_link_target(target);
        let words = if text.is_empty() { self.converter.escape(target) } else { text.to_owned() };
        match path {
            Some(_) if text.contains("](") => words,
            Some(path) if !is_block || text.is_empty() => format!("[{words}](<{path}>)"),
            None if is_absolute && text == target => words,
            None if is_absolute && (!is_block || text.is_empty()) && !target.contains(['<', '>']) => {
                format!("[{words}](<{target}>)")
            }
            _ if target.is_empty() => words,
            _ => format!("{words} ({})", self.converter.escape(target)),
        }
    }

    fn finish(mut self) -> Converted {
        // A tag without an end leaves its text, and the target of a link behind it.
        while let Some(open) = self.open.pop() {
            if let Some(target) = open.target {
                self.done.markdown.extend([" (", &self.converter.escape(&target), ")"]);
            }
        }
        self.done.markdown = self.done.markdown.trim_matches([' ', '\t', '\n']).to_owned();
        self.done
    }
}

/// The line breaks between two texts.
#[derive(Debug, Default)]
struct Gap {
    tags: usize,
    newlines: usize,
    ends_with_newline: bool,
    has_empty_line: bool,
    has_space: bool,
}

impl Gap {
    fn newline(&mut self) {
        self.has_empty_line |= self.ends_with_newline;
        self.ends_with_newline = true;
        self.newlines += 1;
    }

    fn tag(&mut self) {
        self.ends_with_newline = false;
        self.tags += 1;
    }

    const fn is_break(&self) -> bool {
        self.tags > 0 || self.newlines > 0 || self.has_empty_line
    }

    const fn markdown(&self) -> &'static str {
        if self.tags >= 2 || self.has_empty_line {
            "\n\n"
        } else if self.is_break() {
            "\\\n"
        } else if self.has_space {
            " "
        } else {
            ""
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stars(text: &str) -> String {
        // Like the real function, which is for whole lines.
        text.trim_matches([' ', '\t']).replace('*', "\\*").replace('<', "\\<")
    }

    fn converted(body: &str) -> Converted {
        let moved = ("https://status.example/incidents/abc".to_owned(), "/incidents/down/".to_owned());
        BodyConverter { notation: Notation::Html(stars), addresses: [moved].into() }.convert(body)
    }

    fn markdown(body: &str) -> String {
        converted(body).markdown
    }

    #[test]
    fn line_breaks_become_paragraphs_and_hard_breaks() {
        assert_eq!(markdown("a<br /><br />b"), "a\n\nb");
        assert_eq!(markdown("a.  <br /> \n<BR/>b"), "a.\n\nb");
        assert_eq!(markdown("a\n \n\nb"), "a\n\nb");
        assert_eq!(markdown("a<br>\nb"), "a\\\nb");
        assert_eq!(markdown("a\r\nb"), "a\\\nb");
    }

    #[test]
    fn line_breaks_at_either_end_are_removed() {
        assert_eq!(markdown("<br />\n\n a <br />\n"), "a");
        assert_eq!(markdown(" \n<br />"), "");
    }

    #[test]
    fn other_characters_are_escaped() {
        assert_eq!(markdown("2 * 3 &amp; <brk> R&amp;D < 1"), "2 \\* 3 & \\<brk> R&D \\< 1");
        assert_eq!(markdown("\u{a0}a\u{a0}"), "\u{a0}a\u{a0}");
    }

    #[test]
    fn tags_become_markdown() {
        let cases = [
            (
                "See <a href=\"https://x.example/a?b&amp;c\">the post</a>.",
                "See [the post](<https://x.example/a?b&c>).",
            ),
            ("Ask <b>us </b>now, <em>please</em>", "Ask **us** now, *please*"),
            ("<p>One</p><p>Two <span style='x'>more</span></p>", "One\n\nTwo more"),
            ("<ul><li>one</li><li>two</li></ul>end", "– one\\\n– two\n\nend"),
            ("<a href=\"tel:1\">call</a>", "call (tel:1)"),
            ("<a href=\"https://x.example\">https://x.example</a>", "https://x.example"),
            ("a <A HREF=https://x.example>b", "a b (https://x.example)"),
        ];
        for (html, expected) in cases {
            assert_eq!(markdown(html), expected, "{html}");
            assert!(converted(html).has_tags, "{html}");
        }
        assert!(!converted("errors < 1% in all cases. <br /> c > d").has_tags);
    }

    #[test]
    fn links_to_incidents_of_the_old_page_lead_to_the_new_ones() {
        let cases = [
            ("<a href=\"https://status.example/incidents/abc\">that</a>", "[that](</incidents/down/>)"),
            (
                "as in https://status.example/incidents/abc.",
                "as in [https://status.example/incidents/abc](</incidents/down/>).",
            ),
            (
                "see https://status.example/incidents/abcd now",
                "see https://status.example/incidents/abcd now",
            ),
            (
                "see https://status.example/incidents/abc now",
                "see [https://status.example/incidents/abc](</incidents/down/>) now",
            ),
        ];
        for (html, expected) in cases {
            assert_eq!(markdown(html), expected, "{html}");
        }
    }

    #[test]
    fn text_that_a_browser_hides_is_removed_and_returned() {
        let converted = converted("a <!-- internal > b -->c<script>x</script>");
        assert_eq!((converted.markdown.as_str(), converted.hidden.len()), ("a c", 2));
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(body in "(<br />|<b>|</b>|<i>|</p>|< |>|[f-h]| |\n|\\*){0,40}") {
            let letters = |text: &str| -> String { text.chars().filter(|c| matches!(c, 'f'..='h')).collect() };
            prop_assert_eq!(letters(&markdown(&body)), letters(&body));
        }
    }
}
