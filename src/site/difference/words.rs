//! Two texts compared word by word.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The most words of a text that are compared. Of longer texts, what is between their common beginning and end counts as
/// replaced.
const MOST_COMPARED: usize = 4000;

/// Words in a row that are in both texts, or in one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Words {
    /// In both.
    Same(String),
    /// In the earlier text only.
    Removed(String),
    /// In the later text only.
    Added(String),
}

impl Words {
    /// Compares two texts. Line breaks count as spaces.
    pub(super) fn of(before: &str, after: &str) -> Vec<Self> {
        let (old, new): (Vec<&str>, Vec<&str>) =
            (before.split_whitespace().collect(), after.split_whitespace().collect());
        let mut words = Vec::new();
        let mut add = |make: fn(String) -> Self, part: &[&str]| {
            if !part.is_empty() {
                words.push(make(part.join(" ")));
            }
        };
        for op in operations(&old, &new) {
            let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
            if matches!(op, DiffOp::Equal { .. }) {
                add(Self::Same, old);
            } else {
                add(Self::Removed, old);
                add(Self::Added, new);
            }
        }
        words
    }
}

fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    if old.len().max(new.len()) <= MOST_COMPARED {
        return capture_diff_slices(Algorithm::Patience, old, new);
    }
    let shorter = old.len().min(new.len());
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count().min(shorter - start);
    vec![
        DiffOp::Equal { old_index: 0, new_index: 0, len: start },
        DiffOp::Replace {
            old_index: start,
            old_len: old.len() - start - end,
            new_index: start,
            new_len: new.len() - start - end,
        },
        DiffOp::Equal { old_index: old.len() - end, new_index: new.len() - end, len: end },
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn side(words: &[Words], is_before: bool) -> String {
        let part = |part: &Words| match part {
            Words::Same(text) => Some(text.clone()),
            Words::Removed(text) => is_before.then(|| text.clone()),
            Words::Added(text) => (!is_before).then(|| text.clone()),
        };
        words.iter().filter_map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_changed_word_is_named() {
        let words = Words::of("About 15% of payments\nfail.", "About 25% of payments fail. Sorry.");
        let same = |text: &str| Words::Same(text.to_owned());
        let expected = [
            same("About"),
            Words::Removed("15%".to_owned()),
            Words::Added("25%".to_owned()),
            same("of payments fail."),
            Words::Added("Sorry.".to_owned()),
        ];
        assert_eq!(words, expected);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_words(
            old in prop::collection::vec("[ab]|c d", 0..30), new in prop::collection::vec("[ab]|c d", 0..30), long: bool,
        ) {
            let more = if long { "x ".repeat(MOST_COMPARED) } else { String::new() };
            let (old, new) = (format!("{more}{}", old.join(" ")), format!("{}{more}", new.join(" ")));
            let words = Words::of(&old, &new);
            prop_assert_eq!(side(&words, true), old.trim());
            prop_assert_eq!(side(&words, false), new.trim());
        }
    }
}
