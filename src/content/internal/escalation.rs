//! `[[escalation.<severity>]]` of `response.toml`: who does what, and by when, while an incident is open.

use chrono::TimeDelta;

use super::roles::{ON_CALL, role_names};
use crate::content::key::Key;
use crate::content::reader::Reader;
use crate::content::{SeverityName, is_name, parse_duration};
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::span::{Span, Spanned};

/// The steps of one severity.
#[derive(Clone, Debug)]
pub struct Ladder {
    /// The severity.
    pub severity: Spanned<SeverityName>,
    /// The steps, in the order of the file.
    pub steps: Vec<EscalationStep>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct EscalationStep {
    /// Its id, unique in the ladder, by which the timeline says that it was taken.
    pub id: Spanned<String>,
    /// How long after the detection, or after the rise to this severity, it is due.
    pub after: TimeDelta,
    /// The interval in which it falls due again.
    pub repeat: Option<TimeDelta>,
    /// Who takes it.
    pub holder: StepHolder,
    /// What to do.
    pub action: String,
    /// Where to do it, such as a channel or a phone bridge.
    pub channel: Option<String>,
}

/// Who takes a step; at least one of the two is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepHolder {
    /// Whoever holds this role, which may be `on_call`. Without it, the lead of the team takes the step.
    pub role: Option<Spanned<String>>,
    /// The team.
    pub team: Option<Spanned<String>>,
}

pub(super) const STEP_KEYS: &[Key] = &[
    Key::required("id", "id", "the name of the step, for `did` in the timeline: a to z, 0 to 9 and hyphens"),
    Key::optional(
        "after",
        "duration",
        "how long after the detection, or after the severity rose to this one, it is due; default: at once",
    ),
    Key::optional("role", "role", "who takes it: a role of an incident, or `on_call`"),
    Key::optional(
        "team",
        "team",
        "the team: with `role = \"on_call\"` whoever is on call for it, otherwise its lead",
    ),
    Key::required("action", "text", "what to do"),
    Key::optional("channel", "text", "where to do it, such as a channel or a phone bridge"),
    Key::optional("repeat", "duration", "how often it falls due again, until the incident is resolved"),
];

/// Reads all ladders.
pub(super) fn read_ladders(reader: &Reader<'_>) -> Vec<Ladder> {
    let ladder = |(name, tables): (Spanned<String>, Vec<Reader<'_>>)| {
        let mut steps: Vec<EscalationStep> = Vec::new();
        for step in tables.iter().filter_map(EscalationStep::read) {
            match steps.iter().find(|earlier| earlier.id.value == step.id.value) {
                Some(earlier) => reader.report(
                    Finding::at(
                        &rules::INVALID_VALUE,
                        step.id.span,
                        format!("two steps have the id `{}`", step.id.value),
                    )
                    .related(earlier.id.span, "the first one is here")
                    .hint("the timeline names steps by their ids, so give one of them another"),
                ),
                None => steps.push(step),
            }
        }
        Ladder { severity: name.map(|name| SeverityName::new(&name)), steps }
    };
    reader.named_lists("escalation", "a step", STEP_KEYS).into_iter().map(ladder).collect()
}

impl EscalationStep {
    fn read(table: &Reader<'_>) -> Option<Self> {
        let (id, action) = (table.line("id"), table.line("action"));
        let (after, repeat) = (after(table), table.duration("repeat").map(|span| span.value));
        let channel = table.line("channel").map(|channel| channel.value);
        let holder = holder(table);
        let id = id?;
        if !is_name(&id.value) {
            let message = format!("`{}` is not an id", id.value);
            table.wrong(&rules::INVALID_VALUE, id.span, message, "use only a to z, 0 to 9 and hyphens");
            return None;
        }
        Some(Self { id, after: after?, repeat, holder: holder?, action: action?.value, channel })
    }
}

/// Reads `after`, which may be zero.
fn after(table: &Reader<'_>) -> Option<TimeDelta> {
    let is_zero = |text: &str| matches!(text, "0" | "0s" | "0m" | "0h");
    match table.line("after").filter(|_| table.is_text("after")) {
        None if table.has("after") => None,
        None => Some(TimeDelta::zero()),
        Some(text) if is_zero(&text.value) => Some(TimeDelta::zero()),
        Some(text) => parse_duration(&text.value).or_else(|| table.duration("after").map(|span| span.value)),
    }
}

/// Reads who takes the step.
fn holder(table: &Reader<'_>) -> Option<StepHolder> {
    let (role, team) = (table.line("role"), table.line("team"));
    let known = || role_names().chain([ON_CALL]);
    if let Some(role) = role.as_ref().filter(|role| !known().any(|name| name == role.value)) {
        let hint = match did_you_mean(&role.value, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the roles are `{}`", known().collect::<Vec<_>>().join("`, `")),
        };
        table.wrong(&rules::UNKNOWN_VALUE, role.span, format!("unknown role `{}`", role.value), &hint);
        return None;
    }
    if role.is_none() && team.is_none() {
        let message = "a step needs `role` or `team`, so that somebody takes it";
        table.wrong(&rules::MISSING_KEY, span_of(table), message, "add `role = \"commander\"`");
        return None;
    }
    Some(StepHolder { role, team })
}

fn span_of(table: &Reader<'_>) -> Span {
    table.span_of_key("id")
}
