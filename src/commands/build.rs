//! `allclear build`: builds the site into a folder.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use super::board;
use super::exit::Exit;
use super::keep_going::{self, Fallback, Outcome};
use super::keys_file::KeysPath;
use super::progress::Progress;
use super::published_texts;
use super::report::{self, format_time};
use super::session::Session;
use super::stop::Stop;
use super::views;
use crate::cli::{Build, Format};
use crate::diagnostics::{Findings, Severity};
use crate::output::{Lock, OutputFolder, SiteReport, SiteWrite, ViewsFolder, WriteOptions, removed_pages};
use crate::pipeline::{
    self, Built, Cache, ClockSource, Failed, Reason, Recovered, RefusedView, Settings, ViewsRequest,
    address_gone, build_with, examine, next_change, publish_views,
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
    let private = views::private_folder(arguments.private.as_deref(), &arguments.output, &folder, session)?;
    let outputs = [folder.path(), private.path()];
    let keys = KeysPath::find(arguments.keys.file.as_deref(), &outputs, session)?;
    let fallback = Fallback::find(arguments, session)?;
    // Taken before anything is read, so that a build that had to wait does not write outdated content.
    let lock = Lock::take(&folder, LOCK_TIMEOUT)?;
    let mut cache = Cache::default();
    let mut site = match build_site(arguments, fallback.as_ref(), &mut cache, session)? {
        Outcome::Kept(site) => site,
        Outcome::Refused(exit) => return Ok(exit),
    };
    if arguments.customer.is_none()
        && let Some(exit) = check_published(&mut site, &folder, arguments, session)?
    {
        return Ok(exit);
    }
    let board = board_folder(&site.built, [&folder, &private], arguments, session)?;
    let options = WriteOptions::of_build(arguments.take_over, arguments.public_only);
    let mut write = SiteWrite::begin(&lock, &folder, &private, options)?;
    let views = match publish_customers(&mut site, &mut write, &mut cache, &keys, arguments, session)? {
        Views::Published(views) => views,
        Views::Refused(exit) => return Ok(exit),
    };
    report::warnings(&site.built.findings, &site.snapshot, arguments.format, session)?;
    let written = write_site(&site.built, write, (&lock, &folder), arguments, session)?;
    if let Some(board) = &board {
        board::publish((&site.built, &site.snapshot), &lock, board, arguments.take_over, session)?;
    }
    report_clock(&site.built, &folder, session)?;
    if let Some(fallback) = &fallback {
        fallback.record(&site.stale, session)?;
    }
    report_held_back(views.held_back, session)?;
    report_success(&site, &written, &views, started.elapsed(), arguments.format, session)?;
    let exit = if site.stale.is_empty() && views.held_back == 0 { Exit::Done } else { Exit::Stale };
    // The program ends here, and the system frees the memory faster than dropping every value would.
    std::mem::forget((site, cache));
    Ok(exit)
}

/// Checks and returns the folder of the board. A build without internal files, or of one customer's view, has no board.
fn board_folder(
    built: &Built,
    others: [&OutputFolder; 2],
    arguments: &Build,
    session: &Session<'_, '_>,
) -> Result<Option<OutputFolder>, Stop> {
    if arguments.public_only || arguments.customer.is_some() {
        return Ok(None);
    }
    board::board_folder(arguments.board.as_deref(), &arguments.output, &built.content, &others, session)
}

/// The result of publishing the views of customers.
enum Views {
    /// They are staged.
    Published(StagedViews),
    /// They are not published; the reason was reported.
    Refused(Exit),
}

/// The views that are staged.
#[derive(Debug, Default)]
struct StagedViews {
    /// The number of customers with a view in this build.
    count: usize,
    /// The number of views that the gate refused and that stay as they are.
    held_back: usize,
}

/// Publishes the views of customers and stages them. Their findings join those of the site.
fn publish_customers(
    site: &mut Recovered,
    write: &mut SiteWrite<'_>,
    cache: &mut Cache,
    keys: &KeysPath,
    arguments: &Build,
    session: &mut Session<'_, '_>,
) -> Result<Views, Stop> {
    if arguments.public_only || arguments.customer.is_some() {
        for folder in ViewsFolder::ALL {
            write.keep_other_views(folder);
        }
    }
    if arguments.public_only {
        return Ok(Views::Published(StagedViews::default()));
    }
    let Some((keys, plan)) = views::plan(arguments, &site.built.content, keys, session)? else {
        return Ok(Views::Published(StagedViews::default()));
    };
    let progress = Progress::begin("building views", session);
    let keep_going = arguments.keep_going.is_some();
    let request = ViewsRequest {
        built: &site.built,
        snapshot: &site.snapshot,
        keys: &keys,
        plan: &plan,
        keep_going,
        memory: None,
    };
    let published = publish_views(&request, cache, |view| views::receive(write, &view));
    drop(progress);
    let published = published?;
    site.built.next_change = site.built.next_change.into_iter().chain(published.next_change).min();
    site.built.findings.extend(published.findings);
    site.built.findings.sort(&site.snapshot);
    let why = match refusal(&published.refused) {
        Some(why) if !keep_going => Some(why),
        _ if arguments.strict && site.built.findings.count(Severity::Warning) > 0 => Some(Reason::Warnings),
        _ => None,
    };
    if session.may_name_customers() {
        for refused in &published.refused {
            session.complain(&format!("refused: the view of `{}`", refused.customer))?;
        }
    }
    if let Some(reason) = why {
        let failed = Failed { findings: site.built.findings.clone(), reason };
        let exit = report::failed(&failed, &site.snapshot, arguments.format, NOTHING_WRITTEN, session)?;
        return Ok(Views::Refused(exit));
    }
    Ok(Views::Published(StagedViews { count: plan.len(), held_back: published.held_back }))
}

