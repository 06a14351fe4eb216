//! Properties that hold for any updates and intervals, even contradictory ones.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::{Interval, State, StateInterval, Status, StatusUpdate, Window};
use crate::status::uptime::{Measure, format_percent, measured_to};
use crate::status::{Impact, Timeline, current_states, day, incident, maintenance};

const ZONES: [Tz; 6] = [
    Tz::UTC,
    Tz::Europe__Tallinn,
    Tz::Australia__Lord_Howe,
    Tz::Asia__Kathmandu,
    Tz::Pacific__Apia,
    Tz::America__Sao_Paulo,
];

/// Times that are close together, so that overlaps and equal times are common.
fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    (0..200_i64).prop_map(|quarter| DateTime::UNIX_EPOCH + TimeDelta::minutes(15 * quarter))
}

/// Any times, including the ends of the calendar.
fn far_instant() -> impl Strategy<Value = DateTime<Utc>> {
    prop_oneof![
        8 => instant(),
        1 => Just(DateTime::<Utc>::MIN_UTC),
        1 => Just(DateTime::<Utc>::MAX_UTC),
    ]
}

fn state() -> impl Strategy<Value = State> {
    prop::sample::select(State::ALL.to_vec())
}

fn status() -> impl Strategy<Value = Status> {
    prop::sample::select([Status::INCIDENT.to_vec(), Status::MAINTENANCE.to_vec()].concat())
}

fn span() -> impl Strategy<Value = StateInterval> {
    (state(), instant(), prop::option::of(instant())).prop_map(|(state, from, to)| StateInterval {
        state,
        from,
        to,
    })
}

fn spans() -> impl Strategy<Value = Vec<StateInterval>> {
    prop::collection::vec(span(), 0..12)
}

fn interval() -> impl Strategy<Value = Interval> {
    (prop::collection::vec(0..3_usize, 0..3), state(), far_instant(), prop::option::of(far_instant()))
        .prop_map(|(components, state, from, to)| Interval { components, state, from, to })
}

fn window() -> impl Strategy<Value = Window> {
    (prop::option::of(far_instant()), prop::option::of(far_instant()))
        .prop_map(|(from, to)| Window { from, to })
}

fn update() -> impl Strategy<Value = StatusUpdate> {
    let said =
        (far_instant(), prop::option::of(status()), prop::collection::vec((0..3_usize, state()), 0..3));
    let more = (
        prop::collection::vec(interval(), 0..2),
        prop::option::of(prop::sample::select(Impact::ALL.to_vec())),
        prop::option::of(far_instant()),
        prop::option::of(window()),
        prop::bool::weighted(0.2),
        prop::bool::weighted(0.1),
        prop::option::weighted(0.15, far_instant()),
    );
    (said, more).prop_map(|((at, status, components), more)| {
        let (intervals, impact, next_update, window, reopened, merged, retracted) = more;
        StatusUpdate {
            at,
            status,
            components,
            intervals,
            impact,
            next_update,
            window,
            reopened,
            merged,
            retracted,
        }
    })
}

/// Updates in the order of time, some of them at the same time.
fn updates() -> impl Strategy<Value = Vec<StatusUpdate>> {
    prop::collection::vec(update(), 1..8).prop_map(|mut updates| {
        updates.sort_by_key(|update| update.at);
        updates
    })
}

/// The state at a time by definition: that of the worst interval that contains it.
fn state_at(spans: &[StateInterval], at: DateTime<Utc>) -> State {
    let covering = spans.iter().filter(|span| span.from <= at && span.to.is_none_or(|to| at < to));
    covering.map(|span| span.state).max().unwrap_or_default()
}

fn is_tidy(spans: &[StateInterval]) -> bool {
    let apart = spans.windows(2).all(|pair| {
        pair[0]
            .to
            .is_some_and(|to| to < pair[1].from || (to == pair[1].from && pair[0].state != pair[1].state))
    });
    apart && spans.iter().all(|span| !span.is_empty() && span.state != State::Operational)
}

fn are_tidy(spans: &BTreeMap<usize, Vec<StateInterval>>) -> bool {
    spans.values().all(|spans| !spans.is_empty() && is_tidy(spans))
}

