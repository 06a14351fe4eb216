//! A running preview, which is stopped at the end of the test.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::{Answer, get};
use crate::support::{NOW, Project};

/// How long to wait for a condition before a test fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running `allclear serve`.
pub(super) struct Preview {
    child: Child,
    pub(super) port: u16,
    out: Arc<Mutex<String>>,
    err: Arc<Mutex<String>>,
}

impl Preview {
    /// Starts a preview of a project on a free port, and waits for its first build, good or not.
    pub(super) fn of(project: &Project) -> Self {
        Self::with(project, &[])
    }

    /// The same with additional arguments.
    pub(super) fn with(project: &Project, arguments: &[&str]) -> Self {
        let mut command = project.command();
        command.args(["--now", NOW, "serve", "--port", "0"]).args(arguments);
        Self::start(&mut command)
    }

    /// Starts a `serve` command and waits for its first build.
    pub(super) fn start(command: &mut Command) -> Self {
        let preview = Self::begin(command);
        preview.until("the first build", || {
            preview.out().contains("built · ") || preview.err().contains("built · ")
        });
        preview
    }

    /// Starts a command that serves, and waits only until it prints its address.
    pub(super) fn begin(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let out = gather(child.stdout.take().expect("an output"));
        let err = gather(child.stderr.take().expect("an output"));
        let mut preview = Self { child, port: 0, out, err };
        preview.until("an address", || preview.out().contains("preview at "));
        preview.port = preview.address().expect("a port");
        preview
    }

    fn address(&self) -> Option<u16> {
        let out = self.out();
        let rest = out.split("preview at http://").nth(1)?;
        rest.split('/').next()?.rsplit(':').next()?.parse().ok()
    }

    /// Its standard output so far.
    pub(super) fn out(&self) -> String {
        self.out.lock().expect("a lock").clone()
    }

    /// Its standard error so far.
    pub(super) fn err(&self) -> String {
        self.err.lock().expect("a lock").clone()
    }

    /// Waits until a condition holds.
    #[track_caller]
    pub(super) fn until(&self, what: &str, mut holds: impl FnMut() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds() {
            assert!(Instant::now() < end, "no {what}\n{}\n{}", self.out(), self.err());
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Gets a target.
    pub(super) fn get(&self, target: &str) -> Answer {
        get(self.port, target)
    }

    /// Sends a signal by name and returns the exit code of the process.
    pub(super) fn stop(&mut self, signal: &str) -> i32 {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code().unwrap_or(-1);
            }
            assert!(Instant::now() < end, "it does not stop");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads a stream to its end in another thread.
fn gather(from: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let text = Arc::new(Mutex::new(String::new()));
    let gathered = Arc::clone(&text);
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let mut text = gathered.lock().expect("a lock");
            text.push_str(&line);
            text.push('\n');
        }
    });
    text
}
