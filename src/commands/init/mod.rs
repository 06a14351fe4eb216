//! `allclear init`: a new site that builds at once.

use super::new_files::{self, NewFile};
use super::session::Session;
use super::{Exit, Stop};
use crate::cli::Init;

/// The content of a new site.
const CONTENT: &[(&str, &str)] = &[
    ("content/site.toml", include_str!("site.toml")),
    ("content/components/website.md", include_str!("website.md")),
    ("content/components/api.md", include_str!("api.md")),
    ("content/pages/about.md", include_str!("about.md")),
    ("content/people.toml", include_str!("people.toml")),
    ("content/snippets/investigating.md", include_str!("investigating.md")),
];

/// What a repository may have already. It then stays as it is.
const AROUND: &[(&str, &str)] =
    &[(".gitignore", include_str!("gitignore")), (".github/CODEOWNERS", include_str!("codeowners"))];

const NEXT_STEPS: &str = "\
next steps:
  write your title and address into `content/site.toml`, and your names into `content/people.toml`
  allclear new component \"Checkout\" --group payments    adds what you run
  allclear build                                        writes the site into `public/`
  allclear new incident \"…\" --severity P1 -c api=partial_outage    when something breaks";

/// Writes the files, unless there is content already.
pub(super) fn run(arguments: &Init, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let root = match &arguments.dir {
        Some(dir) => session.path_in_project(dir),
        None => session.project().root().to_owned(),
    };
    if root.join("content").symlink_metadata().is_ok() {
        let message = format!("there is a folder `content` in `{}` already", root.display());
        return Err(Stop::usage(message).hint("`allclear check` says whether it is fit to publish"));
    }
    let file = |(path, text): &(&str, &str)| NewFile::new(*path, *text);
    let (there, missing): (Vec<NewFile>, Vec<NewFile>) =
        AROUND.iter().map(file).partition(|file| file.exists(&root));
    let files: Vec<NewFile> = CONTENT.iter().map(file).chain(missing).collect();
    new_files::write(&root, &files)?;
    for file in &files {
        session.say(&format!("wrote {}", file.path))?;
    }
    for file in there {
        let wanted: Vec<&str> = file.text.lines().filter(|line| !line.starts_with('#')).collect();
        session.note(&format!("note: `{}` was there and stays as it is", file.path))?;
        if !wanted.is_empty() {
            session.note(&format!("help: it should hold these lines: {}", wanted.join(" ")))?;
        }
    }
    session.say(NEXT_STEPS)?;
    Ok(Exit::Done)
}
