//! A script that creates GitHub issues, with a file for the text of each. It is written to be read before it is run.

use std::collections::BTreeSet;

use super::issue::Issue;
use crate::authoring::{self, PlannedFile};
use crate::cli::ExportGithub;
use crate::commands::interrupts::uninterrupted;
use crate::commands::report::number;
use crate::commands::session::Session;
use crate::commands::site_folder::site_folder;
use crate::commands::stop::Stop;

/// The beginning of the script, up to the calls of `create`.
const HEAD: &str = "#!/bin/sh
# Creates a GitHub issue for each action without a ticket. It needs GitHub's program `gh`.
# An issue that it has created is not created again. It prints the commands that write the tickets into the content.
set -eu
cd \"$(dirname \"$0\")\"

create() {
  number=$1
  action=$2
  shift 2
  if [ -s \"created/$number\" ]; then
    return
  fi
  url=$(gh issue create --repo \"$repo\" --body-file \"body/$number.md\" \"$@\")
  mkdir -p created
  printf '%s\\n' \"$url\" >\"created/$number\"
  printf 'allclear actions link %s %s\\n' \"$action\" \"$url\"
}

";

/// Writes the script and the texts into a new folder.
pub(super) fn write(
    issues: &[Issue],
    arguments: &ExportGithub,
    session: &mut Session<'_, '_>,
) -> Result<(), Stop> {
    if !is_repository(&arguments.repo) {
        return Err(Stop::usage(format!("`{}` is not the name of a repository", arguments.repo))
            .hint("write its owner and its name: `--repo example/site`"));
    }
    let folder = session.path(&arguments.folder);
    if site_folder(&folder, session)?.is_some() {
        return Err(Stop::usage(format!("`{}` is a folder of the site", arguments.folder.display()))
            .hint("actions are internal; name a folder elsewhere"));
    }
    let mut files = vec![PlannedFile::executable("create-issues.sh", script(issues, arguments))];
    files.extend(issues.iter().enumerate().map(|(index, issue)| {
        PlannedFile::new(format!("body/{}.md", file_number(index)), format!("{}\n", issue.description))
    }));
    uninterrupted(|| authoring::create(&folder, &files)).map_err(|error| Stop::usage(error.to_string()))?;
    session.say(&format!("wrote {}", arguments.folder.join("create-issues.sh").display()))?;
    session.note(&format!("{} exported; read the script, then run it", number(issues.len(), "action")))?;
    Ok(())
}

fn script(issues: &[Issue], arguments: &ExportGithub) -> String {
    let labels = &arguments.actions.label;
    let mut lines = vec![format!("{HEAD}repo={}", quoted(&arguments.repo))];
    let all: BTreeSet<&str> =
        labels.iter().map(String::as_str).chain(issues.iter().filter_map(|issue| issue.category)).collect();
    for label in all.iter().filter(|_| !issues.is_empty()) {
        lines.push(format!("gh label create {} --repo \"$repo\" >/dev/null 2>&1 || true", quoted(label)));
    }
    for (index, issue) in issues.iter().enumerate() {
        let labels = labels.iter().map(String::as_str).chain(issue.category);
        let options: Vec<String> = std::iter::once(format!("--title={}", quoted(&issue.title)))
            .chain(labels.map(|label| format!("--label={}", quoted(label))))
            .chain(issue.github.iter().map(|name| format!("--assignee={}", quoted(name))))
            .collect();
        // The name is quoted twice, because the script prints it as a part of a command.
        let name = quoted(&quoted(&issue.name));
        lines.push(format!("create {} {name} {}", file_number(index), options.join(" ")));
    }
    lines.join("\n") + "\n"
}

fn file_number(index: usize) -> String {
    format!("{:04}", index + 1)
}

/// Returns a text as one word of a POSIX shell, in which nothing is expanded.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Whether a text is `OWNER/NAME`, or `HOST/OWNER/NAME` as `gh` accepts it.
fn is_repository(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    let is_plain = |part: &&str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        !part.is_empty() && !part.starts_with(['-', '.']) && part.chars().all(plain)
    };
    (2..=3).contains(&parts.len()) && parts.iter().all(is_plain)
}
