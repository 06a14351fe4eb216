//! The times of an issue's updates, many of which have none in cState.
//!
//! A first update without a time gets the start of the issue, a closing one its end, and the others are spread evenly
//! between their neighbours.

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};

/// The known times of an issue.
#[derive(Clone, Copy, Debug)]
pub(in crate::import::cstate) struct KnownTimes<'a> {
    /// The time in the text of each update, oldest update first.
    pub(in crate::import::cstate) own: &'a [Option<DateTime<Utc>>],
    pub(in crate::import::cstate) start: DateTime<Utc>,
    pub(in crate::import::cstate) end: Option<DateTime<Utc>>,
    /// Whether the last update closes the issue.
    pub(in crate::import::cstate) last_closes: bool,
}

/// Returns the times of all updates, each later than the one before, and the number of those that were spread between
/// their neighbours.
pub(in crate::import::cstate) fn schedule(known: KnownTimes<'_>) -> (Vec<DateTime<Utc>>, usize) {
    let mut times = in_order(known.own);
    let count = times.len();
    if let Some(first @ None) = times.first_mut() {
        *first = Some(known.start);
    }
    let next = times.iter().skip(1).flatten().next().copied();
    if let (Some(Some(first)), Some(next)) = (times.first_mut(), next)
        && *first >= next
    {
        *first = next - TimeDelta::minutes(1);
    }
    let before = times.iter().rev().skip(1).flatten().next().copied();
    if let (Some(last @ None), true) = (times.last_mut(), count > 1 && known.last_closes) {
        *last = known.end.filter(|end| before.is_none_or(|before| *end > before));
    }
    let spread = times.iter().filter(|time| time.is_none()).count();
    (fill(&times, known), spread)
}

/// Returns the times without those that are not later than one before them.
fn in_order(own: &[Option<DateTime<Utc>>]) -> Vec<Option<DateTime<Utc>>> {
    let mut latest = None;
    let keep = |time: &Option<DateTime<Utc>>| {
        let time = time.filter(|time| latest.is_none_or(|latest| *time > latest));
        latest = time.or(latest);
        time
    };
    own.iter().map(keep).collect()
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
        let own: Vec<_> = own.iter().map(|time| time.map(at)).collect();
        let known = KnownTimes { own: &own, start: at(0), end: end.map(at), last_closes };
        schedule(known).0.into_iter().map(|time| (time - at(0)).num_minutes()).collect()
    }

    #[test]
    fn updates_without_a_time_are_spread_between_their_neighbours() {
        assert_eq!(minutes(&[None, None, None], Some(60), true), [0, 30, 60]);
        assert_eq!(minutes(&[None, None, None], Some(60), false), [0, 20, 40]);
        assert_eq!(minutes(&[None, Some(10), None], None, false), [0, 10, 11]);
        assert_eq!(minutes(&[None, Some(-5)], Some(60), true), [-6, -5]);
    }

    #[test]
    fn a_time_that_is_not_later_than_the_one_before_is_ignored() {
        assert_eq!(minutes(&[Some(20), Some(10), Some(40)], None, true), [20, 30, 40]);
    }

    proptest! {
        #[test]
        fn each_time_is_later_than_the_one_before(own in prop::collection::vec(prop::option::of(-50_i64..50), 1..8), end in prop::option::of(0_i64..60), closes in any::<bool>()) {
            let own: Vec<_> = own.iter().map(|time| time.map(at)).collect();
            let (times, _) = schedule(KnownTimes { own: &own, start: at(0), end: end.map(at), last_closes: closes });
            prop_assert_eq!(times.len(), own.len());
            prop_assert!(times.is_sorted_by(|a, b| a < b), "{:?}", times);
        }
    }
}
