//! Goes through the events of a text once, and tells both writers and the list of problems what to do.

mod links;
mod words;

use std::ops::{ControlFlow, Range};

use pulldown_cmark::{Alignment, CowStr, Event, Tag, TagEnd};

use super::footnotes::Footnotes;
use super::html::{Element, HtmlWriter};
use super::problem::{Problem, ProblemKind};
use super::render::{Context, MAX_DEPTH, MAX_PROBLEMS, Rendered};
use super::text::TextWriter;

/// Where the words that come next belong.
enum Place<'s> {
    /// The running text.
    Flow,
    /// A code block.
    CodeBlock,
    /// An HTML block, from here in the source.
    HtmlBlock,
    /// The alternative text of an image that may be nested in that of others.
    Image { dest: CowStr<'s>, range: Range<usize>, nested: usize },
}

/// A link that is open; without an address only its words are written.
struct OpenLink<'s> {
    target: Option<CowStr<'s>>,
    text_start: usize,
}

/// What a table needs to know of itself between its events.
#[derive(Default)]
struct OpenTable {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
}

/// The state of one text while it is rendered.
pub(super) struct Renderer<'s, 'c> {
    context: &'c Context<'c>,
    most_output: usize,
    html: HtmlWriter,
    text: TextWriter,
    footnotes: Footnotes<'s>,
    /// Words since the last event that was not words: the parser cuts them wherever markup might have begun.
    words: String,
    words_range: Range<usize>,
    place: Place<'s>,
    table: OpenTable,
    links: Vec<OpenLink<'s>>,
    in_task: bool,
    depth: usize,
    link_count: usize,
    images: Vec<String>,
    problems: Vec<Problem>,
}

impl OpenTable {
    /// The element of the cell in the current column.
    fn cell(&self) -> Element {
        let alignment = self.alignments.get(self.column).copied().unwrap_or(Alignment::None);
        if self.in_head { Element::HeadCell(alignment) } else { Element::Cell(alignment) }
    }
}

impl<'s, 'c> Renderer<'s, 'c> {
    /// Begins a text, with the problems that are known already.
    pub(super) fn new(source: &str, context: &'c Context<'c>, problems: Vec<Problem>) -> Self {
        Self {
            context,
            most_output: 8 * source.len() + 1024,
            html: HtmlWriter::with_room_for(source.len()),
            text: TextWriter::with_room_for(source.len()),
            footnotes: Footnotes::default(),
            words: String::new(),
            words_range: 0..0,
            place: Place::Flow,
            table: OpenTable::default(),
            links: Vec::new(),
            in_task: false,
            depth: 0,
            link_count: 0,
            images: Vec::new(),
            problems,
        }
    }

    /// Reads the next event. Breaks if the text is refused as a whole; the reason is the last problem.
    pub(super) fn read(&mut self, event: Event<'s>, range: Range<usize>) -> ControlFlow<()> {
        match self.footnotes.set_aside(event, range) {
            Some((event, range)) => self.write(event, range),
            None => ControlFlow::Continue(()),
        }
    }

    /// Writes the footnotes that were used, and those that they use.
    pub(super) fn write_footnotes(&mut self) -> ControlFlow<()> {
        self.flush();
        let prefix = self.context.id_prefix;
        let mut number = 1;
        while let Some(events) = self.footnotes.take(number) {
            if number == 1 {
                self.html.open(Element::Footnotes);
            }
            self.html.open_footnote(prefix, number);
            self.text.block_edge();
            self.text.push_mark(&format!("[{number}] "));
            for (event, range) in events {
                self.write(event, range)?;
            }
            self.flush();
            self.html.close_footnote(prefix, number);
            self.text.block_edge();
            number += 1;
        }
        if number > 1 {
            self.html.close(Element::Footnotes);
        }
        ControlFlow::Continue(())
    }

    /// The problems alone, of a text that is refused.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// What came of the text.
    pub(super) fn finish(self) -> Rendered {
        Rendered {
            html: self.html.finish(self.context.heading_base),
            text: self.text.finish(),
            images: self.images,
            problems: self.problems,
        }
    }

