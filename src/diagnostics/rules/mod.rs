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
