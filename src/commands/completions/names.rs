//! The names of a project that complete a command line. Each list reads only the files that it needs, because a person
//! waits for it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use toml::Table;
use walkdir::WalkDir;

use crate::commands::end::End;
use crate::commands::record_folder::slug_of_folder;
use crate::commands::record_name::open_incidents;
use crate::commands::workspace::Workspace;
use crate::content::public::RecordKind;
use crate::content::{self, Folder, Keyword as _};
use crate::diagnostics::{Findings, rules};
use crate::response::{ActionState, actions};
use crate::source::{Project, Snapshot};
use crate::status::{State, Status};

/// How many of the newest folders of records are read.
const NEWEST: usize = 200;
/// Files that are larger are not read, in bytes.
const LARGEST: u64 = 1 << 20;

/// The names of a project.
#[derive(Clone, Debug)]
pub(super) struct Names {
    root: PathBuf,
    now: DateTime<Utc>,
}

impl Names {
    pub(super) const fn new(root: PathBuf, now: DateTime<Utc>) -> Self {
        Self { root, now }
    }

    /// The slugs of open incidents and maintenances, newest first, each also without its date.
    pub(super) fn open(&self) -> Vec<String> {
        self.slugs(&["incidents", "maintenance"])
    }

    /// The slugs of open incidents, newest first, each also without its date.
    pub(super) fn open_incidents(&self) -> Vec<String> {
        self.slugs(&["incidents"])
    }

    /// The names of the newest incidents, open or not.
    pub(super) fn incidents(&self) -> Vec<String> {
        let folders = fs::read_dir(self.content("incidents")).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            folders.filter_map(|folder| folder.file_name().into_string().ok()).collect();
        names.retain(|name| !name.starts_with('.'));
        names.sort_unstable_by(|a, b| b.cmp(a));
        names.truncate(NEWEST);
        names
    }

    /// The names of the updates of open records.
    pub(super) fn updates(&self) -> Vec<String> {
        let workspace = self.workspace(&["incidents", "maintenance"]);
        let records = open(&workspace).into_iter().filter_map(|folder| folder.record.as_deref());
        records.flat_map(|record| &record.updates).map(|update| update.stem.clone()).collect()
    }

    /// The names of components, each also with the states that it may have.
    pub(super) fn components(&self) -> Vec<String> {
        let folder = self.content("components");
        let files = WalkDir::new(&folder).sort_by_file_name().into_iter().flatten();
        let paths: Vec<String> = files
            .filter_map(|file| {
                let path = file.path().strip_prefix(&folder).ok()?.with_extension("");
                let is_component = file.path().extension().is_some_and(|kind| kind == "md");
                let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
                (is_component && !parts.iter().any(|part| part.starts_with('.'))).then(|| parts.join("/"))
            })
            .collect();
        let short = |path: &String| {
            let last = path.rsplit('/').next().unwrap_or(path);
            let same = paths.iter().filter(|other| other.rsplit('/').next() == Some(last)).count();
            if same == 1 { last.to_owned() } else { path.clone() }
        };
        let names: Vec<String> = paths.iter().map(short).collect();
        let states = State::ALL.iter().map(|state| state.word());
        let with_states =
            names.iter().flat_map(|name| states.clone().map(move |state| format!("{name}={state}")));
        names.iter().cloned().chain(with_states).collect()
    }

    /// The ids of people.
    pub(super) fn people(&self) -> Vec<String> {
        let text = fs::read_to_string(self.content("people.toml")).unwrap_or_default();
        let people: Table = toml::from_str(&text).unwrap_or_default();
        let people = people.get("person").and_then(toml::Value::as_table);
        people.into_iter().flat_map(Table::keys).cloned().collect()
    }

    /// The ids of teams.
    pub(super) fn teams(&self) -> Vec<String> {
        let text = fs::read_to_string(self.content("people.toml")).unwrap_or_default();
        let people: Table = toml::from_str(&text).unwrap_or_default();
        let teams = people.get("team").and_then(toml::Value::as_table);
        teams.into_iter().flat_map(Table::keys).cloned().collect()
    }

    /// The ids of the steps of the escalation.
    pub(super) fn steps(&self) -> Vec<String> {
        let text = fs::read_to_string(self.content("response.toml")).unwrap_or_default();
        let policy: Table = toml::from_str(&text).unwrap_or_default();
        let ladders = policy.get("escalation").and_then(toml::Value::as_table);
        let steps = ladders.into_iter().flat_map(Table::values).filter_map(toml::Value::as_array).flatten();
        let ids: BTreeSet<&str> = steps.filter_map(|step| step.get("id")?.as_str()).collect();
        ids.into_iter().map(str::to_owned).collect()
    }

    /// The ids of actions that are not dropped, those of the newest incidents first.
    pub(super) fn actions(&self) -> Vec<String> {
        let workspace = self.workspace(&["incidents"]);
        let mut actions = actions(&workspace.content, self.now);
        actions.retain(|item| item.state != ActionState::Dropped);
        actions.sort_by(|a, b| b.folder.name.cmp(&a.folder.name));
        actions.iter().filter_map(|item| item.action.id.as_ref()).map(|id| id.value.clone()).collect()
    }

