//! An incident that looks like an earlier one, although nobody has said whether it repeats it.

use serde::Serialize;

use super::facts::Facts;
use super::moment::day;
use super::title::title;
use crate::check::LikelyRepeat;

/// An incident that looks like an earlier one. It never counts as a repeat.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LikelyView {
    title: String,
    /// The address below the root.
    address: String,
    earlier: String,
    earlier_address: String,
    /// What they have in common.
    why: String,
    /// The lines of `incident.md` that answer the question.
    answers: [String; 2],
}

impl LikelyView {
    pub(super) fn new(likely: &LikelyRepeat<'_>, facts: &Facts<'_>) -> Self {
        let known = facts.summary(&likely.earlier.name);
        let when = known.and_then(|one| one.at).map(|at| format!(" of {}", day(at.date_naive())));
        let words: Vec<String> = likely.words.iter().map(|word| format!("“{word}”")).collect();
        let (component, words) = (facts.component(likely.component), words.join(" and "));
        let name = &likely.earlier.name;
        Self {
            title: title(likely.incident).to_owned(),
            address: facts.address(likely.incident).to_owned(),
            earlier: format!("{}{}", title(likely.earlier), when.unwrap_or_default()),
            earlier_address: facts.address(likely.earlier).to_owned(),
            why: format!("Both affected {component}, and both titles have {words}."),
            answers: [format!("repeat_of = \"{name}\""), format!("not_repeat_of = [\"{name}\"]")],
        }
    }
}
