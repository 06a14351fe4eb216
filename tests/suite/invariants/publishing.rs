//! Publishing with a cache gives the same as publishing without: over generated sites in which texts on both sides of
//! the boundary are added, changed and removed, and the clock moves in both directions.
//!
//! Each step copies a part of another generated site, removes a part, moves a text across the boundary, or moves the
//! clock. Records with the same files are the same values, as the loader makes them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use allclear::content::public::{Record, RecordKind};
use allclear::diagnostics::{Disclosure, Findings, terminal};
use allclear::pipeline::{
    BuildInputs, Cache, Clock, Examined, Published, Refusal, Settings, examine, publish,
};
use allclear::release::Audience;
use allclear::source::Snapshot;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::invariants::noninterference::internal_half::InternalHalf;
use crate::invariants::noninterference::public_half::PublicHalf;
use crate::support::{NOW, property};

type Files = BTreeMap<String, Arc<str>>;

/// A change of a project or of the clock. Numbers select from the files.
#[derive(Clone, Debug)]
enum Step {
    /// A part becomes that of another site, or is removed if that site does not have it.
    Take { site: usize, part: usize },
    /// A part is removed.
    Remove { part: usize },
    /// A public file's text, from some word, is quoted in an internal file.
    Quote { from: usize, to: usize, word: usize },
    /// An internal file's text is published as an announcement.
    Leak { from: usize, word: usize },
    /// A customer with the name of a word of a public text is added, or removed.
    Customer { from: usize, word: usize },
    /// A component is renamed.
    Rename { component: usize, name: usize },
    /// A public text gets one more sentence.
    Add { to: usize },
    /// The title in an incident's first update changes.
    Retitle { record: usize, name: usize },
    /// The clock moves forwards or backwards.
    Wait { minutes: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    let number = || any::<prop::sample::Index>().prop_map(|index| index.index(1 << 16));
    prop_oneof![
        5 => (0..2_usize, number()).prop_map(|(site, part)| Step::Take { site, part }),
        1 => number().prop_map(|part| Step::Remove { part }),
        2 => (number(), number(), 0..12_usize).prop_map(|(from, to, word)| Step::Quote { from, to, word }),
        1 => (number(), 0..4_usize).prop_map(|(from, word)| Step::Leak { from, word }),
        1 => (number(), 0..9_usize).prop_map(|(from, word)| Step::Customer { from, word }),
        1 => (number(), 0..9_usize).prop_map(|(component, name)| Step::Rename { component, name }),
        2 => number().prop_map(|to| Step::Add { to }),
        2 => (number(), 0..9_usize).prop_map(|(record, name)| Step::Retitle { record, name }),
        2 => prop_oneof![1..90_i64, -90..0_i64, 1_000..90_000_i64].prop_map(|minutes| Step::Wait { minutes }),
    ]
}

fn site() -> impl Strategy<Value = Files> {
    (PublicHalf::strategy(), InternalHalf::strategy()).prop_map(|(public, internal)| {
        internal.around(&public).into_iter().map(|(path, text)| (path, text.into())).collect()
    })
}

const LEAK: &str = "content/notices/leak.md";
const CUSTOMER: &str = "content/customers/named.md";

fn front(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix("+++\n")?.split_once("\n+++\n")
}

/// The text without its front matter, from the given word.
fn words(text: &str, from: usize) -> String {
    let body = front(text).map_or(text, |(_, body)| body);
    body.split_whitespace().skip(from).take(9).collect::<Vec<_>>().join(" ")
}

/// The text with another value for a key, if it has the key.
fn with_line(text: &str, key: &str, value: &str) -> String {
    let is_key = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(" = "));
    let lines =
        text.lines().map(|line| if is_key(line) { format!("{key} = \"{value}\"") } else { line.into() });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Everything that can be copied or removed: files, folders of records, their updates, all components.
fn parts(files: &Files) -> Vec<String> {
    let mut parts = BTreeSet::new();
    for path in files.keys() {
        parts.insert(path.clone());
        let folders: Vec<&str> = path.split('/').collect();
        match folders.as_slice() {
            ["content", kind @ ("incidents" | "maintenance"), folder, rest @ ..] => {
                parts.insert(format!("content/{kind}/{folder}/"));
                if rest.len() > 1 {
                    parts.insert(format!("content/{kind}/{folder}/{}/", rest[0]));
                }
            }
            ["content", "components", ..] => {
                parts.insert("content/components/".into());
            }
            _ => {}
        }
    }
    parts.into_iter().collect()
}

fn pick(from: &[String], number: usize) -> Option<String> {
    from.get(number.checked_rem(from.len())?).cloned()
}

impl Step {
    fn apply(&self, files: &mut Files, others: &[Files], now: &mut DateTime<Utc>) {
        let of = |files: &Files, wanted: fn(&str) -> bool| -> Vec<String> {
            files.keys().filter(|path| wanted(path)).cloned().collect()
        };
        let public = |path: &str| path.contains("/comms/") || path.contains("/pages/");
        let internal = |path: &str| path.ends_with("incident.md") || path.contains("/timeline/");
        let update = |path: &str| path.contains("/comms/");
        match self {
            Self::Take { site, part } => {
                let other = &others[*site % others.len()];
                let mut all = parts(files);
                all.extend(parts(other));
                let Some(part) = pick(&all, *part) else { return };
                files.retain(|path, _| !path.starts_with(&part));
                let taken = other.iter().filter(|(path, _)| path.starts_with(&part));
                files.extend(taken.map(|(path, text)| (path.clone(), text.clone())));
            }
            Self::Remove { part } => {
                let Some(part) = pick(&parts(files), *part).filter(|part| part != "content/site.toml") else {
                    return;
                };
                files.retain(|path, _| !path.starts_with(&part));
            }
            Self::Quote { from, to, word } => {
                let (from, to) = (pick(&of(files, public), *from), pick(&of(files, internal), *to));
                let (Some(from), Some(to)) = (from, to) else { return };
                let text = format!("{}\n{}\n", files[&to], words(&files[&from], *word));
                files.insert(to, text.into());
            }
            Self::Leak { from, word } => {
                let Some(from) = pick(&of(files, internal), *from) else { return };
                let said = words(&files[&from], *word);
                let text = format!("+++\ntitle = \"Said\"\nfrom = 2020-01-01T00:00:00Z\n+++\n{said}\n");
                if files.remove(LEAK).is_none() {
                    files.insert(LEAK.into(), text.into());
                }
            }
            Self::Customer { from, word } => {
                let Some(from) = pick(&of(files, public), *from) else { return };
                let word = words(&files[&from], *word);
                let letters =
                    |text: &&str| text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
                let Some(name) = word.split(' ').find(letters) else { return };
                let text = format!("+++\nname = \"{name}\"\naccess = \"gated\"\n+++\n");
                if files.remove(CUSTOMER).is_none() {
                    files.insert(CUSTOMER.into(), text.into());
                }
            }
            Self::Rename { component, name } => {
                let Some(path) = pick(&of(files, |path| path.starts_with("content/components/")), *component)
                else {
                    return;
                };
                let text = with_line(&files[&path], "name", &format!("Renamed {name}"));
                files.insert(path, text.into());
            }
            Self::Add { to } => {
                let Some(path) = pick(&of(files, public), *to) else { return };
                let text = format!("{}\nAnother sentence was added to what stood here.\n", files[&path]);
                files.insert(path, text.into());
            }
            Self::Retitle { record, name } => {
                let Some(path) = pick(&of(files, update), *record) else { return };
                let text = with_line(&files[&path], "title", &format!("Another title {name}"));
                files.insert(path, text.into());
            }
            Self::Wait { minutes } => *now += TimeDelta::minutes(*minutes),
        }
    }
}

/// Records of an earlier step with the files that they were loaded from.
type EarlierRecords = BTreeMap<(RecordKind, String), (Files, Arc<Record>)>;

/// The examined content, with equal records replaced by those of an earlier step.
fn examined(
    snapshot: &Snapshot,
    files: &Files,
    now: DateTime<Utc>,
    known: &mut EarlierRecords,
) -> Option<Examined> {
    let settings =
        Settings { clock: Clock::Now(now), strict_internal: false, strict: false, judged_elsewhere: false };
    let mut examined = examine(snapshot, Findings::default(), settings).ok()?;
    let content = Arc::make_mut(&mut examined.content);
    for record in &mut content.public.records {
        let kind = if record.kind == RecordKind::Incident { "incidents" } else { "maintenance" };
        let folder = format!("content/{kind}/{}/comms/", record.folder);
        let loaded_from: Files = files
            .iter()
            // Links contain the path of the site's address.
            .filter(|(path, _)| path.starts_with(&folder) || *path == "content/site.toml")
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect();
        let key = (record.kind, record.folder.clone());
        match known.get(&key) {
            Some((of, before)) if *of == loaded_from => *record = before.clone(),
            _ => {
                known.insert(key, (loaded_from, record.clone()));
            }
        }
    }
    Some(examined)
}

/// The public site, or the text of the refusal.
fn outcome(snapshot: &Snapshot, examined: &Examined, cache: &mut Cache) -> Result<Published, String> {
    let inputs = BuildInputs::new(snapshot, &examined.content, &examined.verdict);
    let content = &examined.content.public;
    let result = publish(content, &Audience::public(), None, examined.now, &inputs, cache);
    result.map_err(|Refusal { mut findings, reason }| {
        findings.sort(snapshot);
        format!("{reason:?}\n{}", terminal(&findings, snapshot, Disclosure::Full, false))
    })
}

fn same(kept: &Result<Published, String>, fresh: &Result<Published, String>) -> Result<(), TestCaseError> {
    let (kept, fresh) = match (kept, fresh) {
        (Ok(kept), Ok(fresh)) => (kept, fresh),
        (kept, fresh) => {
            prop_assert_eq!(kept.as_ref().err(), fresh.as_ref().err());
            return Ok(());
        }
    };
    let paths = |published: &Published| -> Vec<String> {
        published.outputs.iter().map(|output| output.path.clone()).collect()
    };
    prop_assert_eq!(paths(kept), paths(fresh));
    for (kept, fresh) in kept.outputs.iter().zip(&fresh.outputs) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if kept.bytes != fresh.bytes {
            let (kept_text, fresh_text) = (text(&kept.bytes), text(&fresh.bytes));
            let lines = kept_text.lines().zip(fresh_text.lines()).find(|(kept, fresh)| kept != fresh);
            return Err(TestCaseError::fail(format!("`{}` differs: {lines:#?}", kept.path)));
        }
        prop_assert_eq!(kept.kind, fresh.kind);
    }
    prop_assert_eq!(&kept.site, &fresh.site);
    prop_assert_eq!(kept.warnings.iter().count(), fresh.warnings.iter().count());
    Ok(())
}

