//! A page for each month, and the list of months.

use chrono::{Datelike as _, Months, NaiveDate};
use rayon::prelude::*;
use serde::Serialize;

use super::figures::{CountRow, TargetRow, TimesView, counts, targets, times};
use super::formulas::FORMULAS;
use crate::board::action::ActionView;
use crate::board::facts::Facts;
use crate::board::likely::LikelyView;
use crate::board::moment::{day, month};
use crate::board::page::Page;
use crate::board::text::html;
use crate::board::words::count;
use crate::content::internal::ReviewPolicy;
use crate::response::{ActionItem, Repeat, RepeatReason, Review, ReviewWindow};
use crate::status::day::{date_of, first_of_month};

/// How many months a baseline has.
const BASELINE: usize = 3;

/// How many late actions the page shows; the list of actions has all of them.
const LATE_SHOWN: usize = 20;

#[derive(Debug, Serialize)]
struct ReviewPage {
    month: String,
    zone: String,
    is_over: bool,
    /// The months before and after, below the root.
    earlier: Option<MonthLink>,
    later: Option<MonthLink>,
    incidents: String,
    /// `July to September 2026 (19 incidents)`.
    compared: Option<String>,
    counts: Vec<CountRow>,
    targets: Vec<TargetRow>,
    times: TimesView,
    repeats: Vec<RepeatView>,
    likely_repeats: Vec<LikelyView>,
    /// What is left to do now; only for the newest months.
    work: Option<WorkView>,
    overrides: Vec<String>,
    voided: Vec<String>,
    /// What people wrote in `reviews/<yyyy-mm>.md`.
    notes: Option<String>,
    notes_path: String,
    /// The day of the meeting.
    held: Option<String>,
    attendees: Vec<String>,
    formulas: [(&'static str, &'static str); FORMULAS.len()],
}

/// The actions on which something is left to do now.
#[derive(Debug, Serialize)]
struct WorkView {
    open: usize,
    late: usize,
    late_high_risk: usize,
    stale: usize,
    /// Those that are late: of high risk first.
    shown: Vec<ActionView>,
}

