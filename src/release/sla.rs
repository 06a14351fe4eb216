//! Computes how a customer's service level agreement was kept, from released data and from the few internal times that
//! [`SlaRecords`] reads.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Months, NaiveDate, TimeDelta, Utc};

use super::audience::Agreement;
use super::model::{
    Component, ComponentAttainment, Incident, IncidentClocks, IncidentSla, MonthAttainment, Sla, SlaTarget,
    SlaTerms,
};
use super::sla_records::{SlaRecord, SlaRecords};
use crate::content::public::{SiteConfig, Tier, TierTarget};
use crate::status::sla::{Attainment, Clock, attainment, clock, pauses, resolution, response, start};
use crate::status::uptime::Measure;
use crate::status::{Period, Timeline, day, next_change};

/// How many months are compared if the agreement does not say from when it counts.
const MONTHS: u32 = 12;

/// The agreement of a customer, with what is needed to compute how it was kept.
pub(super) struct SlaContext<'a> {
    tier: &'a Tier,
    agreement: &'a Agreement,
    config: &'a SiteConfig,
    records: &'a SlaRecords<'a>,
    now: DateTime<Utc>,
}

impl<'a> SlaContext<'a> {
    /// Returns the context of an agreement; `None` if `site.toml` says nothing about the tier.
    pub(super) fn new(
        agreement: &'a Agreement,
        config: &'a SiteConfig,
        records: &'a SlaRecords<'a>,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let tier = config.tiers.get(&agreement.tier)?;
        let agreed = tier.uptime.is_some() || !tier.targets.is_empty();
        agreed.then_some(Self { tier, agreement, config, records, now })
    }

    /// Returns the first day on which the agreement counts.
    fn since(&self) -> NaiveDate {
        let today = day::date_of(self.now, self.config.time_zone);
        let year = day::first_of_month(today).checked_sub_months(Months::new(MONTHS - 1));
        self.agreement.since.unwrap_or_else(|| year.unwrap_or(today))
    }

    fn begin(&self) -> DateTime<Utc> {
        day::start_of_day(self.since(), self.config.time_zone)
    }

    /// Returns the terms and how the agreed uptime was kept.
    pub(super) fn sla(&self, components: &[Component]) -> Sla {
        let today = day::date_of(self.now, self.config.time_zone);
        let since = self.since();
        let target = |(severity, target): (&String, &TierTarget)| SlaTarget {
            severity: severity.clone(),
            response: target.response,
            resolution: target.resolution,
            hours: target.hours.clone(),
        };
        let mut months = Vec::new();
        if self.tier.uptime.is_some() {
            let mut next = Some(day::first_of_month(since));
            while let Some(month) = next.filter(|month| *month <= today) {
                months.push(month);
                next = day::first_of_next_month(month);
            }
        }
        Sla {
            terms: SlaTerms {
                tier: self.agreement.tier.clone(),
                since,
                uptime: self.tier.uptime,
                targets: self.tier.targets.iter().map(target).collect(),
                holidays: self.tier.holidays.iter().copied().collect(),
            },
            components: self.attainments(components, &months),
            months,
        }
    }

    fn attainments(&self, components: &[Component], months: &[NaiveDate]) -> Vec<ComponentAttainment> {
        let (Some(agreed), Some(first), Some(last)) = (self.tier.uptime, months.first(), months.last())
        else {
            return Vec::new();
        };
        let measured = components.iter().enumerate().filter_map(|(index, component)| {
            let measure = Measure {
                since: component.counts_from?.max(self.begin()),
                measured_to: component.measured_to,
                zone: self.config.time_zone,
                partial_weight: self.config.partial_weight,
            };
            let timeline = Timeline::merge(component.spans.iter().copied());
            let months = measure.by_month(&timeline, *first, *last);
            let months: Vec<MonthAttainment> = months
                .iter()
                .map(|month| MonthAttainment {
                    ratio: month.tally.ratio,
                    attainment: attainment(&month.tally, agreed, self.rest(month.first, component)),
                })
                .collect();
            let known = months.iter().any(|month| month.attainment != Attainment::Unmeasured);
            known.then_some(ComponentAttainment { component: index, months })
        });
        measured.collect()
    }

