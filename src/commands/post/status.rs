//! The status of an update, and states that would not count.

use crate::authoring::records::ComponentStates;
use crate::commands::end::End;
use crate::commands::stop::Stop;
use crate::content::Keyword as _;
use crate::content::public::RecordKind;
use crate::diagnostics::did_you_mean;
use crate::status::{State, Status};

/// Refuses an update whose states would not count because the record is closed, or is closed by the update.
pub(super) fn refuse_lost_state(
    slug: &str,
    end: Option<&End<'_>>,
    status: Option<Status>,
    components: &ComponentStates,
    kind: RecordKind,
) -> Result<(), Stop> {
    let affected = components.iter().find(|(_, state)| *state != State::Operational);
    let (open, closing) = match kind {
        RecordKind::Incident => ("investigating", "resolved"),
        RecordKind::Maintenance => ("in_progress", "completed"),
    };
    if let (Some(status), Some((name, state))) = (status.filter(|status| status.is_closing()), affected) {
        let message = format!("`{status}` closes `{slug}`, so `{name}` cannot be `{}`", state.word());
        let still_open = match kind {
            RecordKind::Incident => "monitoring",
            RecordKind::Maintenance => "verifying",
        };
        return Err(Stop::usage(message)
            .hint(format!("if it is over, omit the component; if not, write `--status {still_open}`")));
    }
    match (end, status, affected) {
        (Some(End::ByClock), None, _) => Err(Stop::usage(format!(
            "the clock ended `{slug}`, and an update without a status would leave it completed"
        ))
        .hint(format!("if the work goes on, add `--status {open}`; if it is over, `--status {closing}`"))),
        (Some(End::Written(update)), None, Some((name, state))) => {
            let message =
                format!("`{slug}` is closed, so the page would not show that `{name}` is `{}`", state.word());
            let hint = match &update.merged_into {
                Some(other) => format!("write the update for `{}`, which continues it", other.value),
                None => {
                    "if the problem came back, add `--reopen`; if it is another one, run `allclear new incident`"
                        .to_owned()
                }
            };
            Err(Stop::usage(message).hint(hint))
        }
        (Some(End::Written(update)), Some(status), _)
            if status.is_closing() && update.status.as_ref().is_some_and(|before| before.value != status) =>
        {
            let before = update.status.as_ref().map_or(status, |before| before.value);
            Err(Stop::usage(format!("`{slug}` is already closed with `{before}`"))
                .hint("omit `--status`, or reopen it first with `--reopen`"))
        }
        _ => Ok(()),
    }
}

/// Returns the statuses of a kind of record.
pub(super) fn statuses(kind: RecordKind) -> &'static [Status] {
    match kind {
        RecordKind::Incident => &Status::INCIDENT,
        RecordKind::Maintenance => &Status::MAINTENANCE,
    }
}

/// Reads a status of a kind of record.
pub(super) fn status_of(word: &str, kind: RecordKind) -> Result<Status, Stop> {
    let what = match kind {
        RecordKind::Incident => "an incident",
        RecordKind::Maintenance => "a maintenance",
    };
    let words: Vec<&str> = statuses(kind).iter().map(|status| status.as_str()).collect();
    statuses(kind).iter().copied().find(|status| status.as_str() == word).ok_or_else(|| {
        Stop::usage(format!("`{word}` is not a status of {what}")).hint(
            match did_you_mean(word, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the statuses are `{}`", words.join("`, `")),
            },
        )
    })
}
