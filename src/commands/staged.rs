//! `allclear check --staged`: reports what the next commit would break.

use std::collections::BTreeSet;

use super::exit::Exit;
use super::published_texts;
use super::report;
use super::session::Session;
use super::stop::Stop;
use crate::cli::{Check, Format};
use crate::content::{Content, load};
use crate::diagnostics::{Finding, Findings, Severity};
use crate::git::{committed_files, staged_files, staged_paths};
use crate::pipeline::{Failed, Reason, Settings, build};
use crate::source::{Snapshot, StoredFiles, record_folder};

/// Checks the files in the index. An error in a file that the commit does not touch, and that the newest commit has too,
/// is only a warning: an old broken incident never holds back an urgent update.
pub(super) fn run(
    arguments: &Check,
    settings: Settings,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let root = session.project().root().to_owned();
    let (snapshot, found) = snapshot_of(staged_files(&root)?);
    let touched: BTreeSet<String> = staged_paths(&root)?.into_iter().collect();
    let failed = match build(&snapshot, found, settings) {
        Ok(mut built) => {
            built.findings.extend(unmarked(&built.content, settings, &touched, session));
            built.findings.sort(&snapshot);
            if arguments.strict && !built.findings.is_empty() {
                let failed = Failed { findings: built.findings, reason: Reason::Warnings };
                return report::failed(&failed, &snapshot, arguments.format, None, session);
            }
            return passed(&built.findings, &snapshot, arguments.format, session);
        }
        Err(failed) if failed.reason != Reason::Content => {
            return report::failed(&failed, &snapshot, arguments.format, None, session);
        }
        Err(failed) => failed,
    };
    let (before, found) = snapshot_of(committed_files(&root)?);
    let old = match build(&before, found, settings) {
        Ok(_) => Findings::default(),
        Err(failed) => failed.findings,
    };
    let known: BTreeSet<(String, &str, &str)> =
        old.iter().map(|finding| identity(finding, &before)).collect();
    let mut findings = failed.findings;
    for finding in findings.iter_mut().filter(|finding| finding.severity == Severity::Error) {
        let identity = identity(finding, &snapshot);
        if !touched.contains(&identity.0) && known.contains(&identity) {
            finding.severity = Severity::Warning;
        }
    }
    let (content, _) = load(&snapshot);
    findings.extend(unmarked(&content, settings, &touched, session));
    findings.sort(&snapshot);
    if findings.has_errors() || arguments.strict {
        let reason = if findings.has_errors() { Reason::Content } else { Reason::Warnings };
        return report::failed(&Failed { findings, reason }, &snapshot, arguments.format, None, session);
    }
    passed(&findings, &snapshot, arguments.format, session)
}

/// Returns a warning for each published text that the commit changes without a note.
fn unmarked(
    content: &Content,
    settings: Settings,
    touched: &BTreeSet<String>,
    session: &Session<'_, '_>,
) -> Vec<Finding> {
    let folders = touched.iter().filter_map(|path| record_folder(path).map(str::to_owned)).collect();
    let (now, _) = settings.clock.read(&content.public);
    published_texts::unmarked(content, now, false, &folders, session)
}

/// Returns the path, the rule and the message of a finding, which stay the same when lines move.
fn identity<'a>(finding: &'a Finding, snapshot: &Snapshot) -> (String, &'a str, &'a str) {
    let file = finding.span.and_then(|span| snapshot.file(span.file));
    let path = file.map_or_else(String::new, |file| file.path.clone());
    (path, finding.rule.name, finding.message.as_str())
}

fn snapshot_of(stored: StoredFiles) -> (Snapshot, Findings) {
    Snapshot::default().with_folders(&Findings::default(), &[(String::new(), stored)].into())
}

fn passed(
    findings: &Findings,
    snapshot: &Snapshot,
    format: Format,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    report::warnings(findings, snapshot, format, session)?;
    if format == Format::Json {
        session.print(&report::document(findings, snapshot, []))?;
    } else if findings.is_empty() {
        session.say(&report::summary(findings, snapshot))?;
    }
    Ok(Exit::Done)
}
