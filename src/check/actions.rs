//! Checks the actions of a post-mortem: who does what until when, and how others can tell that it is done.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::directory::Directory;
use super::phrases::{Word, at, words};
use super::record_context::RecordContext;
use crate::content::Keyword as _;
use crate::content::internal::{Action, ActionStatus};
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::span::{Span, Spanned};

/// Beginnings that have no end: nobody can tell when it is done.
const VAGUE: &[&str] = &[
    "improve|enhance|strengthen|optimise|optimize|increase|reduce",
    "investigate|explore|research|study|examine|understand|analyse|analyze",
    "review|revisit|evaluate|assess|consider|discuss",
    "continue|try|ensure|address|be",
    "look into",
    "look at",
    "think about",
    "work on",
    "focus on",
    "follow up",
    "make sure",
];

/// First words that are no verbs.
const NO_VERB: &str = "better|more|less|fewer|additional|further|proper|faster|stronger|clearer|new|missing|a|an|the|no|\
                       some|all|every|each|our|we|they|it|this|that|there|should|must|need|needs";

/// Verbs that end like a noun.
const VERBS: &str = "bring|ping|ring|string|swing|spring|mention|position|partition|provision|transition|function|\
                     question|caution|condition|station";

/// Checks the actions of the internal post-mortem.
pub(super) fn check(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    let Some(postmortem) = context.internal_postmortem else { return };
    check_ids(&postmortem.actions, found);
    check_dependencies(&postmortem.actions, found);
    for action in &postmortem.actions {
        found.extend(verification(action));
        if !action.is_closed() && action.is_written() {
            check_open(action, directory, now, found);
        }
    }
}

/// Checks an action that is still to be done or verified.
fn check_open(action: &Action, directory: &Directory<'_>, now: DateTime<Utc>, found: &mut Vec<Finding>) {
    let place = place(action);
    found.extend(person(action, directory, now));
    if action.due.is_none() {
        found.push(
            Finding::at(&rules::ACTION_WITHOUT_DATE, place, "this action has no due date")
                .hint("add the day, such as `due = 2026-12-18`"),
        );
    }
    if action.category.is_none() {
        found.push(
            Finding::at(&rules::ACTION_WITHOUT_CATEGORY, place, "this action has no category")
                .hint("add `category`: `prevent`, `detect` or `mitigate`"),
        );
    }
    if action.verify.is_none() && action.metric.is_none() {
        found.push(
            Finding::at(&rules::ACTION_WITHOUT_PROOF, place, "nothing says how to tell that this works")
                .hint("add `verify` with a test or a check, or `metric` with a figure and its target"),
        );
    }
    if let Some(title) = &action.title {
        found.extend(vague(title));
    }
    if let Some(days) = action.stale_days(now) {
        let since = action.due.as_ref().or(action.created.as_ref()).map_or(place, |day| day.span);
        let message = if action.due.is_some() {
            format!("this action is {days} days past its date")
        } else {
            format!("this action was decided {days} days ago, and has no date")
        };
        found.push(Finding::at(&rules::ACTION_STALE, since, message).hint(
            "close it with `allclear actions done` or `status = \"dropped\"`, or renew it with a new `due`",
        ));
    } else if let Some(due) = action.due.as_ref().filter(|_| action.is_overdue(now)) {
        let days = (now.date_naive() - due.value).num_days();
        let days = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        let is_done = action.status_or_open() == ActionStatus::Done;
        let (what, hint) = if is_done {
            ("is done and not verified", "`allclear actions verify` says who has checked it")
        } else {
            ("is not done", "`allclear actions done` says that it is; otherwise agree on a new date")
        };
        let message = format!("this action {what}, {days} after its date");
        found.push(Finding::at(&rules::ACTION_OVERDUE, due.span, message).hint(hint));
    }
}

/// Returns the finding for an action that nobody does: it has no owner, a team, or somebody who has left.
fn person(action: &Action, directory: &Directory<'_>, now: DateTime<Utc>) -> Option<Finding> {
    let hint = "name one person: `owner = \"…\"` with an id of `people.toml`";
    let Some(owner) = &action.owner else {
        let message = "this action has no owner";
        return Some(Finding::at(&rules::ACTION_WITHOUT_PERSON, place(action), message).hint(hint));
    };
    let people = directory.people.as_ref()?;
    let id = owner.value.as_str();
    if people.teams.contains(id) && !people.people.contains(id) {
        let message = format!("`{id}` is a team, and a team does nothing by itself");
        return Some(Finding::at(&rules::ACTION_WITHOUT_PERSON, owner.span, message).hint(hint));
    }
    let until = people.person(id)?.until.filter(|until| *until <= now)?;
    let message = format!("`{id}` left on {}", until.date_naive());
    Some(
        Finding::at(&rules::ACTION_OWNER_LEFT, owner.span, message)
            .hint("give it to somebody else, or drop it with `status = \"dropped\"`"),
    )
}

/// Returns the finding for a title that does not begin with a concrete verb.
fn vague(title: &Spanned<String>) -> Option<Finding> {
    let words = words(&title.value, std::slice::from_ref(&(0..title.value.len())));
    let first = words.first()?;
    let begun = VAGUE.iter().find_map(|phrase| at(&words, 0, phrase));
    let message = if let Some(begun) = begun {
        let begun: Vec<&str> = begun.iter().map(|word| word.written).collect();
        format!("`{}` does not say what will be done", begun.join(" "))
    } else if is_no_verb(first) {
        format!("`{}` is not a verb that says what will be done", first.written)
    } else {
        return None;
    };
    Some(Finding::at(&rules::VAGUE_ACTION, title.span, message).hint(
        "begin with a verb that has an end, such as \"Alert on …\", \"Delete …\", \"Write down why …\"",
    ))
}

