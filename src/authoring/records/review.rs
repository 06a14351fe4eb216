//! The text of `reviews/<yyyy-mm>.md`: a template with a block of figures, which is replaced when they have changed.
//!
//! A figure that has changed since the block was written says what it was before, and until when.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::content::internal::{generated_block, generated_blocks};

/// The built-in template.
pub(crate) const REVIEW: &str = include_str!("review.md");

/// The name of the block.
const BLOCK: &str = "figures";
/// The line before a text that somebody changed inside of the block.
const KEPT: &str = "<!-- kept: somebody changed this in the generated block above -->\n";
/// The beginning of the first line of the block, which says when the figures were computed.
const AS_OF: &str = "As of ";
/// What comes before the months of the baseline in that line.
const COMPARED: &str = ", compared with ";
/// The beginning of the line that says what a figure was before.
const REVISED: &str = "  - revised: ";

/// The value of a figure that there is no more, such as that of a tier without customers.
const GONE: &str = "none any more";

/// A figure of a review, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FigureText {
    /// Its name.
    pub(crate) title: String,
    /// Its value.
    pub(crate) value: String,
    /// What else is known about it, a line each, such as its target and its data points.
    pub(crate) details: Vec<String>,
}

/// The figures of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReviewFigures {
    /// When they were computed, such as `2026-12-01 09:00 UTC`.
    pub(crate) as_of: String,
    /// The months of the baseline as they are typed: `2026-08..2026-10`.
    pub(crate) against: Option<String>,
    /// What the reader must know about all of them, such as that the month is not over.
    pub(crate) remark: Option<&'static str>,
    pub(crate) figures: Vec<FigureText>,
}

/// A review with fresh figures.
pub(crate) struct RefreshedReview {
    /// The text.
    pub(crate) text: String,
    /// The names of the figures that were other ones before.
    pub(crate) revised: Vec<String>,
    /// Whether somebody had changed the block by hand. What was in it is kept below it.
    pub(crate) has_kept: bool,
}

/// Returns the text of a new review, of a month such as `November 2026`. `None` if the template has no place for the figures.
pub(crate) fn new_review(template: &str, month: &str, figures: &ReviewFigures) -> Option<String> {
    let block = generated_block(BLOCK, &block(figures, &BTreeMap::new(), ""));
    let mut has_block = false;
    let mut text = String::new();
    for line in template.trim().lines() {
        if line.trim() == "{{ figures }}" {
            text.push_str(&block);
            has_block = true;
        } else {
            text.push_str(&line.replace("{{ month }}", month));
            text.push('\n');
        }
    }
    has_block.then_some(text)
}

/// Replaces the figures of a review. Everything else stays as it is, byte for byte. Returns `None` if it has no block of
/// figures.
pub(crate) fn refreshed_review(text: &str, figures: &ReviewFigures) -> Option<RefreshedReview> {
    let found = generated_blocks(text).into_iter().find(|block| block.name == BLOCK)?;
    let inner = text.get(found.inner.clone())?.replace('\r', "");
    let (as_of, known) = (as_of(&inner).unwrap_or("earlier"), known_figures(&inner));
    // Figures that nobody has changed keep their date.
    let unchanged = ReviewFigures { as_of: as_of.to_owned(), ..figures.clone() };
    let same = block(&unchanged, &known, as_of);
    let (fresh, revised) = if same == inner {
        (same, Vec::new())
    } else {
        let is_other = |one: &&FigureText| known.get(&*one.title).is_none_or(|old| old.value != one.value);
        let revised = figures.figures.iter().filter(is_other).map(|one| one.title.clone()).collect();
        (block(figures, &known, as_of), revised)
    };
    let mut new = generated_block(BLOCK, &fresh);
    if text.contains("\r\n") {
        new = new.replace('\n', "\r\n");
    }
    let kept = if found.is_intact { "" } else { text.get(found.inner)? };
    let line = if kept.is_empty() { "" } else { KEPT };
    let (before, after) = (text.get(..found.range.start)?, text.get(found.range.end..)?);
    Some(RefreshedReview {
        text: format!("{before}{new}{line}{kept}{after}"),
        revised,
        has_kept: !kept.is_empty(),
    })
}

