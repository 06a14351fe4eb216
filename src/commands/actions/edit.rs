//! Changes of actions in their files, and of the promises to customers that they fulfil.

use std::path::Path;

use chrono::NaiveDate;

use crate::authoring::{EditError, FrontMatterEdit, PlannedFile, RewriteError, TableEdit, Value, rewrite};
use crate::cli::CommitArguments;
use crate::commands::changed_site::ChangedSite;
use crate::commands::commit::Commit;
use crate::commands::exit::Exit;
use crate::commands::interrupts::uninterrupted;
use crate::commands::record_folder::path_of;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::internal::is_same_promise;
use crate::content::public::Commitment;
use crate::response::ActionItem;

/// How often to try again when somebody else changes the file at the same time.
const TRIES: usize = 20;

/// What is changed in one table of a file.
struct TableChange {
    /// The path, relative to the project.
    path: String,
    /// The list that the table is in.
    list: &'static str,
    /// The key that identifies the table, and its value.
    name: (&'static str, String),
    steps: Vec<Step>,
}

/// One change.
enum Step {
    Set(&'static str, Value),
    Add(&'static str, String),
    Remove(&'static str),
}

/// Everything that a command changes.
pub(super) struct Edit {
    changes: Vec<TableChange>,
    /// What readers will see.
    told: Option<String>,
    /// The message of the commit, in one line.
    message: String,
}

impl Edit {
    /// A change of nothing yet, with the message of its commit.
    pub(super) const fn new(message: String) -> Self {
        Self { changes: Vec::new(), told: None, message }
    }

    /// Begins to change an action. What follows is about this one.
    pub(super) fn action(&mut self, item: &ActionItem<'_>) {
        let id = item.action.id.as_ref().map(|id| id.value.clone()).unwrap_or_default();
        self.changes.push(TableChange {
            path: format!("{}/postmortem.md", path_of(item.folder)),
            list: "action",
            name: ("id", id),
            steps: Vec::new(),
        });
    }

    pub(super) fn set(&mut self, key: &'static str, value: impl Into<Value>) {
        self.step(Step::Set(key, value.into()));
    }

    pub(super) fn remove(&mut self, key: &'static str) {
        self.step(Step::Remove(key));
    }

    pub(super) fn add_evidence(&mut self, links: &[String]) {
        for link in links {
            self.step(Step::Add("evidence", link.clone()));
        }
    }

    fn step(&mut self, step: Step) {
        if let Some(change) = self.changes.last_mut() {
            change.steps.push(step);
        }
    }

    /// Also shows the promise to customers as kept on a day, or as open.
    pub(super) fn keep_promise(
        &mut self,
        promise: &Commitment,
        kept: Option<NaiveDate>,
        item: &ActionItem<'_>,
    ) {
        let text = promise.text.clone().unwrap_or_default();
        self.told = Some(match kept {
            Some(day) => format!("customers see that the promise \"{text}\" was kept on {day}"),
            None => format!("customers see that the promise \"{text}\" is open"),
        });
        self.changes.push(TableChange {
            path: format!("{}/comms/postmortem.md", path_of(item.folder)),
            list: "commitment",
            name: ("text", text),
            steps: vec![kept.map_or(Step::Remove("done"), |day| Step::Set("done", Value::Day(day)))],
        });
    }

    /// Returns the paths of the files that change, each with its text before and after.
    pub(super) fn texts(&self, session: &Session<'_, '_>) -> Result<Vec<(String, String, String)>, Stop> {
        let root = session.project().root().to_owned();
        let by_path = self.by_path();
        let texts = by_path.into_iter().map(|(path, changes)| {
            let before = read(&root, path)?;
            let after = apply(&changes, &before)?;
            Ok((path.to_owned(), before, after))
        });
        texts.collect()
    }

    /// Checks the change, then writes and commits it.
    pub(super) fn carry_out(
        &self,
        commit: &CommitArguments,
        workspace: &Workspace,
        session: &mut Session<'_, '_>,
    ) -> Result<Exit, Stop> {
        let by_path = self.by_path();
        let paths: Vec<String> = by_path.iter().map(|(path, _)| (*path).to_owned()).collect();
        let commit = Commit::prepare(commit, &paths, session)?;
        let planned: Vec<PlannedFile> =
            self.texts(session)?.into_iter().map(|(path, _, after)| PlannedFile::new(path, after)).collect();
        if let Some(exit) = ChangedSite::new(workspace, &planned, session).refusal(workspace, session)? {
            return Ok(exit);
        }
        for (path, changes) in by_path {
            write(path, &changes, session)?;
        }
        if let Some(told) = &self.told {
            session.say(told)?;
        }
        commit.finish(&paths, &self.message, session)?;
        Ok(Exit::Done)
    }

    /// Returns the changes of each file.
    fn by_path(&self) -> Vec<(&str, Vec<&TableChange>)> {
        let mut by_path: Vec<(&str, Vec<&TableChange>)> = Vec::new();
        for change in self.changes.iter().filter(|change| !change.steps.is_empty()) {
            match by_path.iter_mut().find(|(path, _)| *path == change.path) {
                Some((_, changes)) => changes.push(change),
                None => by_path.push((&change.path, vec![change])),
            }
        }
        by_path
    }
}

/// Changes a file as it is now, so that what somebody else changes in it at the same time stays.
fn write(path: &str, changes: &[&TableChange], session: &mut Session<'_, '_>) -> Result<(), Stop> {
    let root = session.project().root().to_owned();
    for _ in 0..TRIES {
        let text = read(&root, path)?;
        let new = apply(changes, &text)?;
        if new == text {
            return Ok(());
        }
        match uninterrupted(|| rewrite(&root, path, &text, &new)) {
            Ok(()) => return Ok(session.say(&format!("wrote {path}"))?),
            Err(RewriteError::Changed) => {}
            Err(error) => return Err(failed(path, &error.to_string())),
        }
    }
    Err(failed(path, "others keep changing it"))
}

/// Returns the text of a file with all of its changes.
fn apply(changes: &[&TableChange], text: &str) -> Result<String, Stop> {
    changes.iter().try_fold(text.to_owned(), |text, change| change.apply(&text))
}

fn failed(path: &str, why: &str) -> Stop {
    Stop::usage(format!("cannot edit `{path}`: {why}"))
}

impl TableChange {
    /// Returns the text of the file with the change.
    fn apply(&self, text: &str) -> Result<String, Stop> {
        let failed = |error: EditError| self.failed(&error.to_string());
        let mut edit = FrontMatterEdit::parse(text).map_err(failed)?;
        let (key, wanted) = &self.name;
        let is_wanted = |own: &str| match *key {
            "text" => is_same_promise(own, wanted),
            _ => own.trim() == wanted,
        };
        let Some(mut table) = edit.table_of(self.list, key, is_wanted) else {
            return Err(self.failed(&format!("its `[[{}]]` tables have changed", self.list)));
        };
        self.steps.iter().try_for_each(|step| step.apply(&mut table)).map_err(failed)?;
        Ok(edit.into_text())
    }

    fn failed(&self, why: &str) -> Stop {
        failed(&self.path, why)
    }
}

impl Step {
    fn apply(&self, table: &mut TableEdit<'_>) -> Result<(), EditError> {
        match self {
            Self::Set(key, value) => table.set(key, value),
            Self::Add(key, text) => table.add(key, text),
            Self::Remove(key) => {
                table.remove(key);
                Ok(())
            }
        }
    }
}

fn read(root: &Path, path: &str) -> Result<String, Stop> {
    std::fs::read_to_string(root.join(path)).map_err(|error| failed(path, &error.to_string()))
}