/// Why views were refused, if any were: the gate, unless the content or the theme has errors.
fn refusal(refused: &[RefusedView]) -> Option<Reason> {
    let mut outputs = BTreeSet::new();
    for view in refused {
        match &view.reason {
            Reason::Gate { outputs: paths } => outputs.extend(paths.iter().cloned()),
            reason => return Some(reason.clone()),
        }
    }
    (!refused.is_empty()).then(|| Reason::Gate { outputs: outputs.into_iter().collect() })
}

/// Reports the views that stay as they are, because the gate refused them or others that they change with.
fn report_held_back(held_back: usize, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    match held_back {
        0 => Ok(()),
        1 => Ok(session.complain("stale: 1 view was held back; its files stay as they are")?),
        more => {
            Ok(session
                .complain(&format!("stale: {more} views were held back; their files stay as they are"))?)
        }
    }
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
    cache: &mut Cache,
    session: &mut Session<'_, '_>,
) -> Result<Outcome, Stop> {
    let settings = settings(arguments, session);
    let (snapshot, found) = read(arguments, session)?;
    let started = Instant::now();
    let progress = Progress::begin("building", session);
    let built = build_with(&snapshot, found.clone(), settings, cache);
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
    if let Some(config) = &content.public.site {
        found.retain(|finding| !config.turns_off(finding.rule));
    }
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
    write: SiteWrite<'_>,
    (lock, folder): (&Lock, &OutputFolder),
    arguments: &Build,
    session: &mut Session<'_, '_>,
) -> Result<SiteReport, Stop> {
    let public = arguments.customer.is_none().then_some(built.outputs.as_slice());
    let started = Instant::now();
    let progress = Progress::begin("writing", session);
    let written = rayon::scope(|_| write.commit(public));
    drop(progress);
    let written = written?;
    report::written(&written.public, folder.path(), started, session)?;
    if public.is_some() {
        pipeline::published_texts(&built.content, built.now).write(lock, folder)?;
    }
    for warning in &written.public.warnings {
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
        (Ok(examined), _) => (next_change(&examined.content, examined.now, &examined.verdict), Exit::Done),
        (Err(failed), None) => return report::failed(&failed, &snapshot, Format::Human, None, session),
        (Err(failed), Some(fallback)) => {
            match fallback.build(&snapshot, &found, &failed, settings, arguments, session)? {
                Outcome::Kept(kept) => {
                    (next_change(&kept.built.content, kept.built.now, &kept.built.verdict), Exit::Stale)
                }
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
    written: &SiteReport,
    views: &StagedViews,
    elapsed: Duration,
    format: Format,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    if format == Format::Json {
        session.print(&json(site, written, views))?;
    } else {
        let elapsed = session.stdout_is_terminal().then_some(elapsed);
        session.say(&success(site, written, views, elapsed))?;
    }
    Ok(())
}

fn success(
    Recovered { built, stale, .. }: &Recovered,
    written: &SiteReport,
    views: &StagedViews,
    elapsed: Option<Duration>,
) -> String {
    let is_page = |path: &str| Path::new(path).extension().is_some_and(|extension| extension == "html");
    let pages = built.outputs.iter().filter(|output| is_page(&output.path)).count();
    let changes = report::changes(written.public.written.len(), written.public.removed.len());
    let of_views = views::changes(written).map(|changes| format!(" · {changes}")).unwrap_or_default();
    let next = built.next_change.map(|next| format!(" · next change {}", format_time(next)));
    let took = elapsed.map(|elapsed| format!(" · {} ms", elapsed.as_millis()));
    let (next, took) = (next.unwrap_or_default(), took.unwrap_or_default());
    let stale = match stale.len() {
        0 => String::new(),
        folders => format!(" · {} stale", report::number(folders, "folder")),
    };
    let count = match views.count {
        0 => String::new(),
        count => format!(" and {}", report::number(count, "view")),
    };
    format!("built {}{count}, {changes}{of_views}{stale}{next}{took}", report::number(pages, "page"))
}

/// The JSON document. Of the views, it contains only numbers: it ends up in logs, and the address of a view may be all
/// that protects it.
fn json(kept: &Recovered, written: &SiteReport, views: &StagedViews) -> String {
    let Recovered { built, snapshot, .. } = kept;
    let next = built.next_change.map(format_time);
    let (reasons, stale) = keep_going::as_json(kept);
    let of_views = json!({
        "count": views.count,
        "changed": written.views_changed,
        "removed": written.views_removed,
        "held_back": views.held_back,
        "files_written": written.view_files_written,
        "files_removed": written.view_files_removed,
    });
    let more = [
        ("next_change", next.into()),
        ("outputs", built.outputs.len().into()),
        ("written", written.public.written.clone().into()),
        ("removed", written.public.removed.clone().into()),
        ("views", of_views),
        ("stale", stale),
    ];
    report::document_after(reasons, &built.findings, snapshot, more)
}
