//! The HTML writer. It can write a closed list of elements and nothing else.
//!
//! Tags are constants. Only a few methods take variable content: escaped text, addresses accepted by [`Address`],
//! numbers, and the ids of footnotes. No class, id or attribute comes from a text.

use std::fmt::Write as _;

use pulldown_cmark::{Alignment, HeadingLevel};

use super::address::Address;
use super::characters::{push_address, push_escaped};

/// An element without variable attributes.
#[derive(Clone, Copy)]
pub(super) enum Element {
    /// A paragraph.
    Paragraph,
    /// A quotation.
    Quote,
    /// A list without numbers.
    Bullets,
    /// An item of a list.
    Item,
    /// The words of a task, which label its check box.
    TaskLabel,
    /// A code block; its info string is not shown.
    CodeBlock,
    /// Code in a line.
    Code,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck text.
    Strikethrough,
    /// A table in a container that can be scrolled, also by keyboard. The container has no role, because a region
    /// would need a name.
    Table,
    /// The row of headings of a table.
    TableHead,
    /// The other rows of a table.
    TableBody,
    /// A row of a table.
    TableRow,
    /// A heading of a column.
    HeadCell(Alignment),
    /// A cell.
    Cell(Alignment),
    /// The footnotes of the text.
    Footnotes,
}

