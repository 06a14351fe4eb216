//! A web server in a folder: a bare repository with the hook, and the site that it publishes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};

use tempfile::TempDir;

use super::recipe;
use crate::support::{Git, Project, quiet};

/// A bare repository with the hook, and a clone that pushes to it.
pub(super) struct Server {
    folder: TempDir,
    /// The clone of an author.
    pub(super) author: Project,
}

/// A process that ends with the test.
pub(super) struct Running(pub(super) Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

impl Server {
    /// A server with a new site that has not been pushed yet.
    pub(super) fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let author = Project::empty();
        author.run(&["init", "--ci", "none"]).ok();
        let server = Self { folder, author };
        Git::at(server.folder.path()).run(&[
            "init",
            "--quiet",
            "--bare",
            "--initial-branch=main",
            "status.git",
        ]);
        for (name, value) in [("work", server.path("work")), ("output", server.public())] {
            server.repository().run(&["config", &format!("allclear.{name}"), &value.display().to_string()]);
        }
        fs::copy(recipe("post-receive"), server.path("status.git/hooks/post-receive")).expect("a hook");
        let git = Git::init(server.author.root());
        git.run(&["remote", "add", "server", &server.path("status.git").display().to_string()]);
        fs::create_dir(server.path("bin")).expect("a folder");
        // A wrapper around the program, which logs each call.
        let program = format!(
            "#!/bin/sh\necho \"$*\" >> '{}'\nexec '{}' \"$@\"\n",
            server.path("calls").display(),
            env!("CARGO_BIN_EXE_allclear")
        );
        fs::write(server.path("bin/allclear"), program).expect("a program");
        let status = Command::new("chmod").arg("+x").arg(server.path("bin/allclear")).status();
        assert!(status.expect("chmod runs").success());
        server
    }

    /// A path in the folder of the server.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder that the web server serves.
    pub(super) fn public(&self) -> PathBuf {
        self.path("public")
    }

    /// The bare repository.
    pub(super) fn repository(&self) -> Git {
        Git::at(&self.path("status.git"))
    }

    /// A command that finds the wrapper on its path and ignores the configuration of this machine.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        quiet(&mut command);
        let path = std::env::var("PATH").expect("`PATH` is set");
        command.env("PATH", format!("{}:{path}", self.path("bin").display())).env_remove("CI");
        command
    }

    /// Commits and pushes everything; returns the messages of the server.
    pub(super) fn push(&self) -> String {
        Git::at(self.author.root()).run(&["add", "--all"]);
        Git::at(self.author.root()).run(&[
            "commit",
            "--quiet",
            "--allow-empty",
            "--no-verify",
            "--message",
            "x",
        ]);
        let output = self.push_refs(&["main"]);
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// Changes the clone, then commits and pushes it; returns the messages of the server.
    pub(super) fn push_after(&self, change: impl Fn(&Path)) -> String {
        change(self.author.root());
        self.push()
    }

    /// Pushes without a commit; `arguments` are those of `git push` after the remote.
    pub(super) fn push_refs(&self, arguments: &[&str]) -> Output {
        let mut git = self.command(Path::new("git"));
        git.current_dir(self.author.root())
            .args(["push", "server"])
            .args(arguments)
            .output()
            .expect("git runs")
    }

    /// The number of calls of the program whose command line contains `word`.
    pub(super) fn calls(&self, word: &str) -> usize {
        let calls = fs::read_to_string(self.path("calls")).unwrap_or_default();
        calls.lines().filter(|line| line.contains(word)).count()
    }
}
