//! `[rules]` in `site.toml`: the levels of rules.

use super::kind::RULE_KEYS;
use crate::content::keyword::keywords;
use crate::content::reader::Reader;
use crate::diagnostics::{Rule, Severity, did_you_mean, rules};
use crate::span::Spanned;

keywords! {
    /// The level of a rule.
    RuleLevel, "level" {
        /// The rule reports nothing.
        Off = "off",
        /// The rule warns, as it does by default.
        Warning = "warning",
    }
}

/// A rule whose level is set for the site.
#[derive(Clone, Debug)]
pub struct RuleSetting {
    /// The rule.
    pub rule: &'static Rule,
    /// Its level.
    pub level: RuleLevel,
    /// The reason, for reviewers.
    pub reason: String,
}

pub(super) fn rule_levels(reader: &Reader<'_>) -> Vec<RuleSetting> {
    let tables = reader.named_tables("rules", "a rule", RULE_KEYS).into_iter();
    tables
        .filter_map(|(name, table)| {
            let (level, reason) = (table.keyword("level"), table.line("reason"));
            let rule = settable(&name, reader)?;
            Some(RuleSetting { rule, level: level?.value, reason: reason?.value })
        })
        .collect()
}

/// Returns the rule with this name if its level can be set.
fn settable(name: &Spanned<String>, reader: &Reader<'_>) -> Option<&'static Rule> {
    let Some(rule) = rules::named(&name.value) else {
        let settable = rules::all().into_iter().filter(|rule| rule.is_settable());
        let hint = match did_you_mean(&name.value, settable.map(|rule| rule.name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "each finding shows the name of its rule in brackets".to_owned(),
        };
        let message = format!("there is no rule `{}`", name.value);
        reader.wrong(&rules::UNKNOWN_VALUE, name.span, message, &hint);
        return None;
    };
    if rule.is_settable() {
        return Some(rule);
    }
    let (message, hint) = if rule.severity == Severity::Error {
        (
            format!("`{}` is an error, and errors cannot be turned off", rule.name),
            "only the levels of warnings can be set: an error keeps something unreadable, unsafe or unapproved from being \
             published",
        )
    } else {
        (format!("`{}` is always reported", rule.name), "remove this setting")
    };
    reader.wrong(&rules::INVALID_VALUE, name.span, message, hint);
    None
}
