//! Generated sites of any size, for benchmarks and for the test of how build times grow.
//!
//! The same size gives the same site on every machine. Each incident has five updates and a record with internal text in
//! different words, so that the gate has as much to compare as on a real site.

use allclear::source::Snapshot;
use chrono::{DateTime, TimeDelta, Utc};

/// The words of public texts.
const PUBLIC: &[&str] = &[
    "payments",
    "errors",
    "region",
    "latency",
    "queue",
    "recovery",
    "traffic",
    "customers",
    "checkout",
    "percent",
    "requests",
    "failed",
    "retry",
    "normal",
    "level",
    "monitoring",
    "database",
    "upgrade",
    "rollout",
    "capacity",
    "network",
    "edge",
    "cache",
    "timeouts",
    "slower",
    "than",
    "usual",
    "partial",
    "restored",
    "full",
    "confirmed",
    "stable",
];

/// The words of internal texts; some are words of public texts, too.
const INTERNAL: &[&str] = &[
    "pooler", "primary", "replica", "wal", "lag", "host", "kernel", "pager", "graph", "shard", "lease",
    "quorum", "gateway", "rollback", "canary", "flag", "deploy", "hotfix", "dump", "thread", "heap", "stall",
    "queue", "cache", "network",
];

const STATUSES: [Option<&str>; 5] =
    [Some("investigating"), Some("identified"), None, Some("monitoring"), Some("resolved")];

const STATES: [&str; 3] = ["degraded_performance", "partial_outage", "major_outage"];

const GROUPS: usize = 4;
const COMPONENTS_IN_GROUP: usize = 5;

/// The time of the build: the day after the last incident.
pub(crate) fn now() -> DateTime<Utc> {
    instant("2026-11-20T10:00:00Z")
}

/// A site with this many resolved incidents, spread evenly over seven years.
pub(crate) fn snapshot(incidents: usize) -> Snapshot {
    let mut chance = Chance(1);
    let mut files = vec![(
        "content/site.toml".to_owned(),
        "title = \"Generated status\"\nurl = \"https://status.generated.example\"\ntime_zone = \"Europe/Tallinn\"\n\
         [gate]\nforbid = [\"*.internal\", \"10.0.0.0/8\"]\n"
            .to_owned(),
    )];
    for (group, number) in components() {
        files.push((
            format!("content/components/group-{group}/part-{group}{number}.md"),
            format!(
                "+++\nname = \"Part {group}{number}\"\ndescription = \"{}\"\n+++\n",
                chance.sentence(PUBLIC, 4)
            ),
        ));
    }
    let (first, last) = (instant("2020-01-01T00:00:00Z"), instant("2026-11-19T00:00:00Z"));
    let minutes = (last - first).num_minutes();
    for index in 0..incidents {
        let part = i64::try_from(index).expect("sizes are small");
        let whole = i64::try_from(incidents).expect("sizes are small");
        incident(index, first + TimeDelta::minutes(minutes * part / whole), &mut chance, &mut files);
    }
    Snapshot::of_texts(files)
}

fn incident(index: usize, start: DateTime<Utc>, chance: &mut Chance, files: &mut Vec<(String, String)>) {
    let slug = format!("{}-incident-{index}", start.format("%Y-%m-%d"));
    let folder = format!("content/incidents/{slug}");
    let (group, number) = (chance.below(GROUPS), chance.below(COMPONENTS_IN_GROUP));
    let component = format!("part-{group}{number}");
    files.push((
        format!("{folder}/incident.md"),
        format!(
            "+++\ntitle = \"{}\"\nseverity = \"P{}\"\ncomponents = [\"{component}\"]\n+++\n{}\n",
            chance.sentence(INTERNAL, 5),
            1 + chance.below(4),
            chance.sentence(INTERNAL, 30),
        ),
    ));
    let mut at = start;
    for status in STATUSES {
        let mut keys = Vec::new();
        if at == start {
            let state = chance.one_of(&STATES);
            keys.push(format!("title = \"{}\"\nslug = \"{slug}\"\n", chance.sentence(PUBLIC, 5)));
            keys.push(format!("components = {{ {component} = \"{state}\" }}\n"));
        }
        keys.extend(status.map(|status| format!("status = \"{status}\"\n")));
        if status != Some("resolved") {
            keys.push("next_update = \"30m\"\n".to_owned());
        }
        let keys = keys.concat();
        let word = status.map(|status| format!("-{status}")).unwrap_or_default();
        files.push((
            format!("{folder}/comms/{}{word}.md", at.format("%Y-%m-%dT%H%MZ")),
            format!("+++\n{keys}+++\n{}\n\n{}\n", chance.sentence(PUBLIC, 35), chance.sentence(PUBLIC, 25)),
        ));
        at += TimeDelta::minutes(20);
    }
}

fn components() -> impl Iterator<Item = (usize, usize)> {
    (0..GROUPS).flat_map(|group| (0..COMPONENTS_IN_GROUP).map(move |number| (group, number)))
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("the file exists")
}

/// A pseudo-random number generator: the upper bits of Knuth's linear congruential generator (MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % bound
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn sentence(&mut self, words: &[&str], length: usize) -> String {
        let words: Vec<&str> = (0..length).map(|_| self.one_of(words)).collect();
        format!("{}.", words.join(" "))
    }
}
