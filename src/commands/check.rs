//! `allclear check`: reports errors and risks. It performs a whole build but writes nothing, so whatever passes here can
//! be built. With `--fix`, it first writes missing ids into the content.

use std::collections::BTreeSet;
use std::time::Instant;

use super::committed_approvals;
use super::exit::Exit;
use super::explain;
use super::fix;
use super::progress::Progress;
use super::published_texts;
use super::report;
use super::session::Session;
use super::staged;
use super::stop::Stop;
use crate::cli::{Check, Format};
use crate::diagnostics::Finding;
use crate::pipeline::{Failed, Reason, Settings, build};
use crate::source::{ScanOptions, scan};

/// Checks the content, or explains a rule.
pub(super) fn run(arguments: &Check, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    if let Some(rule) = &arguments.explain {
        return explain::run(rule, session);
    }
    if arguments.fix
        && let Some(exit) = fix::run(arguments, session)?
    {
        return Ok(exit);
    }
    let settings = Settings {
        clock: session.clock(),
        strict_internal: true,
        strict: arguments.strict,
        judged_elsewhere: arguments.judged_elsewhere,
    };
    if arguments.staged {
        return staged::run(arguments, settings, session);
    }
    let started = Instant::now();
    let progress = Progress::begin("reading", session);
    let (snapshot, found) = scan(&session.project(), ScanOptions { public_only: arguments.public_only });
    drop(progress);
    report::read(&snapshot, started, session)?;
    let started = Instant::now();
    let progress = Progress::begin("checking", session);
    let built = build(&snapshot, found, settings);
    drop(progress);
    session.step(started, || "checked the content and the pages".to_owned())?;
    match built {
        Err(failed) => report::failed(&failed, &snapshot, arguments.format, None, session),
        Ok(mut built) => {
            built.findings.extend(published_texts::unmarked(
                &built.content,
                built.now,
                arguments.public_only,
                &BTreeSet::new(),
                session,
            ));
            if arguments.approvals.is_some() {
                let by_others = committed_approvals::by_others(&built.content, &snapshot, session)?;
                let site = built.content.public.site.as_ref();
                let is_on = |finding: &Finding| !site.is_some_and(|site| site.turns_off(finding.rule));
                built.findings.extend(by_others.into_iter().filter(is_on));
            }
            built.findings.sort(&snapshot);
            if arguments.strict && !built.findings.is_empty() {
                let failed = Failed { findings: built.findings, reason: Reason::Warnings };
                return report::failed(&failed, &snapshot, arguments.format, None, session);
            }
            report::warnings(&built.findings, &snapshot, arguments.format, session)?;
            if arguments.format == Format::Json {
                session.print(&report::document(&built.findings, &snapshot, []))?;
            } else if built.findings.is_empty() {
                session.say(&report::summary(&built.findings, &snapshot))?;
            }
            Ok(Exit::Done)
        }
    }
}
