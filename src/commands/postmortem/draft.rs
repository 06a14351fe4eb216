//! `allclear postmortem draft`: writes the draft of the internal post-mortem, or refreshes its generated blocks.

use super::incident;
use crate::authoring::records::postmortem::{Blocks, FULL, ONE_PAGE, new_draft, refreshed};
use crate::authoring::{self, CreateError, PlannedFile, RewriteError};
use crate::cli::{CommitArguments, PostmortemDraft};
use crate::commands::author;
use crate::commands::commit::Commit;
use crate::commands::exit::Exit;
use crate::commands::interrupts::uninterrupted;
use crate::commands::record_folder::{path_of, slug_of_folder};
use crate::commands::report::number;
use crate::commands::session::Session;
use crate::commands::stop::Stop;
use crate::commands::workspace::Workspace;
use crate::content::{Folder, placeholders, text_below};
use crate::diagnostics::did_you_mean;
use crate::response::PostmortemFacts;

/// Writes the draft.
pub(super) fn run(arguments: &PostmortemDraft, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let workspace = Workspace::read(session)?;
    let folder = incident(&arguments.record, &workspace)?;
    let draft = Draft::plan(folder, &arguments.template, arguments.author.as_deref(), &workspace, session)?;
    draft.carry_out(&arguments.commit, session)?;
    Ok(Exit::Done)
}

/// A draft to write.
pub(in crate::commands) struct Draft {
    file: PlannedFile,
    /// The text of the file before; `None` for a new one.
    before: Option<String>,
    slug: String,
    /// What to say about the refreshed blocks.
    remarks: Vec<String>,
}

impl Draft {
    /// Plans the draft of an incident.
    pub(in crate::commands) fn plan(
        folder: &Folder,
        template: &str,
        author: Option<&str>,
        workspace: &Workspace,
        session: &mut Session<'_, '_>,
    ) -> Result<Self, Stop> {
        let (path, slug) = (format!("{}/postmortem.md", path_of(folder)), slug_of_folder(folder));
        let facts = PostmortemFacts::new(folder, &workspace.content, &workspace.snapshot, workspace.now);
        let blocks = Blocks::new(&facts, &workspace.content);
        let existing = workspace.snapshot.at(&path);
        if let Some(file) = existing {
            if !file.readable {
                return Err(Stop::content(format!("`{path}` cannot be read, so nothing was written")));
            }
            let fresh = refreshed(&file.text, &blocks);
            let mut remarks = Vec::new();
            if fresh.blocks == 0 {
                remarks.push(format!("`{path}` has no generated blocks, so there is nothing to refresh"));
            }
            remarks.extend(fresh.kept.iter().map(|name| {
                format!("somebody changed the block `{name}`; that text is kept below the fresh block")
            }));
            let before = Some(file.text.to_string());
            return Ok(Self { file: PlannedFile::new(path, fresh.text), before, slug, remarks });
        }
        let template = template_of(template, workspace)?;
        let author = author::required(author, workspace, session)?;
        let text = new_draft(&template, &author, workspace.now.date_naive(), &blocks).map_err(|name| {
            let known = Blocks::names();
            let stop = Stop::usage(format!("the template has a block `{name}`, which does not exist"));
            match did_you_mean(&name, known.iter().copied()) {
                Some(near) => stop.hint(format!("did you mean `{near}`?")),
                None => stop.hint(format!("the blocks are `{}`", known.join("`, `"))),
            }
        })?;
        Ok(Self { file: PlannedFile::new(path, text), before: None, slug, remarks: Vec::new() })
    }

    /// Writes and commits the draft, and says what is left to write.
    pub(in crate::commands) fn carry_out(
        &self,
        commit: &CommitArguments,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let path = &self.file.path;
        for remark in &self.remarks {
            session.note(&format!("note: {remark}"))?;
        }
        if self.before.as_ref() == Some(&self.file.text) {
            session.say(&format!("{path} is up to date"))?;
        } else {
            let paths = [path.clone()];
            // A refreshed draft may contain what somebody has just written.
            let commit = Commit::prepare(commit, if self.before.is_some() { &[] } else { &paths }, session)?;
            self.write(session)?;
            let verb = if self.before.is_some() { "Refresh" } else { "Draft" };
            commit.finish(&paths, &format!("{verb} the post-mortem of {}", self.slug), session)?;
        }
        let left = placeholders(&self.file.text).len();
        if left > 0 {
            let places = number(left, "place");
            session.say(&format!(
                "{places} to fill in, marked `{{{{ write: … }}}}` and `{{{{ unknown: … }}}}`"
            ))?;
        }
        Ok(())
    }

    fn write(&self, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        let root = session.project().root().to_owned();
        let path = &self.file.path;
        uninterrupted(|| match &self.before {
            None => authoring::create(&root, std::slice::from_ref(&self.file)).map_err(|error| match error {
                CreateError::Exists(_) => Stop::usage(format!("somebody else has just written `{path}`"))
                    .hint("run this command again to refresh it"),
                CreateError::Io { .. } => Stop::usage(error.to_string()),
            }),
            Some(before) => {
                authoring::rewrite(&root, path, before, &self.file.text).map_err(|error| match error {
                    RewriteError::Changed => Stop::usage(format!("somebody else has just changed `{path}`"))
                        .hint("run this command again"),
                    RewriteError::Link | RewriteError::Io(_) => {
                        Stop::usage(format!("cannot write `{path}`: {error}"))
                    }
                })
            }
        })?;
        Ok(session.say(&format!("wrote {path}"))?)
    }
}

/// Returns the text of a template: a built-in one, one of the project, or one of the theme.
fn template_of(name: &str, workspace: &Workspace) -> Result<String, Stop> {
    let templates = &workspace.content.internal.templates;
    let own = templates.iter().find(|template| template.name == name);
    let theme = workspace.content.public.site.as_ref().map_or("default", |site| site.theme.value.as_str());
    let of_theme = || workspace.snapshot.at(&format!("themes/{theme}/postmortems/{name}.md"));
    match (own, name) {
        (Some(template), _) => Ok(template.text.clone()),
        (None, "full") => Ok(FULL.to_owned()),
        (None, "one-page") => Ok(ONE_PAGE.to_owned()),
        (None, _) => of_theme().map(|file| text_below(file).to_owned()).ok_or_else(|| {
            let known = ["full", "one-page"].into_iter().chain(templates.iter().map(|one| &*one.name));
            let known: Vec<&str> = known.collect();
            let stop = Stop::usage(format!("there is no template `{name}`"));
            match did_you_mean(name, known.iter().copied()) {
                Some(near) => stop.hint(format!("did you mean `{near}`?")),
                None => stop.hint(format!("the templates are `{}`", known.join("`, `"))),
            }
        }),
    }
}
