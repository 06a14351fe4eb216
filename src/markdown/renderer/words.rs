//! Running text, code and raw HTML.

use std::mem;
use std::ops::Range;

use super::super::address::Address;
use super::super::autolink::next_address;
use super::super::characters::clean;
use super::super::html::Element;
use super::super::problem::ProblemKind;
use super::{Renderer, TextTarget};

impl Renderer<'_, '_> {
    /// Writes the collected words.
    pub(super) fn flush(&mut self) {
        if self.words.is_empty() {
            return;
        }
        let mut gathered = mem::take(&mut self.words);
        if matches!(self.text_target, TextTarget::CodeBlock) {
            let code = clean(&gathered);
            self.html.text(&code);
            self.text.push_lines(&code);
        } else {
            self.linked_words(&clean(&gathered));
        }
        gathered.clear();
        self.words = gathered;
    }

    /// Writes words without searching them for addresses.
    pub(super) fn words(&mut self, words: &str) {
        let words = clean(words);
        self.html.text(&words);
        self.text.push(&words);
    }

    /// Writes words; bare web addresses become links, except inside a link.
    fn linked_words(&mut self, words: &str) {
        let (mut written, mut searched) = (0, 0);
        while self.links.is_empty()
            && let Some(found) = next_address(words, searched)
        {
            searched = found.end;
            let bare = words.get(found.clone()).unwrap_or_default();
            let Ok(address) = Address::parse(bare) else { continue };
            if !self.may_link(self.words_range.clone()) {
                break;
            }
            self.html.text(words.get(written..found.start).unwrap_or_default());
            self.html.open_link(address, self.context.base_path);
            self.html.text(bare);
            self.html.close_link();
            written = found.end;
        }
        self.html.text(words.get(written..).unwrap_or_default());
        self.text.push(words);
    }

    /// Inline HTML: shown as text, unless it is a comment.
    pub(super) fn raw_html(&mut self, html: &str, range: Range<usize>) {
        if !html.starts_with("<!--") {
            self.report(ProblemKind::RawHtml, range, html);
            self.words(html);
        }
    }

    /// A block of HTML, collected line by line: shown as text without its comments.
    pub(super) fn html_block(&mut self, range: Range<usize>) {
        let gathered = mem::take(&mut self.words);
        let shown = without_comments(&gathered);
        let shown = clean(shown.trim());
        if let Some(first) = shown.lines().next() {
            self.report(ProblemKind::RawHtml, range, first);
            self.html.open(Element::Paragraph);
            self.html.text(&shown);
            self.text.push_lines(&shown);
            self.close_block(Element::Paragraph);
        }
    }
}

/// Removes comments from HTML. An unclosed comment is kept, because it would silently remove the rest of the text.
fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        // `<!-->` and `<!--->` are whole comments.
        let end = [">", "->"].into_iter().find_map(|short| comment.strip_prefix(short));
        let Some(after) = end.or_else(|| comment.split_once("-->").map(|(_, after)| after)) else {
            break;
        };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}
