//! Weekly hours in a time zone.

use chrono::Weekday;
use chrono_tz::Tz;

/// The number of seconds in a day that is neither shortened nor prolonged by a change of the clocks.
const DAY: u32 = 86_400;

/// Weekly hours in a time zone, such as Monday to Friday from nine to five.
///
/// They contain an instant if a clock on a wall in that zone shows a time within them. So when the clocks are put
/// back, an hour that occurs twice counts twice, and an hour that is skipped does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The windows of each day from Monday on, in order and apart, in seconds after midnight.
    week: [Vec<(u32, u32)>; 7],
    zone: Tz,
}

/// The same time of day on one weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The day on which it begins.
    pub day: Weekday,
    /// When it begins, in seconds after midnight.
    pub from: u32,
    /// When it ends, exclusive, in seconds after midnight; on the next day if it is not after `from`.
    pub to: u32,
}

impl Hours {
    /// Combines windows, which may overlap.
    #[must_use]
    pub fn new(windows: &[Window], zone: Tz) -> Self {
        let mut week: [Vec<(u32, u32)>; 7] = Default::default();
        let mut add = |day: Weekday, from: u32, to: u32| {
            if let Some(windows) = week.get_mut(index(day)).filter(|_| from < to) {
                windows.push((from, to.min(DAY)));
            }
        };
        for window in windows {
            if window.from < window.to {
                add(window.day, window.from, window.to);
            } else {
                add(window.day, window.from, DAY);
                add(window.day.succ(), 0, window.to);
            }
        }
        Self { week: week.map(merged), zone }
    }

    /// Returns the windows of a day, in order and apart, in seconds after midnight.
    pub(super) fn on(&self, day: Weekday) -> &[(u32, u32)] {
        self.week.get(index(day)).map_or(&[], Vec::as_slice)
    }

    /// Whether they contain no time at all.
    pub(super) fn is_empty(&self) -> bool {
        self.week.iter().all(Vec::is_empty)
    }

    /// Returns the time zone.
    pub(super) const fn zone(&self) -> Tz {
        self.zone
    }
}

fn index(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

/// Sorts windows and joins those that overlap or touch.
fn merged(mut windows: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    windows.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::with_capacity(windows.len());
    for (from, to) in windows {
        match joined.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = last.1.max(to),
            None => joined.push((from, to)),
        }
    }
    joined
}
