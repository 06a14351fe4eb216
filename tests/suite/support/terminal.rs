//! The program in a real terminal.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::{NOW, Project};

/// Runs the program in a terminal of its own (`script` of util-linux), and types each text once the terminal shows what
/// is expected before it. Returns everything that the terminal showed, and the exit code.
pub(crate) fn typed(project: &Project, arguments: &str, dialogue: &[(&str, &str)]) -> String {
    typed_with(None, project, arguments, dialogue)
}

/// Does the same for a user with an editor.
pub(crate) fn typed_with(
    editor: Option<&str>,
    project: &Project,
    arguments: &str,
    dialogue: &[(&str, &str)],
) -> String {
    let program = env!("CARGO_BIN_EXE_allclear");
    let root = project.root().display();
    let command = format!("exec {program} -C {root} --color never --now {NOW} {arguments}");
    let mut terminal = Command::new("script");
    terminal.args(["--quiet", "--flush", "--return", "--command", &command, "/dev/null"]);
    terminal.env_remove("CI").env_remove("EDITOR").env_remove("VISUAL").env("SHELL", "/bin/sh");
    terminal.envs(editor.map(|editor| ("EDITOR", editor)));
    terminal.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let mut child = terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("`script` starts");
    let mut keyboard = child.stdin.take().expect("a pipe");
    let mut screen = child.stdout.take().expect("a pipe");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = screen.read(&mut bytes) {
            if sender.send(bytes[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut shown = Vec::new();
    let mut seen = 0;
    let mut wait_for = |expected: &str, shown: &mut Vec<u8>| {
        loop {
            let text = String::from_utf8_lossy(&shown[seen..]).into_owned();
            if let Some(at) = text.find(expected) {
                seen += at + expected.len();
                return;
            }
            match receiver.recv_timeout(Duration::from_mins(1)) {
                Ok(more) => shown.extend(more),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("the terminal does not show `{expected}`:\n{}", String::from_utf8_lossy(shown))
                }
            }
        }
    };
    for (expected, answer) in dialogue {
        wait_for(expected, &mut shown);
        keyboard.write_all(answer.as_bytes()).expect("typed");
        keyboard.flush().expect("typed");
    }
    // The keyboard stays connected, because `script` would type the end of input.
    let status = child.wait().expect("ended");
    drop(keyboard);
    shown.extend(receiver.iter().flatten());
    let shown = String::from_utf8_lossy(&shown).replace('\r', "");
    format!("{shown}\nexit={}", status.code().unwrap_or(-1))
}
