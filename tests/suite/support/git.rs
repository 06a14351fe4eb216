//! git with a fixed name and without the configuration of the machine.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder in which git runs.
pub(crate) struct Git {
    folder: PathBuf,
}

impl Git {
    /// For a folder that may already be a repository.
    pub(crate) fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// For a folder in which a repository is created.
    pub(crate) fn init(folder: &Path) -> Self {
        let git = Self::at(folder);
        git.run(&["init", "--quiet", "--initial-branch=main"]);
        git
    }

    /// Commits everything and returns the hash of the commit.
    pub(crate) fn commit(&self) -> String {
        self.run(&["add", "--all"]);
        self.run(&["commit", "--quiet", "--allow-empty", "--message", "commit"]);
        self.run(&["rev-parse", "HEAD"])
    }

    /// Runs git and returns its output without the line feed at the end.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = self.command().args(arguments).output().expect("git runs");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8").trim_end_matches('\n').to_owned()
    }

    /// git in this folder, without arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.folder);
        quiet(&mut command);
        command
    }
}

/// Makes a program that may run git ignore the configuration of the machine, and sets a name for commits.
pub(crate) fn quiet(command: &mut Command) {
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Test").env(format!("GIT_{role}_EMAIL"), "test@test.example");
    }
}