/// A sequence of steps of a project with one cache.
#[derive(Default)]
struct Course {
    cache: Cache,
    known: EarlierRecords,
}

impl Course {
    /// The result of publishing a project, checked to be the same with and without a cache; `None` if the project has
    /// errors.
    fn step(
        &mut self,
        files: &Files,
        now: DateTime<Utc>,
    ) -> Result<Option<Result<Published, String>>, TestCaseError> {
        let snapshot = Snapshot::of_texts(files.iter().map(|(path, text)| (path.clone(), text.clone())));
        let Some(examined) = examined(&snapshot, files, now, &mut self.known) else { return Ok(None) };
        let kept = outcome(&snapshot, &examined, &mut self.cache);
        let fresh = outcome(&snapshot, &examined, &mut Cache::default());
        same(&kept, &fresh)?;
        Ok(Some(kept))
    }
}

proptest! {
    #![proptest_config(property(10))]

    #[test]
    fn a_cache_changes_nothing(
        first in site(),
        others in vec(site(), 2),
        steps in vec(step(), 1..20),
    ) {
        let (mut files, mut now) = (first, NOW.parse().expect("a time"));
        let mut course = Course::default();
        for step in &steps {
            let before = files.clone();
            step.apply(&mut files, &others, &mut now);
            if course.step(&files, now)?.is_none() {
                // A site with errors is not a step.
                files = before;
            }
        }
    }
}