fn is_no_verb(word: &Word<'_>) -> bool {
    let is_noun = ["ing", "tion", "ness"].iter().any(|ending| word.folded.ends_with(ending));
    let is_number = word.folded.starts_with(|c: char| c.is_ascii_digit());
    word.is(NO_VERB) || is_number || (is_noun && !word.is(VERBS))
}

/// Returns the finding for a verification that does not count.
fn verification(action: &Action) -> Option<Finding> {
    let finding = |span: Span, message: String| Finding::at(&rules::ACTION_VERIFICATION, span, message);
    let Some(by) = &action.verified_by else {
        let at = action.verified_at.as_ref()?;
        let message = "this does not say who verified it".to_owned();
        return Some(
            finding(at.span, message).hint("add `verified_by = \"…\"` with somebody other than the owner"),
        );
    };
    let status = action.status_or_open();
    if status != ActionStatus::Done {
        let message = format!("this action is verified, but its status is `{}`", status.word());
        return Some(finding(by.span, message).hint("set `status = \"done\"`, or remove the verification"));
    }
    if action.owner.as_ref().is_some_and(|owner| owner.value == by.value) {
        let message = format!("`{}` cannot verify an action of their own", by.value);
        return Some(
            finding(by.span, message).hint("ask somebody else to check it: `allclear actions verify`"),
        );
    }
    let (done, verified) = action.done_at.as_ref().zip(action.verified_at.as_ref())?;
    (verified.value < done.value).then(|| {
        let message = format!("this was verified before it was done on {}", done.value);
        finding(verified.span, message).related(done.span, "done on this day").hint("correct the wrong day")
    })
}

fn check_ids(actions: &[Action], found: &mut Vec<Finding>) {
    // Commands find an action by its id regardless of case.
    let mut known: BTreeMap<String, Span> = BTreeMap::new();
    for id in actions.iter().filter_map(|action| action.id.as_ref()) {
        if let Some(first) = known.get(&id.value.to_lowercase()) {
            let message = format!("another action has the id `{}`", id.value);
            found.push(
                Finding::at(&rules::DUPLICATE_ACTION, id.span, message)
                    .related(*first, "the other one")
                    .hint("give one of them another id"),
            );
        } else {
            known.insert(id.value.to_lowercase(), id.span);
        }
    }
}

fn check_dependencies(actions: &[Action], found: &mut Vec<Finding>) {
    let by_id: BTreeMap<&str, &Action> =
        actions.iter().filter_map(|action| Some((action.id.as_ref()?.value.as_str(), action))).collect();
    for action in actions {
        for name in &action.depends_on {
            let Some(before) = by_id.get(name.value.as_str()) else {
                let message = format!("no action of this post-mortem has the id `{}`", name.value);
                let near = did_you_mean(&name.value, by_id.keys().copied());
                let hint = near.map_or_else(
                    || "name an action of the same file, or remove it".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                found.push(Finding::at(&rules::ACTION_DEPENDENCY, name.span, message).hint(hint));
                continue;
            };
            if waits_for(before, action, &by_id) {
                found.extend(circle(action, name, before));
            } else if let (Some(due), Some(first)) = (&action.due, &before.due)
                && due.value < first.value
                && !action.is_closed()
                && !before.is_closed()
            {
                let message = format!("this is due before `{}`, which it waits for", name.value);
                found.push(
                    Finding::at(&rules::ACTION_DEPENDENCY, due.span, message)
                        .related(first.span, "the other one is due on this day")
                        .hint("let it be due on that day or later"),
                );
            }
        }
    }
}

/// Returns the finding for a circle, at the first of its actions in the file only.
fn circle(action: &Action, name: &Spanned<String>, before: &Action) -> Option<Finding> {
    if std::ptr::eq(action, before) {
        let message = "this action waits for itself";
        return Some(
            Finding::at(&rules::ACTION_DEPENDENCY, name.span, message)
                .hint("remove its own id from `depends_on`"),
        );
    }
    let message = format!("this action waits for `{}`, which waits for this action", name.value);
    (action.span < before.span).then(|| {
        Finding::at(&rules::ACTION_DEPENDENCY, name.span, message)
            .hint("decide which of them comes first, and remove the other dependency")
    })
}

/// Whether an action waits for another one, directly or by way of others, or is the other one.
fn waits_for<'a>(action: &'a Action, other: &Action, by_id: &BTreeMap<&str, &'a Action>) -> bool {
    let mut seen: Vec<&Action> = vec![action];
    let mut next = 0;
    while let Some(one) = seen.get(next).copied() {
        next += 1;
        if std::ptr::eq(one, other) {
            return true;
        }
        for before in one.depends_on.iter().filter_map(|name| by_id.get(name.value.as_str()).copied()) {
            if !seen.iter().any(|known| std::ptr::eq(*known, before)) {
                seen.push(before);
            }
        }
    }
    false
}

/// Returns where to report what is missing from an action: the line that says what it is.
fn place(action: &Action) -> Span {
    action.title.as_ref().or(action.id.as_ref()).map_or(action.span, |line| line.span)
}
