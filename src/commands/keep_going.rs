//! `build --keep-going REF`: finds the revision to fall back on, and reports what was taken from it.

use serde_json::{Value, json};

use super::exit::Exit;
use super::report;
use super::session::Session;
use super::stop::Stop;
use crate::cli::{Build, Format};
use crate::diagnostics::{Findings, json as findings_as_json};
use crate::git::{Exchanged, GitError, PublishedRef, Revision};
use crate::pipeline::{EarlierRevision, Failed, Recovered, Settings, StaleFolder, keep_going};
use crate::source::{ScanOptions, Snapshot, StoredFiles};

/// The revision to fall back on, and the ref to move. Both are resolved before the build, so that a missing one is
/// reported early.
pub(super) struct Fallback<'a> {
    name: &'a str,
    /// `None` only with `--move-ref`, as long as the ref names no revision of this project.
    revision: Option<Revision>,
    published: Option<PublishedRef>,
}

/// The result of a build with a fallback.
pub(super) enum Outcome {
    /// The site to publish.
    Kept(Box<Recovered>),
    /// There is no site; the reason was reported.
    Refused(Exit),
}

impl<'a> Fallback<'a> {
    /// Resolves the revision and the ref of the command line.
    pub(super) fn find(arguments: &'a Build, session: &Session<'_, '_>) -> Result<Option<Self>, Stop> {
        let Some(name) = arguments.keep_going.as_deref() else { return Ok(None) };
        let project = session.project();
        let root = project.root();
        let published = if arguments.move_ref { Some(PublishedRef::find(root, name)?) } else { None };
        let first = published.as_ref().is_some_and(|published| !published.exists());
        let options = ScanOptions { public_only: arguments.public_only };
        let revision = match Revision::find(root, name, options) {
            _ if first => None,
            // The project was in another folder then. A ref that moves with each build must not get stuck there.
            Err(GitError::NoContent(_)) if arguments.move_ref => None,
            found => Some(found?),
        };
        Ok(Some(Self { name, revision, published }))
    }

    /// Builds again after `failed`, with the broken folders as they were in the revision. Reports what is wrong in any
    /// case.
    pub(super) fn build(
        &self,
        snapshot: &Snapshot,
        found: &Findings,
        failed: &Failed,
        settings: Settings,
        arguments: &Build,
        session: &mut Session<'_, '_>,
    ) -> Result<Outcome, Stop> {
        let (format, nothing) = (arguments.format, (!arguments.print_next).then_some("nothing was written"));
        let Some(revision) = &self.revision else {
            let why = format!("`{}` has nothing to fall back on yet", self.name);
            let exit = report::failed(failed, snapshot, format, Some(&join(&why, nothing)), session)?;
            return Ok(Outcome::Refused(exit));
        };
        match keep_going(snapshot, found, failed, settings, revision)? {
            Ok(kept) => {
                for (about, errors) in &kept.reasons {
                    session.show(errors, about, format, false)?;
                }
                // The JSON document contains them.
                let reported = kept.stale.iter().filter(|_| format != Format::Json);
                for stale in reported {
                    session.complain(&message(stale, self.name, revision))?;
                }
                Ok(Outcome::Kept(Box::new(kept)))
            }
            Err(not) => {
                let consequence = match &not.why {
                    Some(why) => Some(join(why, nothing)),
                    None => nothing.map(str::to_owned),
                };
                let exit =
                    report::failed(&not.failed, &not.snapshot, format, consequence.as_deref(), session)?;
                Ok(Outcome::Refused(exit))
            }
        }
    }

    /// Moves the ref to what was published, if requested.
    pub(super) fn record(&self, stale: &[StaleFolder], session: &mut Session<'_, '_>) -> Result<(), Stop> {
        let Some(published) = &self.published else { return Ok(()) };
        let exchanged: Vec<Exchanged<'_>> = stale
            .iter()
            .map(|stale| Exchanged { folder: &stale.folder, instead: stale.instead.as_deref() })
            .collect();
        let earlier = self.revision.as_ref().map_or("", Revision::commit);
        let commit = published.record(&exchanged, earlier)?;
        Ok(session.note(&format!("note: `{}` is now {}", self.name, short(&commit)))?)
    }
}

impl EarlierRevision for Revision {
    type Error = GitError;

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths()
    }

    fn read(&self, folder: &str) -> Result<StoredFiles, GitError> {
        self.read(folder)
    }
}

impl From<GitError> for Stop {
    fn from(error: GitError) -> Self {
        let stop = Self::usage(error.to_string());
        match error.hint() {
            Some(hint) => stop.hint(hint),
            None => stop,
        }
    }
}

/// The errors as rows of the JSON document, and the stale folders.
pub(super) fn as_json(kept: &Recovered) -> (Vec<Value>, Value) {
    let rows = kept.reasons.iter().flat_map(|(about, errors)| {
        let document: Value = serde_json::from_str(&findings_as_json(errors, about)).unwrap_or_default();
        document["findings"].as_array().cloned().unwrap_or_default()
    });
    let stale = kept.stale.iter().map(|stale| json!({ "folder": stale.folder, "instead": stale.instead }));
    (rows.collect(), stale.collect())
}

fn message(stale: &StaleFolder, name: &str, revision: &Revision) -> String {
    let (folder, short) = (&stale.folder, short(revision.commit()));
    if let Some(now) = &stale.moved_to {
        return format!(
            "stale: `{folder}` was moved to `{now}`, which has errors; it is published as it was in `{name}` ({short})"
        );
    }
    match &stale.instead {
        Some(instead) if instead == folder => {
            format!("stale: `{folder}` has errors; it is published as it was in `{name}` ({short})")
        }
        Some(instead) => {
            format!("stale: `{folder}` has errors; it is published as `{instead}` was in `{name}` ({short})")
        }
        None => format!("stale: `{folder}` has errors and was not in `{name}` ({short}); it is left out"),
    }
}

fn join(why: &str, consequence: Option<&str>) -> String {
    consequence.map_or_else(|| why.to_owned(), |consequence| format!("{why}; {consequence}"))
}

/// The abbreviated hash.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
