//! Finds incidents that look like an earlier one, although nobody has said whether they repeat it.
//!
//! Two incidents look alike if they affected the same component within 90 days and their titles have words in common that
//! say something: not the name of the component, and not words such as "slow" that most titles have. This is a guess, so it is
//! never more than a warning, and it names its reason.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::content::internal::IncidentKind;
use crate::content::public::{RecordKind, Update};
use crate::content::{ComponentNames, Content, Folder};
use crate::diagnostics::{Finding, rules};

/// How long after an incident another one may look like it.
const WITHIN: TimeDelta = TimeDelta::days(90);

/// How many words two titles must have in common. Half of the words of the shorter title must be among them too.
const FEWEST: usize = 2;

/// The shortest word that says something.
const SHORTEST: usize = 4;

/// Words of many titles, as [`stem`] returns them.
const COMMON: &[&str] = &[
    "about",
    "affect",
    "after",
    "again",
    "avail",
    "available",
    "back",
    "before",
    "break",
    "broken",
    "cannot",
    "customer",
    "degrad",
    "delay",
    "delaye",
    "down",
    "during",
    "error",
    "fail",
    "faile",
    "failure",
    "from",
    "high",
    "incident",
    "into",
    "issue",
    "late",
    "long",
    "miss",
    "more",
    "most",
    "network",
    "only",
    "other",
    "outage",
    "over",
    "part",
    "partial",
    "problem",
    "production",
    "request",
    "restart",
    "response",
    "ran",
    "server",
    "service",
    "slow",
    "slower",
    "some",
    "still",
    "stop",
    "stopp",
    "stuck",
    "system",
    "than",
    "that",
    "their",
    "time",
    "timeout",
    "traffic",
    "unavailable",
    "under",
    "user",
    "were",
    "when",
    "while",
    "with",
    "without",
    "wrong",
];

/// An incident that looks like an earlier one.
#[derive(Clone, Debug)]
pub struct LikelyRepeat<'c> {
    /// The incident.
    pub incident: &'c Folder,
    /// The newest earlier one that looks alike.
    pub earlier: &'c Folder,
    /// The path of a component that both affected.
    pub component: &'c str,
    /// The words that both titles have, in order.
    pub words: Vec<String>,
}

/// An incident as far as it matters here.
struct Case<'c> {
    folder: &'c Folder,
    at: DateTime<Utc>,
    components: BTreeSet<usize>,
    words: BTreeSet<String>,
    causes: BTreeSet<String>,
}

/// Returns the incidents that look like an earlier one and say nothing about it, in the order of their folders. One that has
/// the cause of the earlier one in common is a repeat anyway.
#[must_use]
pub fn likely_repeats(content: &Content) -> Vec<LikelyRepeat<'_>> {
    let names = ComponentNames::new(&content.public.components);
    let mut cases: Vec<Case<'_>> =
        content.internal.folders.par_iter().filter_map(|folder| case(folder, &names, content)).collect();
    cases.sort_by(|one, other| (one.at, &one.folder.name).cmp(&(other.at, &other.folder.name)));
    // The newest cases of each component, so that only those near each other are compared.
    let mut recent: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for component in &case.components {
            let known = recent.entry(*component).or_default();
            known.retain(|other| cases.get(*other).is_some_and(|other| case.at - other.at <= WITHIN));
            candidates.extend(known.iter());
            known.push(index);
        }
        let earlier = candidates.into_iter().rev().filter_map(|other| cases.get(other));
        found.extend(earlier.filter(|earlier| !is_answered(case, earlier)).find_map(|earlier| {
            let words: Vec<String> = case.words.intersection(&earlier.words).cloned().collect();
            let fewest = case.words.len().min(earlier.words.len());
            let component = *case.components.intersection(&earlier.components).next()?;
            (words.len() >= FEWEST && words.len() * 2 >= fewest).then_some(LikelyRepeat {
                incident: case.folder,
                earlier: earlier.folder,
                component: &content.public.components.get(component)?.path,
                words,
            })
        }));
    }
    found.sort_by(|one, other| one.incident.name.cmp(&other.incident.name));
    found
}

