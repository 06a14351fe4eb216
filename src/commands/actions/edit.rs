//! A change of one action in its file, and of the promise to customers that it fulfils.

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
    action: TableChange,
    promise: Option<TableChange>,
    /// What readers will see.
    told: Option<String>,
    /// The message of the commit, in one line.
    message: String,
}

impl Edit {
    /// Begins to change an action.
    pub(super) fn new(item: &ActionItem<'_>, message: String) -> Self {
        let id = item.action.id.as_ref().map(|id| id.value.clone()).unwrap_or_default();
        let action = TableChange {
            path: format!("{}/postmortem.md", path_of(item.folder)),
            list: "action",
            name: ("id", id),
            steps: Vec::new(),
        };
        Self { action, promise: None, told: None, message }
    }

    pub(super) fn set(&mut self, key: &'static str, value: impl Into<Value>) {
        self.action.steps.push(Step::Set(key, value.into()));
    }

    pub(super) fn remove(&mut self, key: &'static str) {
        self.action.steps.push(Step::Remove(key));
    }

    pub(super) fn add_evidence(&mut self, links: &[String]) {
        self.action.steps.extend(links.iter().map(|link| Step::Add("evidence", link.clone())));
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
        self.promise = Some(TableChange {
            path: format!("{}/comms/postmortem.md", path_of(item.folder)),
            list: "commitment",
            name: ("text", text),
            steps: vec![kept.map_or(Step::Remove("done"), |day| Step::Set("done", Value::Day(day)))],
        });
    }

    /// Checks the change, then writes and commits it.
    pub(super) fn carry_out(
        &self,
        commit: &CommitArguments,
        workspace: &Workspace,
        session: &mut Session<'_, '_>,
    ) -> Result<Exit, Stop> {
        let changes: Vec<&TableChange> = std::iter::once(&self.action)
            .chain(&self.promise)
            .filter(|change| !change.steps.is_empty())
            .collect();
        let paths: Vec<String> = changes.iter().map(|change| change.path.clone()).collect();
        let commit = Commit::prepare(commit, &paths, session)?;
        let root = session.project().root().to_owned();
        let planned: Vec<PlannedFile> = changes
            .iter()
            .map(|change| {
                Ok(PlannedFile::new(change.path.as_str(), change.apply(&read(&root, &change.path)?)?))
            })
            .collect::<Result<_, Stop>>()?;
        if let Some(exit) = ChangedSite::new(workspace, &planned, session).refusal(workspace, session)? {
            return Ok(exit);
        }
        for change in changes {
            change.write(&root, session)?;
        }
        if let Some(told) = &self.told {
            session.say(told)?;
        }
        commit.finish(&paths, &self.message, session)?;
        Ok(Exit::Done)
    }
}

impl TableChange {
    /// Changes the file as it is now, so that what somebody else changes in it at the same time stays.
    fn write(&self, root: &std::path::Path, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        for _ in 0..TRIES {
            let text = read(root, &self.path)?;
            let new = self.apply(&text)?;
            if new == text {
                return Ok(());
            }
            match uninterrupted(|| rewrite(root, &self.path, &text, &new)) {
                Ok(()) => return Ok(session.say(&format!("wrote {}", self.path))?),
                Err(RewriteError::Changed) => {}
                Err(error) => return Err(self.failed(&error.to_string())),
            }
        }
        Err(self.failed("others keep changing it"))
    }

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
        Stop::usage(format!("cannot edit `{}`: {why}", self.path))
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

fn read(root: &std::path::Path, path: &str) -> Result<String, Stop> {
    std::fs::read_to_string(root.join(path))
        .map_err(|error| Stop::usage(format!("cannot edit `{path}`: {error}")))
}
