//! Questions on a terminal, one line each.
//!
//! Nothing is written before the last answer, so an interrupt or the end of input leaves everything as it was.

use super::session::Session;
use super::stop::Stop;

/// Asks until `accept` accepts the answer. An empty answer is the default, if there is one.
pub(super) fn ask<T>(
    question: &str,
    default: Option<&str>,
    session: &mut Session<'_, '_>,
    mut accept: impl FnMut(&str) -> Result<T, Stop>,
) -> Result<T, Stop> {
    loop {
        let shown = default.map(|default| format!(" [{default}]")).unwrap_or_default();
        session.ask(&format!("{question}{shown}: "))?;
        let Some(answer) = session.line().map_err(|error| Stop::unreadable_input(&error))? else {
            session.complain("")?;
            return Err(cancelled());
        };
        let answer = answer.trim();
        let answer = if answer.is_empty() { default.unwrap_or_default() } else { answer };
        match accept(answer) {
            Ok(accepted) => return Ok(accepted),
            Err(refusal) => session.complain(&refusal.to_text())?,
        }
    }
}

/// Asks for a text that may not be empty.
pub(super) fn text(
    question: &str,
    default: Option<&str>,
    session: &mut Session<'_, '_>,
) -> Result<String, Stop> {
    ask(question, default, session, |answer| match answer {
        "" => Err(Stop::usage("please write something")),
        answer => Ok(answer.to_owned()),
    })
}

/// Asks for one of several choices, by its number or its first letters.
pub(super) fn choice<T: Copy>(
    question: &str,
    choices: &[(&str, T)],
    session: &mut Session<'_, '_>,
) -> Result<T, Stop> {
    session.complain(question)?;
    for (number, (words, _)) in (1..).zip(choices) {
        session.complain(&format!("  {number}  {words}"))?;
    }
    ask("number", None, session, |answer| {
        let by_number = || choices.get(answer.parse::<usize>().ok()?.checked_sub(1)?);
        let by_letters = || {
            let mut found = choices.iter().filter(|(words, _)| {
                !answer.is_empty() && words.to_lowercase().starts_with(&answer.to_lowercase())
            });
            found.next().filter(|_| found.next().is_none())
        };
        let chosen = by_number().or_else(by_letters).map(|(_, value)| *value);
        chosen.ok_or_else(|| Stop::usage(format!("write a number from 1 to {}", choices.len())))
    })
}

/// Asks for a text of several lines, which ends with an empty line or the end of input. `None` if it is empty.
pub(super) fn paragraph(question: &str, session: &mut Session<'_, '_>) -> Result<Option<String>, Stop> {
    session.complain(&format!("{question} (an empty line ends it)"))?;
    let mut lines = Vec::new();
    while let Some(line) = session.line().map_err(|error| Stop::unreadable_input(&error))? {
        if line.trim().is_empty() {
            break;
        }
        lines.push(line);
    }
    Ok((!lines.is_empty()).then(|| lines.join("\n")))
}

/// The user ended the input.
pub(super) fn cancelled() -> Stop {
    Stop::usage("cancelled; nothing was written")
}
