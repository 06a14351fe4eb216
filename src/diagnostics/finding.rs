//! A finding: something that is wrong or risky in the content.

use super::{Rule, Severity};
use crate::span::Span;

/// An error or a warning, with its span and a hint on what to do about it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// The severity: that of the rule, unless a check or a command changes it.
    pub severity: Severity,
    /// What is wrong, in the user's words: lower case, no full stop.
    pub message: String,
    /// The position; `None` for findings about the project as a whole.
    pub span: Option<Span>,
    /// What to do about it.
    pub hint: Option<String>,
    /// A second position that explains the first, such as the other one of two equal names.
    pub related: Option<Related>,
    /// Whether the text quotes an internal file although the span is in a public file.
    pub confidential: bool,
    /// Whether the message and the hint quote nothing, so that logs may show them although the finding is about an
    /// internal or confidential text.
    pub quotes_nothing: bool,
}

/// A second position with a label.
#[derive(Clone, Debug)]
pub struct Related {
    /// The position.
    pub span: Span,
    /// The label, such as "first used here".
    pub label: &'static str,
}

impl Finding {
    /// Creates a finding about a span.
    #[must_use]
    pub fn at(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self { span: Some(span), ..Self::general(rule, message) }
    }

    /// Creates a finding about the project as a whole.
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
            quotes_nothing: false,
        }
    }

    /// Sets the hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Sets the hint if there is one.
    #[must_use]
    pub fn hint_if(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    /// Sets the second position.
    #[must_use]
    pub fn related(mut self, span: Span, label: &'static str) -> Self {
        self.related = Some(Related { span, label });
        self
    }

    /// Declares that the message and the hint quote nothing, so that logs may show them.
    #[must_use]
    pub const fn quoting_nothing(mut self) -> Self {
        self.quotes_nothing = true;
        self
    }

    /// Marks the text as a quotation of internal files, so that logs do not show it.
    #[must_use]
    pub const fn confidential(mut self) -> Self {
        self.confidential = true;
        self
    }
}
