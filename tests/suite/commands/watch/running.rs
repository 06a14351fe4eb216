//! A running `allclear watch`.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{NOW, Project};

/// How long to wait for an expected event before a test fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// The output of the page `about`.
pub(in crate::commands) const ABOUT: &str = "public/about/index.html";

/// `allclear watch --format json`; killed when dropped.
pub(in crate::commands) struct Watching {
    child: Child,
    lines: Receiver<String>,
    /// Every line so far, to show when a test fails.
    log: Vec<String>,
}

/// A project with a page, `about`, and an incident with one update.
pub(in crate::commands) fn project() -> Project {
    Project::new().file("content/pages/about.md", &page("First words.")).update(
        "2026-03-14T0922Z-investigating",
        "title = \"Checkout errors\"\nslug = \"checkout\"\nstatus = \"investigating\"\n\
         components = { api = \"partial_outage\" }\nnext_update = \"12h\"",
        "We are looking into it.",
    )
}

/// A page with this text.
pub(in crate::commands) fn page(text: &str) -> String {
    format!("+++\ntitle = \"About us\"\n+++\n{text}\n")
}

impl Watching {
    /// Starts with the clock of the tests, and waits for the first site.
    pub(in crate::commands) fn start(project: &Project, arguments: &[&str]) -> Self {
        let mut command = project.command();
        command.args(["--now", NOW, "watch", "--format", "json"]).args(arguments);
        let mut watching = Self::of(command);
        watching.expect("built");
        watching
    }

    /// Runs a command that watches.
    pub(in crate::commands) fn of(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the program starts");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in stdout.lines() {
                if sender.send(line.expect("UTF-8")).is_err() {
                    break;
                }
            }
        });
        Self { child, lines, log: Vec::new() }
    }

    /// Returns the next line, if there is one in time.
    pub(in crate::commands) fn line(&mut self, patience: Duration) -> Option<String> {
        match self.lines.recv_timeout(patience) {
            Ok(line) => {
                self.log.push(line.clone());
                Some(line)
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Returns the next event.
    #[track_caller]
    pub(in crate::commands) fn event(&mut self) -> Value {
        let Some(line) = self.line(PATIENCE) else { panic!("no event came after:\n{}", self.log.join("\n")) };
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }

    /// Waits for an event with this name and skips others.
    #[track_caller]
    pub(in crate::commands) fn expect(&mut self, name: &str) -> Value {
        loop {
            let event = self.event();
            if event["event"] == name {
                return event;
            }
        }
    }

    /// Waits for a build after which the condition holds. Returns the events up to it.
    #[track_caller]
    pub(in crate::commands) fn until(&mut self, holds: impl Fn() -> bool) -> Vec<Value> {
        let mut events = Vec::new();
        loop {
            let event = self.event();
            let built = event["event"] == "built";
            events.push(event);
            if built && holds() {
                return events;
            }
        }
    }

    /// Fails if there is an event within this time.
    #[track_caller]
    pub(in crate::commands) fn nothing_for(&mut self, time: Duration) {
        let ends = Instant::now() + time;
        if let Some(line) = self.line(ends.saturating_duration_since(Instant::now())) {
            panic!("unexpected event: {line}");
        }
        assert!(self.is_running(), "it ended:\n{}", self.log.join("\n"));
    }

    /// Sends a signal.
    pub(in crate::commands) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        let sent = Command::new("sh").args(["-c", &kill]).status().expect("a shell");
        assert!(sent.success(), "{kill}");
    }

    pub(in crate::commands) fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("a process").is_none()
    }

    /// Stops the program as a service manager does, and returns its exit code.
    pub(in crate::commands) fn stop(mut self) -> Option<i32> {
        self.signal("TERM");
        self.ended()
    }

    /// Waits for the end of the program.
    pub(in crate::commands) fn ended(&mut self) -> Option<i32> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().expect("a process") {
                return status.code();
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("it does not end:\n{}", self.log.join("\n"));
    }

    /// All lines so far.
    pub(in crate::commands) fn log(&mut self) -> String {
        self.log.extend(self.lines.try_iter());
        self.log.join("\n")
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
