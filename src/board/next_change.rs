//! When the site for colleagues changes by itself.

use chrono::{DateTime, Days, NaiveTime, Utc};

use super::facts::Facts;
use super::open::{MARKED_FROM, clocks_of};
use crate::status::next_change as earliest_after;

/// Returns the next time after that of the facts at which a page says something else without a change of files, UTC: an item
/// falls due, a clock is marked, a maintenance begins or ends, or a day ends.
pub(super) fn changes_at(facts: &Facts<'_>) -> Option<DateTime<Utc>> {
    let due = facts.due.iter().map(|item| item.at);
    let clocks = facts.situation.incidents.iter().filter_map(|incident| incident.clocks.as_ref().ok());
    let running = clocks.flat_map(clocks_of).filter(|(_, _, clock)| clock.reached.is_none());
    let marked = running.filter_map(|(_, _, clock)| clock.due.checked_sub_signed(MARKED_FROM));
    let midnight = facts.now.date_naive().checked_add_days(Days::new(1));
    let midnight = midnight.map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let released = facts.customers.iter().filter_map(|customer| customer.site.as_ref()?.next_change);
    let released = released.chain(facts.public.next_change);
    earliest_after(due.chain(marked).chain(midnight).chain(released), facts.now)
}
