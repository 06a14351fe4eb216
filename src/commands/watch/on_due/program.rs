//! Runs the command, without a shell, with the item on its standard input.

use std::env;
use std::ffi::OsString;
use std::io::{self, PipeReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long the command may run.
pub(super) const LIMIT: Duration = Duration::from_secs(30);

/// How often a running command is asked whether it has ended.
const POLL: Duration = Duration::from_millis(10);

/// How much a pipe holds on every system, in bytes.
const PIPE: usize = 8_192;

/// The prefix of variables that the command does not get, because they may hold keys.
const OWN_VARIABLES: &str = "ALLCLEAR_";

/// A program with its arguments.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) executable: OsString,
    pub(super) arguments: Vec<OsString>,
    pub(super) root: PathBuf,
}

impl Program {
    /// Reads a command: the path of a file, or words separated by blanks. `None` if it is empty. A path is relative to the
    /// current folder, which `resolve` knows.
    pub(super) fn new(command: &str, root: &Path, resolve: impl Fn(&Path) -> PathBuf) -> Option<Self> {
        let whole = resolve(Path::new(command));
        let mut words = command.split_whitespace().map(OsString::from);
        let first = words.next()?;
        let (executable, arguments) = if whole.is_file() {
            (whole.into_os_string(), Vec::new())
        } else if Path::new(&first).components().count() > 1 {
            (resolve(Path::new(&first)).into_os_string(), words.collect())
        } else {
            (first, words.collect())
        };
        Some(Self { executable, arguments, root: root.to_owned() })
    }

    /// Returns why the command cannot be run: lower case, no full stop. `None` if it can, or if that is not known, as on
    /// Windows, where the name of a program may lack its extension.
    pub(super) fn missing(&self) -> Option<String> {
        if cfg!(not(unix)) {
            return None;
        }
        let name = Path::new(&self.executable);
        if name.components().count() > 1 {
            return not_a_program(name);
        }
        let folders = env::var_os("PATH").unwrap_or_default();
        let is_there = env::split_paths(&folders).any(|folder| not_a_program(&folder.join(name)).is_none());
        (!is_there).then(|| "no folder of `PATH` has a program of this name".to_owned())
    }

    /// Runs the command in the folder of the project. What it prints is dropped.
    ///
    /// # Errors
    ///
    /// Returns why it failed: it does not start, ends with another code than 0, or takes too long.
    pub(super) fn run(&self, input: &str, limit: Duration) -> Result<(), String> {
        let mut command = Command::new(&self.executable);
        let stdin = filled_pipe(input).map_err(|error| format!("it gets no input: {error}"))?;
        command.args(&self.arguments).current_dir(&self.root);
        command.stdin(stdin).stdout(Stdio::null()).stderr(Stdio::null());
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with(OWN_VARIABLES))
        {
            command.env_remove(name);
        }
        // Of its own, so that an interrupt does not end it, and the limit ends what it started too.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|error| format!("it does not start: {error}"))?;
        // Otherwise the reading end of the pipe would stay open here.
        drop(command);
        let started = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => {
                    let code = status.code();
                    return Err(code
                        .map_or_else(|| "a signal ended it".to_owned(), |code| format!("exit code {code}")));
                }
                Ok(None) if started.elapsed() >= limit => {
                    end(&mut child);
                    return Err(format!("it took longer than {} s", limit.as_secs_f32()));
                }
                Ok(None) => thread::sleep(POLL),
                Err(error) => return Err(error.to_string()),
            }
        }
    }
}

/// Returns why a file is no program.
fn not_a_program(path: &Path) -> Option<String> {
    if !path.exists() {
        return Some("there is no such file".to_owned());
    }
    if !path.is_file() {
        return Some("it is not a file".to_owned());
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = path.metadata().map(|file| file.permissions().mode()).unwrap_or_default();
        if mode & 0o111 == 0 {
            return Some("it is not executable".to_owned());
        }
    }
    None
}

/// Returns the reading end of a pipe with this text. It is filled before the command starts, so that the command gets all of
/// it even if this program is killed.
fn filled_pipe(text: &str) -> io::Result<PipeReader> {
    let (reader, mut writer) = io::pipe()?;
    if text.len() <= PIPE {
        writer.write_all(text.as_bytes())?;
        return Ok(reader);
    }
    let text = text.to_owned();
    // A command that does not read must not hold back the caller. A broken pipe is its own decision.
    thread::spawn(move || {
        let _ = writer.write_all(text.as_bytes());
    });
    Ok(reader)
}

/// Ends a command and what it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}
