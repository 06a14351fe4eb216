//! Post-mortems by stage: those that are required and not begun come first.

use std::collections::BTreeMap;

use serde::Serialize;

use super::parts::{Group, Part, PartLink, parts};
use crate::board::facts::Facts;
use crate::board::moment::{Moment, day};
use crate::board::page::Page;
use crate::board::stage::stage;
use crate::board::summary::Summary;
use crate::response::{PostmortemStanding, RequiredPostmortem};

#[derive(Debug, Serialize)]
struct PostmortemsPage {
    stages: Vec<StageView>,
    parts: Vec<PartLink>,
    next: Option<PartLink>,
}

#[derive(Debug, Serialize)]
struct StageView {
    title: String,
    about: &'static str,
    /// How many there are on all pages together.
    count: usize,
    rows: Vec<RowView>,
}

#[derive(Debug, Serialize)]
struct RowView {
    title: String,
    address: String,
    severity: String,
    day: Option<String>,
    author: Option<String>,
    /// When the draft is due, if the policy requires one.
    due: Option<Moment>,
    is_late: bool,
    reasons: Vec<String>,
    open_places: usize,
    actions: usize,
}

/// The stages, with what is said about each.
const STAGES: [(PostmortemStanding, &str); 4] = [
    (PostmortemStanding::Missing, "The policy requires them, and nobody has begun."),
    (PostmortemStanding::Draft, "Places are still open."),
    (PostmortemStanding::InReview, "Written; approvals or the version for customers are missing."),
    (PostmortemStanding::Published, "Customers can read them."),
];

/// Returns the pages of the list.
pub(in crate::board) fn postmortems_pages(facts: &Facts<'_>) -> Vec<Page> {
    let required = facts.situation.postmortems.iter();
    let required: BTreeMap<&str, &RequiredPostmortem> =
        required.map(|(folder, required)| (folder.name.as_str(), required)).collect();
    let of = |(standing, _): &(PostmortemStanding, &str)| {
        let own = facts.incidents.iter().filter(|one| {
            let is_required = required.contains_key(one.folder.name.as_str());
            one.postmortem == *standing && (*standing != PostmortemStanding::Missing || is_required)
        });
        let rows = own.map(|one| row(one, required.get(one.folder.name.as_str()).copied(), facts));
        Group::new(stage(*standing), rows.collect())
    };
    let about = |title: &str| {
        let own = STAGES.iter().find(|(standing, _)| stage(*standing) == title);
        own.map_or("", |(_, about)| about)
    };
    let page = |part: Part<RowView>| {
        let stages = part.groups.into_iter().map(|group| StageView {
            about: about(&group.title),
            title: group.title,
            count: group.count,
            rows: group.rows,
        });
        let view = PostmortemsPage { stages: stages.collect(), parts: part.all, next: part.next };
        Page::new(part.address, "postmortems", "Post-mortems", "postmortems.html", &view)
    };
    parts("postmortems/", STAGES.iter().map(of).collect()).into_iter().map(page).collect()
}

fn row(one: &Summary<'_>, required: Option<&RequiredPostmortem>, facts: &Facts<'_>) -> RowView {
    let postmortem = one.folder.postmortem.as_ref();
    RowView {
        title: one.title.to_owned(),
        address: facts.address(one.folder).to_owned(),
        severity: one.severity.unwrap_or("none").to_owned(),
        day: one.at.map(|at| day(at.date_naive())),
        author: postmortem.and_then(|own| own.author.as_ref()).map(|author| facts.person(&author.value)),
        due: required.map(|required| Moment::new(required.due, facts.now)),
        is_late: required.is_some_and(|required| required.due <= facts.now),
        reasons: required.map(|required| required.reasons.clone()).unwrap_or_default(),
        open_places: postmortem.map_or(0, |own| own.placeholders.len()),
        actions: postmortem.map_or(0, |own| own.actions.iter().filter(|action| action.is_written()).count()),
    }
}
