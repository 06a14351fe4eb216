//! `allclear new`: each new record passes `check` and is in the build.

use std::io::Write as _;
use std::process::Stdio;

use crate::support::{NOW, Project, Run, tree};

fn project() -> Project {
    Project::new()
        .file(
            "content/components/payments/checkout.md",
            "+++\nname = \"Checkout\"\nslug = \"payments-checkout\"\nid = \"checkout\"\n+++\n",
        )
        .file(
            "content/components/payments/refunds.md",
            "+++\nname = \"Refunds\"\nslug = \"payments-refunds\"\nid = \"refunds\"\n+++\n",
        )
}

/// Runs `new`, then checks and builds the site.
fn started(project: &Project, arguments: &[&str]) -> Run {
    let run = project.run(&[&["new"], arguments].concat()).ok();
    project.run(&["check"]).ok();
    project.run(&["build"]).ok();
    run
}

#[test]
fn an_incident_with_a_text_is_two_files_and_published_at_once() {
    let project = project();
    let run = started(
        &project,
        &[
            "incident",
            "--observed",
            "Errors.",
            "--commander",
            "none",
            "Checkout errors in Europe",
            "--severity",
            "sev1",
            "--components",
            "checkout=partial_outage,api",
            "--next-update",
            "30m",
            "-m",
            "About 15% of *payments* fail.",
        ],
    );
    insta::assert_snapshot!(run.stdout);
    let folder = "content/incidents/2026-03-14-checkout-errors-in-europe";
    insta::assert_snapshot!(project.read(&format!("{folder}/incident.md")), @r#"
    +++
    title = "Checkout errors in Europe"
    severity = "P1"
    components = ["checkout", "api"]
    +++
    Errors.
    "#);
    insta::assert_snapshot!(project.read(&format!("{folder}/comms/2026-03-14T1200Z-investigating.md")), @r#"
    +++
    title = "Checkout errors in Europe"
    slug = "2026-03-14-checkout-errors-in-europe"
    status = "investigating"
    components = { checkout = "partial_outage", api = "degraded_performance" }
    next_update = "30m"
    incident_id = "lvyuae3vs04s"
    id = "k2lrl5h2f6x6"
    +++
    About 15% of *payments* fail.
    "#);
    assert!(project.read("public/index.html").contains("Checkout errors in Europe"));
}

#[test]
fn an_incident_without_a_text_is_a_draft() {
    let project = project();
    started(
        &project,
        &[
            "incident",
            "--observed",
            "Errors.",
            "--commander",
            "none",
            "Something secret for now",
            "--severity",
            "P2",
            "-c",
            "payments/*,refunds=major_outage",
        ],
    );
    let update = project.read(
        "content/incidents/2026-03-14-something-secret-for-now/comms/2026-03-14T1200Z-investigating.md",
    );
    insta::assert_snapshot!(update, @r#"
    +++
    title = "Something secret for now"
    slug = "2026-03-14-something-secret-for-now"
    status = "investigating"
    components = { checkout = "degraded_performance", refunds = "major_outage" }
    incident_id = "t2js8wixcn9j"
    id = "zoydpeyhlyk9"
    # Write what customers read below the second `+++`, then run `allclear post --publish` with this file.
    # Until then the update is released to nobody.
    draft = true
    +++
    "#);
    for (path, bytes) in tree(&project.path("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("secret for now"), "{path}");
    }
}

#[test]
fn a_text_can_come_from_standard_input() {
    let project = project();
    let mut command = project.command();
    command
        .args([
            "--now",
            NOW,
            "new",
            "incident",
            "--observed",
            "Errors.",
            "--commander",
            "none",
            "Slow",
            "-s",
            "P3",
            "-c",
            "none",
            "-m",
            "-",
        ])
        .stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::null()).spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(b"All is slow.\n\nWe look.\n").expect("written");
    assert!(child.wait().expect("ended").success());
    let update = project.read("content/incidents/2026-03-14-slow/comms/2026-03-14T1200Z-investigating.md");
    assert!(update.ends_with("+++\nAll is slow.\n\nWe look.\n"), "{update}");
}

#[test]
fn a_maintenance_has_its_window() {
    let project = project();
    started(
        &project,
        &[
            "maintenance",
            "Database upgrade",
            "--from",
            "2026-04-01T22:00:00+02:00",
            "--to",
            "2h",
            "-c",
            "api",
            "-m",
            "The API is down for a minute.",
        ],
    );
    insta::assert_snapshot!(
        project.read("content/maintenance/2026-03-14-database-upgrade/comms/2026-03-14T1200Z-scheduled.md"),
        @r#"
        +++
        title = "Database upgrade"
        slug = "2026-04-01-database-upgrade"
        status = "scheduled"
        window = { from = 2026-04-01T20:00:00Z, to = 2026-04-01T22:00:00Z }
        components = { api = "under_maintenance" }
        incident_id = "yx1ur3ymbqeq"
        id = "3kz7bh2q2f0a"
        +++
        The API is down for a minute.
        "#
    );
    assert!(project.read("public/index.html").contains("Database upgrade"));
}

#[test]
fn a_component_is_in_its_group() {
    let project = project();
    started(&project, &["component", "Wallets & more", "--group", "payments/methods", "--order", "3"]);
    insta::assert_snapshot!(project.read("content/components/payments/methods/wallets-more.md"), @r#"
    +++
    name = "Wallets & more"
    order = 3
    slug = "payments-methods-wallets-more"
    id = "ic6sxjh02ayx"
    +++
    "#);
    assert!(project.read("public/index.html").contains("Wallets &amp; more"));
}

#[test]
fn a_new_customer_is_protected_by_the_gate() {
    let project = project();
    started(
        &project,
        &[
            "customer",
            "Acme Corp",
            "--access",
            "sealed",
            "--tier",
            "enterprise",
            "--aliases",
            "acme.example,ACME",
            "-c",
            "checkout",
        ],
    );
    insta::assert_snapshot!(project.read("content/customers/acme-corp.md"), @r#"
    +++
    name = "Acme Corp"
    aliases = ["acme.example", "ACME"]
    tier = "enterprise"
    components = ["checkout"]
    access = "sealed"
    +++
    "#);
    let run = project.run(&[
        "new",
        "incident",
        "--observed",
        "Errors.",
        "--commander",
        "none",
        "Slow",
        "-s",
        "P3",
        "-c",
        "api",
        "--tiers",
        "none",
        "-m",
        "Orders of Acme Corp wait.",
    ]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(!project.path("content/incidents").exists());
}

#[test]
fn an_unlisted_customer_needs_explicit_acceptance() {
    let project = project();
    let run = project.run(&["new", "customer", "Acme", "--access", "unlisted"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`--i-accept-url-leaks`"), "{}", run.stderr);
    started(&project, &["customer", "Acme", "--access", "unlisted", "--i-accept-url-leaks"]);
}

#[test]
fn notices_and_pages_are_published() {
    let project = project();
    started(&project, &["notice", "We move house", "--to", "7d", "--pinned", "-m", "New addresses soon."]);
    started(&project, &["page", "Trust", "--nav", "2", "-m", "Write to us."]);
    insta::assert_snapshot!(project.read("content/notices/we-move-house.md"), @r#"
    +++
    title = "We move house"
    from = 2026-03-14T12:00:00Z
    to = 2026-03-21T12:00:00Z
    pinned = true
    +++
    New addresses soon.
    "#);
    insta::assert_snapshot!(project.read("content/pages/trust.md"), @r#"
    +++
    title = "Trust"
    nav = 2
    +++
    Write to us.
    "#);
    assert!(project.read("public/index.html").contains("New addresses soon."));
    assert!(project.read("public/trust/index.html").contains("Write to us."));
}

#[test]
fn an_existing_file_is_not_overwritten() {
    let project = project();
    let arguments = ["new", "page", "Trust", "-m", "Write to us."];
    project.run(&arguments).ok();
    let before = tree(project.root());
    let run = project.run(&arguments);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: `content/pages/trust.md` already exists
    help: nothing was written; another title gives another file name
    ");
    assert_eq!(tree(project.root()), before);
}

#[test]
fn an_unknown_name_is_refused_with_the_nearest_one() {
    let project = project();
    let before = tree(project.root());
    let incident = |severity, components| {
        let run = project.run(&[
            "new",
            "incident",
            "--observed",
            "Errors.",
            "--commander",
            "none",
            "X",
            "-s",
            severity,
            "-c",
            components,
        ]);
        assert_eq!(run.code, 2);
        run.stderr
    };
    insta::assert_snapshot!(incident("P1", "chekout"), @r"
    error: there is no component `chekout`
    help: did you mean `checkout`?
    ");
    insta::assert_snapshot!(incident("P1", "checkout=partial"), @r"
    error: there is no state `partial`
    help: the states are `operational`, `under_maintenance`, `degraded_performance`, `partial_outage`, `major_outage`
    ");
    insta::assert_snapshot!(incident("P9", "checkout"), @r"
    error: there is no severity `P9`
    help: did you mean `P1`?
    ");
    insta::assert_snapshot!(incident("P1", "nowhere/*"), @r"
    error: there is no component `nowhere/*`
    help: the components are `api`, `checkout`, `refunds`
    ");
    assert_eq!(tree(project.root()), before);
}

#[test]
fn a_wrong_slug_or_group_is_refused() {
    let project = project();
    let run = project.run(&[
        "new",
        "incident",
        "--observed",
        "Errors.",
        "--commander",
        "none",
        "X",
        "-s",
        "P1",
        "-c",
        "none",
        "--slug",
        "../x",
    ]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot be part of an address"), "{}", run.stderr);
    assert_eq!(project.run(&["new", "component", "X", "--group", "../.."]).code, 2);
}

#[test]
fn a_record_needs_a_site() {
    let run = Project::empty().run(&["new", "page", "X"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("help: run `allclear init`"), "{}", run.stderr);
}
