//! Tests that nobody makes the page greener by withdrawing, correcting, merging or retiring something.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use allclear::check::Verdict;
use allclear::content;
use allclear::release::{Audience, Site, release};
use allclear::source::Snapshot;
use allclear::status::{Indicator, State};
use proptest::prelude::*;

const SITE: &str = "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n";
const NOW: &str = "2026-03-14T12:00:00Z";
const COMPONENTS: [&str; 3] = ["crane", "gate", "pier"];
const STATUSES: [&str; 4] = ["investigating", "identified", "monitoring", "resolved"];

/// One generated entry.
#[derive(Clone, Debug)]
struct Entry {
    status: Option<&'static str>,
    components: BTreeMap<&'static str, State>,
    reopened: bool,
    impact: Option<&'static str>,
    keys: String,
}

impl Entry {
    fn bare(keys: &str) -> Self {
        Self {
            status: None,
            components: BTreeMap::new(),
            reopened: false,
            impact: None,
            keys: keys.to_owned(),
        }
    }

    fn text(&self, head: &str) -> String {
        let mut keys = head.to_owned();
        if let Some(status) = self.status {
            let _ = writeln!(keys, "status = \"{status}\"");
        }
        if self.reopened {
            keys.push_str("reopened = true\n");
        }
        if let Some(impact) = self.impact {
            let _ = writeln!(keys, "impact = \"{impact}\"");
        }
        if !self.components.is_empty() {
            let states: Vec<String> =
                self.components.iter().map(|(name, state)| format!("{name} = \"{state}\"")).collect();
            let _ = writeln!(keys, "components = {{ {} }}", states.join(", "));
        }
        format!("+++\n{keys}{}+++\nSome text.\n", self.keys)
    }
}

/// The incidents of a site, and when the components were retired.
#[derive(Clone, Debug)]
struct History {
    incidents: Vec<Vec<Entry>>,
    retired: BTreeSet<&'static str>,
}

impl History {
    fn stem(incident: usize, entry: usize) -> String {
        let minutes = entry * 10 + incident * 3;
        format!("2026-03-14T{:02}{:02}Z", 9 + minutes / 60, minutes % 60)
    }

    fn site(&self) -> Site {
        let mut files = vec![("content/site.toml".to_owned(), SITE.to_owned())];
        for name in COMPONENTS {
            let retired = if self.retired.contains(name) { "retired = 2026-03-14T09:30:00Z\n" } else { "" };
            files.push((
                format!("content/components/{name}.md"),
                format!("+++\nname = \"{name}\"\n{retired}+++\n"),
            ));
        }
        for (index, entries) in self.incidents.iter().enumerate() {
            for (number, entry) in entries.iter().enumerate() {
                let head = format!("title = \"Trouble {index}\"\nslug = \"trouble-{index}\"\n");
                let path =
                    format!("content/incidents/2026-03-14-{index}/comms/{}.md", Self::stem(index, number));
                files.push((path, entry.text(if number == 0 { &head } else { "" })));
            }
        }
        let (content, _) = content::load(&Snapshot::of_texts(files));
        release(&content.public, &Audience::public(), NOW.parse().expect("a time"), &Verdict::default())
            .expect("a site")
    }
}

/// How bad a page looks.
#[derive(Debug)]
struct Look {
    banner: usize,
    states: BTreeMap<String, State>,
    open: BTreeSet<String>,
}

impl Look {
    fn of(site: &Site) -> Self {
        let levels = [
            Indicator::None,
            Indicator::Maintenance,
            Indicator::Minor,
            Indicator::Major,
            Indicator::Critical,
        ];
        let shown = site.components.iter().filter(|component| component.retired.is_none());
        let open = site.incidents.iter().filter(|incident| !incident.event.closed);
        Self {
            banner: levels.iter().position(|level| *level == site.banner.indicator).expect("one of all"),
            states: shown.map(|component| (component.slug.clone(), component.state)).collect(),
            open: open.map(|incident| incident.event.slug.clone()).collect(),
        }
    }

    /// Whether this page is at least as bad as another one, apart from an incident that was merged.
    fn is_no_better_than(&self, other: &Self, merged: Option<&str>) -> bool {
        let affected = other.states.iter().filter(|(_, state)| **state > State::Operational);
        self.banner >= other.banner
            && affected.into_iter().all(|(name, state)| self.states.get(name) >= Some(state))
            && other.open.iter().all(|slug| self.open.contains(slug) || merged == Some(slug))
    }
}

