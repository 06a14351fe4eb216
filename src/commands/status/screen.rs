//! `allclear status --watch`: keeps showing the status until it is stopped.
//!
//! On a terminal the text is redrawn in place as time passes. Elsewhere there is nothing to redraw, so the text is printed
//! again only when files change.

use std::time::{Duration, Instant};

use super::Facts;
use crate::cli::Status;
use crate::commands::exit::Exit;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::source::{Project, ScanOptions, Scanner, Scope};
use crate::watch::{Wake, WatchOptions, Watcher, handle_signals};

/// How often the durations on a terminal are brought up to date.
const TICK: Duration = Duration::from_secs(1);

/// Shows the status until a signal ends it.
pub(super) fn run(arguments: &Status, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let project = session.project();
    let options = WatchOptions { poll: None, ignore: vec![project.root().join(".allclear")] };
    let (mut watcher, _) = Watcher::start(&project, options);
    handle_signals(watcher.handle())
        .map_err(|error| Stop::usage(format!("cannot handle signals: {error}")))?;
    let mut scanner = new_scanner(&project);
    let mut facts = Facts::of(scanner.scan(&Scope::Everything), arguments, session);
    let is_terminal = session.stdout_is_terminal();
    let mut shown = None;
    loop {
        let text = facts.text(arguments, session);
        if shown.as_ref() != Some(&text) {
            show(&text, shown.is_none(), is_terminal, session)?;
            shown = Some(text);
        }
        loop {
            let tick = is_terminal.then(|| Instant::now() + TICK);
            let scope = match watcher.wait(tick) {
                Wake::Stop => return Ok(Exit::Done),
                Wake::Clock => break,
                Wake::Note(_) => continue,
                Wake::Reload => {
                    scanner = new_scanner(&project);
                    Scope::Everything
                }
                Wake::Files(scope) => scope,
            };
            let scan = scanner.scan(&scope);
            let has_changed = !scan.changed.is_empty();
            watcher.scan_finished(has_changed);
            if has_changed {
                facts = Facts::of(scan, arguments, session);
                break;
            }
        }
    }
}

fn new_scanner(project: &Project) -> Scanner {
    Scanner::new(project.clone(), ScanOptions { public_only: false })
}

fn show(text: &str, is_first: bool, is_terminal: bool, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    if is_terminal {
        // Each line replaces the one before it, and what is left below goes. Nothing flickers, and nothing has to be
        // restored at the end.
        let clear = if is_first { "\u{1b}[2J" } else { "" };
        let lines: String = text.lines().flat_map(|line| [line, "\u{1b}[K\n"]).collect();
        session.print(&format!("{clear}\u{1b}[H{lines}\u{1b}[J"))?;
    } else {
        let gap = if is_first { "" } else { "\n" };
        session.print(&format!("{gap}{text}"))?;
    }
    Ok(session.flush()?)
}
