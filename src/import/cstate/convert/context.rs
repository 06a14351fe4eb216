//! What all conversions of one site share: the time zone, the notes and the counts.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::counts::Counts;
use crate::import::parsed_time::ParsedTime;
use crate::import::plan::Notes;

/// The shared state of the conversion of one site.
#[derive(Debug)]
pub(in crate::import::cstate) struct ConversionContext<'a> {
    /// The zone of times without one.
    pub(in crate::import::cstate) zone: Tz,
    /// The time of the import, UTC: nothing public can be dated after it.
    pub(in crate::import::cstate) now: DateTime<Utc>,
    pub(in crate::import::cstate) notes: &'a mut Notes,
    pub(in crate::import::cstate) counts: &'a mut Counts,
}

impl ConversionContext<'_> {
    /// Returns a time in UTC; adds a note for `subject` if the text names no zone.
    pub(in crate::import::cstate) fn utc(
        &mut self,
        time: ParsedTime,
        subject: &str,
        text: &str,
    ) -> DateTime<Utc> {
        if !time.has_zone() {
            self.counts.local_times += 1;
            self.notes.add(subject, format!("`{text}` has no zone; read as {}", self.zone));
        }
        time.utc(self.zone)
    }
}
