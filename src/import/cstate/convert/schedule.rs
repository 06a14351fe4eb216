//! The times of an issue's updates, many of which have none in cState.
//!
//! A first update without a time gets the start of the issue, a closing one its end, and the others are spread evenly
//! between their neighbours. An update with only a day is placed on this day, at noon if nothing says otherwise.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::import::cstate::text::updates::Piece;

/// The time that an update has in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::cstate) enum OwnTime {
    /// A time of day, UTC.
    At(DateTime<Utc>),
    /// A day, as its noon, UTC.
    Day(DateTime<Utc>),
}

/// The known times of an issue.
#[derive(Clone, Copy, Debug)]
pub(in crate::import::cstate) struct KnownTimes<'a> {
    /// The time in the text of each update, oldest update first.
    pub(in crate::import::cstate) own: &'a [Option<OwnTime>],
    pub(in crate::import::cstate) start: DateTime<Utc>,
    pub(in crate::import::cstate) end: Option<DateTime<Utc>>,
    /// The index of the update that closes the issue.
    pub(in crate::import::cstate) closing: Option<usize>,
}

/// Returns the times in the texts of updates, oldest first. A time of day without a day is on the day of the update before
/// it, or on the next day if it is after midnight; the first one is on the day of `start`.
pub(in crate::import::cstate) fn own_times(
    pieces: &[Piece],
    start: DateTime<Utc>,
    end: Option<DateTime<Utc>>,
    zone: Tz,
) -> Vec<Option<OwnTime>> {
    let mut before = start;
    let mut own = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.iter().enumerate() {
        let Some(time) = piece.time else {
            own.push(None);
            continue;
        };
        if !time.has_time {
            own.push(Some(OwnTime::Day(time.utc(zone) + TimeDelta::hours(12))));
            continue;
        }
        let mut at = time.utc(zone);
        if !time.has_day {
            let dated = pieces.iter().skip(index + 1).filter_map(|piece| piece.time);
            let limit = dated.filter(|time| time.has_day && time.has_time).map(|time| time.utc(zone)).next();
            let limit = limit.or(end).unwrap_or(before + TimeDelta::hours(18));
            let day = time.day_of(before, zone);
            at = time.on(day).utc(zone);
            if at < before
                && let Some(next) =
                    day.succ_opt().map(|day| time.on(day).utc(zone)).filter(|next| *next <= limit)
            {
                at = next;
            }
        }
        before = before.max(at);
        own.push(Some(OwnTime::At(at)));
    }
    own
}

/// Returns the times of all updates, each later than the one before, and the number of those that were spread between
/// their neighbours.
pub(in crate::import::cstate) fn schedule(known: KnownTimes<'_>) -> (Vec<DateTime<Utc>>, usize) {
    let mut times = in_order(known.own);
    place_days(&mut times, known);
    if let Some(first @ None) = times.first_mut() {
        *first = Some(known.start);
    }
    let next = times.iter().skip(1).flatten().next().copied();
    if let (Some(Some(first)), Some(next)) = (times.first_mut(), next)
        && *first >= next
    {
        *first = next - TimeDelta::minutes(1);
    }
    if let Some(closing) = known.closing.filter(|closing| *closing > 0) {
        let before = times.iter().take(closing).flatten().max().copied();
        let after = times.iter().skip(closing + 1).flatten().min().copied();
        let is_between = |end: &DateTime<Utc>| {
            before.is_none_or(|before| *end > before) && after.is_none_or(|after| *end < after)
        };
        if let Some(time @ None) = times.get_mut(closing) {
            *time = known.end.filter(is_between);
        }
    }
    let spread = times.iter().filter(|time| time.is_none()).count();
    (fill(&times, known), spread)
}

/// Returns the most times of day that are in order; the others contradict them.
fn in_order(own: &[Option<OwnTime>]) -> Vec<Option<DateTime<Utc>>> {
    let at = |time: &Option<OwnTime>| match time {
        Some(OwnTime::At(at)) => Some(*at),
        Some(OwnTime::Day(_)) | None => None,
    };
    let times: Vec<Option<DateTime<Utc>>> = own.iter().map(at).collect();
    // For each update: the length of the longest ordered list that ends with it, and the update before it in that list.
    let mut lists: Vec<(usize, Option<usize>)> = Vec::with_capacity(times.len());
    for (index, time) in times.iter().enumerate() {
        let Some(time) = time else {
            lists.push((0, None));
            continue;
        };
        let earlier = times.iter().zip(&lists).enumerate().take(index);
        let best = earlier
            .filter(|(_, (other, _))| other.is_some_and(|other| other <= *time))
            .max_by_key(|(at, (_, list))| (list.0, *at))
            .map(|(at, (_, list))| (list.0, at));
        lists.push(best.map_or((1, None), |(length, at)| (length + 1, Some(at))));
    }
    let mut ordered = vec![None; times.len()];
    let mut next = (0..lists.len()).filter(|at| lists[*at].0 > 0).max_by_key(|at| lists[*at].0);
    while let Some(at) = next {
        ordered[at] = times[at];
        next = lists[at].1;
    }
    ordered
}

