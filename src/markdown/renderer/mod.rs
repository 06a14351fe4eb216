//! Goes through the events of a text once, and writes HTML, plain text and the list of problems.

mod links;
mod tags;
mod words;

use std::ops::{ControlFlow, Range};

use pulldown_cmark::{Alignment, CowStr, Event, TagEnd};

use super::footnotes::Footnotes;
use super::html::{Element, HtmlWriter};
use super::limits::MAX_PROBLEMS;
use super::problem::{Problem, ProblemKind};
use super::rendered::{Context, Rendered};
use super::text::TextWriter;

/// The destination of the next words.
enum TextTarget<'s> {
    /// The running text.
    Flow,
    /// A code block.
    CodeBlock,
    /// An HTML block.
    HtmlBlock,
    /// The alternative text of an image that may be nested in that of others.
    Image { dest: CowStr<'s>, range: Range<usize>, nested: usize },
}

/// An open link; without a target, only its text is written.
struct OpenLink<'s> {
    target: Option<CowStr<'s>>,
    text_start: usize,
}

/// The state of a table between its events.
#[derive(Default)]
struct OpenTable {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
}

/// The state of the rendering of one text.
pub(super) struct Renderer<'s, 'c> {
    context: &'c Context<'c>,
    most_output: usize,
    html: HtmlWriter,
    text: TextWriter,
    footnotes: Footnotes<'s>,
    /// Words since the last event of another kind: the parser splits words wherever markup could begin.
    words: String,
    words_range: Range<usize>,
    text_target: TextTarget<'s>,
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
    /// Begins a text with the problems found so far.
    pub(super) fn new(source: &str, context: &'c Context<'c>, problems: Vec<Problem>) -> Self {
        Self {
            context,
            most_output: 8 * source.len() + 1024,
            html: HtmlWriter::with_room_for(source.len()),
            text: TextWriter::with_room_for(source.len()),
            footnotes: Footnotes::default(),
            words: String::new(),
            words_range: 0..0,
            text_target: TextTarget::Flow,
            table: OpenTable::default(),
            links: Vec::new(),
            in_task: false,
            depth: 0,
            link_count: 0,
            images: Vec::new(),
            problems,
        }
    }

    /// Reads the next event. Breaks if the whole text is refused; the reason is the last problem.
    pub(super) fn read(&mut self, event: Event<'s>, range: Range<usize>) -> ControlFlow<()> {
        match self.footnotes.set_aside(event, range) {
            Some((event, range)) => self.write(event, range),
            None => ControlFlow::Continue(()),
        }
    }

    /// Writes the footnotes in use, including those used by other footnotes.
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

    /// Returns the problems of a refused text.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Returns the rendered text.
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
        if let TextTarget::Image { .. } = self.text_target {
            self.write_in_image(&event, range);
            return ControlFlow::Continue(());
        }
        if let (TextTarget::HtmlBlock, Event::Html(line)) = (&self.text_target, &event) {
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
                self.text.line_break(false);
            }
            Event::HardBreak => {
                self.html.hard_break();
                self.text.line_break(true);
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
            // Text is handled above; the option for mathematics is off.
            Event::Text(words) | Event::InlineMath(words) | Event::DisplayMath(words) => self.words(&words),
        }
        if self.html.len().max(self.text.len()) > self.most_output {
            self.refuse(ProblemKind::OutputTooLarge, end..end);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn report(&mut self, kind: ProblemKind, range: Range<usize>, subject: &str) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem::new(kind, range, subject));
        }
    }

    /// Reports why the whole text is refused, even if the list of problems is full.
    fn refuse(&mut self, kind: ProblemKind, range: Range<usize>) {
        self.problems.truncate(MAX_PROBLEMS - 1);
        self.problems.push(Problem::new(kind, range, ""));
    }
}
