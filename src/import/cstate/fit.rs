//! Makes a text of Hugo fit for allclear, and says what that took.
//!
//! Shortcodes and HTML become Markdown, links that depend on their page become whole ones, pictures become links. What
//! the renderer still refuses at the end is escaped, so that a reader sees the characters that the author typed.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html::Converter;
use super::shortcode;
use crate::markdown::{Context, ProblemKind, render};

/// More rounds than any text needs: each takes one level of pictures in links.
const ROUNDS: usize = 8;

/// Where the old site's addresses lead now.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The old site's address, without a slash at its end.
    pub(super) base: String,
    /// From an old path such as `/issues/api-down` to the new one.
    pub(super) moved: BTreeMap<String, String>,
}

/// A text and what was changed in it.
#[derive(Debug, Default)]
pub(super) struct Fitted {
    pub(super) text: String,
    /// Each once, in plain words.
    pub(super) changes: Vec<String>,
}

/// Fits one text; `home` is the old path of the page that it stands on, for links that depend on it.
pub(super) fn fit(text: &str, home: &str, places: &Places) -> Fitted {
    let mut fitted = Fitted { text: text.to_owned(), changes: Vec::new() };
    fitted.shortcodes(home, places);
    for _ in 0..ROUNDS {
        if !fitted.round(home, places) {
            break;
        }
    }
    fitted.escape_refused();
    fitted.text = fitted.text.trim().to_owned();
    fitted
}

impl Places {
    /// The address that a link of the old site leads to now.
    fn target(&self, address: &str, home: &str) -> String {
        let own = address.strip_prefix(self.base.as_str()).filter(|rest| rest.starts_with('/'));
        let old = own.unwrap_or(address);
        let is_new = self.moved.values().any(|new| new == address);
        if is_new || old.contains(':') && !old.starts_with(['/', '#', '?', '.']) {
            return address.to_owned();
        }
        let (path, rest) = old.split_at(old.find(['#', '?']).unwrap_or(old.len()));
        let mut parts: Vec<&str> = Vec::new();
        let from = if path.starts_with('/') { "" } else { home };
        for part in from.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let path = format!("/{}", parts.join("/"));
        let key = path.strip_suffix(".md").unwrap_or(&path);
        match self.moved.get(key) {
            Some(new) => new.clone(),
            None if own.is_some() && !self.base.is_empty() => address.to_owned(),
            None => format!("{}{path}{rest}", self.base),
        }
    }
}

