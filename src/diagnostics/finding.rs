//! One thing that is wrong or risky.

use super::{Rule, Severity};
use crate::span::Span;

/// One thing that is wrong or risky, where it stands, and what to do about it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// How grave it is; the rule's own gravity unless a command lowers it.
    pub severity: Severity,
    /// What is wrong, in the user's words: lower case, no full stop.
    pub message: String,
    /// Where it stands; none for what concerns the project as a whole.
    pub span: Option<Span>,
    /// What to do: at most one.
    pub hint: Option<String>,
    /// Another place that belongs to it, such as the first of two equal names.
    pub related: Option<Related>,
    /// Whether its text quotes an internal file, even if it stands in a public one.
    pub confidential: bool,
}

/// A second place, with a word on why it is shown.
#[derive(Clone, Debug)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// Why, such as "first used here".
    pub label: &'static str,
}

impl Finding {
    /// A finding about a place.
    #[must_use]
    pub fn at(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self { span: Some(span), ..Self::general(rule, message) }
    }

    /// A finding about the project as a whole.
    #[must_use]
    pub fn general(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            span: None,
            hint: None,
            related: None,
            confidential: false,
        }
    }

    /// Adds the one hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the hint if there is one.
    #[must_use]
    pub fn hint_if(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    /// Points at a second place.
    #[must_use]
    pub fn related(mut self, span: Span, label: &'static str) -> Self {
        self.related = Some(Related { span, label });
        self
    }

    /// Says that the text quotes internal files although the place is public.
    #[must_use]
    pub const fn confidential(mut self) -> Self {
        self.confidential = true;
        self
    }
}
