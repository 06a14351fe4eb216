//! Runs `git` in the folder of a project.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::GitError;

/// The variables that git sets for hooks to identify a repository. They are removed, because only the folder of the
/// project determines the repository.
const REPOSITORY_VARIABLES: [&str; 6] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"];

/// The repository of a project.
#[derive(Clone, Debug)]
pub(super) struct Git {
    root: PathBuf,
    /// The path of the project in the repository: empty, or with a trailing `/`.
    prefix: String,
}

impl Git {
    /// Finds the repository of the project at `root`.
    pub(super) fn find(root: &Path) -> Result<Self, GitError> {
        let mut git = Self { root: root.to_owned(), prefix: String::new() };
        let output = git.output(git.command(&["rev-parse", "--show-prefix"]), b"")?;
        if !output.status.success() {
            let message = message(&output);
            let no_repository =
                message.contains("not a git repository") || message.contains("must be run in a work tree");
            return Err(if no_repository { GitError::NoRepository } else { GitError::Failed(message) });
        }
        git.prefix = line(output.stdout)?;
        Ok(git)
    }

    /// Runs git in a folder that need not be in a repository, for the settings of the user.
    pub(super) fn anywhere(folder: &Path) -> Result<Self, GitError> {
        let git = Self { root: folder.to_owned(), prefix: String::new() };
        git.ask(&["--version"], b"").map(|_| git)
    }

    /// Runs git in another worktree of the repository.
    pub(super) fn elsewhere(&self, folder: &Path) -> Self {
        Self { root: folder.to_owned(), prefix: self.prefix.clone() }
    }

    /// Runs a prepared command with `input` on its standard input. Returns whether it succeeded, and everything that it
    /// printed.
    pub(super) fn transcript(&self, command: Command, input: &[u8]) -> Result<(bool, String), GitError> {
        let output = self.output(command, input)?;
        let words = [output.stderr, output.stdout].concat();
        Ok((output.status.success(), String::from_utf8_lossy(&words).trim_end().to_owned()))
    }

    /// Converts a path relative to the project to a path in the repository.
    pub(super) fn full_path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// Converts a path in the repository to a path relative to the project, if it is below it.
    pub(super) fn own_path<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(&self.prefix)
    }

    /// Resolves a name to a commit, if there is one.
    pub(super) fn commit(&self, name: &str) -> Result<Option<String>, GitError> {
        let name = format!("{name}^{{commit}}");
        // `--end-of-options` keeps git from treating a name that begins with a hyphen as an option.
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", name.as_str()];
        let output = self.output(self.command(&arguments), b"")?;
        if output.status.success() { line(output.stdout).map(Some) } else { Ok(None) }
    }

    /// The tree object of a folder in a commit, by its path in the repository.
    pub(super) fn folder(&self, commit: &str, path: &str) -> Result<Option<String>, GitError> {
        let listed = self.ask(&["ls-tree", "-z", "--full-tree", commit, "--", path], b"")?;
        let listed = String::from_utf8_lossy(&listed);
        let mut facts = listed.split([' ', '\t']);
        Ok(facts.next().filter(|mode| *mode == "040000").and_then(|_| facts.nth(1)).map(str::to_owned))
    }

    /// Runs git with `input` on its standard input and returns its output.
    pub(super) fn ask(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, GitError> {
        self.run(self.command(arguments), input)
    }

    /// Runs a prepared command with `input` on its standard input and returns its output.
    pub(super) fn run(&self, command: Command, input: &[u8]) -> Result<Vec<u8>, GitError> {
        let output = self.output(command, input)?;
        if output.status.success() { Ok(output.stdout) } else { Err(GitError::Failed(message(&output))) }
    }

    /// Prepares a git command that never prompts and prints English messages.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.root).args(arguments);
        for name in REPOSITORY_VARIABLES {
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
        // Inputs are short, and git reads them before it writes much, so this cannot deadlock.
        if let Some(mut stdin) = child.stdin.take() {
            match stdin.write_all(input) {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(io(error)),
                _ => {}
            }
        }
        child.wait_with_output().map_err(io)
    }
}

/// The single line of an output.
pub(super) fn line(output: Vec<u8>) -> Result<String, GitError> {
    let text = String::from_utf8(output)
        .map_err(|_| GitError::Failed("a path in the repository is not valid UTF-8".to_owned()))?;
    Ok(text.strip_suffix('\n').map(str::to_owned).unwrap_or(text))
}

/// The first line of an error message of git.
fn message(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("unknown error");
    first.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned()
}
