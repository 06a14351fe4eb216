//! One name, prepared for comparison with running text.

use super::fold::{folded, same_letter};
use super::normal::composed;
use super::words::{Token, Visitor, walk};
use std::ops::ControlFlow;

/// The longest gap between two words of a name, in characters. Layout inserts line breaks and indentation there.
const LONGEST_GAP: usize = 64;

/// A name as runs of letters and digits, and the characters between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle {
    parts: Vec<Part>,
    /// Whether case matters.
    pub(super) exact_case: bool,
    /// Whether several words also match in any case, and with a blank, a hyphen, an underscore or a dot between them.
    separable: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A whole run.
    Run(String),
    /// Anything but letters and digits, because a line break may separate the words of a name.
    Gap,
    /// Exactly this, such as the dots of an address.
    Between(String),
}

/// How strictly a text is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// As the name is written.
    Text,
    /// As a case-sensitive name appears in a path (`Lena Ito`, `/lena-ito/`): with any gap, and in any case if it has
    /// two words. The name of a machine is compared as written, or `pay-api` would match `/pay/api/`.
    Path,
}

impl Needle {
    /// Prepares a name. Anything before the first letter or digit and after the last is ignored. Returns `None` if
    /// there is none.
    pub(super) fn new(text: &str, exact_case: bool) -> Option<Self> {
        let text = &*composed(text);
        let mut parts = Vec::new();
        let mut end = 0;
        for run in runs(text) {
            if !parts.is_empty() {
                let between: String = text.get(end..run.start)?.to_owned();
                parts.push(if between.contains(char::is_whitespace) {
                    Part::Gap
                } else {
                    Part::Between(folded(&between).map(|(_, c)| c).collect())
                });
            }
            parts.push(Part::Run(folded(text.get(run.start..run.end)?).map(|(_, c)| c).collect()));
            end = run.end;
        }
        (!parts.is_empty()).then_some(Self { parts, exact_case, separable: false })
    }

    /// Prepares the name of a customer, a person or a machine. If it has several words, it has no second meaning that
    /// case or separators could tell apart, so `Acme Corp` also matches `acme-corp` and `ACME_CORP`.
    pub(super) fn of_name(text: &str, exact_case: bool) -> Option<Self> {
        let needle = Self::new(text, exact_case)?;
        Some(Self { separable: needle.parts.len() > 1, ..needle })
    }

    /// Prepares an address, which matches in any case and without its scheme.
    pub(super) fn of_address(address: &str) -> Option<Self> {
        let (_, rest) = address.split_once("://").unwrap_or(("", address));
        Self::new(rest, false)
    }

    /// Returns the number of words, separated by blanks.
    pub(super) fn words(&self) -> usize {
        1 + self.parts.iter().filter(|part| **part == Part::Gap).count()
    }

    /// Returns the hash of the first run.
    pub(super) fn anchor(&self) -> Option<u64> {
        match self.parts.first() {
            Some(Part::Run(text)) => runs(text).first().map(|run| run.hash),
            _ => None,
        }
    }

    /// Returns where the name ends if it occurs at `start` of `text`, which is the beginning of a run.
    pub(super) fn end_at(&self, text: &str, start: usize, strictness: Strictness) -> Option<usize> {
        let written = self.end_as_written(text, start, strictness);
        if written.is_none() && self.separable { self.end_separated(text, start) } else { written }
    }

    /// Returns where the words of the name end, in any case, if they begin at `start` and nothing but a separator, or
    /// what is written in the name, is between two of them.
    fn end_separated(&self, text: &str, start: usize) -> Option<usize> {
        let rest = text.get(start..)?;
        let mut letters = folded(rest).peekable();
        for part in &self.parts {
            match part {
                Part::Run(run) => {
                    for wanted in run.chars() {
                        letters.next_if(|&(_, c)| same_letter(c, wanted))?;
                    }
                    if letters.peek().is_some_and(|(_, c)| c.is_alphanumeric()) {
                        return None;
                    }
                }
                Part::Gap | Part::Between(_) => {
                    let first = letters.next_if(|(_, c)| !c.is_alphanumeric())?.1;
                    if first.is_whitespace() {
                        for _ in 1..LONGEST_GAP {
                            if letters.next_if(|(_, c)| c.is_whitespace()).is_none() {
                                break;
                            }
                        }
                    } else if !matches!(first, '-' | '_' | '.') {
                        let Part::Between(between) = part else { return None };
                        let mut between = between.chars();
                        if between.next() != Some(first) {
                            return None;
                        }
                        for wanted in between {
                            letters.next_if(|&(_, c)| c == wanted)?;
                        }
                    }
                }
            }
        }
        Some(start + letters.peek().map_or(rest.len(), |(at, _)| *at))
    }

    fn end_as_written(&self, text: &str, start: usize, strictness: Strictness) -> Option<usize> {
        let any_gap = strictness == Strictness::Path && self.exact_case;
        let any_case = !self.exact_case || any_gap && self.parts.len() > 1;
        let rest = text.get(start..)?;
        let mut letters = folded(rest).peekable();
        for part in &self.parts {
            match part {
                Part::Between(between) if !any_gap => {
                    for wanted in between.chars() {
                        letters.next_if(|&(_, c)| c == wanted)?;
                    }
                }
                Part::Gap | Part::Between(_) => {
                    letters.next_if(|(_, c)| !c.is_alphanumeric())?;
                    for _ in 1..LONGEST_GAP {
                        if letters.next_if(|(_, c)| !c.is_alphanumeric()).is_none() {
                            break;
                        }
                    }
                }
                Part::Run(run) => {
                    for wanted in run.chars() {
                        letters.next_if(|&(_, c)| c == wanted || any_case && same_letter(c, wanted))?;
                    }
                    if letters.peek().is_some_and(|(_, c)| c.is_alphanumeric()) {
                        return None;
                    }
                }
            }
        }
        Some(start + letters.peek().map_or(rest.len(), |(at, _)| *at))
    }
}

/// Returns the runs of letters and digits of a text.
pub(super) fn runs(text: &str) -> Vec<Token> {
    struct Runs(Vec<Token>);
    impl Visitor for Runs {
        fn run(&mut self, run: Token) {
            self.0.push(run);
        }
        fn word(&mut self, _: Token) -> ControlFlow<()> {
            ControlFlow::Continue(())
        }
    }
    let mut runs = Runs(Vec::new());
    walk(text, &mut runs);
    runs.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_several_words_matches_with_its_own_separators_in_any_case() {
        let needle = Needle::of_name("Acme::Corp", true).expect("it has letters");
        let end = |text: &str| needle.end_at(text, 0, Strictness::Text);
        assert_eq!(end("Acme::Corp."), Some(10));
        assert_eq!(end("ACME::CORP."), Some(10));
        assert_eq!(end("acme-corp."), Some(9));
        assert_eq!(end("ACME:-CORP."), None);
    }

    #[test]
    fn a_path_may_have_any_separators_between_the_words_of_a_name() {
        let needle = Needle::of_name("Lena Ito", true).expect("it has letters");
        assert_eq!(needle.end_at("lena--ito/x", 0, Strictness::Path), Some(9));
        assert_eq!(needle.end_at("lena--ito/x", 0, Strictness::Text), None);
        let one_word = Needle::of_name("Acme", true).expect("it has letters");
        assert_eq!(one_word.end_at("acme/x", 0, Strictness::Path), None);
        assert_eq!(one_word.end_at("Acme/x", 0, Strictness::Path), Some(4));
    }
}
