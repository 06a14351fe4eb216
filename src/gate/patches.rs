//! Applies replacements to a text, and keeps only the parts that have to be read again because of them.

use memchr::{memchr, memrchr};

/// How many bytes around a change are read again with it.
const CONTEXT: usize = 512;

/// Collects the changed parts of a text: whole lines, with at least 512 bytes on both sides of each change where
/// there are as many. Everything further away has been read before and would read the same again.
#[derive(Debug)]
pub(super) struct Patches<'a> {
    text: &'a [u8],
    parts: Vec<String>,
    open: Vec<u8>,
    /// Everything before this offset is in `parts` or `open`, or far from any change.
    done: usize,
    /// The end of what has to be read again because of the changes so far.
    reach: usize,
    changed: bool,
}

impl<'a> Patches<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), parts: Vec::new(), open: Vec::new(), done: 0, reach: 0, changed: false }
    }

    /// Replaces `length` bytes at `at` by `new`. Changes come in ascending order.
    pub(super) fn replace(&mut self, at: usize, length: usize, new: &[u8]) {
        // Looks for line ends only beyond `reach`, because an output may be one line with many changes.
        let near = at.saturating_sub(CONTEXT);
        if near > self.reach {
            let from = self.line_before(near);
            if from > self.reach {
                self.close();
                self.done = from;
            }
        }
        self.open.extend_from_slice(self.text.get(self.done..at).unwrap_or_default());
        self.open.extend_from_slice(new);
        self.done = at + length;
        if self.done + CONTEXT > self.reach {
            self.reach = self.line_after(self.done + CONTEXT);
        }
        self.changed = true;
    }

    /// Returns the changed parts, none if nothing was changed. Bytes that are not UTF-8 become U+FFFD.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.close();
        self.parts
    }

    fn close(&mut self) {
        if self.changed {
            self.open.extend_from_slice(self.text.get(self.done..self.reach).unwrap_or_default());
            let part = String::from_utf8(std::mem::take(&mut self.open));
            self.parts
                .push(part.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()));
        }
    }

    /// Returns where the line around `at` begins.
    fn line_before(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| memrchr(b'\n', before)).map_or(0, |newline| newline + 1)
    }

    /// Returns where the line around `at` ends.
    fn line_after(&self, at: usize) -> usize {
        self.text
            .get(at..)
            .and_then(|after| memchr(b'\n', after))
            .map_or(self.text.len(), |newline| at + newline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unchanged_text_has_no_parts() {
        assert!(Patches::new("a\nb").finish().is_empty());
    }

    #[test]
    fn distant_changes_are_separate_parts() {
        let text = format!("x1\n{}\ny2\n", "far away\n".repeat(400));
        let mut patches = Patches::new(&text);
        patches.replace(1, 1, b"!");
        patches.replace(text.find('2').unwrap(), 1, b"?");
        let parts = patches.finish();
        assert_eq!(parts.len(), 2);
        assert!(parts[0].starts_with("x!\nfar") && parts[0].ends_with("away"));
        assert!(parts[1].starts_with("far") && parts[1].ends_with("y?\n"));
    }

    #[test]
    fn near_changes_are_one_part() {
        let mut patches = Patches::new("a1 b2 c");
        patches.replace(1, 1, b"!");
        patches.replace(4, 1, b"");
        assert_eq!(patches.finish(), ["a! b c"]);
    }

    #[test]
    fn a_long_line_with_many_changes_takes_linear_time() {
        let text = "word & ".repeat(200_000);
        let mut patches = Patches::new(&text);
        let started = std::time::Instant::now();
        for (at, _) in text.match_indices('&') {
            patches.replace(at, 1, b"and");
        }
        assert_eq!(patches.finish(), [text.replace('&', "and")]);
        // Looking for the ends of the line again for each change takes more than ten times as long.
        assert!(started.elapsed() < std::time::Duration::from_secs(1), "{:?}", started.elapsed());
    }
}