impl WorkView {
    fn new(facts: &Facts<'_>) -> Self {
        let open: Vec<&ActionItem<'_>> =
            facts.actions.iter().filter(|item| !item.state.is_closed()).collect();
        let mut late: Vec<&ActionItem<'_>> =
            open.iter().copied().filter(|item| item.overdue_days.is_some()).collect();
        late.sort_by_key(|item| !item.action.is_high_risk());
        Self {
            open: open.len(),
            late: late.len(),
            late_high_risk: late.iter().filter(|item| item.action.is_high_risk()).count(),
            stale: open.iter().filter(|item| item.stale_days.is_some()).count(),
            shown: late.iter().take(LATE_SHOWN).map(|item| ActionView::new(item, facts)).collect(),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct MonthLink {
    label: String,
    address: String,
}

#[derive(Debug, Serialize)]
struct RepeatView {
    title: String,
    address: String,
    /// What it repeats.
    earlier: String,
    earlier_address: Option<String>,
    why: String,
}

#[derive(Debug, Serialize)]
struct ReviewsPage {
    rows: Vec<MonthRow>,
}

#[derive(Debug, Serialize)]
struct MonthRow {
    link: MonthLink,
    is_over: bool,
    incidents: usize,
    grave: usize,
    median: String,
    has_notes: bool,
}

/// Returns a page for each month since the first incident, and the list of them.
pub(in crate::board) fn review_pages(facts: &Facts<'_>) -> Vec<Page> {
    let months = months(facts);
    let zone = facts.site.time_zone;
    let reviews: Vec<(NaiveDate, Review<'_>)> = months
        .par_iter()
        .filter_map(|first| Some((*first, facts.reviews.review(&[ReviewWindow::month(*first, zone)?]))))
        .collect();
    let pages: Vec<(Page, MonthRow)> =
        (0..reviews.len()).into_par_iter().filter_map(|index| page(index, &reviews, facts)).collect();
    let (mut pages, rows): (Vec<Page>, Vec<MonthRow>) = pages.into_iter().unzip();
    pages.push(Page::new("reviews/", "reviews", "Reviews", "reviews.html", &ReviewsPage { rows }));
    pages
}

/// Returns the first days of the months since the first incident, the newest first.
fn months(facts: &Facts<'_>) -> Vec<NaiveDate> {
    let zone = facts.site.time_zone;
    let this = first_of_month(date_of(facts.now, zone));
    let begun = facts.incidents.iter().filter_map(|one| one.at).min();
    let first = begun.map_or(this, |at| first_of_month(date_of(at, zone)));
    let mut all = Vec::new();
    let mut next = Some(this);
    while let Some(month) = next.filter(|month| *month >= first) {
        all.push(month);
        next = month.checked_sub_months(Months::new(1));
    }
    all
}

fn address(first: NaiveDate) -> String {
    format!("reviews/{:04}-{:02}/", first.year(), first.month())
}

fn link(first: NaiveDate) -> MonthLink {
    MonthLink { label: month(first), address: address(first) }
}

/// Returns the page of a month, with its row in the list. `reviews` are those of all months, the newest first.
fn page(index: usize, reviews: &[(NaiveDate, Review<'_>)], facts: &Facts<'_>) -> Option<(Page, MonthRow)> {
    let zone = facts.site.time_zone;
    let (first, own) = reviews.get(index)?;
    let first = *first;
    let after = index.checked_add(1)?;
    let earlier = reviews.get(after..after.checked_add(BASELINE)?);
    // A month that is not over is compared with nothing, and so is one without three months before it.
    let before = earlier.filter(|_| own.is_over).map(|earlier| {
        let earlier: Vec<&Review<'_>> = earlier.iter().map(|(_, review)| review).collect();
        Review::pooled(&earlier)
    });
    let usual = ReviewPolicy::default();
    let policy = facts.content.internal.response.as_ref().and_then(|policy| policy.review.as_ref());
    let policy = policy.unwrap_or(&usual);
    let path = format!("content/reviews/{:04}-{:02}.md", first.year(), first.month());
    let record = facts.content.internal.reviews.iter().find(|record| record.month == first);
    let notes = record.map(|record| html(&record.text, "review", &facts.site.url, 3));
    let at = |index: Option<usize>| index.and_then(|index| reviews.get(index)).map(|(first, _)| link(*first));
    let compared = before.as_ref().and_then(|before| {
        let ((from, _), (to, _)) = (earlier?.last()?, earlier?.first()?);
        let from = from.format(if from.year() == to.year() { "%B" } else { "%B %Y" });
        Some(format!("{from} to {} ({})", month(*to), count(before.incidents.len(), "incident")))
    });
    let times = times(own, before.as_ref(), facts);
    let row = MonthRow {
        link: link(first),
        is_over: own.is_over,
        incidents: own.incidents.len(),
        grave: own
            .incidents
            .iter()
            .filter(|case| matches!(case.severity.as_deref(), Some("P1" | "P2")))
            .count(),
        median: super::chart::shown(own.resolve.median()),
        has_notes: notes.is_some(),
    };
    let view = ReviewPage {
        month: month(first),
        zone: zone.name().to_owned(),
        is_over: own.is_over,
        earlier: at(index.checked_add(1)),
        later: at(index.checked_sub(1)),
        incidents: count(own.incidents.len(), "incident"),
        compared,
        counts: counts(own, before.as_ref()),
        targets: targets(own, before.as_ref(), policy, facts),
        times,
        repeats: own.repeats.iter().map(|repeat| repeat_view(repeat, facts)).collect(),
        likely_repeats: own.likely_repeats.iter().map(|likely| LikelyView::new(likely, facts)).collect(),
        // The newest month that is over is the one that the meeting is about.
        work: (index <= 1).then(|| WorkView::new(facts)),
        overrides: own.overrides.clone(),
        voided: own.voided.clone(),
        notes,
        notes_path: path,
        held: record.and_then(|record| record.held.as_ref()).map(|held| day(held.value)),
        attendees: record
            .into_iter()
            .flat_map(|record| &record.attendees)
            .map(|attendee| facts.person(&attendee.value))
            .collect(),
        formulas: FORMULAS,
    };
    let title = format!("Review of {}", month(first));
    Some((Page::new(address(first), "reviews", title, "review.html", &view), row))
}

fn repeat_view(repeat: &Repeat<'_>, facts: &Facts<'_>) -> RepeatView {
    let (earlier, why) = match &repeat.reason {
        RepeatReason::Linked { earlier } => (earlier, "Its record says so.".to_owned()),
        RepeatReason::SameCause { earlier, cause, component } => {
            (earlier, format!("Cause: {cause}, in {}.", facts.component(component)))
        }
    };
    let known = facts.by_name(earlier);
    let when = known.and_then(|one| one.at).map(|at| format!(" of {}", day(at.date_naive())));
    RepeatView {
        title: crate::board::title::title(repeat.incident).to_owned(),
        address: facts.address(repeat.incident).to_owned(),
        earlier: format!("{}{}", known.map_or(earlier.as_str(), |one| one.title), when.unwrap_or_default()),
        earlier_address: known.map(|one| facts.address(one.folder).to_owned()),
        why,
    }
}
