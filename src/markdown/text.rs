//! Writes a text as plain text, for formats without HTML.

/// The character for a hard line break in [`Rendered::text`](super::Rendered::text).
const HARD_BREAK: char = '\u{2028}';

/// Converts the line breaks of [`Rendered::text`](super::Rendered::text) to ordinary ones.
#[must_use]
pub fn plain(text: &str) -> String {
    text.replace(HARD_BREAK, "\n")
}

/// The separator before the next text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// Nothing.
    #[default]
    None,
    /// A hard line break.
    Line,
    /// A blank line.
    Blank,
}

/// The plain text of one text under construction.
#[derive(Default)]
pub(super) struct TextWriter {
    text: String,
    gap: Gap,
    /// Whether a marker was written last, whose text must follow on the same line.
    after_mark: bool,
    /// The number of the next item of each open list; `None` for a list without numbers.
    lists: Vec<Option<u64>>,
}

impl TextWriter {
    /// A writer with room for a text of this many bytes.
    pub(super) fn with_room_for(source: usize) -> Self {
        Self { text: String::with_capacity(source), ..Self::default() }
    }

    /// How many bytes are written.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// A block begins or ends: it is separated by a blank line, or by a line break inside lists.
    pub(super) fn block_edge(&mut self) {
        self.need(if self.lists.is_empty() { Gap::Blank } else { Gap::Line });
    }

    /// A row of a table begins.
    pub(super) fn begin_row(&mut self) {
        self.need(Gap::Line);
    }

    /// A list begins, numbered from `first` or not at all.
    pub(super) fn open_list(&mut self, first: Option<u64>) {
        self.block_edge();
        self.lists.push(first);
    }

    /// A list ends.
    pub(super) fn close_list(&mut self) {
        self.lists.pop();
        self.after_mark = false;
        self.block_edge();
    }

    /// An item begins, with its marker on a new line.
    pub(super) fn begin_item(&mut self) {
        self.gap = self.gap.max(Gap::Line);
        self.fill_gap();
        for _ in 1..self.lists.len() {
            self.text.push_str("  ");
        }
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.text.push_str(&number.to_string());
                self.text.push_str(". ");
                *number = number.saturating_add(1);
            }
            _ => self.text.push_str("- "),
        }
        self.after_mark = true;
    }

    /// Writes the marker of a block; the text that follows stays on its line.
    pub(super) fn push_mark(&mut self, mark: &str) {
        self.push(mark);
        self.after_mark = true;
    }

    /// Writes words, with line breaks in them as they are.
    pub(super) fn push(&mut self, text: &str) {
        if !text.is_empty() {
            self.fill_gap();
            self.text.push_str(text);
            self.after_mark = false;
        }
    }

    /// Writes lines, each of which stays a line.
    pub(super) fn push_lines(&mut self, text: &str) {
        for (count, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if count > 0 {
                self.text.push(HARD_BREAK);
            }
            self.push(line);
        }
    }

    /// A line break within a block; ignored before the first words of the block.
    pub(super) fn line_break(&mut self, hard: bool) {
        if self.gap == Gap::None && !self.text.is_empty() {
            self.text.push(if hard { HARD_BREAK } else { '\n' });
        }
    }

    /// Writes the target of the link whose text began at `start`, unless the text is the target.
    pub(super) fn push_target(&mut self, start: usize, target: &str) {
        let words = self.text.get(start..).unwrap_or_default().trim_start_matches(['\n', HARD_BREAK]);
        if words != target && Some(words) != target.strip_prefix("mailto:") {
            self.push(" (");
            self.push(target);
            self.push(")");
        }
    }

    fn need(&mut self, gap: Gap) {
        if !self.after_mark {
            self.gap = self.gap.max(gap);
        }
    }

    fn fill_gap(&mut self) {
        if !self.text.is_empty() {
            match self.gap {
                Gap::None => {}
                Gap::Line => self.text.push(HARD_BREAK),
                Gap::Blank => self.text.push_str("\n\n"),
            }
        }
        self.gap = Gap::None;
    }

    /// The text, without line breaks and spaces at its end.
    pub(super) fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end_matches([' ', '\t', '\n', HARD_BREAK]).len());
        self.text
    }
}