const SITE: (&str, &str) =
    ("content/site.toml", "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\n");
const FIRST: &str = "content/incidents/a/comms/2026-03-13T0900Z.md";
const SECOND: &str = "content/incidents/b/comms/2026-03-13T1000Z.md";

fn opening(title: &str, keys: &str, body: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\nslug = \"{}\"\n{keys}\n+++\n{body}\n",
        title.to_lowercase().replace(' ', "-")
    )
}

/// Publishes the projects in order with one cache, and returns the last result.
fn course(projects: &[&[(&str, &str)]]) -> Result<Published, String> {
    let mut course = Course::default();
    let mut last = None;
    for project in projects {
        let files: Files =
            project.iter().chain([&SITE]).map(|(path, text)| ((*path).to_owned(), (*text).into())).collect();
        last = course.step(&files, NOW.parse().expect("a time")).expect("the same as without a cache");
    }
    last.expect("a project without errors")
}

fn page(published: &Published, path: &str) -> String {
    let output = published.outputs.iter().find(|output| output.path == path).expect("the page is there");
    String::from_utf8(output.bytes.clone()).expect("pages are text")
}

#[test]
fn a_page_shows_the_new_title_of_the_incident_that_it_was_merged_into() {
    let merged = opening("Small one", "status = \"investigating\"\nmerged_into = \"large\"", "Look there.");
    let large = |title: &str| {
        opening("Large", "status = \"investigating\"", "It is large.").replace("\"Large\"", title)
    };
    let (before, after) = (large("\"Large\""), large("\"Much larger\""));
    let published = course(&[&[(FIRST, &merged), (SECOND, &before)], &[(FIRST, &merged), (SECOND, &after)]])
        .expect("published");
    assert!(page(&published, "incidents/small-one/index.html").contains("Much larger"));
}

#[test]
fn an_unchanged_page_is_refused_once_it_names_a_customer() {
    let one = opening("One", "status = \"investigating\"", "Payments by Acmezor fail.");
    let customer = "+++\nname = \"Acmezor\"\naccess = \"gated\"\n+++\n";
    let refused = course(&[&[(FIRST, &one)], &[(FIRST, &one), (CUSTOMER, customer)]]).expect_err("refused");
    assert!(refused.contains("gate-customer"), "{refused}");
}
