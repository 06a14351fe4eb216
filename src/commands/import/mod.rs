//! `allclear import`: turns the history of another system into content files, or items of one into a timeline.

mod inputs;
mod timeline;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::commit::Commit;
use super::report::{self, number};
use super::session::Session;
use super::{Exit, Stop};
use crate::authoring::{
    Applied, ApplyError, ImportLock, KeptFile, KeptReason, PlannedFile, apply, write_report,
};
use crate::cli::{CommitArguments, Format, Import, ImportCustomers, ImportFiles, ImportFolder, ImportSite};
use crate::diagnostics::{Findings, Severity, rules};
use crate::import::{ImportError, ImportPlan, Note, cstate, customers, incidentio, statuspage, upptime};
use crate::markdown::escape;
use crate::pipeline::{Clock, Settings, examine};
use crate::source::{ScanOptions, scan};

/// The names of the sources, which are those of the lock files.
const STATUSPAGE: &str = "statuspage";
const CSTATE: &str = "cstate";
const UPPTIME: &str = "upptime";
const INCIDENTIO: &str = "incidentio";
const CUSTOMERS: &str = "customers";

/// How many lines of the report are printed; the others are only in the file.
const MAX_PRINTED: usize = 40;

/// A planned import.
struct Planned<'a> {
    /// The name of the source, which is that of its lock file.
    source: &'static str,
    plan: ImportPlan,
    dry_run: bool,
    commit: &'a CommitArguments,
}

/// Reads the other system's files, writes the content files, and reports every decision.
pub(super) fn run(from: &Import, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let planned = match from {
        Import::Statuspage(files) => statuspage(files, session)?,
        Import::Cstate(site) => cstate(site, session)?,
        Import::Upptime(site) => upptime(site, session)?,
        Import::IncidentIo(files) => incidentio(files, session)?,
        Import::Customers(list) => customers(list, session)?,
        Import::PagerDuty(files) => timeline::pagerduty(files, session)?,
        Import::Slack(export) => timeline::slack(export, session)?,
        Import::Alertmanager(file) => timeline::alertmanager(file, session)?,
        Import::Table(table) => timeline::table(table, session)?,
    };
    write(&planned, session)
}

fn statuspage<'a>(files: &'a ImportFiles, session: &Session<'_, '_>) -> Result<Planned<'a>, Stop> {
    let lock = lock(STATUSPAGE, session)?;
    let plan = statuspage::plan(
        &inputs::files(files, statuspage::wants, "`.json`, `.atom` or `.rss`", session)?,
        escape,
        now(session),
        &lock,
    );
    planned(STATUSPAGE, plan, files.dry_run, &files.commit)
}

fn cstate<'a>(site: &'a ImportSite, session: &Session<'_, '_>) -> Result<Planned<'a>, Stop> {
    let lock = lock(CSTATE, session)?;
    let folder = inputs::folder(&site.dir, cstate::wants, session)?;
    let plan = cstate::plan(&folder, site.time_zone, now(session), &lock);
    planned(CSTATE, plan, site.dry_run, &site.commit)
}

fn upptime<'a>(site: &'a ImportFolder, session: &Session<'_, '_>) -> Result<Planned<'a>, Stop> {
    let lock = lock(UPPTIME, session)?;
    // The configuration begins with a dot, and is the only such file that is read.
    let folder = inputs::folder_with(&site.dir, ".upptimerc.yml", upptime::wants, session)?;
    planned(UPPTIME, upptime::plan(&folder, now(session), &lock), site.dry_run, &site.commit)
}

fn incidentio<'a>(files: &'a ImportFiles, session: &Session<'_, '_>) -> Result<Planned<'a>, Stop> {
    let lock = lock(INCIDENTIO, session)?;
    let inputs = inputs::files(files, incidentio::wants, "`.json`", session)?;
    planned(INCIDENTIO, incidentio::plan(&inputs, now(session), &lock), files.dry_run, &files.commit)
}

fn customers<'a>(list: &'a ImportCustomers, session: &Session<'_, '_>) -> Result<Planned<'a>, Stop> {
    let lock = lock(CUSTOMERS, session)?;
    let hint = "save it as \"CSV UTF-8\"; names in another encoding would not be found by the gate";
    let plan = customers::plan(&inputs::text(&list.file, hint, session)?, &lock);
    planned(CUSTOMERS, plan, list.dry_run, &list.commit)
}

fn planned<'a>(
    source: &'static str,
    plan: Result<ImportPlan, Vec<ImportError>>,
    dry_run: bool,
    commit: &'a CommitArguments,
) -> Result<Planned<'a>, Stop> {
    Ok(Planned { source, plan: plan.map_err(|errors| unreadable(&errors))?, dry_run, commit })
}

fn lock(source: &str, session: &Session<'_, '_>) -> Result<ImportLock, Stop> {
    ImportLock::read(session.project().root(), source).map_err(|error| stop(&error))
}

fn now(session: &Session<'_, '_>) -> DateTime<Utc> {
    let (Clock::Real(now) | Clock::Now(now) | Clock::AsOf(now)) = session.clock();
    now
}

fn unreadable(errors: &[ImportError]) -> Stop {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Stop::content(lines.join("\nerror: ")).hint("nothing was written")
}

