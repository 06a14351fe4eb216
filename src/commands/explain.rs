//! `allclear check --explain RULE`: explains why a rule exists.

use super::exit::Exit;
use super::session::Session;
use super::stop::Stop;
use crate::content::{Keyword as _, load};
use crate::diagnostics::{Rule, did_you_mean, rules};
use crate::source::Snapshot;

/// Prints the name, severity, summary and reason of a rule.
pub(super) fn run(name: &str, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let Some(rule) = rules::named(name) else {
        let all = rules::all();
        let stop = Stop::usage(format!("there is no rule `{name}`"));
        return Err(match did_you_mean(name, all.iter().map(|rule| rule.name)) {
            Some(near) => stop.hint(format!("did you mean `{near}`?")),
            None => stop.hint("each finding shows the name of its rule in brackets"),
        });
    };
    let level = level(rule, session).map(|level| format!("\n{level}\n")).unwrap_or_default();
    session.print(&format!(
        "{} ({}): {}\n\n{}\n{level}",
        rule.name,
        rule.severity.as_str(),
        rule.summary,
        rule.explanation
    ))?;
    Ok(Exit::Done)
}

/// Returns what level the rule has on this site; `None` without a site.
fn level(rule: &Rule, session: &Session<'_, '_>) -> Option<String> {
    const PATH: &str = "content/site.toml";
    let text = std::fs::read_to_string(session.project().root().join(PATH)).ok()?;
    let (content, _) = load(&Snapshot::default().with_text(PATH, &text));
    let site = content.public.site?;
    let set = site.rules.iter().find(|setting| setting.rule.name == rule.name);
    let severity = rule.severity.as_str();
    Some(match set {
        Some(setting) => {
            format!("On this site: {} (set in `{PATH}`: {})", setting.level.word(), setting.reason)
        }
        None if rule.is_settable() => format!("On this site: {severity} (the default)"),
        None => format!("On this site: {severity} (cannot be changed)"),
    })
}
