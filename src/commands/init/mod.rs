//! `allclear init`: a new site that builds at once, and what stands around it in a repository.

mod ci;

use std::path::Path;

use super::new_files::{self, NewFile};
use super::session::Session;
use super::{Exit, Stop};
use crate::cli::{Ci, Init};
use crate::git::Hooks;

/// The content of a new site.
const CONTENT: &[(&str, &str)] = &[
    ("content/site.toml", include_str!("site.toml")),
    ("content/components/website.md", include_str!("website.md")),
    ("content/components/api.md", include_str!("api.md")),
    ("content/pages/about.md", include_str!("about.md")),
    ("content/people.toml", include_str!("people.toml")),
    ("content/snippets/investigating.md", include_str!("investigating.md")),
];

/// The folder of the hook that git runs before each commit.
const HOOKS: &str = ".githooks";

const NEXT_STEPS: &str = "\
next steps:
  write your title and address into `content/site.toml`, your names into `content/people.toml`, your teams into `CODEOWNERS`
  allclear new component \"Checkout\" --group payments    adds what you run
  allclear build                                        writes the site into `public/`
  allclear new incident \"…\" --severity P1 -c api=partial_outage    when something breaks";

/// Writes the files, unless there is content already.
pub(super) fn run(arguments: &Init, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let root = match &arguments.dir {
        Some(dir) => session.path_in_project(dir),
        None => session.project().root().to_owned(),
    };
    let has_content = root.join("content").symlink_metadata().is_ok();
    // With `--ci` a site that is there gets what belongs around it.
    if has_content && arguments.ci.is_none() {
        let message = format!("there is a folder `content` in `{}` already", root.display());
        return Err(Stop::usage(message).hint(
            "`allclear check` says whether it is fit to publish; `--ci` adds a workflow to a site that is there",
        ));
    }
    let ci = arguments.ci.unwrap_or_else(|| ci::detected(&root));
    let content = CONTENT.iter().filter(|_| !has_content);
    let content = content.map(|(path, text)| NewFile::new(*path, *text));
    let (there, missing): (Vec<NewFile>, Vec<NewFile>) =
        around(ci).into_iter().partition(|file| file.exists(&root));
    let files: Vec<NewFile> = content.chain(missing).collect();
    new_files::write(&root, &files)?;
    for file in &files {
        session.say(&format!("wrote {}", file.path))?;
    }
    for file in &there {
        left(file, session)?;
    }
    hook(&root, session)?;
    if !has_content {
        session.say(NEXT_STEPS)?;
    }
    session.say(ci::next_step(ci))?;
    Ok(Exit::Done)
}

/// What a repository may have already. It then stays as it is.
fn around(ci: Ci) -> Vec<NewFile> {
    let mut files = vec![
        NewFile::new(".gitignore", include_str!("gitignore")),
        NewFile::new("CODEOWNERS", include_str!("CODEOWNERS")),
        NewFile::program(format!("{HOOKS}/pre-commit"), include_str!("pre-commit")),
    ];
    files.extend(ci::files(ci));
    files
}

/// Tells of a file that was there.
fn left(file: &NewFile, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    session.note(&format!("note: `{}` was there and stays as it is", file.path))?;
    if file.path == ".gitignore" {
        let wanted: Vec<&str> = file.text.lines().collect();
        session.note(&format!("help: it should hold these lines: {}", wanted.join(" ")))?;
    }
    Ok(())
}

/// Lets git run the hook, unless it has others.
fn hook(root: &Path, session: &mut Session<'_, '_>) -> Result<(), Stop> {
    match Hooks::of(root) {
        Hooks::Free => {
            Hooks::choose(root, HOOKS)?;
            session.say(&format!(
                "git now runs {HOOKS}/pre-commit before each commit; `git config --unset core.hooksPath` ends that"
            ))?;
        }
        Hooks::Taken => {
            session.note("note: this repository has hooks already, so they stay as they are")?;
            session.note(&format!("help: let your `pre-commit` run `{HOOKS}/pre-commit`"))?;
        }
        Hooks::Elsewhere => {
            session.say(&format!(
                "`git config core.hooksPath {HOOKS}` lets git check each commit, once this is a repository"
            ))?;
        }
    }
    Ok(())
}
