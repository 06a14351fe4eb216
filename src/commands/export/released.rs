//! Exports of what is published: the content is built and checked as for a site, and the gate reads the text.

use crate::artifact::{Artifact, ArtifactKind};
use crate::cli::Format;
use crate::commands::exit::Exit;
use crate::commands::report;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::{Folder, slug_of};
use crate::pipeline::{Exported, Recipient, RenderTexts, Settings, build, exported};

/// The consequence of an error or a refusal.
const NOTHING_EXPORTED: Option<&str> = Some("nothing was exported");

/// Renders texts for a recipient. What is wrong has been reported if it returns an exit code.
pub(super) fn released(
    render: RenderTexts<'_>,
    recipient: Recipient<'_>,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Result<Exported, Exit>, Stop> {
    let settings =
        Settings { clock: session.clock(), strict_internal: false, strict: false, judged_elsewhere: false };
    let snapshot = &workspace.snapshot;
    let done = build(snapshot, workspace.found.clone(), settings)
        .and_then(|built| exported(render, recipient, &built, snapshot));
    match done {
        Ok(exported) => {
            session.show(&exported.warnings, snapshot, Format::Human, false)?;
            Ok(Ok(exported))
        }
        Err(failed) => report::failed(&failed, snapshot, Format::Human, NOTHING_EXPORTED, session).map(Err),
    }
}

/// A text that the gate reads as the kind of file that `name` says.
pub(super) fn text(name: &str, text: String) -> Artifact {
    Artifact::new(name, text, ArtifactKind::Feed)
}

/// Returns the slugs that an incident has for any reader: those written in its updates, and those derived from their titles.
pub(super) fn slugs_of(folder: &Folder) -> Vec<String> {
    let derived = folder.released().filter_map(|update| {
        Some(format!("{}-{}", update.at.date_naive(), slug_of(&update.title.as_ref()?.value)))
    });
    let written = folder.released().filter_map(|update| Some(update.slug.as_ref()?.value.clone()));
    std::iter::once(folder.slug()).chain(written).chain(derived).collect()
}
