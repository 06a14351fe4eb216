//! `allclear keys` and `allclear links`.

use std::fmt::Write as _;

use crate::support::{NOW, Project, Run};

fn customer(name: &str, access: &str) -> String {
    let accepts = if access == "unlisted" { "i_accept_url_leaks = true\n" } else { "" };
    format!("+++\nname = \"{name}\"\naccess = \"{access}\"\n{accepts}+++\n")
}

/// A project with a customer for each kind of access, and a keys file whose keys are known.
fn project() -> Project {
    let project = Project::new()
        .file("content/customers/acme.md", &customer("Acme Corp", "sealed"))
        .file("content/customers/globex.md", &customer("Globex Ltd", "gated"))
        .file("content/customers/initech.md", &customer("Initech Inc", "unlisted"));
    let key = |letter: &str| format!("{}a", letter.repeat(51));
    let (master, acme, globex, initech) = (key("a"), key("e"), key("i"), key("m"));
    let text = format!(
        "# Our keys\nformat = 1\nmaster = \"{master}\"\n\n[customer.acme] # the largest\nkey = \"{acme}\"\nlink = 1\n\
         feed = 1\n\n[customer.globex]\nkey = \"{globex}\"\nlink = 2\nfeed = 2\n\n[customer.initech]\nkey = \"{initech}\"\n\
         link = 1\nfeed = 1\n"
    );
    let project = project.file("allclear-keys.toml", &text);
    private(&project);
    project
}

#[cfg(unix)]
fn set_mode(project: &Project, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    let permissions = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(project.path("allclear-keys.toml"), permissions).expect("permissions");
}

fn private(project: &Project) {
    #[cfg(unix)]
    set_mode(project, 0o600);
    #[cfg(not(unix))]
    let _ = project;
}

/// What a run printed, without the folder of the project.
fn printed(project: &Project, run: &Run) -> String {
    let text = format!("exit {}\n{}{}", run.code, run.stdout, run.stderr);
    text.replace(&project.root().display().to_string(), "[project]")
}

#[test]
fn links_are_printed_in_every_format() {
    let project = project();
    for format in ["human", "mail", "json"] {
        let run = project.run(&["links", "--format", format]);
        insta::assert_snapshot!(format!("links_{format}"), printed(&project, &run));
    }
    let run = project.run(&["links", "--customer", "globex"]);
    assert_eq!(run.stdout.lines().count(), 1, "{run:?}");
}

#[test]
fn a_mail_has_the_address_and_the_code_in_separate_messages() {
    let run = project().run(&["links", "--customer", "acme", "--format", "mail"]).ok();
    let (first, second) = run.stdout.split_once("second message").expect("two messages");
    let code = second.lines().find(|line| line.len() == 72).expect("a code");
    assert!(!first.contains(code) && !first.contains('#'), "{first}");
}

#[test]
fn new_keys_are_private_ignored_by_git_and_different() {
    let project = Project::new()
        .file("content/customers/acme.md", &customer("Acme Corp", "sealed"))
        .file("content/customers/globex.md", &customer("Globex Ltd", "sealed"));
    insta::assert_snapshot!("keys_new", printed(&project, &project.run_without_keys(NOW, &["keys", "new"])));
    let first = project.read("allclear-keys.toml");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode =
            std::fs::metadata(project.path("allclear-keys.toml")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert!(project.read(".gitignore").lines().any(|line| line == "/allclear-keys.toml"));
    let keys: Vec<&str> = first.lines().filter(|line| line.contains(" = \"")).collect();
    assert_eq!(keys.len(), 3);
    assert!(keys[0] != keys[1] && keys[1] != keys[2]);

    insta::assert_snapshot!(
        "keys_new_again",
        printed(&project, &project.run_without_keys(NOW, &["keys", "new"]))
    );
    assert_eq!(project.read("allclear-keys.toml"), first);
    let project = project.file("content/customers/initech.md", &customer("Initech Inc", "gated"));
    insta::assert_snapshot!(
        "keys_new_customer",
        printed(&project, &project.run_without_keys(NOW, &["keys", "new"]))
    );
    assert!(project.read("allclear-keys.toml").starts_with(&first));
}

#[test]
fn a_rotation_changes_one_link_and_keeps_comments() {
    let project = project();
    let links = || project.run(&["links"]).ok().stdout;
    let before = links();
    insta::assert_snapshot!("keys_rotate", printed(&project, &project.run(&["keys", "rotate", "acme"])));
    let after = links();
    let changed: Vec<&str> =
        after.lines().zip(before.lines()).filter(|(new, old)| new != old).map(|(new, _)| new).collect();
    assert_eq!(changed.len(), 1);
    assert!(changed[0].starts_with("acme "));
    let text = project.read("allclear-keys.toml");
    assert!(text.contains("# Our keys\n") && text.contains("[customer.acme] # the largest\n"), "{text}");
    insta::assert_snapshot!("keys_list", printed(&project, &project.run(&["keys", "list"])));
    insta::assert_snapshot!(
        "keys_rotate_feed",
        printed(&project, &project.run(&["keys", "rotate", "--feed", "acme"]))
    );
    assert_eq!(links(), after, "the feed is not in the link");
    insta::assert_snapshot!("keys_rotate_all", printed(&project, &project.run(&["keys", "rotate", "--all"])));
}

#[test]
fn every_mistake_is_explained() {
    let project = project();
    let mut text = String::new();
    let mut tell = |arguments: &[&str]| {
        writeln!(text, "$ {}\n{}", arguments.join(" "), printed(&project, &project.run(arguments)))
            .expect("a text");
    };
    tell(&["keys", "rotate", "acne"]);
    tell(&["keys", "rotate"]);
    tell(&["links", "--customer", "acne"]);
    tell(&["links", "--keys", "none.toml"]);
    tell(&["keys", "list", "--keys", "none.toml"]);
    tell(&["keys", "new", "--keys", "content/keys.toml"]);
    tell(&["keys", "new", "--keys", "public/keys.toml"]);
    #[cfg(unix)]
    {
        set_mode(&project, 0o640);
        tell(&["links"]);
        set_mode(&project, 0o600);
    }
    let good = project.read("allclear-keys.toml");
    project.write("allclear-keys.toml", good.replacen("link = 1", "link = \"x\"", 1).as_bytes());
    tell(&["links"]);
    project.write("allclear-keys.toml", good.split("[customer.globex]").next().unwrap().as_bytes());
    tell(&["links"]);
    insta::assert_snapshot!("mistakes", text);
}
