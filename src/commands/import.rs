//! `allclear import`: turns the history of another system into content files.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::commit::Commit;
use super::report::{self, number};
use super::session::Session;
use super::{Exit, Stop};
use crate::authoring::{
    Applied, ApplyError, ImportLock, KeptFile, KeptReason, PlannedFile, apply, write_report,
};
use crate::cli::{CommitArguments, Format, Import, ImportCustomers, ImportFiles, ImportSite};
use crate::diagnostics::{Findings, Severity, rules};
use crate::import::{Folder, ImportError, ImportPlan, Input, Note, cstate, customers, statuspage};
use crate::markdown::escape;
use crate::pipeline::{Clock, Settings, examine};
use crate::source::{ScanOptions, scan};

/// The names of the sources, which are those of the lock files.
const STATUSPAGE: &str = "statuspage";
const CSTATE: &str = "cstate";
const CUSTOMERS: &str = "customers";

/// How many lines of the report are printed; the others are only in the file.
const MAX_PRINTED: usize = 40;

/// Reads the history, writes the content files, and reports every decision.
pub(super) fn run(from: &Import, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let (Clock::Real(now) | Clock::Now(now) | Clock::AsOf(now)) = session.clock();
    let root = session.project().root().to_path_buf();
    let lock = |source| ImportLock::read(&root, source).map_err(|error| stop(&error));
    let (source, plan, (dry_run, commit)) = match from {
        Import::Statuspage(files) => {
            let lock = lock(STATUSPAGE)?;
            (
                STATUSPAGE,
                statuspage::plan(&inputs(files, session)?, escape, now, &lock),
                (files.dry_run, &files.commit),
            )
        }
        Import::Cstate(site) => {
            let lock = lock(CSTATE)?;
            (
                CSTATE,
                cstate::plan(&site_folder(site, session)?, site.time_zone, now, &lock),
                (site.dry_run, &site.commit),
            )
        }
        Import::Customers(list) => {
            let lock = lock(CUSTOMERS)?;
            (CUSTOMERS, customers::plan(&customer_list(list, session)?, &lock), (list.dry_run, &list.commit))
        }
    };
    let plan = plan.map_err(|errors| unreadable(&errors))?;
    write(source, &plan, dry_run, commit, session)
}

fn unreadable(errors: &[ImportError]) -> Stop {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    Stop::content(lines.join("\nerror: ")).hint("nothing was written")
}

fn write(
    source: &str,
    plan: &ImportPlan,
    dry_run: bool,
    commit: &CommitArguments,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let import = Applied { source, page: plan.page.as_deref(), files: &plan.files, unknown: &plan.unknown };
    let root = session.project().root().to_path_buf();
    let planned = apply(&root, import, true).map_err(|error| stop(&error))?;
    let files = ["lock", "report.txt"].map(|kind| format!("imports/{source}.{kind}"));
    let paths: Vec<String> = [&planned.written[..], &planned.removed, &files].concat();
    let prepared = if dry_run { &CommitArguments::default() } else { commit };
    let commit = Commit::prepare(prepared, &paths, session)?;
    let own_files = || files.each_ref().map(|path| std::fs::read(root.join(path)).ok());
    let before = own_files();
    let report = if dry_run { planned } else { apply(&root, import, false).map_err(|error| stop(&error))? };
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
            .filter(|finding| !rules::is_about_wording(finding.rule))
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

fn inputs(arguments: &ImportFiles, session: &Session<'_, '_>) -> Result<Vec<Input>, Stop> {
    let mut inputs = Vec::new();
    for path in &arguments.files {
        let name = path.display().to_string();
        let absolute = session.path(path);
        if absolute.is_dir() {
            let folder = read_folder(&absolute, &name, statuspage::wants)?;
            if folder.texts.is_empty() {
                return Err(Stop::usage(format!("`{name}` contains no `.json`, `.atom` or `.rss` file")));
            }
            inputs.extend(
                folder
                    .texts
                    .into_iter()
                    .map(|input| Input { name: format!("{}/{}", folder.name, input.name), text: input.text }),
            );
        } else {
            let text = std::fs::read_to_string(&absolute).map_err(|error| cannot_read(&name, &error))?;
            inputs.push(Input { name, text });
        }
    }
    Ok(inputs)
}

fn customer_list(arguments: &ImportCustomers, session: &Session<'_, '_>) -> Result<Input, Stop> {
    let name = arguments.file.display().to_string();
    let bytes = std::fs::read(session.path(&arguments.file)).map_err(|error| cannot_read(&name, &error))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Input { name, text }),
        Err(_) => Err(Stop::content(format!("`{name}` is not UTF-8"))
            .hint("save it as \"CSV UTF-8\"; names in another encoding would not be found by the gate")),
    }
}

fn site_folder(arguments: &ImportSite, session: &Session<'_, '_>) -> Result<Folder, Stop> {
    read_folder(&session.path(&arguments.dir), &arguments.dir.display().to_string(), cstate::wants)
}

fn read_folder(path: &Path, name: &str, wants: fn(&str) -> bool) -> Result<Folder, Stop> {
    Folder::read(path, name, wants).map_err(|(path, error)| cannot_read(&path.display().to_string(), &error))
}

fn cannot_read(name: &str, error: &io::Error) -> Stop {
    Stop::usage(format!("cannot read `{name}`: {error}"))
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