/// Returns the months that the figures of a review were compared with, as they are typed.
pub(crate) fn compared_with(text: &str) -> Option<String> {
    let found = generated_blocks(text).into_iter().find(|block| block.name == BLOCK)?;
    let first = text.get(found.inner)?.lines().next()?.trim_end().trim_end_matches('.');
    Some(first.split_once(COMPARED)?.1.to_owned())
}

/// A figure as the block has it.
#[derive(Clone, Copy, Debug, Default)]
struct KnownFigure<'t> {
    value: &'t str,
    /// What it was before that.
    revised: Option<&'t str>,
}

/// Returns the text of the block. `known` are the figures of the block before, which were computed at `earlier`.
fn block(figures: &ReviewFigures, known: &BTreeMap<&str, KnownFigure<'_>>, earlier: &str) -> String {
    let against = figures.against.as_ref().map(|months| format!("{COMPARED}{months}")).unwrap_or_default();
    let mut text = format!("{AS_OF}{}{against}.\n", figures.as_of);
    if let Some(remark) = figures.remark {
        let _ = writeln!(text, "{remark}");
    }
    text.push('\n');
    for figure in &figures.figures {
        let _ = writeln!(text, "- **{}**: {}", figure.title, figure.value);
        for detail in &figure.details {
            let _ = writeln!(text, "  - {detail}");
        }
        if let Some(revised) = revised(figure, known, earlier) {
            let _ = writeln!(text, "{REVISED}{revised}");
        }
    }
    for (title, old) in known {
        if !figures.figures.iter().any(|figure| figure.title == *title) {
            let _ = writeln!(text, "- **{title}**: {GONE}");
            let is_known = old.value == GONE;
            let words = if is_known { old.revised.map(str::to_owned) } else { Some(was(old, earlier)) };
            if let Some(words) = words {
                let _ = writeln!(text, "{REVISED}{words}");
            }
        }
    }
    text
}

/// Returns what a figure was before. `None` if it never was another one.
fn revised(figure: &FigureText, known: &BTreeMap<&str, KnownFigure<'_>>, earlier: &str) -> Option<String> {
    let Some(old) = known.get(&*figure.title) else {
        return (!known.is_empty()).then(|| format!("not there on {earlier}"));
    };
    if old.value == figure.value {
        return old.revised.map(str::to_owned);
    }
    Some(was(old, earlier))
}

/// Returns what a figure was at a time, and before that.
fn was(old: &KnownFigure<'_>, earlier: &str) -> String {
    let before = old.revised.map(|before| format!("{before}; ")).unwrap_or_default();
    format!("{before}{} on {earlier}", old.value)
}

/// Returns when the figures of a block were computed.
fn as_of(inner: &str) -> Option<&str> {
    let rest = inner.lines().next()?.strip_prefix(AS_OF)?.trim_end_matches('.');
    Some(rest.split_once(COMPARED).map_or(rest, |(at, _)| at))
}

