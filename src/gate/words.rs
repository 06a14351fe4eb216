//! Splits text into words, and hashes them in the same pass.
//!
//! A *run* is an unbroken sequence of letters and digits. A *word* is runs joined by single apostrophes or hyphens
//! (`pg-main-3`, `don't`), with at least one letter among them, because figures alone do not identify a text. Hashes
//! ignore case and typography, as [`fold`] does.

use super::fold::fold;
use std::ops::ControlFlow;

/// A run or a word: its range in bytes, and its hash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) hash: u64,
}

/// Receives the runs and words of a text in order. A word comes after its runs.
pub(super) trait Visitor {
    /// A run of letters and digits.
    fn run(&mut self, _run: Token) {}

    /// A word. `Break` ends the walk.
    fn word(&mut self, word: Token) -> ControlFlow<()>;
}

/// Scrambles 64 bits by folding a wide product, as wyhash does.
#[inline]
pub(super) fn mix(value: u64) -> u64 {
    let product = u128::from(value ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93;
    #[expect(clippy::cast_possible_truncation, reason = "each half is used separately")]
    let (low, high) = (product as u64, (product >> 64) as u64);
    low ^ high
}

const SEPARATOR: u8 = 0;
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const JOINER: u8 = 3;
const WIDE: u8 = 4;

/// The class of each byte. Bytes above ASCII have to be decoded first.
static CLASSES: [u8; 256] = {
    let mut classes = [SEPARATOR; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "the loop ends at 256")]
        let ascii = byte as u8;
        classes[byte] = match ascii {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'\'' | b'-' => JOINER,
            0x80..=0xff => WIDE,
            _ => SEPARATOR,
        };
        byte += 1;
    }
    classes
};

#[inline]
fn class(byte: u8) -> u8 {
    CLASSES[usize::from(byte)]
}

/// Hashes bytes eight at a time, so that no two short runs have the same hash.
#[derive(Default)]
struct RunHash {
    state: u64,
    pending: u64,
    filled: u64,
}

impl RunHash {
    #[inline]
    fn push(&mut self, byte: u8) {
        self.pending |= u64::from(byte) << (8 * self.filled);
        self.filled += 1;
        if self.filled == 8 {
            *self = Self { state: self.advance(self.pending), pending: 0, filled: 0 };
        }
    }

    #[inline]
    fn advance(&self, eight: u64) -> u64 {
        mix(self.state.rotate_left(23) ^ eight)
    }

    fn push_char(&mut self, c: char) {
        let mut buffer = [0; 4];
        for lower in c.to_lowercase() {
            for &byte in lower.encode_utf8(&mut buffer).as_bytes() {
                self.push(byte);
            }
        }
    }

    #[inline]
    fn finish(&self) -> u64 {
        mix(self.state.rotate_left(23) ^ self.pending ^ (self.filled << 56))
    }
}

/// Calls `visitor` with every run and word of `text`.
#[inline]
pub(super) fn walk(text: &str, visitor: &mut impl Visitor) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match class(byte) {
            SEPARATOR | JOINER => at += 1,
            WIDE if !starts_run(text, at) => at += width(text, at),
            _ => match walk_word(text, at, visitor) {
                ControlFlow::Continue(end) => at = end,
                ControlFlow::Break(()) => return,
            },
        }
    }
}

/// Reads the word that begins at `start`, and returns where it ends.
#[inline]
fn walk_word(text: &str, start: usize, visitor: &mut impl Visitor) -> ControlFlow<(), usize> {
    let mut has_letter = false;
    let mut word_hash = 0_u64;
    let mut run_start = start;
    loop {
        let (run, letters) = read_run(text, run_start);
        has_letter |= letters;
        visitor.run(run);
        word_hash = mix(word_hash.rotate_left(17) ^ run.hash);
        if let Some((next, joiner)) = joined_run(text, run.end) {
            word_hash ^= u64::from(joiner);
            run_start = next;
            continue;
        }
        if has_letter {
            visitor.word(Token { start, end: run.end, hash: word_hash })?;
        }
        return ControlFlow::Continue(run.end);
    }
}

/// Reads the run that begins at `start`, and returns whether it has a letter.
#[inline]
fn read_run(text: &str, start: usize) -> (Token, bool) {
    let bytes = text.as_bytes();
    let mut hash = RunHash::default();
    let mut letters = 0;
    let mut at = start;
    while let Some(&chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let eight = u64::from_le_bytes(chunk);
        let length = alphanumeric_bytes(eight);
        // Setting bit 5 converts a letter to lower case and leaves a digit as it is. Only letters have bit 6.
        if length == 8 {
            letters |= eight;
            at += 8;
            hash.state = hash.advance(eight | every(0x20));
            continue;
        }
        let rest = eight >> (8 * length);
        if rest & 0x80 != 0 {
            return read_wide_run(text, start);
        }
        let kept = (eight | every(0x20)) & !(u64::MAX << (8 * length));
        hash.pending = kept;
        hash.filled = u64::from(length);
        let run = Token { start, end: at + length as usize, hash: hash.finish() };
        return (run, (letters | kept) & every(0x40) != 0);
    }
    read_wide_run(text, start)
}