/// Whether allclear takes an address as it is.
fn is_whole(address: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

impl Fitted {
    fn change(&mut self, told: Vec<String>) {
        for words in told {
            if !self.changes.contains(&words) {
                self.changes.push(words);
            }
        }
    }

    fn replace(&mut self, mut replacements: Vec<(Range<usize>, String)>) {
        replacements.sort_by_key(|(range, _)| range.start);
        for (range, new) in replacements.into_iter().rev() {
            if self.text.get(range.clone()).is_some() {
                self.text.replace_range(range, &new);
            }
        }
    }

    fn shortcodes(&mut self, home: &str, places: &Places) {
        let code = code_ranges(&self.text);
        let in_code =
            |range: &Range<usize>| code.iter().any(|code| code.start <= range.start && range.end <= code.end);
        let mut replacements = Vec::new();
        let mut changes = Vec::new();
        for found in shortcode::find(&self.text).into_iter().filter(|found| !in_code(&found.range)) {
            let new = match found.name {
                "figure" => {
                    let words = ["alt", "caption", "title"].iter().find_map(|name| found.argument(name));
                    let source = found.argument("src").or_else(|| found.argument("")).unwrap_or_default();
                    format!("![{}](<{source}>)", words.unwrap_or("image"))
                }
                "ref" | "relref" => places.target(&old_path(found.argument("").unwrap_or_default()), home),
                _ => {
                    changes.push(format!("the shortcode `{}` went", &self.text[found.range.clone()]));
                    String::new()
                }
            };
            replacements.push((found.range, new));
        }
        self.change(changes);
        self.replace(replacements);
    }

    /// Replaces what can be replaced at once, the inner before the outer; says whether anything was.
    fn round(&mut self, home: &str, places: &Places) -> bool {
        let mut finder = Finder {
            text: &self.text,
            home,
            places,
            open: Vec::new(),
            found: Vec::new(),
            changes: Vec::new(),
        };
        let mut html = Converter::default();
        for (event, range) in Parser::new_ext(&self.text, OPTIONS).into_offset_iter() {
            finder.take(event, range, &mut html);
        }
        let Finder { found, mut changes, .. } = finder;
        changes.extend(html.dropped.into_iter().map(|tag| format!("{tag} went")));
        let found_any = !found.is_empty();
        self.change(changes);
        self.replace(found);
        found_any
    }

    /// What the renderer refuses is shown as typed.
    fn escape_refused(&mut self) {
        let context = Context { base_path: "", id_prefix: "", heading_base: 3, images: &|_| None };
        for _ in 0..ROUNDS {
            let problems = render(&self.text, &context).problems;
            let mut replacements = Vec::new();
            let mut changes = Vec::new();
            for problem in problems {
                let start = problem.range.start;
                match problem.kind {
                    ProblemKind::RawHtml => replacements.push((start..start, "\\".to_owned())),
                    // A backslash between the braces, so that they are braces and no place to fill in.
                    ProblemKind::Placeholder => replacements.push((start + 1..start + 1, "\\".to_owned())),
                    _ => changes.push(format!("check by hand: {}", problem.message())),
                }
            }
            let done = replacements.is_empty();
            replacements.sort_by_key(|(range, _)| range.start);
            replacements.dedup();
            if !done {
                changes.push("characters that mean HTML or a place to fill in are escaped".to_owned());
            }
            self.change(changes);
            self.replace(replacements);
            if done {
                return;
            }
        }
    }
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES);

/// A path of Hugo's `content/` as a path of the old site.
fn old_path(path: &str) -> String {
    format!("/{}", path.trim_start_matches('/').trim_end_matches(".md"))
}

fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        if matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))) {
            ranges.push(range);
        }
    }
    ranges
}

/// Finds what to replace in one round.
struct Finder<'a> {
    text: &'a str,
    home: &'a str,
    places: &'a Places,
    /// Open links and pictures: where the inner text begins and ends so far, the target, whether it is a picture.
    open: Vec<Open>,
    found: Vec<(Range<usize>, String)>,
    changes: Vec<String>,
}

struct Open {
    inner: Option<Range<usize>>,
    target: String,
    is_picture: bool,
    is_bare: bool,
    holds_replacement: bool,
}

impl Finder<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>, html: &mut Converter) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                self.see(&range);
                let is_bare = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.start(dest_url.to_string(), false, is_bare);
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.see(&range);
                self.start(dest_url.to_string(), true, false);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.end(range),
            Event::Start(Tag::HtmlBlock) => {
                let block = self.text.get(range.clone()).unwrap_or_default();
                let lines: Vec<&str> = block.lines().map(str::trim_start).collect();
                let mut new = html.convert(&lines.join("\n"));
                while new.contains("\n\n\n") {
                    new = new.replace("\n\n\n", "\n\n");
                }
                self.changes.push(told(block));
                self.found.push((range, format!("{}\n", new.trim_end())));
            }
            Event::InlineHtml(tag) => {
                self.see(&range);
                let new = html.convert(&tag);
                self.changes.push(told(&tag));
                self.put(range, new);
            }
            _ => self.see(&range),
        }
    }

    /// Stretches the inner text of the open link.
    fn see(&mut self, range: &Range<usize>) {
        for open in &mut self.open {
            let inner = open.inner.get_or_insert_with(|| range.clone());
            inner.end = inner.end.max(range.end);
        }
    }

    fn put(&mut self, range: Range<usize>, new: String) {
        self.open.iter_mut().for_each(|open| open.holds_replacement = true);
        self.found.push((range, new));
    }

    fn start(&mut self, target: String, is_picture: bool, is_bare: bool) {
        self.open.push(Open { inner: None, target, is_picture, is_bare, holds_replacement: false });
    }

    fn end(&mut self, range: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        // An outer one waits for the next round, when its inner text is what it will be.
        if open.holds_replacement || open.is_bare {
            return;
        }
        let words = open.inner.and_then(|inner| self.text.get(inner)).unwrap_or_default();
        let target = self.places.target(&open.target, self.home);
        let whole = is_whole(&target) && !target.contains(['<', '>', '\\']) || target.starts_with('/');
        if open.is_picture {
            let words = if words.trim().is_empty() { "image" } else { words };
            self.changes
                .push(format!("the picture `{}` is a link now; put the file beside the text", open.target));
            let within_link = !self.open.is_empty();
            let new = if within_link || !whole { words.to_owned() } else { format!("[{words}](<{target}>)") };
            self.put(range, new);
        } else if !whole {
            self.changes.push(format!("the link to `{}` cannot be published; it is text now", open.target));
            let shown = open.target.replace('`', "'");
            self.put(range, if shown.is_empty() { words.to_owned() } else { format!("{words} (`{shown}`)") });
        } else if target != open.target {
            self.changes.push(format!("the link to `{}` leads to `{target}` now", open.target));
            self.put(range, format!("[{words}](<{target}>)"));
        }
    }
}