fn state() -> impl Strategy<Value = State> {
    prop::sample::select(State::ALL.to_vec())
}

fn entry() -> impl Strategy<Value = Entry> {
    let components = prop::collection::btree_map(prop::sample::select(COMPONENTS.to_vec()), state(), 0..3);
    let impact =
        prop::option::weighted(0.2, prop::sample::select(vec!["none", "minor", "major", "critical"]));
    let status = prop::option::of(prop::sample::select(STATUSES.to_vec()));
    (status, components, prop::bool::weighted(0.2), impact).prop_map(
        |(status, components, reopened, impact)| Entry {
            status,
            components,
            reopened,
            impact,
            keys: String::new(),
        },
    )
}

fn history() -> impl Strategy<Value = History> {
    let incident = prop::collection::vec(entry(), 1..5);
    prop::collection::vec(incident, 2..4)
        .prop_map(|incidents| History { incidents, retired: BTreeSet::new() })
}

proptest! {
    #[test]
    fn a_retraction_never_makes_the_page_greener(
        history in history(),
        incident in any::<prop::sample::Index>(),
        entry in any::<prop::sample::Index>(),
    ) {
        let mut withdrawn = history.clone();
        let entries = &mut withdrawn.incidents[incident.index(history.incidents.len())];
        let entry = entry.index(entries.len());
        entries[entry].keys.push_str("retracted = { at = 2026-03-14T11:00:00Z, note = \"Wrong.\" }\n");
        let (before, after) = (Look::of(&history.site()), Look::of(&withdrawn.site()));
        prop_assert!(after.is_no_better_than(&before, None), "{after:?} {before:?}");
    }

    #[test]
    fn a_correction_never_makes_the_page_greener(
        history in history(),
        incident in any::<prop::sample::Index>(),
        entry in any::<prop::sample::Index>(),
    ) {
        let mut corrected = history.clone();
        let index = incident.index(history.incidents.len());
        let entries = &mut corrected.incidents[index];
        let stem = History::stem(index, entry.index(entries.len()));
        entries.push(Entry::bare(&format!("corrects = \"{stem}\"\n")));
        let (before, after) = (Look::of(&history.site()), Look::of(&corrected.site()));
        prop_assert!(after.is_no_better_than(&before, None), "{after:?} {before:?}");
    }

    #[test]
    fn an_interval_without_an_end_never_makes_the_page_greener(
        history in history(),
        incident in any::<prop::sample::Index>(),
        component in prop::sample::select(COMPONENTS.to_vec()),
        state in state(),
    ) {
        let mut corrected = history.clone();
        let index = incident.index(history.incidents.len());
        corrected.incidents[index].push(Entry::bare(&format!(
            "[[interval]]\ncomponents = [\"{component}\"]\nstate = \"{state}\"\nfrom = 2026-03-14T08:00:00Z\n"
        )));
        let (before, after) = (Look::of(&history.site()), Look::of(&corrected.site()));
        prop_assert!(after.is_no_better_than(&before, None), "{after:?} {before:?}");
        if after.open.contains(&format!("trouble-{index}")) {
            prop_assert!(after.states[component] >= state, "{after:?}");
        }
    }

    #[test]
    fn retiring_a_component_never_makes_the_page_greener(
        history in history(),
        component in prop::sample::select(COMPONENTS.to_vec()),
    ) {
        let mut without = history.clone();
        without.retired.insert(component);
        let (before, after) = (Look::of(&history.site()), Look::of(&without.site()));
        prop_assert!(after.is_no_better_than(&before, None), "{after:?} {before:?}");
    }

    #[test]
    fn a_merge_never_makes_the_page_greener(
        history in history(),
        from in any::<prop::sample::Index>(),
        into in any::<prop::sample::Index>(),
    ) {
        let (from, into) = (from.index(history.incidents.len()), into.index(history.incidents.len()));
        let before = Look::of(&history.site());
        prop_assume!(from != into && before.open.contains(&format!("trouble-{into}")));
        let mut merged = history.clone();
        // Later than all other entries.
        while merged.incidents[from].len() < 6 {
            merged.incidents[from].push(Entry::bare(""));
        }
        merged.incidents[from].push(Entry::bare(&format!("merged_into = \"trouble-{into}\"\n")));
        let after = Look::of(&merged.site());
        prop_assert!(after.is_no_better_than(&before, Some(&format!("trouble-{from}"))), "{after:?} {before:?}");
    }
}