fn write(planned: &Planned<'_>, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let Planned { source, plan, dry_run, commit } = planned;
    let (source, dry_run) = (*source, *dry_run);
    let import = Applied { source, page: plan.page.as_deref(), files: &plan.files, unknown: &plan.unknown };
    let root = session.project().root().to_path_buf();
    let would = apply(&root, import, true).map_err(|error| stop(&error))?;
    let files = ["lock", "report.txt"].map(|kind| format!("imports/{source}.{kind}"));
    let paths: Vec<String> = [&would.written[..], &would.removed, &files].concat();
    let nothing = CommitArguments::default();
    let prepared = if dry_run { &nothing } else { *commit };
    let commit = Commit::prepare(prepared, &paths, session)?;
    let own_files = || files.each_ref().map(|path| std::fs::read(root.join(path)).ok());
    let before = own_files();
    let report = if dry_run { would } else { apply(&root, import, false).map_err(|error| stop(&error))? };
    for note in &plan.summary {
        session.note(&line(note))?;
    }
    let mut lines: Vec<String> =
        report.kept.iter().map(|kept| format!("note: `{}` {}", kept.path, reason(kept))).collect();
    lines.extend(report.removed.iter().map(|path| format!("note: `{path}` was removed or moved")));
    lines.extend(plan.settings_to_add(&report).map(|needed| format!("note: {needed}")));
    lines.extend(plan.notes.iter().map(line));
    report_lines(source, plan, &lines, dry_run, session)?;
    let done = if dry_run { "would write" } else { "wrote" };
    let removed = if report.removed.is_empty() {
        String::new()
    } else {
        format!("{} removed, ", number(report.removed.len(), "file"))
    };
    session.say(&format!(
        "{done} {}, {removed}{} unchanged, {} kept",
        number(report.written.len(), "file"),
        report.unchanged.len(),
        report.kept.len()
    ))?;
    if !dry_run {
        check(&plan.files, session)?;
        // A new report would be an uncommitted change, which the next import refuses.
        let changed = !report.written.is_empty() || !report.removed.is_empty() || own_files() != before;
        let written = files.iter().filter(|path| root.join(path).exists()).cloned();
        let paths: Vec<String> = report.written.into_iter().chain(report.removed).chain(written).collect();
        if changed {
            commit.finish(&paths, &format!("Import from {source}"), session)?;
        }
    }
    Ok(Exit::Done)
}

fn line(note: &Note) -> String {
    format!("note: {}: {}", note.subject, note.message)
}

/// Prints the lines, or their beginning if there are many; the whole report is in a file.
fn report_lines(
    source: &str,
    plan: &ImportPlan,
    lines: &[String],
    dry_run: bool,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    let path = format!("imports/{source}.report.txt");
    let whole: Vec<String> = plan.summary.iter().map(line).chain(lines.iter().cloned()).collect();
    if !dry_run && !whole.is_empty() {
        let text = whole.join("\n") + "\n";
        write_report(session.project().root(), &path, &text).map_err(|error| stop(&error))?;
    }
    let is_long = !dry_run && lines.len() > MAX_PRINTED;
    for line in lines.iter().take(if is_long { MAX_PRINTED / 2 } else { lines.len() }) {
        session.note(line)?;
    }
    if is_long {
        let more = lines.len() - MAX_PRINTED / 2;
        session.note(&format!("note: {}; the full report is in `{path}`", number(more, "more note")))?;
    }
    Ok(())
}

/// Shows what `check` finds in the imported files.
fn check(files: &[PlannedFile], session: &mut Session<'_, '_>) -> Result<(), Stop> {
    let settings =
        Settings { clock: session.clock(), strict_internal: true, strict: false, judged_elsewhere: false };
    let (snapshot, found) = scan(&session.project(), ScanOptions { public_only: false });
    let all = match examine(&snapshot, found, settings) {
        Ok(examined) => examined.findings,
        Err(failed) => failed.findings,
    };
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut findings = Findings::default();
    findings.extend(
        all.iter()
            // Nobody rewrites texts that customers read long ago.
            .filter(|finding| !rules::is_only_for_check(finding.rule))
            .filter(|finding| {
                let file = finding.span.and_then(|span| snapshot.file(span.file));
                file.is_none_or(|file| paths.contains(file.path.as_str()))
            })
            .cloned(),
    );
    findings.sort(&snapshot);
    session.show(&findings, &snapshot, Format::Human, false)?;
    session.say(&format!(
        "check: {}",
        report::counts(findings.count(Severity::Error), findings.count(Severity::Warning), paths.len(),)
    ))?;
    Ok(())
}

fn reason(kept: &KeptFile) -> &'static str {
    match kept.reason {
        KeptReason::Edited => "was kept: it was edited since the last import, or existed before",
        KeptReason::Deleted => "was not written again: it was deleted since the last import",
        KeptReason::Settings => "was kept: the settings of the site are written only once",
        KeptReason::NotAFile => "is not a regular file, so it was kept",
        KeptReason::Gone => "was kept although the original has no such object any more: it was edited",
    }
}

fn stop(error: &ApplyError) -> Stop {
    let stop = Stop::usage(error.to_string());
    match error {
        ApplyError::Lock { .. } => {
            stop.hint("restore the file from a backup; without it, an import could overwrite edited files")
        }
        ApplyError::UnsafePath(_) | ApplyError::Io { .. } => stop,
    }
}