/// Returns the figures of a block by their names.
fn known_figures(inner: &str) -> BTreeMap<&str, KnownFigure<'_>> {
    let mut known: BTreeMap<&str, KnownFigure<'_>> = BTreeMap::new();
    let mut last = None;
    for line in inner.lines() {
        if let Some((title, value)) = line.strip_prefix("- **").and_then(|rest| rest.split_once("**: ")) {
            known.insert(title, KnownFigure { value, revised: None });
            last = Some(title);
        } else if let (Some(revised), Some(figure)) =
            (line.strip_prefix(REVISED), last.and_then(|title| known.get_mut(title)))
        {
            figure.revised = Some(revised);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn figures(as_of: &str, values: &[(&str, &str)]) -> ReviewFigures {
        let figure = |(title, value): &(&str, &str)| FigureText {
            title: (*title).to_owned(),
            value: (*value).to_owned(),
            details: vec![format!("which: {title}")],
        };
        let figures = values.iter().map(figure).collect();
        ReviewFigures {
            as_of: as_of.to_owned(),
            against: Some("2026-08..2026-10".into()),
            remark: None,
            figures,
        }
    }

    fn new(figures: &ReviewFigures) -> String {
        new_review(REVIEW, "November 2026", figures).expect("the template has a place")
    }

    #[test]
    fn figures_that_did_not_change_keep_their_date_and_every_byte() {
        let text = new(&figures("1 December", &[("Repeats", "2"), ("Drills", "1")]));
        let again = refreshed_review(&text, &figures("5 December", &[("Repeats", "2"), ("Drills", "1")]));
        let again = again.expect("a block");
        assert_eq!((again.text, again.revised, again.has_kept), (text.clone(), Vec::new(), false));
        assert_eq!(compared_with(&text).as_deref(), Some("2026-08..2026-10"));
    }

    #[test]
    fn a_figure_that_changed_says_what_it_was_before_each_time() {
        let text = new(&figures("1 December", &[("Repeats", "2"), ("Drills", "1")]));
        let again = refreshed_review(&text, &figures("5 December", &[("Repeats", "3"), ("Drills", "1")]));
        let again = again.expect("a block");
        assert_eq!(again.revised, ["Repeats"]);
        let last = refreshed_review(&again.text, &figures("9 December", &[("Repeats", "4"), ("Voids", "0")]));
        let last = last.expect("a block").text;
        let inner: String = last
            .lines()
            .skip_while(|line| !line.starts_with("As of"))
            .take(10)
            .collect::<Vec<_>>()
            .join("\n");
        insta::assert_snapshot!(inner, @r"
        As of 9 December, compared with 2026-08..2026-10.

        - **Repeats**: 4
          - which: Repeats
          - revised: 2 on 1 December; 3 on 5 December
        - **Voids**: 0
          - which: Voids
          - revised: not there on 5 December
        - **Drills**: none any more
          - revised: 1 on 5 December
        ");
        let same = refreshed_review(&last, &figures("12 December", &[("Repeats", "4"), ("Voids", "0")]));
        assert_eq!(same.expect("a block").text, last);
    }

    #[test]
    fn what_somebody_wrote_into_the_block_is_kept_below_it() {
        let text = new(&figures("1 December", &[("Repeats", "2")]));
        let changed = text.replace("which: Repeats", "which: Repeats, and we know why");
        let again = refreshed_review(&changed, &figures("5 December", &[("Repeats", "2")])).expect("a block");
        assert!(again.has_kept && again.text.contains("and we know why"), "{}", again.text);
        let last =
            refreshed_review(&again.text, &figures("6 December", &[("Repeats", "2")])).expect("a block");
        assert_eq!((last.text, last.has_kept), (again.text, false));
    }

    proptest! {
        #[test]
        fn what_people_write_around_the_block_stays_as_it_is(
            above in "[ -~é\n]{0,60}", below in "[ -~é\n]{0,60}", first in "[0-9a-z ]{1,9}", second in "[0-9a-z ]{1,9}",
        ) {
            let text = new(&figures("1 December", &[("Repeats", first.trim())]));
            let (head, tail) = text.split_once("<!-- begin").expect("a block");
            let written = format!("{head}{above}\n<!-- begin{tail}\n{below}");
            if let Some(again) = refreshed_review(&written, &figures("5 December", &[("Repeats", second.trim())])) {
                let (start, end) = (format!("{head}{above}\n"), format!("\n{below}"));
                prop_assert!(again.text.starts_with(&start) && again.text.ends_with(&end), "{}", again.text);
            }
        }

        #[test]
        fn no_text_causes_a_panic(text in "(<!-- begin generated: figures 00 -->|<!-- end generated: figures -->|As of|, compared with|- \\*\\*a\\*\\*: |  - revised: |\r?\n|[a-zé ]){0,20}") {
            let _ = (refreshed_review(&text, &figures("now", &[("a", "1")])), compared_with(&text));
        }
    }
}
