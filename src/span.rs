//! Positions in source files: byte ranges, and lines and columns as editors show them.

/// The id of a source file. It stays the same in all snapshots of one scanner; the order of ids has no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// Returns the id with this number. Only a scanner assigns numbers.
    pub(crate) const fn new(number: u32) -> Self {
        Self(number)
    }

    /// Returns the id as a number, for code that cannot use the type. `Snapshot::file_of_index` finds the file again.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the empty span at the beginning of a file, which stands for the file as a whole.
    #[must_use]
    pub const fn top(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// Returns the span of a byte range in a file.
    ///
    /// Files are limited to 1 MiB, so offsets always fit in 32 bits; a larger offset saturates.
    #[must_use]
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: cut(range.start), end: cut(range.end) }
    }
}

/// A value with the span that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The span of the value in its file.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Combines a value with its span.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Converts the value and keeps the span.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// A line and a column as editors count them, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Position {
    /// Returns the position of a byte offset in a text. An offset past the end counts as the end.
    #[must_use]
    pub fn of(text: &str, offset: u32) -> Self {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}
