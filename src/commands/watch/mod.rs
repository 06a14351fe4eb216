//! `allclear watch`: publishes the site whenever it changes, and logs what happens. Only a signal, or a log that
//! nobody reads any more, ends it.

mod cause;
mod log;
mod messages;
mod on_due;

use std::path::Path;
use std::time::Duration;

use super::board;
use super::exit::Exit;
use super::keys_file::KeysPath;
use super::session::Session;
use super::stop::Stop;
use super::views;
use crate::cli::Watch;
use crate::watch::{Event, PublishSettings, Publisher, WatchOptions, Watcher, handle_signals};
use log::Log;
use messages::Messages;
use on_due::OnDue;

/// Publishes until the program is stopped.
pub(super) fn run(arguments: &Watch, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let project = session.project();
    let settings = settings(arguments, session);
    // A folder that must not be written to is wrong usage. Everything that fails later may recover.
    let folder = settings.open_folder(&project)?;
    let private = views::private_folder(arguments.private.as_deref(), &arguments.output, &folder, session)?;
    let keys = KeysPath::find(arguments.keys.file.as_deref(), &[folder.path(), private.path()], session)?;
    let read_keys = move || match keys.read() {
        Ok(Some(file)) => Ok(file.keys().clone()),
        Ok(None) => Err(format!("there is no keys file `{}`; run `allclear keys new`", keys.shown())),
        Err(stop) => Err(stop.message().to_owned()),
    };
    // Before anything is published, because a mistake in the command is wrong usage too.
    let mut on_due = arguments.on_due.as_deref().map(|command| OnDue::start(command, session)).transpose()?;
    let messages = Messages::start(arguments, session)?;
    let options = WatchOptions {
        poll: arguments.poll.map(Duration::from_millis),
        ignore: vec![folder.path().to_owned(), private.path().to_owned(), project.root().join(".allclear")],
    };
    let (mut watcher, notes) = Watcher::start(&project, options);
    handle_signals(watcher.handle())
        .map_err(|error| Stop::usage(format!("cannot handle signals: {error}")))?;
    let log = Log::new(arguments.format);
    log.started(&arguments.output, watcher.poll_interval(), session)?;
    let notes: Vec<Event> = notes.into_iter().map(Event::Note).collect();
    log.events(&notes, session)?;
    let mut publisher = Publisher::new(settings, project, watcher.handle(), Box::new(read_keys));
    let events = publisher.start(session.running_clock());
    log.events(&events, session)?;
    if let Some(messages) = &messages {
        messages.look(&events, publisher.snapshot());
    }
    if let Some(on_due) = &mut on_due {
        on_due.look(publisher.snapshot());
    }
    loop {
        let wake = watcher.wait(publisher.deadline(session.real_time()));
        let events = publisher.handle(wake, &mut watcher, session.running_clock());
        let stopped = events.iter().any(|event| matches!(event, Event::Stopped));
        if let Some(on_due) = &mut on_due {
            on_due.look(publisher.snapshot());
            log.deliveries(&on_due.deliveries(), session)?;
        }
        if let Some(messages) = &messages {
            messages.look(&events, publisher.snapshot());
            log.messages(&messages.events(), session)?;
        }
        if stopped {
            let deliveries = on_due.take().map(OnDue::stop).unwrap_or_default();
            log.deliveries(&deliveries, session)?;
        }
        log.events(&events, session)?;
        if stopped {
            return Ok(Exit::Done);
        }
    }
}

fn settings(arguments: &Watch, session: &Session<'_, '_>) -> PublishSettings {
    PublishSettings {
        output: arguments.output.clone(),
        private: views::private_path(arguments.private.as_deref(), &arguments.output),
        board: arguments
            .board
            .clone()
            .or_else(|| (arguments.output != Path::new("public")).then(|| board::beside(&arguments.output))),
        home: session.home().map(ToOwned::to_owned),
        strict: arguments.strict,
        public_only: arguments.public_only,
        judged_elsewhere: arguments.judged_elsewhere,
        take_over: arguments.take_over,
    }
}
