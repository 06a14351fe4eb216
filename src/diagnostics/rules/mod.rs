//! All rules, grouped by subject. `docs/rules.md` is generated from these texts.

mod actions;
mod analysis;
mod boundary;
mod clock;
mod files;
mod flow;
mod front_matter;
mod names;
mod repeats;
mod response;
mod runbooks;
mod text;
mod theme;
mod tone;
mod wording;

pub use actions::*;
pub use analysis::*;
pub use boundary::*;
pub use clock::*;
pub use files::*;
pub use flow::*;
pub use front_matter::*;
pub use names::*;
pub use repeats::*;
pub use response::*;
pub use runbooks::*;
pub use text::*;
pub use theme::*;
pub use tone::*;
pub use wording::*;

use std::fmt::Write as _;

use super::Rule;

/// Declares the rules of one subject, and the list of them.
macro_rules! rules {
    ($($(#[$doc:meta])* $constant:ident: $severity:ident $name:literal, $summary:literal, $explanation:literal;)*) => {
        $(
            $(#[$doc])*
            pub static $constant: $crate::diagnostics::Rule = $crate::diagnostics::Rule {
                name: $name,
                severity: $crate::diagnostics::Severity::$severity,
                summary: $summary,
                explanation: $explanation,
            };
        )*
        /// The rules of this subject.
        pub(super) static FAMILY: &[&$crate::diagnostics::Rule] = &[$(&$constant),*];
    };
}
use rules;

/// Returns all rules, sorted by name.
#[must_use]
pub fn all() -> Vec<&'static Rule> {
    let families = [
        actions::FAMILY,
        analysis::FAMILY,
        boundary::FAMILY,
        clock::FAMILY,
        files::FAMILY,
        flow::FAMILY,
        front_matter::FAMILY,
        names::FAMILY,
        repeats::FAMILY,
        response::FAMILY,
        runbooks::FAMILY,
        text::FAMILY,
        theme::FAMILY,
        tone::FAMILY,
        wording::FAMILY,
    ];
    let mut all: Vec<_> = families.into_iter().flatten().copied().collect();
    all.sort_by_key(|rule| rule.name);
    all
}

/// Returns the rule with this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Rule> {
    all().into_iter().find(|rule| rule.name == name)
}

/// Whether a rule judges what has time: the wording of texts, most of which are old, runbooks, and
/// whether something happened before. A build, which may be an
/// urgent one, does not report it.
#[must_use]
pub fn is_only_for_check(rule: &Rule) -> bool {
    wording::FAMILY.iter().chain(runbooks::FAMILY).chain(repeats::FAMILY).any(|known| known.name == rule.name)
}

/// Returns the reference of all rules as Markdown: the contents of `docs/rules.md`.
#[must_use]
pub fn as_markdown() -> String {
    let mut text = String::from(
        "# Rules\n\n\
         All rules that `allclear check` and `allclear build` apply. An error stops the build before anything is\n\
         published. A warning is reported, and stops the build only with `--strict`. `[rules]` in `site.toml` turns a\n\
         warning off, with a reason. `allclear check --explain <rule>` prints the same texts, and the level of the rule.\n",
    );
    for rule in all() {
        let Rule { name, severity, summary, explanation } = rule;
        let _ = write!(
            text,
            "\n## `{name}`\n\n{}: {summary}.\n\n{explanation}\n",
            capitalized(severity.as_str())
        );
    }
    text
}

/// Returns the word with a capital first letter.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
