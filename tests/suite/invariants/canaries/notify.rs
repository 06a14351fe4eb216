//! `allclear notify` with planted words everywhere: messages contain only what is for their readers, and nothing else that it
//! writes or prints contains any word.

use std::collections::BTreeSet;

use super::fixture::project;
use super::search::secrets_in;
use super::word::secret_name;
use super::{assert_no_secrets_printed, own_words, tier_tag, words_for};
use crate::support::{Answer, Git, NOW, Project, Receiver, Run, quiet, tree};

const KINDS: [&str; 5] = ["slack", "teams", "discord", "webhook", "mail"];

/// The fixture with a destination of each kind for an audience, as it was published.
fn published(audience: &str) -> Project {
    let project = project();
    let destinations = KINDS.map(|kind| {
        format!("[[notify]]\nname = \"{kind}\"\nkind = \"{kind}\"\naudience = \"{audience}\"\n\n")
    });
    project.write("content/notify.toml", destinations.concat().as_bytes());
    project.write("ca.pem", Receiver::authority().as_bytes());
    project.write(".gitignore", b"/.allclear/\n/allclear-keys.toml\n/ca.pem\n");
    let git = Git::init(project.root());
    git.commit();
    git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
    project.write_keys();
    project
}

fn notify(project: &Project, receiver: &Receiver, arguments: &[&str]) -> Run {
    let mut command = project.command();
    quiet(&mut command);
    for kind in KINDS.map(str::to_uppercase) {
        // The path of the address is a secret too.
        let path = format!("/hooks/{}", secret_name("address"));
        command.env(format!("ALLCLEAR_NOTIFY_{kind}_URL"), receiver.url(&path));
        command.env(format!("ALLCLEAR_NOTIFY_{kind}_SECRET"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        command.env(format!("ALLCLEAR_NOTIFY_{kind}_FROM"), format!("{}@test.example", secret_name("from")));
        command.env(format!("ALLCLEAR_NOTIFY_{kind}_TO"), format!("{}@test.example", secret_name("to")));
    }
    command.args([
        "--now",
        NOW,
        "notify",
        "--resend",
        "--wait",
        "0s",
        "--allow-private",
        "--ca-file",
        "ca.pem",
    ]);
    Run::of(command.args(arguments).current_dir(project.root()))
}

/// Fails if anything but messages has a planted word.
#[track_caller]
fn assert_discreet(project: &Project, run: &Run, what: &str) {
    assert_no_secrets_printed(run, what);
    for text in [&run.stdout, &run.stderr] {
        assert_eq!(secrets_in(text.as_bytes(), true), [""; 0], "{what} prints a name:\n{text}");
        assert!(!text.contains("whsec_") && !text.contains("127.0.0.1"), "{what}:\n{text}");
    }
    for (path, bytes) in tree(&project.path(".allclear")) {
        if !path.starts_with("mail/") {
            assert_eq!(secrets_in(&bytes, true), [""; 0], "{what}: in .allclear/{path}");
        }
        assert_eq!(secrets_in(path.as_bytes(), true), [""; 0], "{what}: in a name");
    }
}

/// The words in the messages to an audience.
fn told(audience: &str) -> (Project, BTreeSet<String>, usize) {
    let project = published(audience);
    let receiver = Receiver::accepting();
    let dry = notify(&project, &receiver, &["--dry-run"]).ok();
    assert_discreet(&project, &dry, &format!("--dry-run for {audience}"));
    let run = notify(&project, &receiver, &[]).ok();
    assert_discreet(&project, &run, audience);
    let mut words = BTreeSet::new();
    let mut add = |bytes: &[u8]| {
        // The lines of a mail are folded inside words.
        let text = String::from_utf8_lossy(bytes).replace("=\r\n", "");
        words.extend(secrets_in(text.as_bytes(), true));
    };
    let requests = receiver.requests();
    for request in &requests {
        add(&request.body);
        for (name, value) in &request.fields {
            assert_eq!(secrets_in(value.as_bytes(), true), [""; 0], "in the field {name}");
        }
    }
    let mails = tree(&project.path(".allclear/mail"));
    assert!(!mails.is_empty(), "{audience}");
    for mail in mails.values() {
        add(mail);
    }
    // Mails have the addresses that they go to.
    for place in ["from", "to"] {
        words.remove(&secret_name(place));
    }
    let count = requests.len() + mails.len();
    (project, words, count)
}

#[test]
fn the_public_is_told_no_planted_word() {
    let (_, words, count) = told("public");
    assert!(count > 10, "{count} messages");
    assert_eq!(words, BTreeSet::new());
}

#[test]
fn a_tier_is_told_what_is_for_it_only() {
    let (project, words, count) = told(&tier_tag());
    let own = words_for(&project, &[tier_tag()]);
    assert!(count > 10, "{count} messages");
    assert!(!words.is_empty(), "the texts for the tier are sent");
    let others: Vec<&String> = words.difference(&own).collect();
    assert_eq!(others, [""; 0], "not for this tier");
}

#[test]
fn a_customer_is_told_what_is_for_it_only() {
    let (project, words, count) = told(&format!("customer:{}", secret_name("customer")));
    let own = own_words(&project);
    assert!(count > 10, "{count} messages");
    assert!(!words.is_empty(), "the texts for the customer are sent");
    let others: Vec<&String> = words.difference(&own).collect();
    assert_eq!(others, [""; 0], "not for this customer");
}

#[test]
fn failures_of_receivers_print_and_record_no_word() {
    for answer in
        [Answer::Status(404, ""), Answer::Status(500, ""), Answer::Status(429, ""), Answer::CloseHalfway]
    {
        for audience in ["public".to_owned(), tier_tag()] {
            let project = published(&audience);
            let reply = answer.clone();
            let receiver = Receiver::start(move |_| reply.clone());
            let run = notify(&project, &receiver, &[]).failed(2);
            assert!(run.stderr.contains("slack: "), "{}", run.stderr);
            assert_discreet(&project, &run, &format!("{answer:?} for {audience}"));
        }
    }
}
