//! A project in a temporary folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The time at which the program runs in tests, unless a test sets another.
pub(crate) const NOW: &str = "2026-03-14T12:00:00Z";

/// A project, which is deleted when the test ends.
pub(crate) struct Project {
    folder: TempDir,
}

/// The result of a run of the program.
#[derive(Debug)]
pub(crate) struct Run {
    /// Exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Project {
    /// A project without files.
    pub(crate) fn empty() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// A project without files in an existing folder.
    pub(crate) fn in_folder(folder: TempDir) -> Self {
        Self { folder }
    }

    /// A project with a `site.toml` and one component, `api`.
    pub(crate) fn new() -> Self {
        Self::empty()
            .file(
                "content/site.toml",
                "title = \"Test status\"\nurl = \"https://status.test.example\"\n\
                 authority = \"status.test.example\"\n",
            )
            .file(
                "content/components/api.md",
                "+++\nname = \"API\"\nslug = \"api\"\nid = \"ex3dt0icxdsa\"\n+++\n",
            )
    }

    /// Writes a file and creates the folders above it.
    pub(crate) fn file(self, path: &str, text: &str) -> Self {
        self.write(path, text.as_bytes());
        self
    }

    /// Writes an update of the incident `2026-03-14-api`: `name` is the file's name without `.md`.
    pub(crate) fn update(self, name: &str, front_matter: &str, text: &str) -> Self {
        let path = format!("content/incidents/2026-03-14-api/comms/{name}.md");
        self.file(&path, &format!("+++\n{front_matter}\n+++\n{text}\n"))
    }

    /// Writes bytes to a file and creates the folders above it.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }

    /// A path below the project.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The project's folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Reads a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the program at [`NOW`].
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_at(NOW, arguments)
    }

    /// Runs the program at a given time. Customers have keys, which are the same in each test.
    pub(crate) fn run_at(&self, now: &str, arguments: &[&str]) -> Run {
        if !self.path("allclear-keys.toml").exists() {
            self.write_keys();
        }
        self.run_without_keys(now, arguments)
    }

    /// Runs the program at a given time, without writing keys for customers.
    pub(crate) fn run_without_keys(&self, now: &str, arguments: &[&str]) -> Run {
        let mut command = self.command();
        command.args(["--now", now]).args(arguments);
        Run::of(&mut command)
    }

    /// Writes a keys file with a key for each customer, if there are customers.
    pub(crate) fn write_keys(&self) {
        let mut ids: Vec<String> = fs::read_dir(self.path("content/customers"))
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".md").map(str::to_owned))
            .collect();
        ids.sort();
        if ids.is_empty() {
            return;
        }
        let head = format!("format = 1\nmaster = \"{}\"\n", secret("master"));
        let keys =
            ids.iter().map(|id| format!("\n[customer.{id}]\nkey = \"{}\"\nlink = 1\nfeed = 1\n", secret(id)));
        let text: String = std::iter::once(head).chain(keys).collect();
        self.write("allclear-keys.toml", text.as_bytes());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(self.path("allclear-keys.toml"), fs::Permissions::from_mode(0o600))
                .expect("permissions");
        }
    }

    /// The program in this project, without further arguments.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allclear"));
        command.arg("-C").arg(self.root()).env_remove("CI").env("NO_COLOR", "1");
        command
    }
}

impl Run {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().expect("the program runs");
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Fails the test unless the exit code is 0.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.stdout, self.stderr);
        self
    }

    /// Fails the test unless the program failed with this exit code.
    #[track_caller]
    pub(crate) fn failed(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        self
    }
}

/// A secret in the form of the keys file: 51 characters of a name, and one that ends 256 bits.
fn secret(name: &str) -> String {
    let letters = name.bytes().map(|byte| char::from(b'a' + byte % 26));
    letters.cycle().take(51).chain(['a']).collect()
}
