//! Running `git` in a project's folder.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::GitError;

/// What a hook of git tells the programs it runs about its own repository. The project's folder alone says which
/// repository is meant.
const OF_HOOKS: [&str; 6] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"];

/// The repository that a project lies in.
#[derive(Clone, Debug)]
pub(super) struct Git {
    root: PathBuf,
    /// Where the project lies in the repository: empty, or ending in `/`.
    prefix: String,
}

impl Git {
    /// Finds the repository of the project at `root`.
    pub(super) fn find(root: &Path) -> Result<Self, GitError> {
        let mut git = Self { root: root.to_owned(), prefix: String::new() };
        let output = git.output(git.command(&["rev-parse", "--show-prefix"]), b"")?;
        if !output.status.success() {
            let words = said(&output);
            let nowhere =
                words.contains("not a git repository") || words.contains("must be run in a work tree");
            return Err(if nowhere { GitError::NoRepository } else { GitError::Failed(words) });
        }
        git.prefix = line(output.stdout)?;
        Ok(git)
    }

    /// A path below the project as a path in the repository.
    pub(super) fn full_path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// A path in the repository as a path below the project.
    pub(super) fn own_path<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(&self.prefix)
    }

    /// The commit that a name means, if it means one.
    pub(super) fn commit(&self, name: &str) -> Result<Option<String>, GitError> {
        let name = format!("{name}^{{commit}}");
        // A name that begins with a hyphen is none: `--end-of-options` keeps git from taking it for an option.
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", name.as_str()];
        let output = self.output(self.command(&arguments), b"")?;
        if output.status.success() { line(output.stdout).map(Some) } else { Ok(None) }
    }

    /// The tree that a folder is in a commit, by its path in the repository.
    pub(super) fn folder(&self, commit: &str, path: &str) -> Result<Option<String>, GitError> {
        let listed = self.ask(&["ls-tree", "-z", "--full-tree", commit, "--", path], b"")?;
        let listed = String::from_utf8_lossy(&listed);
        let mut facts = listed.split([' ', '\t']);
        Ok(facts.next().filter(|mode| *mode == "040000").and_then(|_| facts.nth(1)).map(str::to_owned))
    }

    /// What git answers, fed with `input`.
    pub(super) fn ask(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitError> {
        self.answer(self.command(arguments), input)
    }

    /// What a command that was made ready answers, fed with `input`.
    pub(super) fn answer(&self, command: Command, input: &[u8]) -> Result<Vec<u8>, GitError> {
        let output = self.output(command, input)?;
        if output.status.success() { Ok(output.stdout) } else { Err(GitError::Failed(said(&output))) }
    }

    /// git with these arguments, which asks nobody anything and speaks English.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.root).args(arguments);
        for name in OF_HOOKS {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
        command.env("GIT_LITERAL_PATHSPECS", "1").stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn output(&self, mut command: Command, input: &[u8]) -> Result<Output, GitError> {
        let io = |error: std::io::Error| GitError::Failed(error.to_string());
        let mut child = command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound if self.root.is_dir() => GitError::Missing,
            _ => io(error),
        })?;
        // Its inputs are short and it reads them before it answers at length, so neither waits for the other.
        if let Some(mut stdin) = child.stdin.take() {
            match stdin.write_all(input) {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(io(error)),
                _ => {}
            }
        }
        child.wait_with_output().map_err(io)
    }
}

/// One line of an answer.
pub(super) fn line(answer: Vec<u8>) -> Result<String, GitError> {
    let text = String::from_utf8(answer)
        .map_err(|_| GitError::Failed("a path of the repository is not UTF-8".to_owned()))?;
    Ok(text.strip_suffix('\n').map(str::to_owned).unwrap_or(text))
}

/// The first line of what git complained about.
fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("it did not say why");
    first.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned()
}
