//! git as the tests use it: with a name and a configuration of its own, whatever the machine's are.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder in which git is run.
pub(crate) struct Git {
    folder: PathBuf,
}

impl Git {
    /// In a folder that may already be a repository.
    pub(crate) fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// In a folder that becomes a repository.
    pub(crate) fn init(folder: &Path) -> Self {
        let git = Self::at(folder);
        git.run(&["init", "--quiet", "--initial-branch=main"]);
        git
    }

    /// Commits everything and gives back the hash.
    pub(crate) fn commit(&self) -> String {
        self.run(&["add", "--all"]);
        self.run(&["commit", "--quiet", "--allow-empty", "--message", "commit"]);
        self.run(&["rev-parse", "HEAD"])
    }

    /// What git answers, without the last line feed.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = self.command().args(arguments).output().expect("git runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8(output.stdout).expect("UTF-8").trim_end_matches('\n').to_owned()
    }

    /// git with nothing else said.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.folder);
        quiet(&mut command);
        command
    }
}

/// Takes the machine's configuration away from a program that may run git, and gives it a name.
pub(crate) fn quiet(command: &mut Command) {
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Test").env(format!("GIT_{who}_EMAIL"), "test@test.example");
    }
}
