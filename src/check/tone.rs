//! Checks the wording of post-mortems: blame, people as causes, resolutions to be more careful, and counterfactuals.
//!
//! The phrases are English. A text in another language is not judged.

use super::directory::Directory;
use super::person_names::PersonNames;
use super::phrases::{Word, at, occurrences, range_of, words};
use super::record_context::RecordContext;
use super::text_start::text_start;
use crate::content::internal::{InternalPostmortem, generated_blocks};
use crate::content::public::Postmortem;
use crate::diagnostics::{Finding, Rule, rules};
use crate::markdown::prose;
use crate::source::Snapshot;
use crate::span::{Span, Spanned};

/// Words that blame.
const BLAME: &[&str] = &[
    "human|operator|user|engineer|pilot|personal error|errors|mistake|mistakes",
    "careless*",
    "negligen*",
    "reckless*",
    "incompeten*",
    "sloppy|sloppily|sloppiness",
    "at fault",
    "to blame",
    "fat finger*",
    "finger trouble",
    "someone|somebody|he|she|they|we|i|you forgot",
    "forgot|forgotten to",
    "no one|nobody bothered",
    "did|didn't bother",
];

/// Resolutions that change nothing.
const CAREFUL: &[&str] = &[
    "be|being more|extra|very|particularly careful|aware|vigilant|attentive|diligent|mindful|thorough|cautious",
    "be|being careful",
    "more|extra carefully|vigilance|attention",
    "take|taking|taken more|greater|better care",
    "pay|paying|paid attention",
    "pay|paying|paid more|closer|better|greater attention",
    "try|trying harder",
];

/// More of them, which customers may well be told.
const REMINDERS: &[&str] = &[
    "remember to",
    "remind everyone|everybody|people|engineers|developers|operators|colleagues",
    "remind the team|teams",
];

/// What did not happen.
const COUNTERFACTUALS: &[&str] = &[
    "should|shouldn't|could|would|wouldn't have",
    "should|could|would not|never|also|just|simply|easily have",
    "ought to have",
    "if only",
    "neglected|neglecting to",
];

/// Who can fail to do something, other than a machine.
const PEOPLE: &str = "we|i|he|she|they|you|nobody|everybody|engineer|engineers|operator|operators|developer|developers|\
                      team|teams|staff|colleague|colleagues|responder|responders|commander|lead|management";

/// What a person is said to have done wrong.
const WRONGDOING: &str = "broke|breaks|caused|causes|forgot|missed|misses|ignored|ignores|overlooked|neglected|failed|\
                          misread|misconfigured|mistyped|botched|mishandled|mistakenly|wrongly|accidentally|erroneously|\
                          carelessly|inadvertently";

/// What a person does with a change that was wrong.
const DID: &str = "deployed|shipped|released|pushed|merged|wrote|committed|ran|applied|entered|typed|used|sent|chose|\
                   introduced|made|configured|set";

/// How a change is said to have been wrong.
const WRONG: &str = "bad|wrong|broken|faulty|buggy|untested|incorrect";

/// Checks both post-mortems of an incident.
pub(super) fn check(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    snapshot: &Snapshot,
    found: &mut Vec<Finding>,
) {
    if let Some(postmortem) = context.internal_postmortem {
        check_internal(postmortem, directory.person_names(), snapshot, found);
    }
    if let Some(postmortem) = context.postmortem {
        check_public(postmortem, snapshot, found);
    }
}

/// The text that is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The text for customers.
    Public,
    /// A text for colleagues.
    Internal,
    /// A cause: a why or a contributing factor.
    Cause,
}

fn check_internal(
    postmortem: &InternalPostmortem,
    people: &PersonNames,
    snapshot: &Snapshot,
    found: &mut Vec<Finding>,
) {
    let mut value = |value: &Spanned<String>, kind: Kind| {
        let words = words(&value.value, std::slice::from_ref(&(0..value.value.len())));
        judge(&words, kind, "", people, &|_| value.span, found);
    };
    for why in &postmortem.whys {
        why.question.iter().chain(&why.answer).for_each(|text| value(text, Kind::Cause));
    }
    postmortem
        .factors
        .iter()
        .filter_map(|factor| factor.text.as_ref())
        .for_each(|text| value(text, Kind::Cause));
    postmortem
        .actions
        .iter()
        .filter_map(|action| action.title.as_ref())
        .for_each(|text| value(text, Kind::Internal));
    check_body(postmortem.text, Kind::Internal, people, snapshot, found);
}

fn check_public(postmortem: &Postmortem, snapshot: &Snapshot, found: &mut Vec<Finding>) {
    let Some(file) = snapshot.file(postmortem.span.file) else { return };
    let text = Span::new(file.id, text_start(&file.text)..file.text.len());
    // A name of a person never gets through the gate, so no list of them is needed.
    check_body(text, Kind::Public, &PersonNames::default(), snapshot, found);
}

/// Judges a text in Markdown, without what a command generated.
fn check_body(text: Span, kind: Kind, people: &PersonNames, snapshot: &Snapshot, found: &mut Vec<Finding>) {
    let (start, end) = (text.start as usize, text.end as usize);
    let source = snapshot.file(text.file).and_then(|file| file.text.get(start..end)).unwrap_or_default();
    let generated: Vec<_> = generated_blocks(source).into_iter().filter(|block| block.is_intact).collect();
    for passage in prose(source) {
        let first = passage.parts.first().map_or(0, |part| part.start);
        if generated.iter().any(|block| block.range.contains(&first)) {
            continue;
        }
        let words = words(source, &passage.parts);
        let span = |part: &[Word<'_>]| {
            let range = range_of(part);
            Span::new(text.file, range.start + start..range.end + start)
        };
        judge(&words, kind, &passage.heading, people, &span, found);
    }
}

