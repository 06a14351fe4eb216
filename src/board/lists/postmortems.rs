//! Post-mortems by stage: those that are required and not begun come first.

use serde::Serialize;

use crate::board::facts::Facts;
use crate::board::moment::{Moment, day};
use crate::board::page::Page;
use crate::board::stage::stage;
use crate::board::summary::Summary;
use crate::response::PostmortemStanding;

#[derive(Debug, Serialize)]
struct PostmortemsPage {
    stages: Vec<StageView>,
}

#[derive(Debug, Serialize)]
struct StageView {
    title: &'static str,
    about: &'static str,
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

/// Returns the page.
pub(in crate::board) fn postmortems_page(facts: &Facts<'_>) -> Page {
    let row = |one: &Summary<'_>| {
        let required = facts.situation.postmortems.iter().find(|(folder, _)| folder.name == one.folder.name);
        let postmortem = one.folder.postmortem.as_ref();
        RowView {
            title: one.title.to_owned(),
            address: facts.address(one.folder).to_owned(),
            severity: one.severity.unwrap_or("none").to_owned(),
            day: one.at.map(|at| day(at.date_naive())),
            author: postmortem.and_then(|own| own.author.as_ref()).map(|author| facts.person(&author.value)),
            due: required.map(|(_, required)| Moment::new(required.due, facts.now)),
            is_late: required.is_some_and(|(_, required)| required.due <= facts.now),
            reasons: required.map(|(_, required)| required.reasons.clone()).unwrap_or_default(),
            open_places: postmortem.map_or(0, |own| own.placeholders.len()),
            actions: postmortem
                .map_or(0, |own| own.actions.iter().filter(|action| action.is_written()).count()),
        }
    };
    let is_required = |one: &Summary<'_>| {
        facts.situation.postmortems.iter().any(|(folder, _)| folder.name == one.folder.name)
    };
    let of = |standing: PostmortemStanding, about: &'static str| {
        let own = facts.incidents.iter().filter(|one| {
            one.postmortem == standing && (standing != PostmortemStanding::Missing || is_required(one))
        });
        StageView { title: stage(standing), about, rows: own.map(row).collect() }
    };
    let view = PostmortemsPage {
        stages: vec![
            of(PostmortemStanding::Missing, "The policy requires them, and nobody has begun."),
            of(PostmortemStanding::Draft, "Places are still open."),
            of(PostmortemStanding::InReview, "Written; approvals or the version for customers are missing."),
            of(PostmortemStanding::Published, "Customers can read them."),
        ],
    };
    Page::new("postmortems/", "postmortems", "Post-mortems", "postmortems.html", &view)
}
