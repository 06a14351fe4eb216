//! The public updates of one incident or maintenance.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;

use super::vocabulary::{BODIES, ago, stem, toml};

const STATES: [&str; 5] =
    ["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"];
const IMPACTS: [&str; 4] = ["none", "minor", "major", "critical"];

/// One incident or maintenance.
#[derive(Clone, Debug)]
pub(crate) struct RecordSpec {
    pub(crate) maintenance: bool,
    /// The age of its first update in minutes.
    age: u32,
    fixed_address: bool,
    first: Step,
    steps: Vec<Step>,
    ending: Ending,
    /// Minutes from the first update to the window of a maintenance, and the length of the window.
    window: (u32, u32),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    Open,
    Closed,
    ClosedTwice,
    Merged,
    Cancelled,
    ReportedAfterwards,
}

#[derive(Clone, Debug)]
struct Step {
    gap: u32,
    status: usize,
    components: Vec<(usize, usize)>,
    body: usize,
    /// One bit per key.
    keys: u16,
    /// The audience, in sites for customers.
    audience: Option<usize>,
}

/// The parts of the site to which a record refers.
pub(crate) struct Surroundings<'a> {
    pub(crate) components: &'a [String],
    /// The slug of another incident.
    pub(crate) other: Option<String>,
    /// The slug of another incident that stays open and that all readers see, so that others may be merged into it.
    pub(crate) open: Option<String>,
    /// Audiences of restricted steps; empty if all steps are public.
    pub(crate) audiences: &'a [&'a str],
}

/// A public update: the name of its file without `.md`, and its text.
pub(crate) type UpdateFile = (String, String);

fn step() -> impl Strategy<Value = Step> {
    let components = vec((0..8_usize, 0..STATES.len()), 0..3);
    let audience = prop_oneof![3 => Just(None), 1 => (0..2_usize).prop_map(Some)];
    (1..900_u32, 0..4_usize, components, 0..BODIES.len(), any::<u16>(), audience).prop_map(
        |(gap, status, components, body, keys, audience)| Step {
            gap,
            status,
            components,
            body,
            keys,
            audience,
        },
    )
}

impl RecordSpec {
    pub(crate) fn strategy() -> impl Strategy<Value = Self> {
        let ending = prop_oneof![
            Just(Ending::Open),
            Just(Ending::Closed),
            Just(Ending::ClosedTwice),
            Just(Ending::Merged),
            Just(Ending::Cancelled),
            Just(Ending::ReportedAfterwards),
        ];
        let window = (0..6000_u32, 10..600_u32);
        // Some records begin at the same time, so that only public data may decide their order.
        let age = prop_oneof![5..60_000_u32, Just(45_u32), Just(4_000)];
        (any::<bool>(), age, any::<bool>(), step(), vec(step(), 0..5), ending, window).prop_map(
            |(maintenance, age, fixed_address, first, steps, ending, window)| Self {
                maintenance,
                age,
                fixed_address,
                first,
                steps,
                ending,
                window,
            },
        )
    }

    /// The largest age of a post-mortem in minutes, if it is to be newer than the first update.
    pub(super) fn max_postmortem_age(&self) -> i64 {
        i64::from(self.age) - 2
    }

    pub(crate) fn started(&self) -> DateTime<Utc> {
        ago(self.age.into())
    }

    /// The slug, if other records may refer to this one.
    pub(crate) fn slug(&self, index: usize) -> Option<String> {
        (self.fixed_address || index == 0).then(|| format!("slow-payments-{index}"))
    }

    /// Whether it stays open and all readers see it.
    pub(crate) fn stays_open(&self, audiences: &[&str]) -> bool {
        self.ending == Ending::Open && (audiences.is_empty() || self.first.audience.is_none())
    }

    /// The files of its updates.
    pub(crate) fn updates(&self, index: usize, around: &Surroundings<'_>) -> Vec<UpdateFile> {
        let reported_afterwards = self.ending == Ending::ReportedAfterwards && !self.maintenance;
        let mut at = self.started();
        let status = if reported_afterwards { "resolved" } else { self.statuses()[0] };
        let mut files = vec![self.first_update(index, status, around)];
        let steps = if reported_afterwards { &[] } else { self.steps.as_slice() };
        for (number, step) in steps.iter().enumerate() {
            at += TimeDelta::minutes(step.gap.into());
            let ends = number + 1 == steps.len();
            let mut keys = step.keys(at, index);
            match self.ending {
                Ending::Closed | Ending::ClosedTwice if ends => keys.push(self.closing()),
                Ending::Cancelled if ends && self.maintenance => keys.push("status = \"cancelled\"".into()),
                Ending::Merged if ends && !self.maintenance => match &around.open {
                    Some(other) => keys.push(format!("merged_into = \"{other}\"")),
                    None => keys.push(self.closing()),
                },
                Ending::ClosedTwice if number + 2 == steps.len() && number > 0 => {
                    keys.push("reopened = true".into());
                    keys.push(format!("status = \"{}\"", self.statuses()[1]));
                }
                Ending::ClosedTwice if number + 3 == steps.len() => keys.push(self.closing()),
                _ => {
                    let status =
                        self.statuses().get(step.status).map(|status| format!("status = \"{status}\""));
                    // After the end by the clock, an entry has to say that the work goes on.
                    let goes_on = || self.maintenance.then(|| "reopened = true".to_owned());
                    keys.extend(status.or_else(goes_on));
                    keys.push(step.states(around));
                }
            }
            if at > ago(2) {
                break;
            }
            if step.keys & 1 != 0 {
                keys.push(format!("corrects = \"{}\"", files[0].0));
            }
            if step.keys & 2 != 0 && !ends {
                keys.push(format!("title = \"Payments renamed {index} {number}\""));
            }
            // A restricted record is restricted as a whole: otherwise its first public entry would lack a title.
            if self.first.audience.is_none() || around.audiences.is_empty() {
                keys.push(step.audience(around));
            }
            keys.extend(step.tables(at, around));
            files.push(file(&stem(at), &keys, BODIES[step.body]));
        }
        files
    }

