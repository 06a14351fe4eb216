//! `allclear watch`: a publisher that is left running. It builds when files change and when the clock demands it, and
//! nothing but a signal ends it.

mod cause;
mod known;
mod log;
mod publisher;
mod schedule;

use std::time::Duration;

use super::session::Session;
use super::{Exit, Stop};
use crate::cli::Watch;
use crate::output::Folder;
use crate::watch::{Wake, WatchOptions, Watcher, obey_signals};
use cause::Cause;
use log::{Event, Log};
use publisher::Publisher;

/// Builds, and builds again until it is told to stop.
pub(super) fn run(arguments: &Watch, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let project = session.project();
    // A folder that must not be written to is wrong usage; all that goes wrong later may be mended.
    let folder = Folder::open(project.root(), &arguments.output, session.home())?;
    let options = WatchOptions {
        poll: arguments.poll.map(Duration::from_millis),
        ignore: vec![folder.path().to_owned(), project.root().join(".allclear")],
    };
    let (mut watcher, notes) = Watcher::start(&project, options);
    obey_signals(watcher.handle())
        .map_err(|error| Stop::usage(format!("signals cannot be listened to: {error}")))?;
    let log = Log::new(arguments.format);
    log.tell(&Event::Started { output: &arguments.output, poll: watcher.polls() }, session)?;
    for note in &notes {
        log.tell(&Event::Note(note), session)?;
    }
    let mut publisher = Publisher::new(arguments, project, log, watcher.handle());
    publisher.publish(Cause::Start, session)?;
    loop {
        match watcher.wait(publisher.until(session.real_time())) {
            Wake::Stop => {
                log.tell(&Event::Stopped, session)?;
                return Ok(Exit::Done);
            }
            Wake::Note(note) => log.tell(&Event::Note(&note), session)?,
            Wake::Reload => publisher.reload(session)?,
            Wake::Clock => publisher.on_time(session)?,
            Wake::Files(scope) => {
                let changed = publisher.look(&scope);
                let lead = watcher.looked(changed);
                publisher.on_look(lead, session)?;
            }
        }
    }
}
