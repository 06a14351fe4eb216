//! `allclear check --fix`: writes the missing ids and addresses into the content. What readers get stays the same.

use super::commit::Commit;
use super::exit::Exit;
use super::report;
use super::session::Session;
use super::stop::Stop;
use crate::authoring::add_keys;
use crate::cli::{Check, Format};
use crate::content::{self, unfixed};
use crate::diagnostics::SourceLookup as _;
use crate::pipeline::{Settings, examine};
use crate::source::{ScanOptions, scan};

/// Writes the ids, and reports each file. Returns the exit code if the content has errors: the ids that are derived from
/// wrong content may be wrong too, so nothing is written then.
pub(super) fn run(arguments: &Check, session: &mut Session<'_, '_>) -> Result<Option<Exit>, Stop> {
    let project = session.project();
    let (snapshot, found) = scan(&project, ScanOptions { public_only: arguments.public_only });
    let settings =
        Settings { clock: session.clock(), strict_internal: false, strict: false, judged_elsewhere: false };
    if let Err(failed) = examine(&snapshot, found, settings) {
        let consequence = Some("no ids were written");
        return report::failed(&failed, &snapshot, arguments.format, consequence, session).map(Some);
    }
    // Loaded again: `--as-of` would hide the files with later dates.
    let (content, _) = content::load(&snapshot);
    let files = unfixed(&content.public);
    let sources = files.iter().filter_map(|file| snapshot.source(file.span.file));
    let paths: Vec<String> = sources.map(|source| source.path.to_owned()).collect();
    let commit = Commit::prepare(&arguments.commit, &paths, session)?;
    let mut written = Vec::new();
    for file in files {
        let Some(source) = snapshot.source(file.span.file) else { continue };
        let added = add_keys(project.root(), source.path, &file.keys);
        if added.is_ok() {
            written.push(source.path.to_owned());
        }
        match added {
            Ok(()) if arguments.format == Format::Human => {
                let keys: Vec<&str> = file.keys.iter().map(|(key, _)| *key).collect();
                session.say(&format!("wrote {} into {}", keys.join(", "), source.path))?;
            }
            Ok(()) => {}
            Err(error) => {
                session.complain(&format!("warning: cannot write ids into `{}`: {error}", source.path))?;
            }
        }
    }
    if !written.is_empty() {
        commit.finish(&written, "Write ids into the content", session)?;
    }
    Ok(None)
}
