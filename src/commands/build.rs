//! `allclear build`: content to a folder of files.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, SecondsFormat, Utc};

use super::keep_going::{self, Fallback, Outcome};
use super::progress::Progress;
use super::report;
use super::session::Session;
use super::{Exit, Stop};
use crate::cli::{Build, Format};
use crate::diagnostics::Findings;
use crate::output::{Folder, Lock, Options, Report, write};
use crate::pipeline::{Built, ClockSource, Recovered, Settings, build, examine};
use crate::source::{ScanOptions, Snapshot, scan};

/// How long a build waits for another one to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a build that writes nothing ends with.
const NOTHING: Option<&str> = Some("nothing was written");

/// Where the views of customers lie in the output; a build that may not read who they are leaves them alone.
pub(super) const VIEWS: &str = "v";

/// Builds, and says what changed.
pub(super) fn run(arguments: &Build, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let settings = Settings { clock: session.clock(), strict_internal: false, strict: arguments.strict };
    if arguments.print_next {
        return print_next(arguments, settings, session);
    }
    let started = Instant::now();
    let project = session.project();
    if !project.content().is_dir() {
        // The scan says so; a lock would leave its folder behind where there is no project.
        let (snapshot, found) = read(arguments, session);
        return refuse(arguments, &snapshot, found, settings, session);
    }
    let folder = Folder::open(project.root(), &arguments.output, session.home())?;
    let fallback = Fallback::find(arguments, session)?;
    // Taken before anything is read, so that a build that had to wait does not write what is out of date.
    let lock = Lock::take(&folder, PATIENCE)?;
    let (snapshot, found) = read(arguments, session);
    let progress = Progress::begin("building", session);
    let built = build(&snapshot, found.clone(), settings);
    drop(progress);
    let kept = match (built, &fallback) {
        (Ok(built), _) => Recovered { built, snapshot, stale: Vec::new(), reasons: Vec::new() },
        (Err(failed), None) => {
            return report::failed(&failed, &snapshot, arguments.format, NOTHING, session);
        }
        (Err(failed), Some(fallback)) => {
            match fallback.instead(&snapshot, &found, &failed, settings, arguments, session)? {
                Outcome::Kept(kept) => *kept,
                Outcome::Refused(exit) => return Ok(exit),
            }
        }
    };
    let Recovered { built, snapshot, stale, .. } = &kept;
    report::warnings(&built.findings, snapshot, arguments.format, session)?;
    let keep = if arguments.public_only { vec![VIEWS.to_owned()] } else { Vec::new() };
    let options = Options { take_over: arguments.take_over, keep };
    let progress = Progress::begin("writing", session);
    let written = write(&lock, &folder, &built.outputs, &options);
    drop(progress);
    let written = written?;
    for warning in &written.warnings {
        session.note(&format!("warning: {warning}"))?;
    }
    let usual = Folder::open(project.root(), &project.public(), session.home());
    if usual.is_ok_and(|usual| usual == folder) {
        tell_clock(built, session)?;
    }
    if let Some(fallback) = &fallback {
        fallback.record(stale, session)?;
    }
    let exit = if stale.is_empty() { Exit::Done } else { Exit::Stale };
    if arguments.format == Format::Json {
        session.print(&json(&kept, &written))?;
    } else {
        let elapsed = session.stdout_is_terminal().then(|| started.elapsed());
        session.say(&success(&kept, &written, elapsed))?;
    }
    // The program ends here, and the system takes memory back faster than it can be freed value by value.
    std::mem::forget(kept);
    Ok(exit)
}

fn read(arguments: &Build, session: &Session<'_, '_>) -> (Snapshot, Findings) {
    let _progress = Progress::begin("reading", session);
    scan(&session.project(), ScanOptions { public_only: arguments.public_only })
}

fn refuse(
    arguments: &Build,
    snapshot: &Snapshot,
    found: Findings,
    settings: Settings,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    match examine(snapshot, found, settings) {
        Err(failed) => report::failed(&failed, snapshot, arguments.format, NOTHING, session),
        Ok(_) => Err(Stop::usage("there is no folder `content` here")),
    }
}

/// `--print-next`: the moment alone, for a script that decides when to build again.
fn print_next(arguments: &Build, settings: Settings, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let (snapshot, found) = read(arguments, session);
    let fallback = Fallback::find(arguments, session)?;
    let (next, exit) = match (examine(&snapshot, found.clone(), settings), fallback) {
        (Ok(examined), _) => (examined.public_site().and_then(|site| site.next_change), Exit::Done),
        (Err(failed), None) => return report::failed(&failed, &snapshot, Format::Human, None, session),
        (Err(failed), Some(fallback)) => {
            match fallback.instead(&snapshot, &found, &failed, settings, arguments, session)? {
                Outcome::Kept(kept) => (kept.built.next_change, Exit::Stale),
                Outcome::Refused(exit) => return Ok(exit),
            }
        }
    };
    if let Some(next) = next {
        session.print(&format!("{}\n", written_time(next)))?;
    }
    Ok(exit)
}

/// A site whose clock was set looks like any other, so whoever built it hears of it.
fn tell_clock(built: &Built, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    let who = match built.clock {
        ClockSource::Real => return Ok(()),
        ClockSource::Option(option) => option,
        ClockSource::Site => "clock` in `content/site.toml",
    };
    let now = written_time(built.now);
    Ok(session.note(&format!("note: `public` shows the site as of {now}, because `{who}` sets the clock"))?)
}

/// One line. The time that it took stands there only for somebody who watches: elsewhere, same input, same words.
fn success(
    Recovered { built, stale, .. }: &Recovered,
    written: &Report,
    elapsed: Option<Duration>,
) -> String {
    let is_page = |path: &str| Path::new(path).extension().is_some_and(|extension| extension == "html");
    let pages = built.outputs.iter().filter(|output| is_page(&output.path)).count();
    let changes = report::changes(written.written.len(), written.removed.len());
    let next = built.next_change.map(|next| format!(" · next change {}", written_time(next)));
    let took = elapsed.map(|elapsed| format!(" · {} ms", elapsed.as_millis()));
    let (next, took) = (next.unwrap_or_default(), took.unwrap_or_default());
    let stale = match stale.len() {
        0 => String::new(),
        folders => format!(" · {} stale", report::number(folders, "folder")),
    };
    format!("built {}, {changes}{stale}{next}{took}", report::number(pages, "page"))
}

fn json(kept: &Recovered, written: &Report) -> String {
    let Recovered { built, snapshot, .. } = kept;
    let next = built.next_change.map(written_time);
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

pub(super) fn written_time(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