/// Returns a warning for each of them.
#[must_use]
pub fn likely_repeat_findings(content: &Content) -> Vec<Finding> {
    let finding = |repeat: LikelyRepeat<'_>| {
        let incident = repeat.incident.incident.as_ref()?;
        let span = incident.title.as_ref().map_or(incident.span, |title| title.span);
        let (earlier, component) = (&repeat.earlier.name, repeat.component);
        let words: Vec<String> = repeat.words.iter().map(|word| format!("`{word}`")).collect();
        let message = format!(
            "this looks like `{earlier}`: both affected `{component}`, and both titles have {}",
            words.join(", ")
        );
        let hint = format!(
            "if it has the same cause, add `repeat_of = \"{earlier}\"`, otherwise `not_repeat_of = [\"{earlier}\"]`"
        );
        Some(Finding::at(&rules::LIKELY_REPEAT, span, message).hint(hint))
    };
    likely_repeats(content).into_iter().filter_map(finding).collect()
}

/// Whether an incident says how it is related to an earlier one, or has a cause in common with it.
fn is_answered(case: &Case<'_>, earlier: &Case<'_>) -> bool {
    let Some(incident) = &case.folder.incident else { return true };
    incident.repeat_of.is_some()
        || incident.not_repeat_of.iter().any(|name| name.value == earlier.folder.name)
        || case.causes.intersection(&earlier.causes).next().is_some()
}

fn case<'c>(folder: &'c Folder, names: &ComponentNames<'_>, content: &Content) -> Option<Case<'c>> {
    let incident = folder.incident.as_ref().filter(|_| folder.kind == RecordKind::Incident)?;
    // What was merged into another incident is a part of that one.
    if incident.kind != IncidentKind::Incident || folder.released().any(|update| update.merged_into.is_some())
    {
        return None;
    }
    let logged = folder.timeline.iter().map(|entry| entry.at).min();
    let at = logged.or_else(|| folder.released().map(Update::came).min())?;
    let by_record = incident.components.iter();
    let by_updates = folder.released().flat_map(|update| &update.components).map(|(name, _)| name);
    let components: BTreeSet<usize> =
        by_record.chain(by_updates).filter_map(|name| names.one(&name.value)).collect();
    let mut words = stems(incident.title.as_ref().map_or("", |title| &title.value));
    for component in components.iter().filter_map(|index| content.public.components.get(*index)) {
        for own in stems(&component.name).into_iter().chain(stems(&component.path)) {
            words.remove(&own);
        }
    }
    let causes = folder.postmortem.iter().flat_map(|postmortem| &postmortem.causes);
    let causes = causes.map(|cause| cause.value.trim().to_lowercase()).collect();
    Some(Case { folder, at, components, words, causes })
}

/// Returns the words of a text that say something, without their endings.
fn stems(text: &str) -> BTreeSet<String> {
    let folded: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let says_something =
        |word: &&str| word.chars().count() >= SHORTEST && word.chars().any(char::is_alphabetic);
    words.filter(says_something).map(stem).filter(|word| !COMMON.contains(&word.as_str())).collect()
}

/// Returns a word without an ending that changes nothing about what it is about.
fn stem(word: &str) -> String {
    let ending = ["ing", "ed", "es", "s"]
        .into_iter()
        .find(|ending| word.strip_suffix(ending).is_some_and(|rest| rest.chars().count() >= SHORTEST));
    ending.and_then(|ending| word.strip_suffix(ending)).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_most_titles_have_say_nothing() {
        let words: Vec<String> =
            stems("Primary Postgres failed over, connections exhausted: API was slow").into_iter().collect();
        assert_eq!(words, ["connection", "exhaust", "postgr", "primary"]);
        assert_eq!(stems("Postgres"), stems("postgres"));
        assert!(stems("API down, 503 errors for 20 min").is_empty());
    }
}
