//! `allclear init`: a new site that builds at once, and the files around it in a repository.

mod ci;

use std::path::Path;

use super::session::Session;
use super::{Exit, Stop};
use crate::authoring::{self, PlannedFile};
use crate::cli::{Ci, Init};
use crate::git::Hooks;

/// The content of a new site.
const CONTENT: &[(&str, &str)] = &[
    ("content/site.toml", include_str!("site.toml")),
    ("content/components/website.md", include_str!("website.md")),
    ("content/components/api.md", include_str!("api.md")),
    ("content/pages/about.md", include_str!("about.md")),
    ("content/people.toml", include_str!("people.toml")),
    ("content/response.toml", include_str!("response.toml")),
    ("content/snippets/investigating.md", include_str!("investigating.md")),
];

/// The folder of the hook that git runs before each commit.
const HOOKS: &str = ".githooks";

const NEXT_STEPS: &str = "\
next steps:
  set the title and address in `content/site.toml`, the names in `content/people.toml` and the teams in `CODEOWNERS`
  allclear new component \"Checkout\" --group payments    add a component
  allclear build                                        build the site into `public/`
  allclear new incident                                 open an incident when something breaks";

/// Writes the files of a new site, or with `--ci` only the missing files around an existing one.
pub(super) fn run(arguments: &Init, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let root = match &arguments.dir {
        Some(dir) => session.path_in_folder(dir),
        None => session.folder(),
    };
    let has_content = root.join("content").symlink_metadata().is_ok();
    if has_content && arguments.ci.is_none() && has_waiting_hook(&root) {
        enable_hook(&root, session)?;
        return Ok(Exit::Done);
    }
    if has_content && arguments.ci.is_none() {
        let message = format!("the folder `{}` already has a `content` folder", root.display());
        return Err(Stop::usage(message)
            .hint("`allclear check` finds errors in it; `--ci` adds a workflow to an existing site"));
    }
    let ci = arguments.ci.unwrap_or_else(|| ci::detected(&root));
    let content = CONTENT.iter().filter(|_| !has_content);
    let content = content.map(|(path, text)| PlannedFile::new(*path, *text));
    let (existing, missing): (Vec<PlannedFile>, Vec<PlannedFile>) =
        surroundings(ci).into_iter().partition(|file| file.exists(&root));
    let files: Vec<PlannedFile> = content.chain(missing).collect();
    authoring::create(&root, &files).map_err(|error| Stop::usage(error.to_string()))?;
    for file in &files {
        session.say(&format!("wrote {}", file.path))?;
    }
    for file in &existing {
        report_existing(file, session)?;
    }
    enable_hook(&root, session)?;
    if !has_content {
        session.say(NEXT_STEPS)?;
    }
    session.say(ci::next_step(ci))?;
    Ok(Exit::Done)
}

/// Returns the files around the content. A repository may have some of them already; these are kept.
fn surroundings(ci: Ci) -> Vec<PlannedFile> {
    let mut files = vec![
        PlannedFile::new(".gitignore", include_str!("gitignore")),
        PlannedFile::new("CODEOWNERS", include_str!("CODEOWNERS")),
        PlannedFile::executable(format!("{HOOKS}/pre-commit"), include_str!("pre-commit")),
    ];
    files.extend(ci::files(ci));
    files
}

/// Reports a file that already existed.
fn report_existing(file: &PlannedFile, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    session.note(&format!("note: `{}` already exists and was not changed", file.path))?;
    if file.path == ".gitignore" {
        let lines: Vec<&str> = file.text.lines().collect();
        session.note(&format!("help: it should have these lines: {}", lines.join(" ")))?;
    }
    Ok(())
}

/// Whether the folder has our hook and became a repository after that, so that git does not run the hook yet.
fn has_waiting_hook(root: &Path) -> bool {
    root.join(HOOKS).join("pre-commit").is_file() && Hooks::of(root) == Hooks::Free
}

/// Lets git run the hook, unless the repository has other hooks.
fn enable_hook(root: &Path, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    match Hooks::of(root) {
        Hooks::Free => {
            Hooks::choose(root, HOOKS)?;
            session.say(&format!(
                "git now runs {HOOKS}/pre-commit before each commit; `git config --unset core.hooksPath` undoes that"
            ))?;
        }
        Hooks::Taken => {
            session.note("note: this repository already has hooks; they were not changed")?;
            session.note(&format!("help: run `{HOOKS}/pre-commit` from your own `pre-commit` hook"))?;
        }
        Hooks::Elsewhere => {
            session.say(&format!(
                "once this is a git repository, `git config core.hooksPath {HOOKS}` lets git check each commit"
            ))?;
        }
    }
    Ok(())
}