impl Element {
    /// The opening and the closing tags.
    const fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::Paragraph => ("<p>", "</p>\n"),
            Self::Quote => ("<blockquote>\n", "</blockquote>\n"),
            Self::Bullets => ("<ul>\n", "</ul>\n"),
            Self::Item => ("<li>", "</li>\n"),
            Self::TaskLabel => ("<label>", "</label>"),
            Self::CodeBlock => ("<pre><code>", "</code></pre>\n"),
            Self::Code => ("<code>", "</code>"),
            Self::Emphasis => ("<em>", "</em>"),
            Self::Strong => ("<strong>", "</strong>"),
            Self::Strikethrough => ("<del>", "</del>"),
            Self::Table => (r#"<div class="table" tabindex="0"><table>"#, "</table></div>\n"),
            Self::TableHead => ("<thead><tr>", "</tr></thead>\n"),
            Self::TableBody => ("<tbody>\n", "</tbody>"),
            Self::TableRow => ("<tr>", "</tr>\n"),
            Self::HeadCell(Alignment::Center) => (r#"<th scope="col" class="center">"#, "</th>"),
            Self::HeadCell(Alignment::Right) => (r#"<th scope="col" class="right">"#, "</th>"),
            Self::HeadCell(_) => (r#"<th scope="col">"#, "</th>"),
            Self::Cell(Alignment::Center) => (r#"<td class="center">"#, "</td>"),
            Self::Cell(Alignment::Right) => (r#"<td class="right">"#, "</td>"),
            Self::Cell(_) => ("<td>", "</td>"),
            Self::Footnotes => ("<ol class=\"footnotes\">\n", "</ol>\n"),
        }
    }
}

/// The HTML of one text under construction.
pub(super) struct HtmlWriter {
    html: String,
    /// The position of each level digit of a heading, and the level in the source.
    levels: Vec<(usize, HeadingLevel)>,
}

impl HtmlWriter {
    /// A writer with room for a text of this many bytes.
    pub(super) fn with_room_for(source: usize) -> Self {
        Self { html: String::with_capacity(source + source / 2 + 64), levels: Vec::new() }
    }

    /// How many bytes are written.
    pub(super) const fn len(&self) -> usize {
        self.html.len()
    }

    /// Opens an element.
    pub(super) fn open(&mut self, element: Element) {
        self.html.push_str(element.tags().0);
    }

    /// Closes an element.
    pub(super) fn close(&mut self, element: Element) {
        self.html.push_str(element.tags().1);
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        push_escaped(&mut self.html, text);
    }

    /// Begins a block that may follow the words of an item on the same line.
    pub(super) fn begin_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Writes a soft line break.
    pub(super) fn soft_break(&mut self) {
        self.html.push('\n');
    }

    /// Writes a hard line break.
    pub(super) fn hard_break(&mut self) {
        self.html.push_str("<br>\n");
    }

    /// Writes a thematic break.
    pub(super) fn rule(&mut self) {
        self.begin_line();
        self.html.push_str("<hr>\n");
    }

    /// Opens a heading; [`Self::finish`] sets its level.
    pub(super) fn open_heading(&mut self, level: HeadingLevel) {
        self.html.push_str("<h");
        self.level(level);
        self.html.push('>');
    }

    /// Closes a heading.
    pub(super) fn close_heading(&mut self, level: HeadingLevel) {
        self.html.push_str("</h");
        self.level(level);
        self.html.push_str(">\n");
    }

    fn level(&mut self, level: HeadingLevel) {
        self.levels.push((self.html.len(), level));
        self.html.push('6');
    }

    /// Opens a numbered list.
    pub(super) fn open_numbers(&mut self, first: u64) {
        if first == 1 {
            self.html.push_str("<ol>\n");
        } else {
            self.markup(format_args!("<ol start=\"{first}\">\n"));
        }
    }

    /// Closes a numbered list.
    pub(super) fn close_numbers(&mut self) {
        self.html.push_str("</ol>\n");
    }

    /// Writes the disabled check box of a task.
    pub(super) fn check_box(&mut self, done: bool) {
        self.html.push_str(if done {
            r#"<input type="checkbox" disabled="" checked=""> "#
        } else {
            r#"<input type="checkbox" disabled=""> "#
        });
    }

    /// Opens a link. Links to other hosts send no referrer (`noreferrer`, which implies `noopener`), because the path
    /// of the page may be a secret of one customer. Search engines may follow them, because the text is written by
    /// the publisher.
    pub(super) fn open_link(&mut self, address: Address<'_>, base_path: &str) {
        self.html.push_str("<a href=\"");
        match address {
            Address::Web(web) => {
                push_address(&mut self.html, web);
                self.html.push_str("\" rel=\"noreferrer\">");
                return;
            }
            Address::Mail(mail) => push_address(&mut self.html, mail),
            Address::Site(path) => {
                push_address(&mut self.html, base_path);
                push_address(&mut self.html, path);
            }
        }
        self.html.push_str("\">");
    }

    /// Closes a link.
    pub(super) fn close_link(&mut self) {
        self.html.push_str("</a>");
    }

    /// An image of this site.
    pub(super) fn image(&mut self, base_path: &str, path: &str, alt: &str) {
        self.html.push_str("<img src=\"");
        push_address(&mut self.html, base_path);
        push_address(&mut self.html, path);
        self.html.push_str("\" alt=\"");
        push_escaped(&mut self.html, alt);
        self.html.push_str("\" loading=\"lazy\">");
    }

    /// Writes the reference to a footnote. The link back from the footnote leads to its first reference.
    pub(super) fn footnote_reference(&mut self, prefix: &str, number: usize, first: bool) {
        self.html.push_str("<sup><a href=\"#");
        push_address(&mut self.html, prefix);
        self.markup(format_args!("fn{number}\""));
        if first {
            self.html.push_str(" id=\"");
            push_address(&mut self.html, prefix);
            self.markup(format_args!("fnref{number}\""));
        }
        self.markup(format_args!(" role=\"doc-noteref\">{number}</a></sup>"));
    }

    /// Opens a footnote in the list of them.
    pub(super) fn open_footnote(&mut self, prefix: &str, number: usize) {
        self.html.push_str("<li id=\"");
        push_address(&mut self.html, prefix);
        self.markup(format_args!("fn{number}\">"));
    }

    /// Closes a footnote with a link back to its reference, inside its last paragraph if it ends with one.
    pub(super) fn close_footnote(&mut self, prefix: &str, number: usize) {
        let paragraph_end = Element::Paragraph.tags().1;
        let in_paragraph = self.html.ends_with(paragraph_end);
        if in_paragraph {
            self.html.truncate(self.html.len() - paragraph_end.len());
            self.html.push(' ');
        }
        self.html.push_str("<a href=\"#");
        push_address(&mut self.html, prefix);
        self.markup(format_args!("fnref{number}\" role=\"doc-backlink\">↩</a>"));
        if in_paragraph {
            self.close(Element::Paragraph);
        }
        self.close(Element::Item);
    }

    fn markup(&mut self, markup: std::fmt::Arguments<'_>) {
        self.html.write_fmt(markup).expect("writing to a string does not fail");
    }

    /// Returns the HTML. Heading levels are shifted so that the highest is `base` and no level is skipped.
    pub(super) fn finish(mut self, base: u8) -> String {
        let mut used: Vec<HeadingLevel> = self.levels.iter().map(|(_, level)| *level).collect();
        used.sort_unstable();
        used.dedup();
        for (at, level) in self.levels {
            let below = used.iter().position(|other| *other == level).unwrap_or_default();
            let digit = match usize::from(base) + below {
                0 | 1 => "1",
                2 => "2",
                3 => "3",
                4 => "4",
                5 => "5",
                _ => "6",
            };
            self.html.replace_range(at..=at, digit);
        }
        self.html
    }
}
