//! How a customer's service level agreement was kept: the clocks of an incident, and the months and incidents on the
//! home page. Only the views of customers have these.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Serialize;

use super::phrase::{PhraseValue, iso};
use super::uptime_formula::uptime_formula;
use super::{Link, Phrase};
use crate::release::Site;
use crate::release::model::{Incident, IncidentClocks, IncidentSla, MonthAttainment, Sla, SlaTerms};
use crate::site::rendering::RenderContext;
use crate::status::day;
use crate::status::sla::{Attainment, Clock, Standing};
use crate::status::uptime::format_percent_to;

/// The number of months in one table.
const MONTHS: usize = 3;

/// How the targets for an incident were kept.
#[derive(Clone, Debug, Serialize)]
pub struct SlaView {
    /// The tier and the severity; may be empty.
    pub severity: Phrase,
    /// Why there are no figures or fewer figures; may be empty.
    pub note: String,
    /// The response and the resolution, as far as they have targets.
    pub clocks: Vec<SlaClockView>,
    /// What time counts, and where the figures come from; empty without figures.
    pub how: Vec<String>,
}

/// A response or a resolution with its target.
#[derive(Clone, Debug, Serialize)]
pub struct SlaClockView {
    /// `met`, `missed` or `running`, for style sheets.
    pub standing: &'static str,
    /// What the target is for, in words.
    pub label: String,
    /// Whether it was met, in words.
    pub word: String,
    /// When it falls or fell due; empty if it was met.
    pub due: Phrase,
    /// `due` if the script counts to or from the time at which it falls due; otherwise empty.
    pub run: &'static str,
    /// That time: `2026-03-14T09:22:00Z`.
    pub iso: String,
    /// How long it took of the target, or only the target.
    pub took: String,
    /// From when it counts, if a rise of the severity has set it; may be empty.
    pub from: Phrase,
}

/// How the agreement was kept in all.
#[derive(Clone, Debug, Serialize)]
pub struct SlaSummary {
    /// The agreed uptime in words; empty if none was agreed.
    pub agreed: String,
    /// The newest months of each component; empty if nothing was measured.
    pub months: Vec<SlaTable>,
    /// The months before them, newest first.
    pub earlier: Vec<SlaTable>,
    /// How uptime is computed and from when it counts.
    pub uptime_how: Vec<String>,
    /// Whether there are targets for incidents.
    pub has_targets: bool,
    /// The incidents that have targets, newest first.
    pub incidents: Vec<SlaIncident>,
    /// What time counts for each severity, from when on, and where the figures come from.
    pub targets_how: Vec<String>,
}

/// A few months of all components.
#[derive(Clone, Debug, Serialize)]
pub struct SlaTable {
    /// The months in words, newest first.
    pub months: Vec<String>,
    /// The components.
    pub rows: Vec<SlaRow>,
    /// The result of each month, over all components.
    pub results: Vec<SlaCell>,
}

/// A component with its months.
#[derive(Clone, Debug, Serialize)]
pub struct SlaRow {
    /// The component.
    pub component: Link,
    /// Its months, in the order of the table.
    pub cells: Vec<SlaCell>,
}

/// The uptime in a month.
#[derive(Clone, Debug, Serialize)]
pub struct SlaCell {
    /// `met`, `missed`, `below` (not over, and below the agreed uptime so far) or `none`, for style sheets.
    pub attainment: &'static str,
    /// The uptime in digits; for a result, the attainment in words.
    pub text: String,
    /// The attainment in words, if the text does not say it and it is not met; otherwise empty.
    pub word: String,
}

/// An incident with its targets, in a list.
#[derive(Clone, Debug, Serialize)]
pub struct SlaIncident {
    /// Its title and address.
    pub incident: Link,
    /// The day on which the clocks started; empty if it is unknown.
    pub day: String,
    /// Its severity; empty if it is unknown.
    pub severity: String,
    /// The same as on its page.
    pub note: String,
    /// The same as on its page.
    pub clocks: Vec<SlaClockView>,
}

