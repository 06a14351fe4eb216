//! A post-mortem for a wiki: as the JSON with which the API of Confluence creates a page, or as Markdown.

use serde_json::{Value, json};

use super::released::{released, slugs_of, text};
use crate::cli::{ExportPostmortem, Format};
use crate::commands::exit::Exit;
use crate::commands::record_folder::{path_of, slug_of_folder};
use crate::commands::record_name::find_record;
use crate::commands::report;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::Folder;
use crate::diagnostics::{Finding, Severity};
use crate::document::{Document, markdown, storage};
use crate::pipeline::{Failed, Reason, Recipient, Settings, examine};
use crate::response::internal_document;
use crate::site::postmortem_document;
use crate::source::Side;

/// The most characters of the title of a page in Confluence.
const LONGEST_TITLE: usize = 255;

/// How a post-mortem is written.
#[derive(Clone, Copy)]
pub(super) enum Form<'a> {
    /// For the API of Confluence, in the space with this key.
    Confluence(Option<&'a str>),
    Markdown,
}

/// Prints a post-mortem.
pub(super) fn run(
    arguments: &ExportPostmortem,
    form: Form<'_>,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let folder = find_record(Some(&arguments.record), &workspace)?;
    if arguments.public {
        public(folder, form, &workspace, session)
    } else {
        internal(folder, form, &workspace, session)
    }
}

/// Prints the version for customers as it is published.
fn public(
    folder: &Folder,
    form: Form<'_>,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let slugs = slugs_of(folder);
    let render = |site: &_, theme: &_| {
        let document = postmortem_document(site, theme, &slugs);
        document.into_iter().map(|document| text(form.file_name(), form.written(&document))).collect()
    };
    let exported = match released(&render, Recipient::Public, workspace, session)? {
        Ok(exported) => exported,
        Err(exit) => return Ok(exit),
    };
    let Some(text) = exported.texts.first() else {
        let slug = slug_of_folder(folder);
        return Err(Stop::content(format!("`{slug}` has no post-mortem that is published for everybody"))
            .hint("publish it first, or export the internal one without `--public`"));
    };
    session.print(&String::from_utf8_lossy(&text.bytes))?;
    Ok(Exit::Done)
}

/// Prints the internal post-mortem with its warning.
fn internal(
    folder: &Folder,
    form: Form<'_>,
    workspace: &Workspace,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    if let Some(failed) = errors_in(folder, workspace, session) {
        return report::failed(
            &failed,
            &workspace.snapshot,
            Format::Human,
            Some("nothing was exported"),
            session,
        );
    }
    let Some(document) = internal_document(folder, &workspace.content, &workspace.snapshot) else {
        let slug = slug_of_folder(folder);
        return Err(Stop::content(format!("`{slug}` has no internal post-mortem"))
            .hint(format!("begin it with `allclear postmortem draft {slug}`")));
    };
    session.print(&form.written(&document))?;
    session.note("note: this is internal; `--public` exports what is published")?;
    Ok(Exit::Done)
}

/// Returns the errors in the internal files of an incident, and those that concern no file. Errors elsewhere hold nothing back, and
/// the version for customers may still lack its approvals.
fn errors_in(folder: &Folder, workspace: &Workspace, session: &Session<'_, '_>) -> Option<Failed> {
    let settings =
        Settings { clock: session.clock(), strict_internal: true, strict: false, judged_elsewhere: false };
    let snapshot = &workspace.snapshot;
    let mut failed = examine(snapshot, workspace.found.clone(), settings).err()?;
    let prefix = format!("{}/", path_of(folder));
    let is_here = |finding: &Finding| {
        let file = finding.span.and_then(|span| snapshot.file(span.file));
        file.is_none_or(|file| file.side == Side::Internal && file.path.starts_with(&prefix))
    };
    failed.findings.retain(|finding| finding.severity == Severity::Error && is_here(finding));
    failed.reason = Reason::Content;
    failed.findings.has_errors().then_some(failed)
}

impl Form<'_> {
    /// The name of a file of this kind, from which the gate knows how to read it.
    const fn file_name(self) -> &'static str {
        match self {
            Self::Confluence(_) => "postmortem.json",
            Self::Markdown => "postmortem.txt",
        }
    }

    fn written(self, document: &Document) -> String {
        match self {
            Self::Confluence(space) => format!("{:#}\n", page(document, space)),
            Self::Markdown => markdown(document),
        }
    }
}

/// The body of a request that creates a page: <https://developer.atlassian.com/cloud/confluence/rest/v1/>.
fn page(document: &Document, space: Option<&str>) -> Value {
    let title: String = document.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.chars().take(LONGEST_TITLE).collect();
    let body = json!({ "storage": { "value": storage(document), "representation": "storage" } });
    match space {
        Some(space) => json!({ "type": "page", "title": title, "space": { "key": space }, "body": body }),
        None => json!({ "type": "page", "title": title, "body": body }),
    }
}