    /// Roles to hand over: `commander=ana`.
    pub(super) fn roles(&self) -> Vec<String> {
        let roles = ["commander", "technical_lead", "communications_lead", "scribe", "stakeholder_liaison"];
        let people = self.people();
        roles.iter().flat_map(|role| people.iter().map(move |person| format!("{role}={person}"))).collect()
    }

    /// The ids of customers.
    pub(super) fn customers(&self) -> Vec<String> {
        self.stems("customers")
    }

    /// Who may see an update.
    pub(super) fn audiences(&self) -> Vec<String> {
        let text = fs::read_to_string(self.content("site.toml")).unwrap_or_default();
        let site: Table = toml::from_str(&text).unwrap_or_default();
        let tiers = site.get("tier").and_then(toml::Value::as_table).into_iter().flat_map(Table::keys);
        let tiers = tiers.map(|tier| format!("tier:{tier}"));
        let customers = self.customers().into_iter().map(|customer| format!("customer:{customer}"));
        ["public".to_owned()].into_iter().chain(tiers).chain(customers).collect()
    }

    /// The names of snippets.
    pub(super) fn snippets(&self) -> Vec<String> {
        self.stems("snippets")
    }

    /// The statuses of incidents and maintenances.
    pub(super) fn statuses(_: &Self) -> Vec<String> {
        let all = Status::INCIDENT.iter().chain(&Status::MAINTENANCE);
        all.map(|status| status.as_str().to_owned()).collect()
    }

    /// The names of rules.
    pub(super) fn rules(_: &Self) -> Vec<String> {
        rules::all().iter().map(|rule| rule.name.to_owned()).collect()
    }

    fn content(&self, name: &str) -> PathBuf {
        self.root.join("content").join(name)
    }

    fn slugs(&self, kinds: &[&str]) -> Vec<String> {
        let workspace = self.workspace(kinds);
        let slugs: Vec<String> = open(&workspace).into_iter().map(|folder| slug_of_folder(folder)).collect();
        // A person remembers the words and not the day.
        let undated = slugs.iter().filter_map(|slug| {
            let (date, rest) = (slug.get(..10)?, slug.get(11..)?);
            let is_date = date.parse::<chrono::NaiveDate>().is_ok();
            (is_date && !rest.is_empty()).then(|| rest.to_owned())
        });
        slugs.iter().cloned().chain(undated).collect()
    }

    /// The names of the Markdown files in a folder of the content, without `.md`.
    fn stems(&self, folder: &str) -> Vec<String> {
        let files = fs::read_dir(self.content(folder)).into_iter().flatten().flatten();
        let mut stems: Vec<String> = files
            .filter_map(|file| file.file_name().to_str()?.strip_suffix(".md").map(str::to_owned))
            .collect();
        stems.sort();
        stems
    }

    /// The newest records, as far as they say what is open.
    fn workspace(&self, kinds: &[&str]) -> Workspace {
        let texts = kinds.iter().flat_map(|kind| {
            let folders = fs::read_dir(self.content(kind)).into_iter().flatten().flatten();
            let mut folders: Vec<String> =
                folders.filter_map(|folder| folder.file_name().into_string().ok()).collect();
            folders.sort();
            let newest = folders.into_iter().rev().take(NEWEST);
            newest.flat_map(|folder| self.texts(&format!("content/{kind}/{folder}"))).collect::<Vec<_>>()
        });
        let snapshot = Snapshot::of_texts(texts.collect::<Vec<_>>());
        let (content, _) = content::load(&snapshot);
        Workspace {
            project: Project::new(&self.root),
            snapshot,
            found: Findings::default(),
            content,
            second: self.now,
            now: self.now,
        }
    }

    /// The texts of a record's own file, its updates and its timeline, with their paths.
    fn texts(&self, folder: &str) -> Vec<(String, String)> {
        let inside = ["", "comms/", "timeline/"].into_iter().flat_map(|part| {
            let files = fs::read_dir(self.root.join(folder).join(part)).into_iter().flatten().flatten();
            files.filter_map(move |file| Some(format!("{folder}/{part}{}", file.file_name().to_str()?)))
        });
        let is_small =
            |path: &Path| path.metadata().is_ok_and(|facts| facts.is_file() && facts.len() <= LARGEST);
        let read = |path: String| {
            let file = self.root.join(&path);
            let text = (file.extension().is_some_and(|kind| kind == "md") && is_small(&file))
                .then(|| fs::read_to_string(&file))?
                .ok()?;
            Some((path, text))
        };
        inside.filter_map(read).collect()
    }
}

/// The open incidents and maintenances, newest first.
fn open(workspace: &Workspace) -> Vec<&Arc<Folder>> {
    let folders = workspace.content.internal.folders.iter();
    let planned = folders.filter(|folder| {
        let record = folder.record.as_deref().filter(|record| record.kind == RecordKind::Maintenance);
        record.is_some_and(|record| End::of(record, workspace.second).is_none())
    });
    let mut open: Vec<&Arc<Folder>> = open_incidents(workspace).into_iter().chain(planned).collect();
    open.sort_by(|a, b| b.name.cmp(&a.name));
    open
}