    const fn statuses(&self) -> [&'static str; 3] {
        if self.maintenance {
            ["scheduled", "in_progress", "verifying"]
        } else {
            ["investigating", "identified", "monitoring"]
        }
    }

    fn closing(&self) -> String {
        format!("status = \"{}\"", if self.maintenance { "completed" } else { "resolved" })
    }

    fn first_update(&self, index: usize, status: &str, around: &Surroundings<'_>) -> UpdateFile {
        let at = self.started();
        let mut keys = vec![format!("title = \"Slow payments {index}\""), format!("status = \"{status}\"")];
        keys.extend(self.slug(index).map(|slug| format!("slug = \"{slug}\"")));
        if self.first.keys & 4 != 0 {
            keys.push(format!("incident_id = \"incident{index}\""));
        }
        if self.first.keys & 8 != 0 && !self.maintenance {
            keys.extend(around.other.as_ref().map(|other| format!("follows = \"{other}\"")));
        }
        if self.maintenance {
            let from = at + TimeDelta::minutes(self.window.0.into());
            let to = from + TimeDelta::minutes(self.window.1.into());
            keys.push(format!("window = {{ from = {}, to = {} }}", toml(from), toml(to)));
        }
        if status != "resolved" {
            keys.push(self.first.states(around));
        }
        keys.extend(self.first.keys(at, index));
        keys.push(self.first.audience(around));
        keys.extend(self.first.tables(at, around));
        file(&format!("{}-first", stem(at)), &keys, BODIES[self.first.body])
    }
}

impl Step {
    fn has(&self, bit: u32) -> bool {
        self.keys >> bit & 1 == 1
    }

    fn states(&self, around: &Surroundings<'_>) -> String {
        let mut states = std::collections::BTreeMap::new();
        for (component, state) in &self.components {
            if let Some(name) = around.components.get(component % around.components.len().max(1)) {
                states.insert(name, STATES[*state]);
            }
        }
        let states: Vec<String> =
            states.iter().map(|(name, state)| format!("\"{name}\" = \"{state}\"")).collect();
        format!("components = {{ {} }}", states.join(", "))
    }

    fn audience(&self, around: &Surroundings<'_>) -> String {
        let tag = self.audience.and_then(|audience| around.audiences.get(audience));
        tag.map_or(String::new(), |tag| format!("audience = [\"{tag}\"]"))
    }

    /// The keys that are not tables.
    fn keys(&self, at: DateTime<Utc>, index: usize) -> Vec<String> {
        let mut keys = Vec::new();
        if self.has(4) {
            keys.push("byline = \"The Harbor team\"".into());
        }
        if self.has(5) {
            keys.push(format!("impact = \"{}\"", IMPACTS[self.body % IMPACTS.len()]));
        }
        match (self.has(6), self.has(7)) {
            (true, true) => keys.push("next_update = \"45m\"".into()),
            (true, false) => keys.push(format!("next_update = {}", toml(at + TimeDelta::minutes(90)))),
            _ => {}
        }
        if self.has(8) {
            keys.push(format!("added = {}", toml(at + TimeDelta::minutes(1))));
        }
        if self.has(9) {
            keys.push(format!(
                "retracted = {{ at = {}, note = \"Not so.\" }}",
                toml(at + TimeDelta::minutes(1))
            ));
        }
        if self.has(10) {
            keys.push("upstream = { name = \"Quay Cloud\", url = \"https://quay.example/1\" }".into());
        }
        if self.has(11) {
            keys.push(format!("id = \"update-{index}-{}\"", at.timestamp()));
        }
        keys
    }

    /// The keys that are tables, which come last.
    fn tables(&self, at: DateTime<Utc>, around: &Surroundings<'_>) -> Vec<String> {
        let mut tables = Vec::new();
        if self.has(12) {
            let edited = toml(at + TimeDelta::minutes(1));
            tables.push(format!("[[edited]]\nat = {edited}\nnote = \"A figure was wrong.\""));
        }
        if let (true, Some((component, state))) = (self.has(13), self.components.first())
            && let Some(name) = around.components.get(component % around.components.len().max(1))
        {
            let (from, to) = (toml(at - TimeDelta::minutes(30)), toml(at - TimeDelta::minutes(5)));
            let state = STATES[*state];
            tables.push(format!(
                "[[interval]]\ncomponents = [\"{name}\"]\nstate = \"{state}\"\nfrom = {from}\nto = {to}"
            ));
        }
        tables
    }
}

fn file(stem: &str, keys: &[String], body: &str) -> UpdateFile {
    (stem.to_owned(), format!("+++\n{}\n+++\n{body}\n", keys.join("\n")))
}