proptest! {
    #[test]
    fn merging_keeps_each_instants_worst_state_and_never_overlaps(spans in spans()) {
        let merged = Timeline::merge(spans.clone());
        prop_assert!(is_tidy(merged.spans()), "{merged:?}");
        for quarter in -1..=201 {
            let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(15 * quarter);
            prop_assert_eq!(state_at(merged.spans(), at), state_at(&spans, at));
        }
    }

    #[test]
    fn ending_one_span_never_hides_another(spans in spans(), ended in instant(), at in instant()) {
        let mut longer = spans.clone();
        longer.push(StateInterval { state: State::MajorOutage, from: DateTime::UNIX_EPOCH, to: Some(ended) });
        let longer = Timeline::merge(longer);
        prop_assert!(state_at(longer.spans(), at) >= state_at(&spans, at));
    }

    #[test]
    fn any_updates_give_a_plausible_incident(updates in updates(), until in far_instant()) {
        let course = incident::replay(&updates).expect("there are updates");
        prop_assert_eq!(course.steps.len(), updates.len());
        prop_assert!(are_tidy(&course.spans), "{:?}", course.spans);
        prop_assert!(course.duration(until) >= TimeDelta::zero());
        prop_assert!(course.started_at <= updates[0].at);
        if course.is_closed() {
            prop_assert!(course.states.values().all(|state| *state == State::Operational));
            prop_assert!(course.open_periods.iter().all(|period| period.to.is_some()));
            prop_assert_eq!(course.promise, None);
        }
        prop_assert!(course.spans.keys().all(|component| course.components.contains(component)));
    }

    #[test]
    fn a_retraction_never_makes_an_incident_better(updates in updates(), which in any::<prop::sample::Index>()) {
        let with_retraction = |retracted| {
            let mut updates = updates.clone();
            which.get_mut(&mut updates).retracted = retracted;
            incident::replay(&updates).expect("there are updates")
        };
        let (before, after) = (with_retraction(None), with_retraction(Some(DateTime::<Utc>::MAX_UTC)));
        prop_assert!(before.is_closed() || !after.is_closed());
        if which.index(updates.len()) + 1 == updates.len() && !before.is_closed() {
            prop_assert!(after.status <= before.status);
        }
        for (component, state) in &before.states {
            prop_assert!(after.states.get(component).copied().unwrap_or_default() >= *state, "{component}: {state}");
        }
    }

    #[test]
    fn a_retraction_never_ends_a_maintenance(updates in updates(), which in any::<prop::sample::Index>(), now in instant()) {
        let mut updates = updates;
        updates.retain(|update| update.at <= now);
        prop_assume!(!updates.is_empty());
        // Each retraction is judged at its own time, so that past events of the clock stay as they are. This one is
        // the newest: one dated after `now` would be judged with knowledge of the future.
        for update in &mut updates {
            update.retracted = update.retracted.map(|at| at.min(now - TimeDelta::seconds(1)));
        }
        let before = maintenance::replay(&updates, now).expect("there are updates");
        which.get_mut(&mut updates).retracted = Some(now);
        let after = maintenance::replay(&updates, now).expect("there are updates");
        prop_assert!(after.is_running() || !before.is_running());
        for (component, state) in &before.states {
            prop_assert!(after.states.get(component).copied().unwrap_or_default() >= *state, "{component}: {state}");
        }
    }

    #[test]
    fn a_merge_never_makes_the_page_better(one in updates(), other in updates()) {
        let at = one.last().expect("updates").at.max(other.last().expect("updates").at);
        let (own, continuing) = (incident::replay(&one).expect("updates"), incident::replay(&other).expect("updates"));
        prop_assume!(!continuing.is_closed());
        let mut merged = one.clone();
        merged.push(StatusUpdate { merged: true, ..StatusUpdate::new(at) });
        let merged = incident::replay(&merged).expect("updates");
        let handovers: Vec<_> = merged.handovers.iter().filter(|handover| handover.update == one.len()).cloned().collect();
        let taking = incident::replay_with(&other, &handovers).expect("updates");
        let states = |courses: [&crate::status::IncidentCourse; 2]| current_states(courses.map(|course| &course.states));
        let (before, after) = (states([&own, &continuing]), states([&merged, &taking]));
        prop_assert!(!taking.is_closed());
        prop_assert!(own.is_closed() || taking.impact >= own.impact);
        for (component, state) in &before {
            prop_assert!(after.get(component).copied().unwrap_or_default() >= *state, "{component}: {state}");
        }
    }

    #[test]
    fn closing_one_incident_keeps_the_states_of_others(one in updates(), other in updates()) {
        let mut closing = StatusUpdate::new(one.last().expect("there are updates").at);
        closing.status = Some(Status::Resolved);
        let mut closed = one.clone();
        closed.push(closing);
        let closed = incident::replay(&closed).expect("there are updates");
        let other = incident::replay(&other).expect("there are updates");
        let current = current_states([&closed.states, &other.states]);
        for (component, state) in &other.states {
            prop_assert_eq!(current[component], *state);
        }
    }

    #[test]
    fn any_updates_give_a_plausible_maintenance(updates in updates(), now in far_instant()) {
        let course = maintenance::replay(&updates, now).expect("there are updates");
        prop_assert!(course.steps.is_sorted_by_key(|step| step.at), "{:?}", course.steps);
        let last = updates.last().expect("there are updates").at;
        prop_assert!(course.steps.iter().all(|step| step.at <= now.max(last)));
        prop_assert!(are_tidy(&course.spans), "{:?}", course.spans);
        prop_assert!(course.next_change.is_none_or(|next| next > now));
        prop_assert!(!(course.closed && course.is_running()));
        prop_assert!(!course.overrun || course.is_running());
        prop_assert_eq!(course.states.is_empty(), !course.is_running() || course.planned.is_empty());
        let mut identities: Vec<_> = course.steps.iter().filter_map(|step| match step.cause {
            maintenance::StepCause::Clock(event) => Some(event.to_string()),
            maintenance::StepCause::Update(_) => None,
        }).collect();
        let events = identities.len();
        identities.sort();
        identities.dedup();
        prop_assert_eq!(identities.len(), events, "identities are unique");
    }

    #[test]
    fn past_events_of_the_clock_do_not_change(updates in updates(), now in instant(), later in 0..100_i64) {
        let later = now + TimeDelta::minutes(15 * later);
        let before = maintenance::replay(&updates, now).expect("there are updates").steps;
        let after = maintenance::replay(&updates, later).expect("there are updates").steps;
        prop_assert_eq!(&after[..before.len()], &before[..]);
    }

    #[test]
    fn nothing_changes_before_the_next_change(updates in updates(), now in instant()) {
        let course = maintenance::replay(&updates, now).expect("there are updates");
        if let Some(next) = course.next_change {
            let just_before = maintenance::replay(&updates, next - TimeDelta::seconds(1)).expect("same updates");
            prop_assert_eq!(&just_before.steps, &course.steps);
            let then = maintenance::replay(&updates, next).expect("same updates");
            prop_assert!(then.steps.len() > course.steps.len());
        } else {
            let at_the_end = maintenance::replay(&updates, DateTime::<Utc>::MAX_UTC).expect("same updates");
            prop_assert_eq!(&at_the_end.steps, &course.steps);
        }
    }

    #[test]
    fn days_and_months_add_up_to_the_whole(
        spans in spans(),
        zone in prop::sample::select(ZONES.to_vec()),
        since in instant(),
        now in instant(),
        weight in 0.0..=1.0,
    ) {
        let timeline = Timeline::merge(spans);
        let measured_to = measured_to(&timeline, now, zone);
        prop_assert!(measured_to <= now);
        let measure = Measure { since, measured_to, zone, partial_weight: weight };
        let (first, last) = (day::date_of(since, zone), day::date_of(now.max(since), zone));
        let whole = measure.over(&timeline, DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
        let days: Vec<_> = measure.by_day(&timeline, first, last).into_iter().map(|day| day.tally).collect();
        let months = measure.by_month(&timeline, first, last);
        let months: Vec<_> = months.into_iter().map(|month| month.tally).collect();
        for parts in [days, months] {
            let sum = |time: fn(&crate::status::uptime::Tally) -> TimeDelta| {
                parts.iter().map(time).fold(TimeDelta::zero(), |sum, time| sum + time)
            };
            prop_assert_eq!(sum(|tally| tally.counted), whole.counted);
            prop_assert_eq!(sum(|tally| tally.major), whole.major);
            prop_assert_eq!(sum(|tally| tally.partial), whole.partial);
            prop_assert_eq!(sum(|tally| tally.degraded), whole.degraded);
            prop_assert_eq!(sum(|tally| tally.maintenance), whole.maintenance);
            prop_assert_eq!(parts.iter().filter_map(|tally| tally.worst).max(), whole.worst);
        }
        let is_ratio = whole.ratio.is_none_or(|ratio| (0.0..=1.0).contains(&ratio));
        prop_assert!(is_ratio && whole.ratio.is_none() == (whole.counted == TimeDelta::zero()));
        let known = whole.major + whole.partial + whole.degraded + whole.maintenance;
        prop_assert!(known <= whole.counted);
    }

    #[test]
    fn days_follow_each_other_exactly(
        zone in prop::sample::select(ZONES.to_vec()),
        year in 1900..2100_i32,
        ordinal in 1..=365_u32,
        second in 0..86_400_i64,
    ) {
        let date = NaiveDate::from_yo_opt(year, ordinal).expect("every year has this day");
        let (start, end) = (day::start_of_day(date, zone), day::end_of_day(date, zone));
        prop_assert!(start <= end);
        let length = end - start;
        prop_assert!(length <= TimeDelta::hours(48), "{length}");
        let within = start + TimeDelta::seconds(second);
        if within < end {
            prop_assert_eq!(day::date_of(within, zone), date);
            prop_assert_eq!(day::start_of_day_of(within, zone), start);
        }
        prop_assert!(day::date_of(end, zone) > date);
    }

    #[test]
    fn a_hundred_percent_means_that_nothing_was_out(ratio in 0.0..=1.0) {
        prop_assert_eq!(format_percent(ratio) == "100", ratio >= 1.0);
        let shown: f64 = format_percent(ratio).parse().expect("digits");
        prop_assert!(shown <= ratio * 100.0 + 1e-7 && shown > ratio * 100.0 - 0.0101);
    }
}
