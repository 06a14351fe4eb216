//! The site for colleagues beside the published one. Whatever goes wrong with it is only a note: the public site is complete
//! before it is made.

use chrono::{DateTime, Utc};

use super::publisher_settings::PublishSettings;
use crate::board::{BoardInputs, board};
use crate::diagnostics::Findings;
use crate::output::{Lock, OutputFolder, write_internal};
use crate::pipeline::Built;
use crate::source::{Project, Snapshot};

/// The site for colleagues, across builds.
#[derive(Debug, Default)]
pub(super) struct BoardFiles {
    /// What was said last, so that the same trouble is not reported after every change.
    said: Option<String>,
}

/// What came of the site for colleagues in one build.
#[derive(Debug, Default)]
pub(super) struct BoardReport {
    /// When it changes next by itself, UTC.
    pub(super) next_change: Option<DateTime<Utc>>,
    /// Whether any of its files changed.
    pub(super) has_changed: bool,
    /// What the user should know.
    pub(super) note: Option<String>,
}

impl BoardFiles {
    /// Makes and writes the site for colleagues, if the settings name a folder for it. `others` are the folders of customers.
    pub(super) fn write(
        &mut self,
        (settings, project): (&PublishSettings, &Project),
        (built, snapshot): (&Built, &Snapshot),
        (lock, others): (&Lock, [&OutputFolder; 2]),
    ) -> BoardReport {
        let configured = built.content.public.site.as_ref().and_then(|site| site.board_output.as_ref());
        let Some(configured) = configured.filter(|_| !settings.public_only) else {
            return BoardReport::default();
        };
        let path = settings.board.clone().unwrap_or_else(|| configured.value.as_str().into());
        let mut report = BoardReport::default();
        let problem = match OutputFolder::open(project.root(), &path, settings.home.as_deref())
            .and_then(|folder| folder.apart_from(&others))
        {
            Ok(folder) => write((built, snapshot), lock, &folder, settings.take_over, &mut report).err(),
            Err(error) => Some(error.to_string()),
        };
        if problem != self.said {
            report.note = problem.as_ref().map(|problem| format!("the board was not written: {problem}"));
            self.said = problem;
        }
        report
    }
}

fn write(
    (built, snapshot): (&Built, &Snapshot),
    lock: &Lock,
    folder: &OutputFolder,
    take_over: bool,
    report: &mut BoardReport,
) -> Result<(), String> {
    let made =
        rayon::scope(|_| board(BoardInputs::of(built, snapshot))).map_err(|findings| first(&findings))?;
    report.next_change = made.next_change;
    let written = write_internal(lock, folder, &made.files, take_over).map_err(|error| error.to_string())?;
    report.has_changed = !written.written.is_empty() || !written.removed.is_empty();
    Ok(())
}

fn first(findings: &Findings) -> String {
    let first = findings.iter().next();
    first.map_or_else(|| "its theme cannot be used".to_owned(), |finding| finding.message.clone())
}
