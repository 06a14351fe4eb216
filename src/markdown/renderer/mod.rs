//! Goes through the events of a text once, and tells both writers and the list of problems what to do.

mod links;
mod tags;
mod words;

use std::ops::{ControlFlow, Range};

use pulldown_cmark::{Alignment, CowStr, Event, TagEnd};

use super::footnotes::Footnotes;
use super::html::{Element, HtmlWriter};
use super::problem::{Problem, ProblemKind};
use super::render::{Context, MAX_PROBLEMS, Rendered};
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
            // Text is handled above; mathematics is not among the options.
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

    /// Reports why the whole text is refused, also when there are problems enough.
    fn refuse(&mut self, kind: ProblemKind, range: Range<usize>) {
        self.problems.truncate(MAX_PROBLEMS - 1);
        self.problems.push(Problem::new(kind, range, ""));
    }
}
