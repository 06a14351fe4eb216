//! The site for colleagues in a build: its folder, and writing it once the public site is complete.

use std::path::{Path, PathBuf};

use super::report;
use super::session::Session;
use super::stop::Stop;
use crate::board::{BoardInputs, board};
use crate::content::Content;
use crate::diagnostics::{Findings, Severity};
use crate::output::{Lock, OutputFolder, write_internal};
use crate::pipeline::Built;
use crate::source::Snapshot;

/// The folder for the board: the given one, that of `site.toml`, or the one that belongs to another output folder. `None` if
/// `site.toml` has no `[board]`.
pub(super) fn board_path(given: Option<&Path>, output: &Path, content: &Content) -> Option<PathBuf> {
    let configured = content.public.site.as_ref()?.board_output.as_ref()?;
    Some(match given {
        Some(given) => given.to_owned(),
        None if output == Path::new("public") => PathBuf::from(&configured.value),
        None => beside(output),
    })
}

/// The folder beside an output folder that is not the usual one, so that a build for a test never replaces the board.
pub(super) fn beside(output: &Path) -> PathBuf {
    let mut name = output.file_name().unwrap_or_default().to_owned();
    name.push("-internal");
    output.with_file_name(name)
}

/// Checks and returns the folder of the board, if there is one.
pub(super) fn board_folder(
    given: Option<&Path>,
    output: &Path,
    content: &Content,
    others: &[&OutputFolder],
    session: &Session<'_, '_>,
) -> Result<Option<OutputFolder>, Stop> {
    let Some(path) = board_path(given, output, content) else { return Ok(None) };
    let folder = OutputFolder::open(session.project().root(), &path, session.home())
        .and_then(|folder| folder.apart_from(others));
    folder.map(Some).map_err(|error| {
        Stop::usage(error.to_string())
            .hint("set `output` of `[board]` in `content/site.toml`, or `--board DIR`")
    })
}

/// Makes the board and writes it. Whatever goes wrong is a warning: the public site is complete already.
pub(super) fn publish(
    (built, snapshot): (&Built, &Snapshot),
    lock: &Lock,
    folder: &OutputFolder,
    take_over: bool,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    let started = std::time::Instant::now();
    let made = match rayon::scope(|_| board(BoardInputs::of(built, snapshot))) {
        Ok(made) => made,
        Err(findings) => {
            warn(findings, snapshot, session)?;
            return Ok(session.note("warning: the board was not written; its files stay as they are")?);
        }
    };
    warn(made.findings, snapshot, session)?;
    match write_internal(lock, folder, &made.files, take_over) {
        Ok(written) => {
            for warning in &written.warnings {
                session.note(&format!("warning: {warning}"))?;
            }
            let changes = report::changes(written.written.len(), written.removed.len());
            session.step(started, || format!("wrote the board to {}: {changes}", folder.path().display()))?;
        }
        Err(error) => session.note(&format!("warning: the board was not written: {error}"))?,
    }
    Ok(())
}

/// Shows findings about the board as warnings.
fn warn(mut findings: Findings, snapshot: &Snapshot, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    for finding in findings.iter_mut() {
        finding.severity = Severity::Warning;
    }
    findings.sort(snapshot);
    Ok(session.show(&findings, snapshot, crate::cli::Format::Human, false)?)
}
