//! Every rule there is, by family. `docs/rules.md` is made from these texts.

mod boundary;
mod clock;
mod files;
mod flow;
mod front_matter;
mod names;
mod text;
mod theme;

pub use boundary::*;
pub use clock::*;
pub use files::*;
pub use flow::*;
pub use front_matter::*;
pub use names::*;
pub use text::*;
pub use theme::*;

use std::fmt::Write as _;

use super::Rule;

/// Declares the rules of a family, and the list of them.
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
        /// The rules of this family.
        pub(super) static FAMILY: &[&$crate::diagnostics::Rule] = &[$(&$constant),*];
    };
}
use rules;

/// All rules, by name.
#[must_use]
pub fn all() -> Vec<&'static Rule> {
    let families = [
        boundary::FAMILY,
        clock::FAMILY,
        files::FAMILY,
        flow::FAMILY,
        front_matter::FAMILY,
        names::FAMILY,
        text::FAMILY,
        theme::FAMILY,
    ];
    let mut all: Vec<_> = families.into_iter().flatten().copied().collect();
    all.sort_by_key(|rule| rule.name);
    all
}

/// The rule of a name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Rule> {
    all().into_iter().find(|rule| rule.name == name)
}

/// All rules as a chapter of the manual, in Markdown: `docs/rules.md`.
#[must_use]
pub fn as_markdown() -> String {
    let mut text = String::from(
        "# Rules\n\n\
         Everything that `allclear check` and `allclear build` can find. An error stops a build before anything is\n\
         published; a warning is told, and stops it only with `--strict`. `allclear check --explain <rule>` prints the\n\
         same words.\n",
    );
    for rule in all() {
        let Rule { name, severity, summary, explanation } = rule;
        let _ =
            write!(text, "\n## `{name}`\n\n{}: {summary}.\n\n{explanation}\n", capital(severity.as_str()));
    }
    text
}

/// A word at the beginning of a sentence.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