/// Applies the rules to the words of one passage.
fn judge(
    words: &[Word<'_>],
    kind: Kind,
    heading: &str,
    people: &PersonNames,
    span: &dyn Fn(&[Word<'_>]) -> Span,
    found: &mut Vec<Finding>,
) {
    let mut report = |rule: &'static Rule, part: &[Word<'_>], what: &str, hint: &str| {
        let finding = Finding::at(rule, span(part), format!("`{}` {what}", written(part))).hint(hint);
        // Not everybody may read a text for customers yet, so logs show the phrase and not its line. It has no names.
        found.push(if kind == Kind::Public { finding.confidential().quoting_nothing() } else { finding });
    };
    for part in occurrences(words, BLAME) {
        let hint = "write what made the mistake possible: a tool, a default, a missing test or alert";
        report(&rules::BLAME, part, "blames and does not explain", hint);
    }
    let reminders = if kind == Kind::Public { &[][..] } else { REMINDERS };
    for part in occurrences(words, CAREFUL).into_iter().chain(occurrences(words, reminders)) {
        let hint = "write what will be different even on a bad day: a check, a limit, a default, an alert";
        report(&rules::BE_MORE_CAREFUL, part, "changes nothing by itself", hint);
    }
    for part in people_as_causes(words, kind, people) {
        let hint = "write what the system allowed; the timeline may say who did what";
        report(&rules::PERSON_AS_CAUSE, part, "names a person as a cause", hint);
    }
    // What was lucky is what might have happened.
    if !heading.to_lowercase().contains("luck") {
        for part in counterfactuals(words, people) {
            let hint = "write what happened, and why it made sense at that time";
            report(&rules::COUNTERFACTUAL, part, "says what did not happen", hint);
        }
    }
}

fn counterfactuals<'w, 't>(words: &'w [Word<'t>], people: &PersonNames) -> Vec<&'w [Word<'t>]> {
    let failed = (1..words.len()).filter(|start| at(words, *start, "failed to").is_some());
    let by_a_person = failed.filter_map(|start| {
        let part = words.get(start - 1..start + 2)?;
        (part.first()?.is(PEOPLE) || ends_a_name(words, start, people)).then_some(part)
    });
    occurrences(words, COUNTERFACTUALS).into_iter().chain(by_a_person).collect()
}

/// Whether a name ends before this word.
fn ends_a_name(words: &[Word<'_>], end: usize, people: &PersonNames) -> bool {
    (end.saturating_sub(4)..end)
        .any(|start| people.at(words, start).is_some_and(|name| start + name.len() == end))
}

/// Returns the words that name a person as a cause. A cause names nobody. Elsewhere, nobody is said to have done
/// something wrong.
fn people_as_causes<'w, 't>(words: &'w [Word<'t>], kind: Kind, people: &PersonNames) -> Vec<&'w [Word<'t>]> {
    let mut found = Vec::new();
    if kind == Kind::Cause {
        found.extend(words.get(..1).filter(|first| first.iter().any(|word| word.is("who"))));
    }
    let mut start = 0;
    while start < words.len() {
        let Some(name) = people.at(words, start) else {
            start += 1;
            continue;
        };
        let end = start + name.len();
        let length = match kind {
            Kind::Cause => Some(0),
            Kind::Internal | Kind::Public => wrongdoing_after(words, end),
        };
        if let Some(length) = length {
            found.extend(words.get(start..end + length));
        } else if kind != Kind::Cause && start >= 2 && is_agent(words, start) {
            found.extend(words.get(start - 2..end));
        }
        start = end;
    }
    found
}

/// Returns the number of words after a name that say what the person did wrong.
fn wrongdoing_after(words: &[Word<'_>], end: usize) -> Option<usize> {
    let sentence = words.get(end.checked_sub(1)?)?.sentence;
    let rest = words.get(end..)?;
    let in_sentence = rest.iter().take_while(|word| word.sentence == sentence).count();
    let rest = rest.get(..in_sentence)?;
    let verb = rest.iter().take(3).position(|word| word.is(WRONGDOING));
    let did = || rest.iter().take(2).any(|word| word.is(DID));
    let wrong = || rest.iter().take(5).position(|word| word.is(WRONG)).filter(|_| did());
    let fault =
        || rest.first().is_some_and(|word| word.is("mistake|error|oversight|fault|typo")).then_some(0);
    verb.or_else(wrong).or_else(fault).map(|index| index + 1)
}

/// Whether the two words before a name make the person the agent: `caused by`.
fn is_agent(words: &[Word<'_>], start: usize) -> bool {
    at(words, start - 2, "caused|mistake|error|fault|typo|oversight by").is_some()
        && words
            .get(start - 1..=start)
            .is_some_and(|pair| pair.iter().all(|word| word.sentence == pair[0].sentence))
}

/// Returns the words of a phrase as they are written, with single spaces.
fn written(part: &[Word<'_>]) -> String {
    part.iter().map(|word| word.written).collect::<Vec<_>>().join(" ")
}
