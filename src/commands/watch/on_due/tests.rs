//! Commands as they really run.

use std::ffi::OsString;
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::entry::Entry;
use super::program::{LIMIT, Program};

fn shell(script: &str, root: &Path) -> Program {
    let arguments = ["-c", script].map(OsString::from).to_vec();
    Program { executable: "sh".into(), arguments, root: root.to_owned() }
}

#[test]
fn the_command_gets_the_item_and_its_output_is_dropped() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let program = shell("echo said; echo said >&2; cat > got", folder.path());
    assert_eq!(program.run("{\"id\":1}\n", LIMIT), Ok(()));
    assert_eq!(std::fs::read_to_string(folder.path().join("got")).expect("written"), "{\"id\":1}\n");
}

#[test]
fn a_log_names_no_customer() {
    let entry =
        |id: &str| Entry { id: id.to_owned(), at: chrono::DateTime::UNIX_EPOCH, document: String::new() };
    assert_eq!(entry("errors/executive-notice-acme").logged_id(), "errors/executive-notice");
    assert_eq!(entry("errors/acknowledge").logged_id(), "errors/acknowledge");
}

#[test]
fn a_failure_says_why() {
    let folder = tempfile::TempDir::new().expect("a folder");
    assert_eq!(shell("exit 3", folder.path()).run("", LIMIT), Err("exit code 3".to_owned()));
    assert_eq!(shell("kill -9 $$", folder.path()).run("", LIMIT), Err("a signal ended it".to_owned()));
    let missing = Program::new("no-such-program-here", folder.path(), Path::to_owned).expect("a command");
    let error = missing.run("", LIMIT).expect_err("it cannot start");
    assert!(error.starts_with("it does not start"), "{error}");
}

#[test]
fn what_takes_too_long_is_ended_with_everything_that_it_started() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let program = shell("(sleep 1; touch late) & sleep 5", folder.path());
    let error = program.run("", Duration::from_millis(200)).expect_err("it is too slow");
    assert_eq!(error, "it took longer than 0.2 s");
    thread::sleep(Duration::from_millis(1_300));
    assert!(!folder.path().join("late").exists());
}

#[test]
fn an_item_that_nobody_reads_holds_nothing_back() {
    let folder = tempfile::TempDir::new().expect("a folder");
    assert_eq!(shell("exec 0<&-; true", folder.path()).run(&"x".repeat(1 << 20), LIMIT), Ok(()));
}

#[test]
fn a_command_is_a_file_or_words_and_never_a_script() {
    let folder = tempfile::TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("with blank.sh"), "").expect("written");
    let resolve = |path: &Path| folder.path().join(path);
    let file = Program::new("with blank.sh", folder.path(), resolve).expect("a command");
    assert!(file.executable.to_string_lossy().ends_with("/with blank.sh") && file.arguments.is_empty());
    let words = Program::new("bin/notify --to $HOME;true", folder.path(), resolve).expect("a command");
    assert!(words.executable.to_string_lossy().ends_with("/bin/notify"));
    assert_eq!(words.arguments, ["--to", "$HOME;true"]);
    assert!(Program::new("  ", folder.path(), resolve).is_none());
}