impl SlaView {
    /// Returns how the targets for an incident were kept; `None` if the view shows no agreement, or it does not apply.
    pub(super) fn new(context: RenderContext<'_>, incident: &Incident) -> Option<Self> {
        let terms = context.site.sla.as_ref()?;
        let sla = incident.sla.as_ref()?;
        let IncidentSla::Clocks(known) = sla else {
            return Some(Self {
                severity: Phrase::new(),
                note: note(context, sla),
                clocks: Vec::new(),
                how: Vec::new(),
            });
        };
        let fills = [
            ("tier", PhraseValue::Name(&terms.tier)),
            ("severity", PhraseValue::Name(&known.severity)),
            ("time", PhraseValue::Time(known.severity_since)),
        ];
        let clocks = clocks(context, known);
        let mut how = Vec::new();
        if !clocks.is_empty() {
            let counted: Vec<&str> = [&known.response, &known.resolution]
                .into_iter()
                .flatten()
                .map(|clock| clock.severity.as_str())
                .collect();
            how.extend(counting(context, terms, |severity| counted.contains(&severity)));
            how.push(context.word("sla.excluded"));
            how.push(context.word("sla.source"));
        }
        Some(Self { severity: context.phrase("sla.severity", &fills), note: note(context, sla), clocks, how })
    }
}

/// Returns why there are no figures or fewer figures; empty if there are all.
fn note(context: RenderContext<'_>, sla: &IncidentSla) -> String {
    match sla {
        IncidentSla::Unreadable => context.word("sla.unreadable"),
        IncidentSla::NoSeverity => context.word("sla.no_severity"),
        IncidentSla::Clocks(known) if known.response.is_none() && known.resolution.is_none() => {
            context.language.fill("sla.no_target", &[("severity", &known.severity)])
        }
        IncidentSla::Clocks(known) if known.continues_elsewhere => context.word("sla.continues"),
        IncidentSla::Clocks(_) => String::new(),
    }
}

fn clocks(context: RenderContext<'_>, known: &IncidentClocks) -> Vec<SlaClockView> {
    let labelled = [("sla.response", &known.response), ("sla.resolution", &known.resolution)];
    let clocks = labelled.into_iter().filter_map(|(label, clock)| Some((label, clock.as_ref()?)));
    clocks.map(|(label, clock)| SlaClockView::new(context, label, clock, known.started)).collect()
}

impl SlaClockView {
    fn new(context: RenderContext<'_>, label: &str, clock: &Clock, started: DateTime<Utc>) -> Self {
        let (standing, word) = match clock.standing {
            Standing::Met => ("met", "sla.met"),
            Standing::Missed => ("missed", "sla.missed"),
            Standing::Running => ("running", "sla.running"),
        };
        let (due, run) = match (clock.reached, clock.standing) {
            (Some(_), _) => ("sla.was_due", ""),
            (None, Standing::Running) => ("sla.due", "due"),
            (None, _) => ("sla.was_due", "due"),
        };
        let target = duration(context, clock.target);
        let took = match clock.took {
            Some(took) => {
                let took = duration(context, took);
                context.language.fill("sla.took", &[("time", &took), ("target", &target)])
            }
            None => context.language.fill("sla.target", &[("target", &target)]),
        };
        let raised =
            [("time", PhraseValue::Time(clock.from)), ("severity", PhraseValue::Name(&clock.severity))];
        Self {
            standing,
            label: context.word(label),
            word: context.word(word),
            due: match clock.standing {
                Standing::Met => Phrase::new(),
                _ => context.phrase(due, &[("time", PhraseValue::After(started, clock.due))]),
            },
            run,
            iso: iso(clock.due),
            took,
            from: if clock.from == started { Phrase::new() } else { context.phrase("sla.raised", &raised) },
        }
    }
}

