//! `allclear build`: builds the site into a folder.

use std::path::Path;
use std::time::{Duration, Instant};

use super::exit::Exit;
use super::keep_going::{self, Fallback, Outcome};
use super::progress::Progress;
use super::published_texts;
use super::report::{self, format_time};
use super::session::Session;
use super::stop::Stop;
use crate::cli::{Build, Format};
use crate::diagnostics::Findings;
use crate::output::{Lock, OutputFolder, WriteOptions, WriteReport, removed_pages, write};
use crate::pipeline::{
    self, Built, ClockSource, Failed, Reason, Recovered, Settings, address_gone, build, examine,
};
use crate::source::{ScanOptions, Snapshot, scan};

/// How long a build waits for another one to end.
const LOCK_TIMEOUT: Duration = Duration::from_secs(10);

/// The consequence of a failed build.
const NOTHING_WRITTEN: Option<&str> = Some("nothing was written");

/// Builds the site and reports what changed.
pub(super) fn run(arguments: &Build, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    if arguments.print_next {
        return print_next(arguments, session);
    }
    if !session.project().content().is_dir() {
        return report_missing_content(arguments, session);
    }
    if arguments.output == Path::new("-") {
        return Err(Stop::usage("a site is a folder of files, so it cannot be written to standard output")
            .hint("name a folder: `--output DIR`; `./-` is a folder with the name `-`"));
    }
    let started = Instant::now();
    let folder = OutputFolder::open(session.project().root(), &arguments.output, session.home())?;
    let fallback = Fallback::find(arguments, session)?;
    // Taken before anything is read, so that a build that had to wait does not write outdated content.
    let lock = Lock::take(&folder, LOCK_TIMEOUT)?;
    let mut site = match build_site(arguments, fallback.as_ref(), session)? {
        Outcome::Kept(site) => site,
        Outcome::Refused(exit) => return Ok(exit),
    };
    if let Some(exit) = check_published(&mut site, &folder, arguments, session)? {
        return Ok(exit);
    }
    report::warnings(&site.built.findings, &site.snapshot, arguments.format, session)?;
    let written = write_site(&site.built, &lock, &folder, arguments, session)?;
    report_clock(&site.built, &folder, session)?;
    if let Some(fallback) = &fallback {
        fallback.record(&site.stale, session)?;
    }
    report_success(&site, &written, started.elapsed(), arguments.format, session)?;
    let exit = if site.stale.is_empty() { Exit::Done } else { Exit::Stale };
    // The program ends here, and the system frees the memory faster than dropping every value would.
    std::mem::forget(site);
    Ok(exit)
}

fn settings(arguments: &Build, session: &Session<'_, '_>) -> Settings {
    Settings {
        clock: session.clock(),
        strict_internal: false,
        strict: arguments.strict,
        judged_elsewhere: arguments.judged_elsewhere,
    }
}

fn read(arguments: &Build, session: &mut Session<'_, '_>) -> Result<(Snapshot, Findings), Stop> {
    let started = Instant::now();
    let progress = Progress::begin("reading", session);
    let (snapshot, found) = scan(&session.project(), ScanOptions { public_only: arguments.public_only });
    drop(progress);
    report::read(&snapshot, started, session)?;
    Ok((snapshot, found))
}

/// Reports that there is no content. A lock would leave its folder behind where there is no project, so none is taken.
fn report_missing_content(arguments: &Build, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let (snapshot, found) = read(arguments, session)?;
    match examine(&snapshot, found, settings(arguments, session)) {
        Err(failed) => report::failed(&failed, &snapshot, arguments.format, NOTHING_WRITTEN, session),
        Ok(_) => Err(Stop::usage("this project has no folder `content`")),
    }
}

/// Reads and builds the site in memory. If that fails, builds it with the parts that `fallback` provides.
fn build_site(
    arguments: &Build,
    fallback: Option<&Fallback<'_>>,
    session: &mut Session<'_, '_>,
) -> Result<Outcome, Stop> {
    let settings = settings(arguments, session);
    let (snapshot, found) = read(arguments, session)?;
    let started = Instant::now();
    let progress = Progress::begin("building", session);
    let built = build(&snapshot, found.clone(), settings);
    drop(progress);
    session.step(started, || match &built {
        Ok(built) => {
            format!("checked, rendered and inspected {}", report::number(built.outputs.len(), "file"))
        }
        Err(_) => "checked the content, which has errors,".to_owned(),
    })?;
    match (built, fallback) {
        (Ok(built), _) => {
            let site = Recovered { built, snapshot, stale: Vec::new(), reasons: Vec::new() };
            Ok(Outcome::Kept(Box::new(site)))
        }
        (Err(failed), None) => {
            let exit = report::failed(&failed, &snapshot, arguments.format, NOTHING_WRITTEN, session)?;
            Ok(Outcome::Refused(exit))
        }
        (Err(failed), Some(fallback)) => {
            fallback.build(&snapshot, &found, &failed, settings, arguments, session)
        }
    }
}

