//! Blocks and spans: converts each tag of the parser to an element.

use std::mem;
use std::ops::{ControlFlow, Range};

use pulldown_cmark::{Tag, TagEnd};

use super::super::html::Element;
use super::super::limits::MAX_DEPTH;
use super::super::problem::ProblemKind;
use super::{OpenTable, Renderer, TextTarget};

impl<'s> Renderer<'s, '_> {
    /// Opens the element of a tag. Breaks if it is nested too deeply.
    pub(super) fn open(&mut self, tag: Tag<'s>, range: Range<usize>) -> ControlFlow<()> {
        if nests(&tag) {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                self.refuse(ProblemKind::TooDeep, range);
                return ControlFlow::Break(());
            }
        }
        match tag {
            Tag::Paragraph => self.open_block(Element::Paragraph),
            Tag::BlockQuote(_) => self.open_block(Element::Quote),
            Tag::CodeBlock(_) => {
                self.open_block(Element::CodeBlock);
                self.text_target = TextTarget::CodeBlock;
            }
            Tag::HtmlBlock => {
                self.begin_block();
                self.text_target = TextTarget::HtmlBlock;
            }
            Tag::Heading { level, .. } => {
                self.begin_block();
                self.html.open_heading(level);
            }
            Tag::List(first) => {
                self.end_task();
                self.html.begin_line();
                match first {
                    Some(number) => self.html.open_numbers(number),
                    None => self.html.open(Element::Bullets),
                }
                self.text.open_list(first);
            }
            Tag::Item => {
                self.html.open(Element::Item);
                self.text.begin_item();
            }
            Tag::Table(alignments) => {
                self.open_block(Element::Table);
                self.table = OpenTable { alignments, ..OpenTable::default() };
            }
            Tag::TableHead => {
                self.table.in_head = true;
                self.html.open(Element::TableHead);
            }
            Tag::TableRow => {
                if !self.table.has_body {
                    self.table.has_body = true;
                    self.html.open(Element::TableBody);
                }
                self.table.column = 0;
                self.html.open(Element::TableRow);
                self.text.begin_row();
            }
            Tag::TableCell => {
                self.html.open(self.table.cell());
                if self.table.column > 0 {
                    self.text.push(" | ");
                }
            }
            Tag::Emphasis => self.html.open(Element::Emphasis),
            Tag::Strong => self.html.open(Element::Strong),
            Tag::Strikethrough => self.html.open(Element::Strikethrough),
            Tag::Link { link_type, dest_url, .. } => self.open_link(link_type, dest_url, range),
            Tag::Image { dest_url, .. } => {
                self.text_target = TextTarget::Image { dest: dest_url, range, nested: 0 };
            }
            // Definitions of footnotes are handled elsewhere; the options for the others are off.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
        ControlFlow::Continue(())
    }

    /// Closes the element of a tag.
    pub(super) fn close(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.close_block(Element::Paragraph),
            TagEnd::BlockQuote(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.close_block(Element::Quote);
            }
            TagEnd::CodeBlock => {
                self.text_target = TextTarget::Flow;
                self.close_block(Element::CodeBlock);
            }
            TagEnd::HtmlBlock => {
                self.text_target = TextTarget::Flow;
                self.html_block(range);
            }
            TagEnd::Heading(level) => {
                self.html.close_heading(level);
                self.text.block_edge();
            }
            TagEnd::List(numbered) => {
                if numbered {
                    self.html.close_numbers();
                } else {
                    self.html.close(Element::Bullets);
                }
                self.text.close_list();
            }
            TagEnd::Item => {
                self.depth = self.depth.saturating_sub(1);
                self.end_task();
                self.html.close(Element::Item);
            }
            TagEnd::Table => {
                if self.table.has_body {
                    self.html.close(Element::TableBody);
                }
                self.close_block(Element::Table);
            }
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.html.close(Element::TableHead);
            }
            TagEnd::TableRow => self.html.close(Element::TableRow),
            TagEnd::TableCell => {
                self.html.close(self.table.cell());
                self.table.column += 1;
            }
            TagEnd::Emphasis => self.close_span(Element::Emphasis),
            TagEnd::Strong => self.close_span(Element::Strong),
            TagEnd::Strikethrough => self.close_span(Element::Strikethrough),
            TagEnd::Link => self.close_link(),
            TagEnd::Image
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Begins a block on a new line, after the label of a task.
    pub(super) fn begin_block(&mut self) {
        self.end_task();
        self.html.begin_line();
        self.text.block_edge();
    }

    fn open_block(&mut self, element: Element) {
        self.begin_block();
        self.html.open(element);
    }

    /// A block ends.
    pub(super) fn close_block(&mut self, element: Element) {
        self.end_task();
        self.html.close(element);
        self.text.block_edge();
    }

    fn close_span(&mut self, element: Element) {
        self.depth = self.depth.saturating_sub(1);
        self.html.close(element);
    }

    /// Closes the label of a task, which may not contain blocks.
    fn end_task(&mut self) {
        if mem::take(&mut self.in_task) {
            self.html.close(Element::TaskLabel);
        }
    }
}

/// Whether elements of this kind can be nested without limit.
const fn nests(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::Item
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
