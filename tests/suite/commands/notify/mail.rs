//! Mails: files in a folder, or a mail program.

use std::fs;

use super::{destination, project, publish};
use crate::support::{NOW, Project, Run};

fn notify(project: &Project, to: &str, arguments: &[&str]) -> Run {
    let mut command = project.command();
    command.env("ALLCLEAR_NOTIFY_LIST_FROM", "status@test.example").env("ALLCLEAR_NOTIFY_LIST_TO", to);
    Run::of(command.args(["--now", NOW, "notify", "--wait", "0s"]).args(arguments))
}

fn mails(project: &Project, folder: &str) -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(project.path(folder))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a mail")).collect()
}

#[test]
fn mails_are_files_in_a_folder() {
    let project = project(&[destination("list", "mail", "public", "events = [\"opened\"]")]);
    publish(&project);
    notify(&project, "news@lists.test.example\n", &[]).ok();
    let [mail] = &mails(&project, ".allclear/mail/list")[..] else { panic!("one mail") };
    assert!(mail.replace("\r\n", "").find(['\r', '\n']).is_none(), "every line ends with CRLF");
    insta::assert_snapshot!(mail.replace("\r\n", "\n"));
    assert_eq!(notify(&project, "news@lists.test.example", &[]).ok().stdout, "0 messages sent\n");
}

#[test]
fn an_address_never_adds_a_line_to_the_header() {
    let project = project(&[destination("list", "mail", "public", "")]);
    publish(&project);
    for to in ["a@test.example\nBcc: b@test.example", "-oQ/tmp@test.example", "a@test.example,b@test.example"]
    {
        let run = notify(&project, to, &[]).failed(2);
        assert_eq!(
            run.stderr,
            "error: list: the value of `to` is not one mail address such as `status@host.example`\n"
        );
    }
    assert!(!project.path(".allclear/mail").exists());
}

#[cfg(unix)]
#[test]
fn a_mail_program_gets_the_mail_and_no_address_as_an_argument() {
    use std::os::unix::fs::PermissionsExt as _;

    let project = project(&[destination("list", "mail", "public", "events = [\"opened\"]")]);
    publish(&project);
    let program = project.path("send mail");
    let script =
        |end: &str| format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >> args\ncat >> mail\nenv > env\n{end}\n");
    let write = |end: &str| {
        fs::write(
            &program,
            script(end)
                .replace(" args", &format!(" '{}'", project.path("args").display()))
                .replace("cat >> mail", &format!("cat >> '{}'", project.path("mail").display()))
                .replace("env > env", &format!("env > '{}'", project.path("env").display())),
        )
        .expect("written");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("executable");
    };
    let path = program.display().to_string();
    write("exit 75");
    let run = notify(&project, "news@lists.test.example", &["--sendmail", &path]).failed(2);
    assert!(run.stderr.contains("the mail program ended with exit code 75; trying again"), "{}", run.stderr);
    write("exit 0");
    fs::remove_file(project.path("mail")).expect("removed");
    notify(&project, "news@lists.test.example", &["--sendmail", &path]).ok();
    assert_eq!(project.read("args"), "-i\n-t\n-i\n-t\n");
    assert!(project.read("mail").starts_with("From: status@test.example\r\nTo: news@lists.test.example\r\n"));
    assert!(!project.read("env").contains("ALLCLEAR_NOTIFY"));
}