/// What a report says of a piece of HTML.
fn told(html: &str) -> String {
    let mut words: String =
        html.trim().chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if html.trim().chars().nth(40).is_some() {
        words.push('…');
    }
    format!("the HTML `{}` is Markdown or text now", words.replace('`', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places() -> Places {
        let moved = [("/issues/api-down".to_owned(), "/incidents/2026-api-down/".to_owned())];
        Places { base: "https://status.example".to_owned(), moved: moved.into() }
    }

    fn fitted(text: &str) -> String {
        fit(text, "/issues/x/", &places()).text
    }

    #[test]
    fn html_shortcodes_links_and_pictures_become_what_allclear_takes() {
        let cases = [
            ("Down<br>again", "Down\\\nagain"),
            ("See <a href=\"/issues/api-down/\">this</a>.", "See [this](</incidents/2026-api-down/>)."),
            ("See [that](../api-down/).", "See [that](</incidents/2026-api-down/>)."),
            ("See [it]({{< ref \"issues/api-down.md\" >}}).", "See [it](/incidents/2026-api-down/)."),
            ("[top](#top)", "[top](<https://status.example/issues/x#top>)"),
            ("![g](https://x.example/g.png)", "[g](<https://x.example/g.png>)"),
            ("[![g](g.png)](https://x.example)", "[g](https://x.example)"),
            ("[call](tel:123)", "call (`tel:123`)"),
            ("Use <host> and `<b>` and {{ title }}.", "Use \\<host> and `<b>` and {\\{ title }}."),
            ("{{< vimeo 1 >}}Text", "Text"),
            ("<div>\n  <p>One</p>\n  <p>Two</p>\n</div>", "One\n\nTwo"),
        ];
        for (text, expected) in cases {
            assert_eq!(fitted(text), expected, "{text}");
        }
    }

    #[test]
    fn an_ordinary_text_stays_as_it_is() {
        let text = "It *works*: <https://x.example/a> and [b](https://x.example/b), 1 < 2.\n\n- `x`";
        let fitted = fit(text, "/issues/x/", &places());
        assert_eq!((fitted.text.as_str(), fitted.changes.len()), (text, 0));
    }

    proptest! {
        #[test]
        fn no_html_is_left_whatever_the_text(text in "[a<>/b!\\[\\]()*`{} \n-]{0,60}") {
            let context = Context { base_path: "", id_prefix: "", heading_base: 3, images: &|_| None };
            let problems = render(&fitted(&text), &context).problems;
            let refused = |kind| matches!(kind, ProblemKind::RawHtml | ProblemKind::Placeholder | ProblemKind::RelativeLink);
            prop_assert!(!problems.iter().any(|problem| refused(problem.kind)), "{problems:?}");
        }
    }
}
