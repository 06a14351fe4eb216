//! A server in a folder: a bare repository with the hook, and what it publishes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};

use tempfile::TempDir;

use super::recipe;
use crate::support::{Git, Project, quiet};

/// A bare repository with the hook, and the checkout of somebody who pushes to it.
pub(super) struct Server {
    folder: TempDir,
    /// Where people write.
    pub(super) desk: Project,
}

/// A program that ends with the test.
pub(super) struct Running(pub(super) Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

impl Server {
    /// With a new site that nobody has pushed yet.
    pub(super) fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let desk = Project::empty();
        desk.run(&["init", "--ci", "none"]).ok();
        let server = Self { folder, desk };
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
        let git = Git::init(server.desk.root());
        git.run(&["remote", "add", "server", &server.path("status.git").display().to_string()]);
        fs::create_dir(server.path("bin")).expect("a folder");
        // The program, which notes that it was called.
        let program = format!(
            "#!/bin/sh\necho \"$*\" >> '{}'\nexec '{}' \"$@\"\n",
            server.path("calls").display(),
            env!("CARGO_BIN_EXE_allclear")
        );
        fs::write(server.path("bin/allclear"), program).expect("a program");
        let made = Command::new("chmod").arg("+x").arg(server.path("bin/allclear")).status();
        assert!(made.expect("chmod runs").success());
        server
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What the web server serves.
    pub(super) fn public(&self) -> PathBuf {
        self.path("public")
    }

    pub(super) fn repository(&self) -> Git {
        Git::at(&self.path("status.git"))
    }

    /// A program that finds allclear, and no configuration of this machine.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        quiet(&mut command);
        let path = std::env::var("PATH").expect("a path");
        command.env("PATH", format!("{}:{path}", self.path("bin").display())).env_remove("CI");
        command
    }

    /// Commits everything and pushes it; gives what the server said.
    pub(super) fn push(&self) -> String {
        Git::at(self.desk.root()).run(&["add", "--all"]);
        Git::at(self.desk.root()).run(&[
            "commit",
            "--quiet",
            "--allow-empty",
            "--no-verify",
            "--message",
            "x",
        ]);
        let output = self.push_as_it_is(&["main"]);
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    pub(super) fn push_as_it_is(&self, what: &[&str]) -> Output {
        let mut git = self.command(Path::new("git"));
        git.current_dir(self.desk.root()).args(["push", "server"]).args(what).output().expect("git runs")
    }

    /// How often the program was called with a word.
    pub(super) fn calls(&self, word: &str) -> usize {
        let calls = fs::read_to_string(self.path("calls")).unwrap_or_default();
        calls.lines().filter(|line| line.contains(word)).count()
    }
}
