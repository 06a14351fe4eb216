//! `allclear notify`: sends what is new in what was published, once.
//!
//! What is printed names the `[[notify]]`, counts and reasons: never an address, a header or a text.

mod ledger_file;
mod planned;
mod ref_store;
mod secrets;
mod sender;
mod transports;
mod words;

use std::time::Instant;

use super::exit::Exit;
use super::report;
use super::session::Session;
use super::stop::Stop;
use crate::cli::{Format, Notify};
use crate::deliver::{Report, RetryLimit, StoreError};
use crate::diagnostics::Findings;
use crate::notify::Outbox;
use crate::pipeline::{Settings, examine};
use crate::source::Snapshot;
use ref_store::RefStore;

pub(super) use ledger_file::LedgerFile;
pub(super) use planned::{PlanError, ViewKeys, planned, record_skipped};
pub(super) use sender::{LedgerClock, Sender};
pub(super) use transports::{TransportSettings, Transports};
pub(super) use words::report_line;

/// Sends what is new, or with `--dry-run` says how much that is.
pub(super) fn run(arguments: &Notify, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let (snapshot, found) = published(arguments, session)?;
    let settings =
        Settings { clock: session.clock(), strict_internal: false, strict: false, judged_elsewhere: false };
    let examined = match examine(&snapshot, found, settings) {
        Ok(examined) => examined,
        Err(failed) => {
            let consequence = Some("nothing was sent");
            return report::failed(&failed, &snapshot, Format::Human, consequence, session);
        }
    };
    let destinations = &examined.content.internal.notifications.destinations;
    if destinations.is_empty() {
        session.note("note: what was published has no `[[notify]]` in `content/notify.toml`")?;
        return Ok(Exit::Done);
    }
    let keys = ViewKeys::find(arguments.keys.file.as_deref(), session)?;
    let transports = TransportSettings::new(&arguments.options, session)?.transports(&examined.content);
    for problem in &transports.problems {
        session.complain(&format!("error: {problem}"))?;
    }
    let records = if arguments.ledger_ref {
        RefStore::acquire(session.project().root(), arguments.dry_run)?
    } else {
        LedgerFile::open(session.project().root())?
    };
    let ledger = records.ledger();
    let outbox = planned((&snapshot, &examined, settings), &keys, &ledger, arguments.resend)?;
    report_refused(&outbox, &snapshot, session)?;
    let refused = outbox.destinations.iter().any(|outgoing| outgoing.refused > 0);
    if arguments.dry_run {
        for outgoing in &outbox.destinations {
            session.print(&format!("{}\n", words::planned_line(outgoing)))?;
        }
        return Ok(exit(refused, transports.problems.is_empty()));
    }
    let now = examined.now;
    let skipped = record_skipped(&outbox, &records, now).map_err(|error| not_recorded(&error))?;
    if arguments.resend {
        planned::record_resent(&outbox, &records, now).map_err(|error| not_recorded(&error))?;
    }
    let wait = arguments.wait.to_std().unwrap_or_default();
    let mut sender = Sender::new(&records, RetryLimit::Until(Instant::now() + wait));
    sender.set(transports.usable, || Box::new(move || now));
    sender.put(outbox.destinations);
    let (mut sent, mut is_complete) = (0_usize, transports.problems.is_empty());
    for report in sender.finish() {
        let line = report_line(&report);
        match report {
            Report::Sent { .. } => {
                sent += 1;
                session.say(&line)?;
            }
            Report::Retrying { .. } => session.note(&line)?,
            Report::SetAside { .. } | Report::Left { .. } | Report::NotRecorded(_) => {
                is_complete = false;
                session.complain(&line)?;
            }
        }
    }
    session.say(&words::summary(sent, skipped))?;
    Ok(exit(refused, is_complete))
}

/// The exit code: the gate refused a message, something is not sent, or everything is.
const fn exit(refused: bool, is_complete: bool) -> Exit {
    match (refused, is_complete) {
        (true, _) => Exit::Gate,
        (false, false) => Exit::Usage,
        (false, true) => Exit::Done,
    }
}

/// Reads the files of the revision that was published.
fn published(arguments: &Notify, session: &Session<'_, '_>) -> Result<(Snapshot, Findings), Stop> {
    let project = session.project();
    let name = arguments.published.as_str();
    let (_, files) = crate::git::revision_files(project.root(), name).map_err(|error| {
        let stop = Stop::usage(error.to_string());
        match error {
            crate::git::GitError::NoRevision(_) => stop.hint(
                "messages are about what was published; `allclear build --keep-going refs/allclear/published --move-ref` \
                 says what that is, or name a revision with `--published`",
            ),
            _ => stop,
        }
    })?;
    Ok(Snapshot::default().with_folders(&Findings::default(), &[(String::new(), files)].into()))
}

/// Reports why the gate refused messages.
fn report_refused(outbox: &Outbox, snapshot: &Snapshot, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    for outgoing in outbox.destinations.iter().filter(|outgoing| outgoing.refused > 0) {
        let messages = report::number(outgoing.refused, "message");
        session.complain(&format!("error: {}: the gate refused {messages}", outgoing.name))?;
    }
    let mut findings = outbox.findings.clone();
    findings.sort(snapshot);
    session.show(&findings, snapshot, Format::Human, true)?;
    Ok(())
}

fn not_recorded(reason: &StoreError) -> Stop {
    Stop::usage(format!("the ledger cannot be written: {reason}"))
        .hint("nothing was sent; without a ledger, every run would send the same messages again")
}