fn opened(slug: &str, states: &[(&'static str, State)], rest: &[Entry]) -> Vec<Entry> {
    let first = Entry {
        status: Some("investigating"),
        components: states.iter().copied().collect(),
        ..Entry::bare(&format!("# {slug}\n"))
    };
    [&[first], rest].concat()
}

#[test]
fn a_chain_of_merges_passes_on_the_states_to_the_last_incident() {
    let bare = Entry::bare("");
    let into = |slug| Entry::bare(&format!("merged_into = \"{slug}\"\n"));
    let history = |last: &[Entry]| History {
        incidents: vec![
            opened("the first", &[("crane", State::MajorOutage)], &[into("trouble-1")]),
            opened("the second", &[("gate", State::PartialOutage)], &[bare.clone(), into("trouble-2")]),
            opened("the third", &[], &[bare.clone(), bare.clone(), into("trouble-3")]),
            opened("the last", &[], last),
        ],
        retired: BTreeSet::new(),
    };
    let site = history(&[]).site();
    let last = site.incidents.iter().find(|incident| incident.event.slug == "trouble-3").expect("it");
    let states: Vec<State> = last.event.hits.iter().map(|hit| hit.state).collect();
    assert_eq!(states, [State::MajorOutage, State::PartialOutage]);
    assert_eq!(Look::of(&site).open, ["trouble-3".to_owned()].into());
    let resolved = Entry { status: Some("resolved"), ..bare.clone() };
    let site = history(&[bare.clone(), bare.clone(), bare.clone(), resolved]).site();
    assert_eq!(Look::of(&site).banner, 0);
}

#[test]
fn an_update_replaces_only_the_states_that_were_taken_over_before_it() {
    let bare = Entry::bare("");
    let into = Entry::bare("merged_into = \"trouble-2\"\n");
    let works = Entry { components: [("gate", State::Operational)].into(), ..bare.clone() };
    let history = History {
        incidents: vec![
            opened(
                "merged later",
                &[("crane", State::MajorOutage)],
                &[bare.clone(), bare.clone(), into.clone()],
            ),
            opened("merged first", &[("gate", State::PartialOutage)], &[into]),
            opened("the last", &[], &[bare, works]),
        ],
        retired: BTreeSet::new(),
    };
    let states: Vec<State> = history.site().components.iter().map(|component| component.state).collect();
    assert_eq!(states, [State::MajorOutage, State::Operational, State::Operational]);
}

#[test]
fn the_continuing_incident_is_shown_to_customers_of_the_merged_one() {
    let files = [
        ("content/site.toml", SITE),
        ("content/components/crane.md", "+++\nname = \"Crane\"\n+++\n"),
        ("content/components/pier.md", "+++\nname = \"Pier\"\n+++\n"),
        (
            "content/incidents/a/comms/2026-03-14T0900Z.md",
            "+++\ntitle = \"Crane stuck\"\nslug = \"crane-stuck\"\nstatus = \"investigating\"\ncomponents = { crane = \"partial_outage\" }\n+++\nIt is stuck.\n",
        ),
        ("content/incidents/a/comms/2026-03-14T0930Z.md", "+++\nmerged_into = \"flood\"\n+++\nSee there.\n"),
        ("content/incidents/a/comms/2026-03-14T0935Z.md", "+++\n+++\nA last word.\n"),
        (
            "content/incidents/b/comms/2026-03-14T0920Z.md",
            "+++\ntitle = \"Flood\"\nslug = \"flood\"\nstatus = \"identified\"\ncomponents = { pier = \"major_outage\" }\n+++\nWater.\n",
        ),
    ];
    let (content, _) = content::load(&Snapshot::of_texts(files));
    let uses = |paths: &[&str]| Some(paths.iter().map(|path| (*path).to_owned()).collect());
    let acme = Audience::customer("acme", None, uses(&["crane"]));
    let site =
        release(&content.public, &acme, NOW.parse().expect("a time"), &Verdict::default()).expect("a site");
    assert_eq!(Look::of(&site).open, ["flood".to_owned()].into());
    assert_eq!(site.components[0].state, State::PartialOutage);
    let merged = site.incidents.iter().find(|incident| incident.event.closed).expect("the merged one");
    let reference = merged.merged.as_ref().and_then(Option::as_ref).expect("a reference");
    assert_eq!(reference.slug, "flood", "also after a later text");
    assert_eq!(merged.event.updates[1].changes, [], "the merge makes nothing operational");
}

#[test]
fn a_component_exists_from_its_since_or_from_when_an_open_incident_names_it() {
    let site = |component: &str, open: bool, now: &str| {
        let status = if open { "investigating" } else { "resolved" };
        let incident = format!(
            "+++\ntitle = \"T\"\nslug = \"t\"\nstatus = \"{status}\"\ncomponents = {{ pier = \"operational\" }}\n+++\nText.\n"
        );
        let files = [
            ("content/site.toml", SITE),
            ("content/components/pier.md", component),
            ("content/incidents/a/comms/2026-03-14T0900Z.md", incident.as_str()),
        ];
        let (content, _) = content::load(&Snapshot::of_texts(files));
        release(&content.public, &Audience::public(), now.parse().expect("a time"), &Verdict::default())
            .expect("a site")
    };
    let since = "+++\nname = \"Pier\"\nsince = 2026-03-14T13:00:00Z\n+++\n";
    let later = site(since, false, NOW);
    assert_eq!((later.components.len(), later.tree.len()), (0, 0));
    assert_eq!(later.next_change, Some("2026-03-14T13:00:00Z".parse().expect("a time")));
    assert_eq!(site(since, false, "2026-03-14T13:00:00Z").components.len(), 1);
    assert_eq!(site(since, true, NOW).components.len(), 1);
    let imported = "+++\nname = \"Pier\"\nsince = 2026-03-01T00:00:00Z\n[imported]\ncreated_at = 2026-03-14T12:30:00Z\n+++\n";
    assert_eq!(site(imported, false, NOW).components.len(), 0);
    assert_eq!(site(imported, false, "2026-03-14T12:30:00Z").components.len(), 1);
}

#[test]
fn a_corrected_duration_is_the_time_from_the_start_to_the_end() {
    let files = [
        ("content/site.toml", SITE),
        ("content/components/pier.md", "+++\nname = \"Pier\"\n+++\n"),
        (
            "content/incidents/a/comms/2026-03-14T0900Z.md",
            "+++\ntitle = \"T\"\nslug = \"t\"\nstatus = \"identified\"\ncomponents = { pier = \"major_outage\" }\n+++\nText.\n",
        ),
        (
            "content/incidents/a/comms/2026-03-14T1000Z.md",
            "+++\nstatus = \"resolved\"\n[[interval]]\ncomponents = [\"pier\"]\nstate = \"major_outage\"\nfrom = 2026-03-14T08:30:00Z\nto = 2026-03-14T09:40:00Z\n+++\nText.\n",
        ),
    ];
    let (content, _) = content::load(&Snapshot::of_texts(files));
    let site =
        release(&content.public, &Audience::public(), NOW.parse().expect("a time"), &Verdict::default())
            .expect("a site");
    let incident = &site.incidents[0];
    let (start, end) = (incident.event.started_at, incident.event.ended_at.expect("an end"));
    assert_eq!(
        (start.to_string().as_str(), end.to_string().as_str()),
        ("2026-03-14 08:30:00 UTC", "2026-03-14 09:40:00 UTC")
    );
    assert_eq!(incident.duration, Some(end - start));
    let month = site.components[0].months.last().expect("this month");
    assert_eq!(month.tally.major.num_minutes(), 40, "from the first release on");
}

#[test]
fn a_component_is_retired_at_its_time_and_a_problem_that_began_then_counts_to_its_end() {
    let site = |now: &str| {
        let files = [
            ("content/site.toml", SITE),
            (
                "content/components/pier.md",
                "+++\nname = \"Pier\"\nsince = 2026-03-01T00:00:00Z\nretired = 2026-03-14T09:00:00Z\n+++\n",
            ),
            (
                "content/incidents/a/comms/2026-03-14T0900Z.md",
                "+++\ntitle = \"T\"\nslug = \"t\"\nstatus = \"identified\"\ncomponents = { pier = \"major_outage\" }\n+++\nText.\n",
            ),
            ("content/incidents/a/comms/2026-03-14T1000Z.md", "+++\nstatus = \"resolved\"\n+++\nText.\n"),
        ];
        let files: Vec<_> = if now < "2026-03-14T12" { files[..2].to_vec() } else { files.to_vec() };
        let (content, _) = content::load(&Snapshot::of_texts(files));
        release(&content.public, &Audience::public(), now.parse().expect("a time"), &Verdict::default())
            .expect("a site")
    };
    assert!(site("2026-03-14T08:59:59Z").components[0].retired.is_none());
    assert!(site("2026-03-14T09:00:00Z").components[0].retired.is_some());
    let month = site(NOW).components[0].months.last().expect("this month").tally.major;
    assert_eq!(month.num_minutes(), 60);
}