/// Warns if published pages disappear, and about edits of published texts that do not say so. Returns the exit code if
/// `--strict` fails on that.
fn check_published(
    site: &mut Recovered,
    folder: &OutputFolder,
    arguments: &Build,
    session: &mut Session<'_, '_>,
) -> Result<Option<Exit>, Stop> {
    let options = WriteOptions::of_build(arguments.take_over, arguments.public_only);
    let Built { content, now, outputs, .. } = &site.built;
    let mut found = published_texts::unmarked_in_build(content, *now, arguments.public_only, folder, session);
    found.extend(address_gone(&removed_pages(folder, outputs, &options)));
    if found.is_empty() {
        return Ok(None);
    }
    site.built.findings.extend(found);
    site.built.findings.sort(&site.snapshot);
    if !arguments.strict {
        return Ok(None);
    }
    let failed = Failed { findings: site.built.findings.clone(), reason: Reason::Warnings };
    report::failed(&failed, &site.snapshot, arguments.format, NOTHING_WRITTEN, session).map(Some)
}

fn write_site(
    built: &Built,
    lock: &Lock,
    folder: &OutputFolder,
    arguments: &Build,
    session: &mut Session<'_, '_>,
) -> Result<WriteReport, Stop> {
    let options = WriteOptions::of_build(arguments.take_over, arguments.public_only);
    let started = Instant::now();
    let progress = Progress::begin("writing", session);
    let written = write(lock, folder, &built.outputs, &options);
    drop(progress);
    let written = written?;
    report::written(&written, folder.path(), started, session)?;
    pipeline::published_texts(&built.content, built.now).write(lock, folder)?;
    for warning in &written.warnings {
        session.note(&format!("warning: {warning}"))?;
    }
    Ok(written)
}

/// Reports that the clock was set, if the build wrote to the default folder. Such a site looks like any other.
fn report_clock(built: &Built, folder: &OutputFolder, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    let project = session.project();
    let default = OutputFolder::open(project.root(), &project.public(), session.home());
    if !default.is_ok_and(|default| default == *folder) {
        return Ok(());
    }
    let setting = match built.clock {
        ClockSource::Real => return Ok(()),
        ClockSource::Option(option) => format!("`{option}`"),
        ClockSource::Site => "`clock` in `content/site.toml`".to_owned(),
    };
    let now = format_time(built.now);
    Ok(session
        .note(&format!("note: `public` shows the site as of {now}, because {setting} sets the clock"))?)
}

/// `--print-next`: prints only the time, for a script that decides when to build again.
fn print_next(arguments: &Build, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let settings = settings(arguments, session);
    let (snapshot, found) = read(arguments, session)?;
    let fallback = Fallback::find(arguments, session)?;
    let (next, exit) = match (examine(&snapshot, found.clone(), settings), fallback) {
        (Ok(examined), _) => (examined.public_site().and_then(|site| site.next_change), Exit::Done),
        (Err(failed), None) => return report::failed(&failed, &snapshot, Format::Human, None, session),
        (Err(failed), Some(fallback)) => {
            match fallback.build(&snapshot, &found, &failed, settings, arguments, session)? {
                Outcome::Kept(kept) => (kept.built.next_change, Exit::Stale),
                Outcome::Refused(exit) => return Ok(exit),
            }
        }
    };
    if let Some(next) = next {
        session.print(&format!("{}\n", format_time(next)))?;
    }
    Ok(exit)
}

/// Prints one line, or the JSON document. The duration is printed only on a terminal, so that elsewhere the same input
/// gives the same output.
fn report_success(
    site: &Recovered,
    written: &WriteReport,
    elapsed: Duration,
    format: Format,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    if format == Format::Json {
        session.print(&json(site, written))?;
    } else {
        let elapsed = session.stdout_is_terminal().then_some(elapsed);
        session.say(&success(site, written, elapsed))?;
    }
    Ok(())
}

fn success(
    Recovered { built, stale, .. }: &Recovered,
    written: &WriteReport,
    elapsed: Option<Duration>,
) -> String {
    let is_page = |path: &str| Path::new(path).extension().is_some_and(|extension| extension == "html");
    let pages = built.outputs.iter().filter(|output| is_page(&output.path)).count();
    let changes = report::changes(written.written.len(), written.removed.len());
    let next = built.next_change.map(|next| format!(" · next change {}", format_time(next)));
    let took = elapsed.map(|elapsed| format!(" · {} ms", elapsed.as_millis()));
    let (next, took) = (next.unwrap_or_default(), took.unwrap_or_default());
    let stale = match stale.len() {
        0 => String::new(),
        folders => format!(" · {} stale", report::number(folders, "folder")),
    };
    format!("built {}, {changes}{stale}{next}{took}", report::number(pages, "page"))
}

fn json(kept: &Recovered, written: &WriteReport) -> String {
    let Recovered { built, snapshot, .. } = kept;
    let next = built.next_change.map(format_time);
    let (reasons, stale) = keep_going::as_json(kept);
    let more = [
        ("next_change", next.into()),
        ("outputs", built.outputs.len().into()),
        ("written", written.written.clone().into()),
        ("removed", written.removed.clone().into()),
        ("stale", stale),
    ];
    report::document_after(reasons, &built.findings, snapshot, more)
}