/// Places the updates that have only a day: on this day, after the update before and not after the update below.
fn place_days(times: &mut [Option<DateTime<Utc>>], known: KnownTimes<'_>) {
    for (index, own) in known.own.iter().enumerate() {
        let Some(OwnTime::Day(noon)) = own else { continue };
        let half = TimeDelta::hours(12);
        let is_on_day = |at: &DateTime<Utc>| *at >= *noon - half && *at < *noon + half;
        let before = times.iter().take(index).flatten().max().copied();
        let after = times.iter().skip(index + 1).flatten().min().copied();
        let is_between = |at: &DateTime<Utc>| {
            before.is_none_or(|before| *at > before) && after.is_none_or(|after| *at < after)
        };
        let start = Some(known.start).filter(|_| index == 0);
        let end = known.end.filter(|_| known.closing == Some(index));
        let later = before.map(|before| before + TimeDelta::minutes(1));
        let earlier = after.map(|after| after - TimeDelta::minutes(1));
        let chosen = [
            start,
            end,
            Some(*noon).filter(|at| known.end.is_none_or(|end| *at <= end) && *at >= known.start),
            later,
            earlier,
            known.end,
        ]
        .into_iter()
        .flatten()
        .find(|at| is_on_day(at) && is_between(at));
        // A day that contradicts the order is kept out, like a time that does.
        if let Some(time) = times.get_mut(index) {
            *time = chosen;
        }
    }
}

fn fill(times: &[Option<DateTime<Utc>>], known: KnownTimes<'_>) -> Vec<DateTime<Utc>> {
    let mut filled: Vec<DateTime<Utc>> = Vec::with_capacity(times.len());
    for (index, time) in times.iter().enumerate() {
        let before = filled.last().copied();
        let placed = match (time, before) {
            (Some(time), _) => *time,
            (None, None) => known.start,
            (None, Some(before)) => {
                let later = times.iter().skip(index);
                let gap = later.clone().take_while(|time| time.is_none()).count();
                let next = later.flatten().next().copied().or(known.end).filter(|next| *next > before);
                let parts = i32::try_from(gap + 1).unwrap_or(i32::MAX);
                let step = next.map_or(TimeDelta::minutes(1), |next| (next - before) / parts);
                let placed = before + step;
                placed.duration_trunc(TimeDelta::seconds(1)).unwrap_or(placed)
            }
        };
        // Two updates with the same time would be an error.
        filled.push(
            before.filter(|before| placed <= *before).map_or(placed, |before| before + TimeDelta::seconds(1)),
        );
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn minutes(own: &[Option<i64>], end: Option<i64>, last_closes: bool) -> Vec<i64> {
        closed(own, end, last_closes.then(|| own.len() - 1))
    }

    fn closed(own: &[Option<i64>], end: Option<i64>, closing: Option<usize>) -> Vec<i64> {
        let own: Vec<_> = own.iter().map(|time| time.map(at).map(OwnTime::At)).collect();
        let known = KnownTimes { own: &own, start: at(0), end: end.map(at), closing };
        schedule(known).0.into_iter().map(|time| (time - at(0)).num_minutes()).collect()
    }

    #[test]
    fn updates_without_a_time_are_spread_between_their_neighbours() {
        assert_eq!(minutes(&[None, None, None], Some(60), true), [0, 30, 60]);
        assert_eq!(minutes(&[None, None, None], Some(60), false), [0, 20, 40]);
        assert_eq!(minutes(&[None, Some(10), None], None, false), [0, 10, 11]);
        assert_eq!(minutes(&[None, Some(-5)], Some(60), true), [-6, -5]);
        assert_eq!(closed(&[None, None, None], Some(60), Some(1)), [0, 60, 61]);
        assert_eq!(closed(&[None, None, Some(50)], Some(60), Some(1)), [0, 25, 50]);
    }

    #[test]
    fn a_time_that_contradicts_the_others_is_ignored() {
        assert_eq!(minutes(&[Some(20), Some(30), Some(10), Some(40)], None, true), [20, 30, 35, 40]);
        assert_eq!(minutes(&[Some(20), Some(90), Some(30), Some(40)], None, true), [20, 25, 30, 40]);
    }

    #[test]
    fn an_update_with_only_a_day_is_placed_on_this_day() {
        let noon = |day: i64| Some(OwnTime::Day(at(day * 1440 + 720)));
        let own = [None, noon(1), noon(1), noon(3)];
        let known = KnownTimes { own: &own, start: at(600), end: Some(at(3 * 1440 + 60)), closing: None };
        let times: Vec<i64> =
            schedule(known).0.into_iter().map(|time| (time - at(0)).num_minutes()).collect();
        assert_eq!(times, [600, 2160, 2161, 3 * 1440 + 60]);
    }

    proptest! {
        #[test]
        fn each_time_is_later_than_the_one_before(own in prop::collection::vec(prop::option::of(-50_i64..50), 1..8), end in prop::option::of(0_i64..60), closing in prop::option::of(0_usize..8)) {
            let own: Vec<_> = own.iter().map(|time| time.map(at).map(OwnTime::At)).collect();
            let (times, _) = schedule(KnownTimes { own: &own, start: at(0), end: end.map(at), closing });
            prop_assert_eq!(times.len(), own.len());
            prop_assert!(times.is_sorted_by(|a, b| a < b), "{:?}", times);
        }
    }
}
