//! Converting Markdown of Hugo to Markdown that allclear accepts, with a list of the changes.
//!
//! Shortcodes and HTML become Markdown, relative links become absolute, and images become links. Anything that the
//! renderer still refuses is escaped, so that a reader sees the characters that the author typed.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html::Converter;
use super::shortcode;
use crate::markdown::{Context, ProblemKind, is_link_target, render};

/// The maximum number of rounds; each converts one level of images in links.
const MAX_ROUNDS: usize = 8;

/// The new addresses of the old site's pages.
#[derive(Debug, Default)]
pub(in crate::import) struct AddressMap {
    /// The URL of the old site without a trailing slash.
    pub(in crate::import) base: String,
    /// From an old path such as `/issues/api-down` to the new one.
    pub(in crate::import) moved: BTreeMap<String, String>,
}

/// A converted text and its changes.
#[derive(Debug, Default)]
pub(in crate::import) struct Converted {
    pub(in crate::import) text: String,
    /// Each change once, for notes.
    pub(in crate::import) changes: Vec<String>,
}

/// Converts one text; `home` is the old path of its page, to which relative links refer.
pub(in crate::import) fn convert(text: &str, home: &str, addresses: &AddressMap) -> Converted {
    let mut converted = Converted { text: text.to_owned(), changes: Vec::new() };
    converted.shortcodes(home, addresses);
    for _ in 0..MAX_ROUNDS {
        if !converted.round(home, addresses) {
            break;
        }
    }
    converted.escape_refused();
    converted.text = converted.text.trim().to_owned();
    converted
}

impl AddressMap {
    /// Returns the new address for a link of the old site.
    fn target(&self, address: &str, home: &str) -> String {
        if address.starts_with("//") {
            return format!("https:{address}");
        }
        let own = address.strip_prefix(self.base.as_str()).filter(|rest| rest.starts_with('/'));
        // On a site below a path, links from the root of the host have this path too.
        let host_path = self.base.splitn(4, '/').nth(3).map(|path| format!("/{path}"));
        let below = host_path.and_then(|path| address.strip_prefix(path.as_str()));
        let old = own.or(below.filter(|rest| rest.starts_with('/'))).unwrap_or(address);
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

impl Converted {
    fn add_changes(&mut self, changes: Vec<String>) {
        for change in changes {
            if !self.changes.contains(&change) {
                self.changes.push(change);
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

    fn shortcodes(&mut self, home: &str, addresses: &AddressMap) {
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
                "ref" | "relref" => addresses.target(&old_path(found.argument("").unwrap_or_default()), home),
                _ => {
                    changes.push(format!("the shortcode `{}` was removed", &self.text[found.range.clone()]));
                    String::new()
                }
            };
            replacements.push((found.range, new));
        }
        self.add_changes(changes);
        self.replace(replacements);
    }

    /// Replaces everything that does not contain another replacement; returns whether it replaced anything.
    fn round(&mut self, home: &str, addresses: &AddressMap) -> bool {
        let mut finder = Finder {
            text: &self.text,
            home,
            addresses,
            open: Vec::new(),
            found: Vec::new(),
            changes: Vec::new(),
        };
        let mut html = Converter::default();
        for (event, range) in Parser::new_ext(&self.text, OPTIONS).into_offset_iter() {
            finder.take(event, range, &mut html);
        }
        let Finder { found, mut changes, .. } = finder;
        changes.extend(html.dropped.into_iter().map(|tag| format!("{tag} was removed")));
        let found_any = !found.is_empty();
        self.add_changes(changes);
        self.replace(found);
        found_any
    }

    /// Escapes what the renderer refuses.
    fn escape_refused(&mut self) {
        let context =
            Context { base_path: "", origin: "", id_prefix: "", heading_base: 3, images: &|_| None };
        for _ in 0..MAX_ROUNDS {
            let problems = render(&self.text, &context).problems;
            let mut replacements = Vec::new();
            let mut changes = Vec::new();
            for problem in problems {
                let start = problem.range.start;
                match problem.kind {
                    ProblemKind::RawHtml => replacements.push((start..start, "\\".to_owned())),
                    // A backslash between the braces, so that they are not a placeholder.
                    ProblemKind::Placeholder => replacements.push((start + 1..start + 1, "\\".to_owned())),
                    _ => changes.push(format!("check this by hand: {}", problem.message())),
                }
            }
            let done = replacements.is_empty();
            replacements.sort_by_key(|(range, _)| range.start);
            replacements.dedup();
            if !done {
                changes.push("characters of HTML or of a placeholder were escaped".to_owned());
            }
            self.add_changes(changes);
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

/// Converts a path in Hugo's `content/` to a path of the old site.
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

/// Collects the replacements of one round.
struct Finder<'a> {
    text: &'a str,
    home: &'a str,
    addresses: &'a AddressMap,
    /// The links and images whose end was not reached yet.
    open: Vec<Open>,
    found: Vec<(Range<usize>, String)>,
    changes: Vec<String>,
}

/// A link or an image whose end was not reached yet.
struct Open {
    /// The range of its text so far.
    inner: Option<Range<usize>>,
    target: String,
    is_image: bool,
    is_bare: bool,
    has_replacement: bool,
}

impl Finder<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>, html: &mut Converter) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                self.extend(&range);
                let is_bare = link_type == LinkType::Email
                    || link_type == LinkType::Autolink && is_link_target(&dest_url);
                self.start(dest_url.to_string(), false, is_bare);
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.extend(&range);
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
                self.changes.push(describe(block));
                self.found.push((range, format!("{}\n", new.trim_end())));
            }
            Event::InlineHtml(tag) => {
                self.extend(&range);
                let new = html.convert(&tag);
                self.changes.push(describe(&tag));
                self.put(range, new);
            }
            _ => self.extend(&range),
        }
    }

