//! Hands mails to a program such as `sendmail`, on its standard input.

use std::env;
use std::ffi::OsString;
use std::io::{ErrorKind, Write as _};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::{Outcome, QueuedMessage, Transport};

/// How long the program may run.
const LIMIT: Duration = Duration::from_mins(1);

/// How often a running program is asked whether it has ended.
const POLL: Duration = Duration::from_millis(10);

/// The prefix of variables that the program does not get, because they may hold secrets.
const OWN_VARIABLES: &str = "ALLCLEAR_";

/// The options: a line with a single dot does not end the mail, and the recipient is in the header. So no address is ever
/// an argument, which could be taken for an option.
const OPTIONS: [&str; 2] = ["-i", "-t"];

/// The exit codes of `sysexits.h` that mean that the same mail will fail again: wrong usage, wrong data, no such user, no
/// such host, no permission.
const LASTING: [i32; 5] = [64, 65, 67, 68, 77];

/// A program that takes mails, run without a shell.
#[derive(Debug)]
pub struct MailProgram {
    executable: OsString,
    envelope: String,
}

impl MailProgram {
    /// Runs `executable` for each mail. `envelope` are the lines of the header with the addresses.
    #[must_use]
    pub const fn new(executable: OsString, envelope: String) -> Self {
        Self { executable, envelope }
    }

    fn run(&self, mail: Vec<u8>) -> Outcome {
        let mut command = Command::new(&self.executable);
        command.args(OPTIONS).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with(OWN_VARIABLES))
        {
            command.env_remove(name);
        }
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Outcome::retry("the mail program was not found");
            }
            Err(error) => {
                return Outcome::retry(format!("the mail program does not start: {}", error.kind()));
            }
        };
        if let Some(mut stdin) = child.stdin.take() {
            // A program that does not read must not hold back this thread. If it reads too little, its exit code says so.
            thread::spawn(move || {
                let _ = stdin.write_all(&mail);
            });
        }
        wait(&mut child)
    }
}

impl Transport for MailProgram {
    fn send(&self, message: &QueuedMessage, _: DateTime<Utc>) -> Outcome {
        self.run([self.envelope.as_bytes(), &message.body].concat())
    }
}

/// Waits for the end of the program.
fn wait(child: &mut Child) -> Outcome {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Outcome::Delivered,
            Ok(Some(status)) => {
                return match status.code() {
                    Some(code) if LASTING.contains(&code) => {
                        Outcome::refused(format!("the mail program ended with exit code {code}"))
                    }
                    Some(code) => Outcome::retry(format!("the mail program ended with exit code {code}")),
                    None => Outcome::retry("a signal ended the mail program"),
                };
            }
            Ok(None) if started.elapsed() >= LIMIT => {
                let _ = child.kill();
                let _ = child.wait();
                return Outcome::retry("the mail program took too long");
            }
            Ok(None) => thread::sleep(POLL),
            Err(error) => return Outcome::retry(format!("the mail program failed: {}", error.kind())),
        }
    }
}
