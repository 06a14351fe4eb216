//! `allclear notify` with receivers on this machine: what is sent to whom, once and in order, and what is never said.

mod audiences;
mod delivery;
mod kills;
mod ledger_ref;
mod mail;
mod mistakes;
mod watching;

use crate::support::{Git, Project, Receiver, Run, quiet};

/// A secret for signatures.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A destination in `notify.toml`.
fn destination(name: &str, kind: &str, audience: &str, more: &str) -> String {
    format!("[[notify]]\nname = \"{name}\"\nkind = \"{kind}\"\naudience = \"{audience}\"\n{more}\n")
}

/// A project with an incident of this day, and these destinations.
fn project(destinations: &[String]) -> Project {
    Project::new()
        .file("content/notify.toml", &destinations.concat())
        .update(
            "2026-03-14T0922Z-investigating",
            "title = \"Checkout errors\"\nslug = \"checkout\"\nstatus = \"investigating\"\n\
             components = { api = \"partial_outage\" }\nnext_update = \"12h\"",
            "About 15% of card payments fail.",
        )
        .update(
            "2026-03-14T0940Z-identified",
            "status = \"identified\"\nnext_update = \"12h\"",
            "A deployment broke them.",
        )
}

/// Commits everything, and says that it is published.
fn publish(project: &Project) {
    let git = if project.path(".git").exists() { Git::at(project.root()) } else { Git::init(project.root()) };
    project.write(".gitignore", b"/.allclear/\n/allclear-keys.toml\n/ca.pem\n/secrets/\n");
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
}

/// Runs `allclear notify` with receivers on this machine, by the names of their destinations.
fn notify_with(project: &Project, receivers: &[(&str, &str)], arguments: &[&str]) -> Run {
    Run::of(command(project, receivers).args(arguments))
}

fn command(project: &Project, receivers: &[(&str, &str)]) -> std::process::Command {
    project.write_keys();
    project.write("ca.pem", Receiver::authority().as_bytes());
    let mut command = project.command();
    quiet(&mut command);
    for (name, url) in receivers {
        let name = name.replace('-', "_").to_uppercase();
        command.env(format!("ALLCLEAR_NOTIFY_{name}_URL"), url);
        command.env(format!("ALLCLEAR_NOTIFY_{name}_SECRET"), SECRET);
    }
    // Nothing may be taken from these.
    command.env("HTTPS_PROXY", "http://127.0.0.1:9").env("ALL_PROXY", "http://127.0.0.1:9");
    command.args(["--now", crate::support::NOW, "notify", "--allow-private", "--ca-file"]);
    command.arg(project.path("ca.pem"));
    command
}

/// Fails if what was printed, or the ledger, contains something of an address, a secret or a text.
#[track_caller]
fn assert_discreet(project: &Project, run: &Run, receivers: &[&Receiver]) {
    let ledger = std::fs::read_to_string(project.path(".allclear/notified.json")).unwrap_or_default();
    let ports: Vec<String> = receivers.iter().map(|receiver| receiver.port().to_string()).collect();
    for text in [&run.stdout, &run.stderr, &ledger] {
        let words =
            ["127.0.0.1", "https://", "/hooks/", "whsec_", "MfKQ9r8G", "Checkout errors", "card payments"];
        for word in words.into_iter().chain(ports.iter().map(String::as_str)) {
            assert!(!text.contains(word), "`{word}` in:\n{text}");
        }
    }
}
