//! From a push to the page, with any web server.

use super::http::Client;
use super::server::Server;

/// Pushes a new incident, which is published when the push ends; a broken update, which changes nothing else; and a broken
/// internal file, which changes nothing at all.
pub(super) fn changes_the_page(server: &Server, client: &Client) {
    let output = server.push();
    assert!(output.contains("remote: built "), "{output}");
    assert!(!client.get("/").body.contains("Checkout errors"));

    let new = [
        "new",
        "incident",
        "--observed",
        "Errors.",
        "--commander",
        "none",
        "Checkout errors",
        "-s",
        "P1",
        "-c",
        "api=partial_outage",
        "--next-update",
        "30m",
    ];
    server
        .author
        .command()
        .args(new)
        .args(["--slug", "checkout", "-m", "About 15% of payments fail."])
        .output()
        .expect("the program runs");
    server.push();
    let home = client.get("/");
    assert_eq!(home.status, 200);
    assert!(home.body.contains("Checkout errors"), "{}", home.body);
    assert!(client.get("/incidents/checkout/").body.contains("About 15% of payments fail."));

    // An error in the newest update keeps the incident as published, and the author sees the error.
    let page = "content/pages/about.md";
    let original = server.author.read(page);
    let update = "content/incidents/checkout/comms/2026-03-14T0922Z-broken.md";
    server.author.write(update, b"+++\nstatus = \"nonsense\"\n+++\nText\n");
    server.author.write(page, b"+++\ntitle = \"About us\"\n+++\nMore about us.\n");
    let output = server.push();
    assert!(output.contains("remote: error[unknown-value]: unknown status `nonsense`"), "{output}");
    assert!(output.contains("remote: published, with parts as they were before"), "{output}");
    assert!(client.get("/about/").body.contains("More about us."), "other changes are published");
    assert!(client.get("/incidents/checkout/").body.contains("About 15% of payments fail."));

    // An error for which no earlier revision helps changes nothing at all.
    let before = client.get("/").body;
    server.author.write("content/people.toml", b"[person.ana]\nnaem = \"Xylophone\"\n");
    let output = server.push();
    assert!(output.contains("remote: not published: the page stays as it is"), "{output}");
    assert!(output.contains("content/people.toml") && !output.contains("Xylophone"), "{output}");
    assert_eq!(client.get("/").body, before);

    server.author.write("content/people.toml", b"");
    server.author.write(page, original.as_bytes());
    std::fs::remove_file(server.author.path(update)).expect("an update");
    let output = server.push();
    assert!(output.contains("remote: built ") && !output.contains("stale"), "{output}");
    let (clone, repository) = (server.author.root(), server.repository());
    assert_eq!(
        repository.run(&["rev-parse", "refs/allclear/published"]),
        crate::support::Git::at(clone).run(&["rev-parse", "HEAD"])
    );
    let folder = client.get("/history");
    assert!(matches!(folder.status, 301 | 302 | 308), "{}", folder.status);
    assert!(folder.header("location").ends_with("/history/"), "{}", folder.header("location"));
}