    /// Returns how much of a month has not been measured yet.
    fn rest(&self, month: NaiveDate, component: &Component) -> TimeDelta {
        let end = day::first_of_next_month(month);
        let end = end.map_or(self.now, |next| day::start_of_day(next, self.config.time_zone));
        if end <= self.now || component.retired.is_some() {
            return TimeDelta::zero();
        }
        end - component.measured_to.min(end)
    }

    /// Returns how the targets of incidents were kept, by slug, and the times (UTC) at which that changes by itself.
    /// Each incident comes with the name of its folder. Those that concern none of the customer's components, or that
    /// ended before the agreement counts, are left out.
    pub(super) fn incidents(
        &self,
        incidents: &[(&str, Arc<Incident>)],
    ) -> (BTreeMap<String, IncidentSla>, Option<DateTime<Utc>>) {
        let by_slug: BTreeMap<&str, Counted<'_>> = incidents
            .iter()
            .map(|(folder, incident)| {
                let counted = Counted { folder, incident, record: self.records.read(folder, self.now) };
                (incident.event.slug.as_str(), counted)
            })
            .collect();
        let mut changes = Vec::new();
        let mut found = BTreeMap::new();
        for (slug, counted) in &by_slug {
            let Some(first) = counted.incident.event.updates.first().map(|update| update.at) else {
                continue;
            };
            if counted.incident.event.hits.is_empty() {
                continue;
            }
            let sla = self.incident(counted, first, &by_slug);
            let Some(sla) = sla else { continue };
            if let IncidentSla::Clocks(clocks) = &sla {
                let clocks = [&clocks.response, &clocks.resolution];
                changes.extend(clocks.into_iter().flatten().filter_map(|clock| clock.next_change(self.now)));
            }
            changes.extend(self.records.changes(counted.folder));
            found.insert((*slug).to_owned(), sla);
        }
        (found, next_change(changes, self.now))
    }

    fn incident(
        &self,
        counted: &Counted<'_>,
        first: DateTime<Utc>,
        by_slug: &BTreeMap<&str, Counted<'_>>,
    ) -> Option<IncidentSla> {
        let SlaRecord::Complete { severity, changes, times } = &counted.record else {
            let counts = counted.incident.event.started_at.max(first) >= self.begin();
            return counts.then_some(IncidentSla::Unreadable);
        };
        let started = start(times, first);
        if started < self.begin() || self.tier.targets.is_empty() {
            return None;
        }
        let initial = severity.iter().map(|severity| (DateTime::<Utc>::MIN_UTC, severity.as_str()));
        let changes = changes.iter().map(|(at, severity)| (*at, severity.as_str()));
        let mut severities: Vec<(DateTime<Utc>, &str)> = initial.chain(changes).collect();
        severities.sort_by_key(|(from, _)| *from);
        if severities.iter().any(|(_, severity)| !self.config.severities.contains_key(*severity)) {
            return Some(IncidentSla::Unreadable);
        }
        let end = End::of(counted, by_slug, self.now);
        let stopped = match end {
            End::At(at) => at,
            End::Open | End::Hidden => self.now,
        };
        let Some((since, last)) = in_force_at(&severities, stopped) else {
            return Some(IncidentSla::NoSeverity);
        };
        let pauses = all_pauses(counted, by_slug);
        let run = |reached: Option<DateTime<Utc>>, time: fn(&TierTarget) -> Option<TimeDelta>| {
            let periods = self.tier.periods(&severities, time);
            clock(started, &periods, &pauses, reached, self.now)
        };
        let responded = response(times, first);
        let response: Option<Clock> = run(Some(responded), |target| target.response);
        let resolution = match end {
            End::At(at) => run(Some(at), |target| target.resolution),
            End::Open => run(None, |target| target.resolution),
            End::Hidden => None,
        };
        Some(IncidentSla::Clocks(Box::new(IncidentClocks {
            severity: last.to_owned(),
            severity_since: since.max(started),
            started,
            response,
            resolution,
            continues_elsewhere: matches!(end, End::Hidden),
        })))
    }
}

