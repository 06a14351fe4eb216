//! A rule: the name, the gravity and the reason of a kind of finding.

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Cannot be read, is unsafe, ambiguous or unapproved: nothing is published.
    Error,
    /// Late, missing, unwise or inconsistent: published, and said.
    Warning,
}

impl Severity {
    /// The word that messages begin with.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A kind of finding. Each has a readable name that stays for ever, since people allow, grep and link it.
#[derive(Debug)]
pub struct Rule {
    /// Name in kebab case, such as `update-overdue`.
    pub name: &'static str,
    /// How grave its findings are.
    pub severity: Severity,
    /// What is wrong in general, without a word of the content: this is all that logs show for internal files.
    pub summary: &'static str,
    /// Why the rule exists and what to do: the text of `allclear check --explain`.
    pub explanation: &'static str,
}
