//! What is due, as a calendar with alarms.

use chrono::{Duration, TimeDelta};
use icalendar::{Alarm, Calendar, Component as _, Event, EventLike as _};

use super::due_words as words;
use crate::content::Content;
use crate::response::DueItem;
use crate::source::Snapshot;

/// How long before an entry its alarm sounds.
const ALARM: TimeDelta = TimeDelta::minutes(30);

/// Returns the items as a calendar. The same items give the same bytes.
#[must_use]
pub fn due_calendar(items: &[DueItem<'_>], content: &Content, snapshot: &Snapshot) -> String {
    let authority = content.public.site.as_ref().map_or("allclear", |site| site.authority());
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//allclear//due//EN"));
    for item in items {
        let what = words::what(&item.what);
        let people = item.responsible.people.join(" or ");
        let mut alarm = Alarm::display(&what, -Duration::from(ALARM));
        // Without these, the library writes a random id and the time of the run.
        alarm.uid(&format!("{}/alarm@{authority}", item.id)).timestamp(item.at);
        let mut event = Event::new();
        event
            .uid(&format!("{}@{authority}", item.id))
            .timestamp(item.at)
            .starts(item.at)
            .ends(item.at)
            .summary(&format!("{what} [{}]", item.folder.slug()))
            .description(&format!("{people}\n{}", words::settled_by(item, snapshot)))
            .alarm(alarm);
        calendar.push(event.done());
    }
    calendar.to_string()
}