/// Formats a duration that is compared with another one: exactly to the minute, in hours if it is longer.
fn duration(context: RenderContext<'_>, span: TimeDelta) -> String {
    context.language.hours(span)
}

/// Returns when the time counts for the severities that are `wanted`, one sentence for each kind of hours.
fn counting(context: RenderContext<'_>, terms: &SlaTerms, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut kinds: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for target in terms.targets.iter().filter(|target| wanted(&target.severity)) {
        let hours = target.hours.as_deref();
        match kinds.iter_mut().find(|(known, _)| *known == hours) {
            Some((_, severities)) => severities.push(&target.severity),
            None => kinds.push((hours, vec![&target.severity])),
        }
    }
    let has_hours = kinds.iter().any(|(hours, _)| hours.is_some());
    let mut sentences: Vec<String> = kinds
        .iter()
        .map(|(hours, severities)| {
            let severities = context.language.list(severities);
            match hours {
                Some(hours) => {
                    context.language.fill("sla.counts_in", &[("severity", &severities), ("hours", hours)])
                }
                None => context.language.fill("sla.counts_always", &[("severity", &severities)]),
            }
        })
        .collect();
    if has_hours && !terms.holidays.is_empty() {
        let days: Vec<String> = terms.holidays.iter().map(|day| context.language.day(*day)).collect();
        let days = context.language.list(&days.iter().map(String::as_str).collect::<Vec<_>>());
        sentences.push(context.language.fill("sla.holidays", &[("days", &days)]));
    }
    sentences
}

impl SlaSummary {
    /// Returns how the agreement was kept in all; `None` if the view shows none.
    pub(super) fn new(context: RenderContext<'_>, site: &Site) -> Option<Self> {
        let sla = site.sla.as_ref()?;
        let terms = &sla.terms;
        let since = context.language.day(terms.since);
        let mut tables = tables(context, site, sla);
        let earlier = tables.split_off(1.min(tables.len()));
        let from = context.language.fill("sla.from", &[("date", &since)]);
        let uptime_how = vec![uptime_formula(context), from.clone(), context.word("sla.source")];
        let mut targets_how = counting(context, terms, |_| true);
        targets_how.extend([context.word("sla.excluded"), from, context.word("sla.source")]);
        Some(Self {
            agreed: agreed(context, terms),
            months: tables,
            earlier,
            uptime_how,
            has_targets: !terms.targets.is_empty(),
            incidents: site
                .incidents
                .iter()
                .filter_map(|incident| SlaIncident::new(context, incident))
                .collect(),
            targets_how,
        })
    }
}

/// The agreed uptime, and the downtime that it allows in thirty days, in words.
fn agreed(context: RenderContext<'_>, terms: &SlaTerms) -> String {
    let Some(agreed) = terms.uptime else { return String::new() };
    let seconds = (1.0 - agreed / 100.0) * TimeDelta::days(30).as_seconds_f64();
    let allowed =
        Duration::try_from_secs_f64(seconds).ok().and_then(|allowed| TimeDelta::from_std(allowed).ok());
    let allowed = duration(context, allowed.unwrap_or_default());
    let digits = format!("{agreed}").replace('.', context.language.word("decimal"));
    let uptime = context.language.fill("percent", &[("percent", &digits)]);
    context.language.fill("sla.agreed", &[("uptime", &uptime), ("time", &allowed)])
}

