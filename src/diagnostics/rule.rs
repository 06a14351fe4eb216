//! A rule: the name, the severity and the explanation of a kind of finding.

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Unreadable, unsafe, ambiguous or unapproved content: nothing is published.
    Error,
    /// Late, missing, risky or inconsistent content: reported, but published.
    Warning,
}

impl Severity {
    /// Returns the word that messages begin with.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A kind of finding. The name never changes, because people search for it and link to it.
#[derive(Debug)]
pub struct Rule {
    /// The name in kebab case, such as `update-overdue`.
    pub name: &'static str,
    /// The severity of its findings.
    pub severity: Severity,
    /// What is wrong in general, without quoting content: logs show only this for internal files.
    pub summary: &'static str,
    /// Why the rule exists and what to do: the output of `allclear check --explain`.
    pub explanation: &'static str,
}

/// Warnings that are always reported: that a text went out without its approval.
const ALWAYS_REPORTED: [&str; 1] = ["approval-override"];

impl Rule {
    /// Whether `[rules]` in `site.toml` may set the level of its findings. Errors cannot be turned off, because they keep
    /// something unreadable, unsafe or unapproved from being published.
    #[must_use]
    pub fn is_settable(&self) -> bool {
        self.severity == Severity::Warning && !ALWAYS_REPORTED.contains(&self.name)
    }
}
