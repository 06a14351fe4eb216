//! Mistakes in `notify.toml` and on the command line.

use allclear::diagnostics::{Disclosure, terminal};
use allclear::pipeline::{Clock, Settings, examine};
use allclear::source::{ScanOptions, scan};

use super::{destination, notify_with, project, publish};
use crate::support::{NOW, Project};

#[test]
fn every_mistake_in_the_file_has_a_message() {
    let text = "[[notify]]\nname = \"Ops Team\"\nkind = \"slack\"\naudience = \"public\"\n\n\
             [[notify]]\nname = \"ops\"\nkind = \"slak\"\naudience = \"public\"\n\n\
             [[notify]]\nname = \"chat\"\nkind = \"slack\"\naudience = \"pubic\"\nurl = \"https://hooks.test.example\"\n\n\
             [[notify]]\nname = \"due\"\nkind = \"slack\"\naudience = \"public\"\nevents = [\"opend\", \"due\"]\n\n\
             [[notify]]\nname = \"team\"\nkind = \"webhook\"\naudience = \"internal\"\nevents = [\"opened\"]\n\n\
             [[notify]]\nname = \"tier\"\nkind = \"webhook\"\naudience = \"tier:glod\"\ncomponents = [\"apj\"]\n\n\
             [[notify]]\nname = \"acme\"\nkind = \"mail\"\naudience = \"customer:acmee\"\n\n\
             [[notify]]\nname = \"acme\"\nkind = \"mail\"\naudience = \"customer:acme\"\ncontent = true\n\n\
             [[notify]]\nname = \"other\"\nkind = \"mail\"\naudience = \"customer:acme\"\ncontent = true\nevents = []\n\n\
             [[notify]]\nkind = \"mail\"\n";
    let project = Project::new().file("content/notify.toml", text).file(
        "content/customers/acme.md",
        "+++\nname = \"Acmezor\"\naccess = \"gated\"\ntier = \"gold\"\n+++\n",
    );
    // The program shows the text of an internal file only on a terminal.
    let (snapshot, found) =
        scan(&allclear::source::Project::new(project.root().to_owned()), ScanOptions { public_only: false });
    let clock = Clock::Now(NOW.parse().expect("a time"));
    let settings = Settings { clock, strict_internal: true, strict: false, judged_elsewhere: false };
    let failed = examine(&snapshot, found, settings).expect_err("mistakes");
    insta::assert_snapshot!(terminal(&failed.findings, &snapshot, Disclosure::Full, false));
}

#[test]
fn missing_addresses_are_named_and_hold_back_no_other_destination() {
    let receiver = crate::support::Receiver::accepting();
    let project = project(&[
        destination("no-url", "slack", "public", ""),
        destination("no-secret", "webhook", "public", ""),
        destination("empty", "teams", "public", ""),
        destination("ops", "slack", "public", "events = [\"opened\"]"),
    ])
    .file("secrets/no-secret.url", &receiver.url("/hooks/x"))
    .file("secrets/empty.url", "\n")
    .file("secrets/ops.url", &receiver.url("/hooks/x"));
    publish(&project);
    let secrets = project.path("secrets").display().to_string();
    let run = notify_with(&project, &[], &["--secrets", &secrets]).failed(2);
    insta::assert_snapshot!(run.stderr);
    assert_eq!(run.stdout, "sent: ops: opened\n1 message sent\n");
}

#[test]
fn a_site_without_destinations_has_nothing_to_send() {
    let project = Project::new();
    publish(&project);
    let run = notify_with(&project, &[], &[]).ok();
    assert_eq!(run.stderr, "note: what was published has no `[[notify]]` in `content/notify.toml`\n");
}

#[test]
fn options_for_messages_need_notify() {
    let run = Project::new().run(&["watch", "--allow-private"]).failed(2);
    insta::assert_snapshot!(run.stderr, @r"
    error: `--secrets`, `--allow-private`, `--ca-file`, `--mail` and `--sendmail` need `--notify`
    help: add `--notify` to send messages after each publication
    ");
}

#[test]
fn a_file_without_certificates_is_refused() {
    let project = project(&[destination("ops", "slack", "public", "")]).file("empty.pem", "");
    publish(&project);
    let mut command = project.command();
    command.args(["notify", "--ca-file"]).arg(project.path("empty.pem"));
    let run = crate::support::Run::of(&mut command).failed(2);
    assert_eq!(run.stderr, "error: the file of `--ca-file` cannot be used: it contains no certificate\n");
}
