//! Months that were compared by hand.

use chrono::TimeDelta;

use crate::status::sla::Attainment::{Attained, Below, Missed, Unmeasured};
use crate::status::sla::{Attainment, attainment};
use crate::status::uptime::Tally;

/// A component that was down for some minutes of some days.
fn tally(days: i64, down: i64) -> Tally {
    let counted = TimeDelta::days(days);
    let ratio = 1.0 - TimeDelta::minutes(down).as_seconds_f64() / counted.as_seconds_f64();
    Tally { counted, ratio: Some(ratio), ..Tally::unmeasured() }
}

fn over(tally: Tally) -> Attainment {
    attainment(&tally, 99.95, TimeDelta::zero())
}

#[test]
fn a_month_is_compared_with_the_agreed_uptime() {
    // 30 days have 43,200 minutes; 0.05 % of them are 21.6 minutes.
    assert_eq!([over(tally(30, 21)), over(tally(30, 22))], [Attained, Missed]);
    // Exactly the agreed uptime: 0.05 % of 40 days are 28.8 minutes, of 100 days 72.
    assert_eq!([over(tally(100, 72)), over(tally(100, 73))], [Attained, Missed]);
    assert_eq!(over(Tally::unmeasured()), Unmeasured);
    assert_eq!(attainment(&tally(30, 0), 100.0, TimeDelta::zero()), Attained);
    assert_eq!(attainment(&tally(30, 1), 100.0, TimeDelta::zero()), Missed);
}

#[test]
fn a_month_that_is_not_over_is_missed_only_if_it_cannot_be_reached_any_more() {
    let rest = TimeDelta::days(20);
    // After 10 days, 10 minutes are below 99.95 %, but 21.6 minutes are allowed in the month.
    let after_ten = |down| attainment(&tally(10, down), 99.95, rest);
    assert_eq!([after_ten(7), after_ten(10), after_ten(21), after_ten(22)], [Attained, Below, Below, Missed]);
    // 2.5 % of the month are 1,080 minutes: exactly the agreed uptime can still be reached.
    let agreed = |down| attainment(&tally(10, down), 97.5, rest);
    assert_eq!([agreed(1_080), agreed(1_081)], [Below, Missed]);
}