    /// Extends the text of the open links.
    fn extend(&mut self, range: &Range<usize>) {
        for open in &mut self.open {
            let inner = open.inner.get_or_insert_with(|| range.clone());
            inner.end = inner.end.max(range.end);
        }
    }

    fn put(&mut self, range: Range<usize>, new: String) {
        self.open.iter_mut().for_each(|open| open.has_replacement = true);
        self.found.push((range, new));
    }

    fn start(&mut self, target: String, is_image: bool, is_bare: bool) {
        self.open.push(Open { inner: None, target, is_image, is_bare, has_replacement: false });
    }

    fn end(&mut self, range: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        // The outer link is converted in the next round, when its text is final.
        if open.has_replacement || open.is_bare {
            return;
        }
        let words = open.inner.and_then(|inner| self.text.get(inner)).unwrap_or_default();
        let target = self.addresses.target(&open.target, self.home);
        let whole = is_link_target(&target) && !target.contains(['<', '>']);
        if open.is_image {
            let words = if words.trim().is_empty() { "image" } else { words };
            self.changes
                .push(format!("the image `{}` is now a link; put the file next to the text", open.target));
            let within_link = !self.open.is_empty();
            let new = if within_link || !whole { words.to_owned() } else { format!("[{words}](<{target}>)") };
            self.put(range, new);
        } else if !whole {
            self.changes.push(format!("the link to `{}` cannot be published; it is now text", open.target));
            let shown = open.target.replace('`', "'");
            let is_said = shown.is_empty() || shown == words;
            self.put(range, if is_said { words.to_owned() } else { format!("{words} (`{shown}`)") });
        } else if target != open.target {
            self.changes.push(format!("the link to `{}` now leads to `{target}`", open.target));
            self.put(range, format!("[{words}](<{target}>)"));
        }
    }
}

/// Describes a fragment of HTML for a note.
fn describe(html: &str) -> String {
    let mut words: String =
        html.trim().chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if html.trim().chars().nth(40).is_some() {
        words.push('…');
    }
    format!("the HTML `{}` is now Markdown or text", words.replace('`', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn addresses() -> AddressMap {
        let moved = [("/issues/api-down".to_owned(), "/incidents/2026-api-down/".to_owned())];
        AddressMap { base: "https://status.example".to_owned(), moved: moved.into() }
    }

    fn converted(text: &str) -> String {
        convert(text, "/issues/x/", &addresses()).text
    }

    #[test]
    fn a_link_that_cannot_be_published_becomes_text() {
        for (link, text) in [
            ("[it](https://{x.example/a)", "it (`https://{x.example/a`)"),
            ("[it](https://ana:pw@x.example)", "it (`https://ana:pw@x.example`)"),
            ("[it](//cdn.example/a)", "[it](<https://cdn.example/a>)"),
            ("[it](FTP://x.example)", "it (`FTP://x.example`)"),
            ("<tel:+372123456>", "tel:+372123456"),
            ("<ops@harbor.example>", "<ops@harbor.example>"),
            ("<https://harbor.example>", "<https://harbor.example>"),
        ] {
            assert_eq!(converted(link), text, "{link}");
        }
    }

    #[test]
    fn html_shortcodes_links_and_images_are_converted() {
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
            assert_eq!(converted(text), expected, "{text}");
        }
    }

    #[test]
    fn links_of_a_site_below_a_path_lead_to_the_new_addresses() {
        let addresses = AddressMap { base: "https://old.example/status".to_owned(), ..addresses() };
        let converted = |text: &str| convert(text, "/issues/x/", &addresses).text;
        for link in
            ["/status/issues/api-down/", "https://old.example/status/issues/api-down", "/issues/api-down"]
        {
            assert_eq!(converted(&format!("[it]({link})")), "[it](</incidents/2026-api-down/>)", "{link}");
        }
        assert_eq!(converted("[it](/status/other/)"), "[it](<https://old.example/status/other>)");
    }

    #[test]
    fn an_ordinary_text_is_not_changed() {
        let text = "It *works*: <https://x.example/a> and [b](https://x.example/b), 1 < 2.\n\n- `x`";
        let converted = convert(text, "/issues/x/", &addresses());
        assert_eq!((converted.text.as_str(), converted.changes.len()), (text, 0));
    }

    proptest! {
        #[test]
        fn no_text_keeps_html(text in "[a<>/b!\\[\\]()*`{} \n-]{0,60}") {
            let context = Context { base_path: "", origin: "", id_prefix: "", heading_base: 3, images: &|_| None };
            let problems = render(&converted(&text), &context).problems;
            let refused = |kind| matches!(kind, ProblemKind::RawHtml | ProblemKind::Placeholder | ProblemKind::RelativeLink);
            prop_assert!(!problems.iter().any(|problem| refused(problem.kind)), "{problems:?}");
        }
    }
}