/// Returns the tables of months, newest first.
fn tables(context: RenderContext<'_>, site: &Site, sla: &Sla) -> Vec<SlaTable> {
    if sla.components.is_empty() {
        return Vec::new();
    }
    let newest_first: Vec<usize> = (0..sla.months.len()).rev().collect();
    let current = day::first_of_month(site.today);
    newest_first
        .chunks(MONTHS)
        .map(|chunk| {
            let of = |months: &[MonthAttainment], index: usize| months.get(index).copied();
            let rows = sla.components.iter().filter_map(|row| {
                let component = site.components.get(row.component)?;
                let url = context.addresses.component(&component.slug);
                let cells = chunk.iter().map(|index| cell(context, sla, of(&row.months, *index)));
                Some(SlaRow {
                    component: Link { label: component.name.clone(), url },
                    cells: cells.collect(),
                })
            });
            let months = chunk.iter().filter_map(|index| sla.months.get(*index));
            let name = |month: &NaiveDate| {
                let name = context.language.month_short(*month);
                if *month == current {
                    context.language.fill("sla.so_far", &[("month", &name)])
                } else {
                    name
                }
            };
            let result = |index: &usize| {
                let all = sla.components.iter().filter_map(|row| of(&row.months, *index));
                result(context, all.map(|month| month.attainment))
            };
            SlaTable {
                rows: rows.collect(),
                results: chunk.iter().map(result).collect(),
                months: months.map(name).collect(),
            }
        })
        .collect()
}

/// The name of an attainment, for style sheets.
const fn name(attainment: Attainment) -> &'static str {
    match attainment {
        Attainment::Unmeasured => "none",
        Attainment::Attained => "met",
        Attainment::Below => "below",
        Attainment::Missed => "missed",
    }
}

fn cell(context: RenderContext<'_>, sla: &Sla, month: Option<MonthAttainment>) -> SlaCell {
    let attainment = month.map_or(Attainment::Unmeasured, |month| month.attainment);
    let text = match month.and_then(|month| month.ratio) {
        Some(ratio) => {
            let digits = format_percent_to(ratio, decimals(sla.terms.uptime.unwrap_or_default()));
            let digits = digits.replace('.', context.language.word("decimal"));
            context.language.fill("percent", &[("percent", &digits)])
        }
        None => context.word("uptime_none"),
    };
    let word = match attainment {
        Attainment::Below => context.word("sla.below"),
        Attainment::Missed => context.word("sla.missed"),
        Attainment::Unmeasured | Attainment::Attained => String::new(),
    };
    SlaCell { attainment: name(attainment), text, word }
}

/// The result of a month: the worst attainment of a component.
fn result(context: RenderContext<'_>, months: impl Iterator<Item = Attainment>) -> SlaCell {
    let rank = |attainment: &Attainment| match attainment {
        Attainment::Unmeasured => 0,
        Attainment::Attained => 1,
        Attainment::Below => 2,
        Attainment::Missed => 3,
    };
    let worst = months.max_by_key(rank).unwrap_or(Attainment::Unmeasured);
    let text = match worst {
        Attainment::Unmeasured => context.word("uptime_none"),
        Attainment::Attained => context.word("sla.met"),
        Attainment::Below => context.word("sla.below"),
        Attainment::Missed => context.word("sla.missed"),
    };
    SlaCell { attainment: name(worst), text, word: String::new() }
}

/// The number of decimals of the agreed uptime. With fewer, a missed month could look like an attained one.
fn decimals(agreed: f64) -> usize {
    format!("{agreed}").split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

impl SlaIncident {
    fn new(context: RenderContext<'_>, incident: &Incident) -> Option<Self> {
        let sla = incident.sla.as_ref()?;
        let url = context.addresses.incident(&incident.event.slug);
        let link = Link { label: incident.event.title.clone(), url };
        let date = |at: DateTime<Utc>| context.language.day(day::date_of(at, context.site.time_zone));
        match sla {
            IncidentSla::NoSeverity => None,
            IncidentSla::Unreadable => Some(Self {
                incident: link,
                day: date(incident.event.started_at),
                severity: String::new(),
                note: note(context, sla),
                clocks: Vec::new(),
            }),
            IncidentSla::Clocks(known) => {
                let clocks = clocks(context, known);
                let listed = !clocks.is_empty() || known.continues_elsewhere;
                listed.then(|| Self {
                    incident: link,
                    day: date(known.started),
                    severity: known.severity.clone(),
                    note: note(context, sla),
                    clocks,
                })
            }
        }
    }
}
