//! Rules about files.

use std::os::unix::fs::symlink;
use std::process::Command;

use super::{Example, incident, site};
use crate::support::Project;

const NOTES: &str = "content/incidents/2026-03-14-api/timeline";

fn log(text: &[u8]) -> Project {
    let project = site();
    project.write(&format!("{NOTES}/2026-03-14T1120Z-lena.md"), text);
    project
}

fn linked(target: &str) -> Project {
    let project = incident();
    let link = project.path("content/incidents/2026-03-14-api/comms/2026-03-14T1145Z.md");
    symlink(project.path(target), link).expect("a link");
    project
}

/// One white pixel.
const PIXEL: &[u8] =
    b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\xdac\xf8\x0f\x00\x01\x01\x01\x00\x1c\xb0\x8c\x99\x00\x00\x00\x00IEND\xaeB`\x82";

fn with_picture(text: &str) -> Project {
    let project = site().update("2026-03-14T1130Z", super::FIRST, text);
    project.write("content/incidents/2026-03-14-api/comms/errors.png", PIXEL);
    project
}

pub(super) const EXAMPLES: &[Example] = &[
    Example { rule: "no-content", wrong: Project::empty, right: site },
    Example {
        rule: "not-utf8",
        wrong: || log(b"The caf\xe9 network is down.\n"),
        right: || log("The café network is down.\n".as_bytes()),
    },
    Example {
        rule: "hidden-character",
        wrong: || {
            site()
                .file("content/pages/about.md", "+++\ntitle = \"About \u{202e}su\"\n+++\nWe take payments.\n")
        },
        right: || {
            site().file(
                "content/pages/about.md",
                "+++\ntitle = \"About\u{200f} عنا\"\n+++\nWe take payments.\n",
            )
        },
    },
    Example {
        rule: "file-too-large",
        wrong: || log(&b"GET / 200\n".repeat(110_000)),
        right: || log(&b"GET / 200\n".repeat(100_000)),
    },
    Example {
        rule: "not-a-file",
        wrong: || {
            let project = log(b"Looking.\n");
            let made = Command::new("mkfifo").arg(project.path(&format!("{NOTES}/pipe.md"))).status();
            assert!(made.expect("mkfifo runs").success());
            project
        },
        right: || log(b"Looking.\n"),
    },
    Example {
        rule: "link-refused",
        wrong: || {
            let project = linked("content/people.toml");
            let folder = project.path("content/incidents/2026-03-13-api");
            symlink(project.path("content/incidents/2026-03-14-api"), folder).expect("a link");
            symlink("/etc/hostname", project.path("content/notices.md")).expect("a link");
            project
        },
        right: || {
            let text = "+++\nauthor = \"lena\"\nnext_update = \"60m\"\n+++\nStill looking.\n";
            linked("content/incidents/2026-03-14-api/comms/2026-03-14T1140Z.md")
                .file("content/incidents/2026-03-14-api/comms/2026-03-14T1140Z.md", text)
        },
    },
    Example {
        rule: "unreadable",
        wrong: || linked("content/incidents/2026-03-14-api/comms/gone.md"),
        right: incident,
    },
    Example {
        rule: "unknown-file",
        wrong: || {
            incident()
                .file("content/incidents/2026-03-14-api/post-mortem.md", "+++\nauthor = \"lena\"\n+++\n")
        },
        right: || {
            incident().file("content/incidents/2026-03-14-api/postmortem.md", "+++\nauthor = \"lena\"\n+++\n")
        },
    },
    Example {
        rule: "unused-file",
        wrong: || with_picture("Some requests fail, see ![the chart](error.png)."),
        right: || with_picture("Some requests fail, see ![the chart](errors.png)."),
    },
];

#[test]
fn an_internal_record_with_a_wrong_name_or_type_is_an_unknown_file() {
    let folder = "content/incidents/2026-03-14-api";
    for path in [
        "content/customers/tern.MD",
        "content/customers/tern.markdown",
        "content/customers/tern.md.txt",
        "content/customers/tern",
        "content/customers/tern.pdf",
        "content/snippets/start.txt",
        "content/owners.tml",
        "content/people.toml.bak",
        "content/PEOPLE.TOML",
        "content/people",
        "content/customers.yaml",
        &format!("{folder}/incident.MD"),
        &format!("{folder}/incident"),
        &format!("{folder}/postmortem.markdown"),
        &format!("{folder}/timeline/2026-03-14T1120Z-lena"),
        &format!("{folder}/timeline/2026-03-14t1120z-lena.txt"),
    ] {
        let report = super::report(&incident().file(path, "+++\nname = \"Tern Air\"\n+++\n"));
        assert!(report.contains("error[unknown-file]"), "{path}: {report}");
    }
    let latin1 = incident();
    latin1.write("content/customers/tern.txt", b"name = \"T\xe9rn\"\n");
    assert!(super::report(&latin1).contains("error[not-utf8]"));
}

#[test]
fn logs_and_dumps_next_to_a_record_are_no_records() {
    let folder = "content/incidents/2026-03-14-api";
    let project = incident()
        .file(&format!("{folder}/timeline/2026-03-14T1120Z-pg.log"), "FATAL: too many clients\n")
        .file(&format!("{folder}/notes.txt"), "restart first\n")
        .file(&format!("{folder}/dump.sql.md5"), "d41d8cd98f00b204e9800998ecf8427e\n");
    assert_eq!(super::report(&project), "");
}
