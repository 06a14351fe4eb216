//! A CI runner in a folder: a bare repository as the origin, a checkout, and stand-ins for the programs of the host.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::{Git, Project, Run, quiet};

/// Runs the scripts of a workflow.
pub(super) struct Runner {
    folder: TempDir,
    variables: BTreeMap<String, String>,
}

/// Logs its arguments, keeps a copy of the file with the comment, and answers with the comments that there are.
const STAND_IN: &str = r#"#!/usr/bin/env bash
printf '%s' "${0##*/}" >> "$CALLS/log"
filter=
for word in "$@"; do
  printf ' %s' "$word" >> "$CALLS/log"
  if [ "$filter" = next ]; then filter=$word; fi
  case "$word" in
    body=@*) cp "${word#body=@}" "$CALLS/comment" ;;
    "note=<"*) cp "${word#note=<}" "$CALLS/comment" ;;
    "body=<"*) cp "${word#body=<}" "$CALLS/comment" ;;
    --jq) filter=next ;;
    --config) cat > /dev/null ;;
    */user) cat "$CALLS/user" ;;
    */notes\?*) cat "$CALLS/comments" ;;
  esac
done
if [ -n "$filter" ]; then jq --raw-output "$filter" "$CALLS/comments"; fi
echo >> "$CALLS/log"
"#;

impl Runner {
    /// A runner for a new site, which is on the main branch of the origin.
    pub(super) fn new(host: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let runner = Self { folder, variables: BTreeMap::new() };
        for name in ["bin", "calls", "temp"] {
            fs::create_dir(runner.path(name)).expect("a folder");
        }
        for name in ["gh", "curl"] {
            fs::write(runner.path("bin").join(name), STAND_IN).expect("a program");
            let status = Command::new("chmod").arg("+x").arg(runner.path("bin").join(name)).status();
            assert!(status.expect("chmod runs").success());
        }
        Git::at(runner.folder.path()).run(&[
            "init",
            "--quiet",
            "--bare",
            "--initial-branch=main",
            "origin.git",
        ]);
        let site = Project::empty();
        site.run(&["init", "--ci", host]).ok();
        let git = Git::init(site.root());
        git.commit();
        git.run(&["push", "--quiet", &runner.path("origin.git").display().to_string(), "main"]);
        runner.checkout();
        runner
    }

    /// Starts a new run: checks out the main branch and removes everything from earlier runs.
    pub(super) fn checkout(&self) {
        fs::remove_dir_all(self.path("work")).ok();
        for name in ["calls/log", "calls/comment", "temp/found"] {
            fs::remove_file(self.path(name)).ok();
        }
        let origin = format!("file://{}", self.path("origin.git").display());
        Git::at(self.folder.path()).run(&["clone", "--quiet", "--depth=1", &origin, "work"]);
    }

    /// Pushes a change by another person to the main branch.
    pub(super) fn push(&self, change: impl Fn(&Path)) {
        let (origin, clone) = (self.path("origin.git").display().to_string(), self.path("other"));
        Git::at(self.folder.path()).run(&["clone", "--quiet", &origin, "other"]);
        change(&clone);
        Git::at(&clone).commit();
        Git::at(&clone).run(&["push", "--quiet", "origin", "main"]);
        fs::remove_dir_all(clone).expect("the clone is removed");
    }

    /// A path in the folder of the runner.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The text of a file in the folder of the runner, empty if it does not exist.
    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// The origin.
    pub(super) fn origin(&self) -> Git {
        Git::at(&self.path("origin.git"))
    }

    /// Sets a variable for the scripts that follow.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.variables.insert(name.to_owned(), value.to_owned());
    }

    /// Runs a script in the checkout; like on the hosts, it ends at the first command that fails.
    pub(super) fn run(&self, script: &str) -> Run {
        let program = Path::new(env!("CARGO_BIN_EXE_allclear")).parent().expect("a folder").display();
        let path = std::env::var("PATH").expect("`PATH` is set");
        let mut bash = Command::new("bash");
        quiet(&mut bash);
        // Workflows set the author and committer themselves.
        for who in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
            bash.env_remove(who);
        }
        bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
        bash.current_dir(self.path("work")).env("CI", "true").env("NO_COLOR", "1");
        bash.env("PATH", format!("{}:{program}:{path}", self.path("bin").display()));
        bash.env("CALLS", self.path("calls")).envs(&self.variables);
        Run::of(&mut bash)
    }
}