/// An incident with what its internal record says.
struct Counted<'a> {
    folder: &'a str,
    incident: &'a Incident,
    record: SlaRecord,
}

impl Counted<'_> {
    /// Returns how the incident goes on.
    fn continued<'b>(&self, by_slug: &'b BTreeMap<&str, Counted<'b>>) -> Continuation<'b> {
        let Some(merged) = &self.incident.merged else { return Continuation::None };
        let next = merged.as_ref().and_then(|into| by_slug.get(into.slug.as_str()));
        next.map_or(Continuation::Hidden, Continuation::In)
    }
}

/// How an incident goes on.
enum Continuation<'a> {
    /// It was not merged.
    None,
    /// It was merged into this incident.
    In(&'a Counted<'a>),
    /// It was merged into one that the customer may not see.
    Hidden,
}

/// The end of an incident, as a customer may know it.
#[derive(Clone, Copy)]
enum End {
    Open,
    /// When it was over, UTC.
    At(DateTime<Utc>),
    /// It is continued by an incident that the customer may not see, or whose record cannot be read.
    Hidden,
}

impl End {
    /// Returns the end of an incident. One that was merged ends with the incident that continues it.
    fn of(counted: &Counted<'_>, by_slug: &BTreeMap<&str, Counted<'_>>, now: DateTime<Utc>) -> Self {
        let mut current = counted;
        // Merges form no cycle; the limit only makes sure of that.
        for _ in 0..=by_slug.len() {
            match current.continued(by_slug) {
                Continuation::In(next) => current = next,
                Continuation::Hidden => return Self::Hidden,
                Continuation::None => {
                    let SlaRecord::Complete { times, .. } = &current.record else { return Self::Hidden };
                    let over =
                        resolution(times, &current.incident.open_periods, current.incident.closed_at, now);
                    return over.map_or(Self::Open, Self::At);
                }
            }
        }
        Self::Hidden
    }
}

/// Returns the pauses of an incident, and of those that continue it.
fn all_pauses(counted: &Counted<'_>, by_slug: &BTreeMap<&str, Counted<'_>>) -> Vec<Period> {
    let mut all = pauses(&counted.incident.open_periods);
    let mut current = counted;
    for _ in 0..by_slug.len() {
        let Continuation::In(next) = current.continued(by_slug) else { break };
        let merged_at = current.incident.closed_at;
        let later = pauses(&next.incident.open_periods);
        all.extend(later.into_iter().filter(|pause| merged_at.is_none_or(|at| pause.from >= at)));
        current = next;
    }
    all
}

/// Returns the severity in force at a time, and since when without a break.
fn in_force_at<'s>(
    severities: &[(DateTime<Utc>, &'s str)],
    at: DateTime<Utc>,
) -> Option<(DateTime<Utc>, &'s str)> {
    let until = severities.partition_point(|(from, _)| *from <= at);
    let before = severities.get(..until)?;
    let (mut since, severity) = *before.last()?;
    for (from, _) in before.iter().rev().take_while(|(_, earlier)| *earlier == severity) {
        since = *from;
    }
    Some((since, severity))
}

/// Attaches how its targets were kept to an incident, if that has changed.
pub(super) fn attach(incident: &mut Arc<Incident>, by_slug: &mut BTreeMap<String, IncidentSla>) {
    let sla = by_slug.remove(&incident.event.slug);
    if incident.sla != sla {
        Arc::make_mut(incident).sla = sla;
    }
}