/// A number with the same value in each of its bytes.
#[inline]
const fn every(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Returns how many bytes, from the lowest, are ASCII letters or digits, with a range test on all eight at once.
#[inline]
fn alphanumeric_bytes(eight: u64) -> u32 {
    const HIGH: u64 = every(0x80);
    const FROM_A: u64 = every(0x80 - b'a');
    const BEYOND_Z: u64 = every(0x7f - b'z');
    const FROM_0: u64 = every(0x80 - b'0');
    const BEYOND_9: u64 = every(0x7f - b'9');
    const LOWER: u64 = every(0x20);
    let plain = eight & !HIGH;
    let small = plain | LOWER;
    let letters = (small + FROM_A) & !(small + BEYOND_Z);
    let digits = (plain + FROM_0) & !(plain + BEYOND_9);
    let alphanumeric = (letters | digits) & !eight & HIGH;
    (alphanumeric ^ HIGH).trailing_zeros() / 8
}

/// Reads a run one character at a time, for other scripts and the end of the text. Invisible characters do not end it.
#[cold]
fn read_wide_run(text: &str, start: usize) -> (Token, bool) {
    let mut hash = RunHash::default();
    let mut has_letter = false;
    let mut at = start;
    while let Some(c) = char_at(text, at) {
        match fold(c) {
            Some(letter) if letter.is_alphanumeric() => {
                has_letter |= letter.is_alphabetic();
                hash.push_char(letter);
            }
            Some(_) => break,
            None => {}
        }
        at += c.len_utf8();
    }
    (Token { start, end: at, hash: hash.finish() }, has_letter)
}

/// Returns the start of the run that an apostrophe or a hyphen joins to the run that ends at `end`, and the joiner.
#[inline]
fn joined_run(text: &str, end: usize) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let byte = *bytes.get(end)?;
    match (class(byte), bytes.get(end + 1).map_or(SEPARATOR, |next| class(*next))) {
        (JOINER, LETTER | DIGIT) => Some((end + 1, char::from(byte))),
        (WIDE, _) | (JOINER, WIDE) => wide_joined_run(text, end),
        _ => None,
    }
}

/// The same where the joiner or what follows it is not ASCII.
#[cold]
fn wide_joined_run(text: &str, end: usize) -> Option<(usize, char)> {
    let joiner = fold(char_at(text, end)?).filter(|&c| matches!(c, '\'' | '-'))?;
    let mut next = end + width(text, end);
    while char_at(text, next).is_some_and(|c| fold(c).is_none()) {
        next += width(text, next);
    }
    starts_run(text, next).then_some((next, joiner))
}

fn starts_run(text: &str, at: usize) -> bool {
    char_at(text, at).and_then(fold).is_some_and(char::is_alphanumeric)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Returns the length in bytes of the character at `at`, never 0, so that a walk always advances.
fn width(text: &str, at: usize) -> usize {
    char_at(text, at).map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(&str, u64)> {
        struct Words<'a>(&'a str, Vec<(&'a str, u64)>);
        impl Visitor for Words<'_> {
            fn word(&mut self, word: Token) -> ControlFlow<()> {
                self.1.push((&self.0[word.start..word.end], word.hash));
                ControlFlow::Continue(())
            }
        }
        let mut words = Words(text, Vec::new());
        walk(text, &mut words);
        words.1
    }

    fn spelled(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn a_word_is_joined_runs_with_a_letter() {
        assert_eq!(
            spelled("pg-main-3 don't 42 2026-03-14 09Z -x- a--b"),
            ["pg-main-3", "don't", "09Z", "x", "a", "b"]
        );
        assert_eq!(spelled("Größe—Maß ёлка’с ü"), ["Größe", "Maß", "ёлка’с", "ü"]);
    }

    #[test]
    fn the_hash_of_a_word_ignores_position_case_and_typography() {
        for word in ["a", "seven77", "eight888", "nineteen-characters", "Z@[`{z/0:9"] {
            let alone = words(word);
            let followed = format!("{word} and a long text after it");
            let wide: String = word.chars().flat_map(|c| [c, '\u{ad}']).collect();
            let hashes =
                |words: Vec<(&str, u64)>| words.into_iter().map(|(_, hash)| hash).collect::<Vec<_>>();
            let alone = hashes(alone);
            assert!(hashes(words(&followed)).starts_with(&alone), "{word}");
            assert_eq!(hashes(words(&wide)), alone, "{word}");
            assert_eq!(hashes(words(&word.to_uppercase())), alone, "{word}");
        }
    }
}