    fn write(&mut self, event: Event<'s>, range: Range<usize>) -> ControlFlow<()> {
        if let Event::Text(words) = event {
            let start = if self.words.is_empty() { range.start } else { self.words_range.start };
            self.words_range = start..range.end;
            self.words.push_str(&words);
            return ControlFlow::Continue(());
        }
        if let Place::Image { .. } = self.place {
            self.write_in_image(&event, range);
            return ControlFlow::Continue(());
        }
        if let (Place::HtmlBlock, Event::Html(line)) = (&self.place, &event) {
            self.words.push_str(line);
            return ControlFlow::Continue(());
        }
        if !matches!(event, Event::End(TagEnd::HtmlBlock)) {
            self.flush();
        }
        let end = range.end;
        match event {
            Event::Start(tag) => self.open(tag, range)?,
            Event::End(tag) => self.close(tag, range),
            Event::Code(code) => {
                self.html.open(Element::Code);
                self.words(&code);
                self.html.close(Element::Code);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html, range),
            Event::FootnoteReference(label) => {
                let (number, first) = self.footnotes.refer(&label);
                self.html.footnote_reference(self.context.id_prefix, number, first);
                self.text.push(&format!("[{number}]"));
            }
            Event::SoftBreak => {
                self.html.soft_break();
                self.text.push("\n");
            }
            Event::HardBreak => {
                self.html.hard_break();
                self.text.hard_break();
            }
            Event::Rule => {
                self.begin_block();
                self.html.rule();
            }
            Event::TaskListMarker(done) => {
                self.in_task = true;
                self.html.open(Element::TaskLabel);
                self.html.check_box(done);
                self.text.push_mark(if done { "[x] " } else { "[ ] " });
            }
            // Text is handled above; mathematics is not among the options.
            Event::Text(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words),
        }
        if self.html.len().max(self.text.len()) > self.most_output {
            self.refuse(ProblemKind::OutputTooLarge, end..end);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn open(&mut self, tag: Tag<'s>, range: Range<usize>) -> ControlFlow<()> {
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
                self.place = Place::CodeBlock;
            }
            Tag::HtmlBlock => {
                self.begin_block();
                self.place = Place::HtmlBlock;
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
                self.place = Place::Image { dest: dest_url, range, nested: 0 };
            }
            // Definitions of footnotes are set aside; the others are not among the options.
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

    fn close(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.close_block(Element::Paragraph),
            TagEnd::BlockQuote(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.close_block(Element::Quote);
            }
            TagEnd::CodeBlock => {
                self.place = Place::Flow;
                self.close_block(Element::CodeBlock);
            }
            TagEnd::HtmlBlock => {
                self.place = Place::Flow;
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

    fn begin_block(&mut self) {
        self.end_task();
        self.html.begin_line();
        self.text.block_edge();
    }

    fn open_block(&mut self, element: Element) {
        self.begin_block();
        self.html.open(element);
    }

    fn close_block(&mut self, element: Element) {
        self.end_task();
        self.html.close(element);
        self.text.block_edge();
    }

    fn close_span(&mut self, element: Element) {
        self.depth = self.depth.saturating_sub(1);
        self.html.close(element);
    }

    /// The label of a task goes as far as its words: it may not hold blocks.
    fn end_task(&mut self) {
        if std::mem::take(&mut self.in_task) {
            self.html.close(Element::TaskLabel);
        }
    }

    fn report(&mut self, kind: ProblemKind, range: Range<usize>, subject: &str) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem::new(kind, range, subject));
        }
    }

    /// Reports why the whole text is refused, also when there are problems enough.
    fn refuse(&mut self, kind: ProblemKind, range: Range<usize>) {
        self.problems.truncate(MAX_PROBLEMS - 1);
        self.problems.push(Problem::new(kind, range, ""));
    }
}

/// Whether elements of this kind can stand in one another without end.
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
