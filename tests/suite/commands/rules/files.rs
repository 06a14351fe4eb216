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
