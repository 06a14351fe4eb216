//! `allclear check --explain RULE`: explains why a rule exists.

use super::exit::Exit;
use super::session::Session;
use super::stop::Stop;
use crate::diagnostics::{did_you_mean, rules};

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
    session.print(&format!(
        "{} ({}): {}\n\n{}\n",
        rule.name,
        rule.severity.as_str(),
        rule.summary,
        rule.explanation
    ))?;
    Ok(Exit::Done)
}
