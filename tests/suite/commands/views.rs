//! The views of customers in `build`: where they are, what they contain, and what holds them back.

use std::fs;

use crate::support::{NOW, Project, Run, tree};

const FIRST: &str = "title = \"Slow answers\"\nslug = \"slow-answers\"\nstatus = \"investigating\"\nauthor = \"ana\"\n[components]\napi = \"degraded_performance\"";

fn customer(name: &str, access: &str) -> String {
    format!("+++\nname = \"{name}\"\naccess = \"{access}\"\ni_accept_url_leaks = true\n+++\n")
}

/// A site with a public update, one for a customer, and a customer with each kind of access.
fn project() -> Project {
    Project::new()
        .update("2026-03-14T1100Z", FIRST, "We are looking into it.")
        .update(
            "2026-03-14T1130Z",
            "author = \"ana\"\naudience = [\"customer:acme\"]",
            "Your transfers of this morning arrived in full.",
        )
        .file("content/people.toml", "[person.ana]\nname = \"Ana Anders\"\n")
        .file("content/customers/acme.md", &customer("Acme Corp", "gated"))
        .file("content/customers/fjord.md", &customer("Fjordline Books", "unlisted"))
}

/// The names of the folders in a folder.
fn folders(project: &Project, path: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(project.path(path))
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn only(mut names: Vec<String>) -> String {
    assert_eq!(names.len(), 1, "{names:?}");
    names.remove(0)
}

/// Runs the program without writing keys first.
fn run_without_keys(project: &Project, arguments: &[&str]) -> Run {
    Run::of(project.command().args(["--now", NOW]).args(arguments).env_remove("ALLCLEAR_KEYS"))
}

#[test]
fn a_view_needs_keys_and_says_how_to_make_them() {
    let project = project();
    let run = run_without_keys(&project, &["build"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: there is no keys file `allclear-keys.toml`, and 2 customers need keys
    help: run `allclear keys new`, or `allclear build --new-keys` once; `--public-only` builds without customers
    ");
    assert!(!project.path("public").exists() && !project.path("private").exists());
    run_without_keys(&project, &["build", "--public-only"]).ok();

    let run = run_without_keys(&project, &["build", "--new-keys"]).ok();
    assert!(run.stderr.contains("added 2 keys to `allclear-keys.toml`"), "{}", run.stderr);
    assert!(project.read(".gitignore").lines().any(|line| line == "/allclear-keys.toml"));
    run_without_keys(&project, &["build", "--new-keys"]).ok();

    let project = project.file("content/customers/lagoon.md", &customer("Lagoon Ltd", "gated"));
    let run = run_without_keys(&project, &["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("`allclear-keys.toml` has no key for 1 customer\n"), "{}", run.stderr);
}

#[test]
fn a_keys_file_that_others_can_read_is_refused() {
    let project = project();
    project.write_keys();
    let keys = project.read("allclear-keys.toml");
    for place in ["content/keys.toml", "public/keys.toml", "private/keys.toml"] {
        project.write(place, keys.as_bytes());
        let run = run_without_keys(&project, &["build", "--keys", place]);
        assert_eq!(run.code, 2, "{place}");
        assert!(run.stderr.contains("is inside `"), "{}", run.stderr);
        fs::remove_file(project.path(place)).expect("the file");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(project.path("allclear-keys.toml"), fs::Permissions::from_mode(0o640))
            .expect("a mode");
        let run = run_without_keys(&project, &["build"]);
        assert_eq!(run.code, 2);
        insta::assert_snapshot!(run.stderr, @r"
        error: other users can read the keys file `allclear-keys.toml`
        help: run `chmod 600 allclear-keys.toml`; if others may have read it, replace the keys
        ");
    }
}

#[test]
fn a_gated_view_is_private_and_its_addresses_stay_in_it() {
    let project = project();
    let run = project.run(&["build"]).ok();
    assert!(run.stdout.contains(" and 2 views, "), "{}", run.stdout);
    let id = only(folders(&project, "private"));
    let home = project.read(&format!("private/{id}/index.html"));
    let url = format!("https://status.test.example/private/{id}");
    assert!(home.contains(&format!("<link rel=\"canonical\" href=\"{url}/\">")), "{home}");
    assert!(
        home.contains("<meta name=\"robots\" content=\"noindex\">")
            && home.contains("content=\"no-referrer\"")
    );
    assert!(home.contains("Acme Corp") && home.contains(&format!("href=\"/private/{id}/history/\"")));
    let incident = project.read(&format!("private/{id}/incidents/slow-answers/index.html"));
    assert!(incident.contains("Your transfers of this morning"));
    for file in ["feed.xml", "feed.json", "sitemap.xml", "api/v2/summary.json", "subscribe/index.html"] {
        let text = project.read(&format!("private/{id}/{file}"));
        assert!(text.contains(&url), "{file}");
        assert!(!text.replace(&url, "").contains("https://status.test.example/"), "{file} leads out: {text}");
    }
    for file in ["robots.txt", "_headers"] {
        assert!(!project.path(&format!("private/{id}/{file}")).exists(), "{file}");
    }

    let elsewhere = project.file(
        "content/site.toml",
        "title = \"Test status\"\nurl = \"https://status.test.example\"\n[views]\nurl = \"https://customers.test.example/status/\"\n",
    );
    elsewhere.run(&["build"]).ok();
    let home = elsewhere.read(&format!("private/{id}/index.html"));
    assert!(home.contains(&format!("href=\"https://customers.test.example/status/{id}/\"")), "{home}");
    assert!(home.contains(&format!("href=\"/status/{id}/history/\"")), "{home}");
}

#[test]
fn an_unlisted_view_is_public_and_never_names_its_address_to_others() {
    let project = project();
    project.run(&["build"]).ok();
    let id = only(folders(&project, "public/v"));
    let home = project.read(&format!("public/v/{id}/index.html"));
    assert!(!home.contains("rel=\"canonical\"") && !home.contains("og:url"), "{home}");
    assert!(
        home.contains("<meta name=\"robots\" content=\"noindex\">")
            && home.contains("content=\"no-referrer\"")
    );
    assert!(home.contains("Fjordline Books"));
    for file in ["robots.txt", "sitemap.xml", "_headers"] {
        assert!(!project.path(&format!("public/v/{id}/{file}")).exists(), "{file}");
    }
    for (path, bytes) in tree(&project.path("public")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(path.starts_with("v/") || !text.contains(&id), "{path} names the address");
        assert!(!text.contains("Your transfers"), "{path}");
    }
}

#[test]
fn the_views_of_removed_customers_are_removed_and_so_are_those_with_an_old_key() {
    let project = project();
    project.run(&["build"]).ok();
    let old = only(folders(&project, "private"));
    let rotated = project.read("allclear-keys.toml").replacen("link = 1", "link = 2", 1);
    project.write("allclear-keys.toml", rotated.as_bytes());
    let run = project.run(&["build"]).ok();
    assert!(run.stdout.contains("1 old view removed") && !run.stdout.contains("acme"), "{}", run.stdout);
    assert_ne!(only(folders(&project, "private")), old);

    fs::remove_file(project.path("content/customers/acme.md")).expect("the record");
    fs::remove_file(project.path("content/incidents/2026-03-14-api/comms/2026-03-14T1130Z.md"))
        .expect("the update");
    let run = project.run(&["build"]).ok();
    assert!(run.stdout.contains("1 old view removed"), "{}", run.stdout);
    assert!(folders(&project, "private").is_empty());
    fs::remove_file(project.path("content/customers/fjord.md")).expect("the record");
    project.run(&["build"]).ok();
    assert!(!project.path("public/v").exists());
}

#[test]
fn one_view_is_built_alone_unless_it_is_sealed() {
    let project = project().file("content/customers/seal.md", &customer("Seal Ltd", "sealed"));
    project.run(&["build"]).ok();
    let (public, private) = (tree(&project.path("public")), tree(&project.path("private")));
    let project = project.update("2026-03-14T1150Z", "author = \"ana\"", "It is a broken cable.");
    let run = project.run(&["build", "--customer", "acme"]).ok();
    assert!(run.stdout.contains("1 view changed"), "{}", run.stdout);
    assert_eq!(tree(&project.path("public")), public);
    assert_ne!(tree(&project.path("private")), private);

    let run = project.run(&["build", "--customer", "seal"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.stderr, @r"
    error: the view of `seal` is sealed, and sealed views change together so that nobody can see which one did
    help: build without `--customer`
    ");
    assert_eq!(project.run(&["build", "--customer", "nobody"]).code, 2);
}

#[test]
fn sealed_views_change_together_and_contain_no_text() {
    let project = project().file("content/customers/seal.md", &customer("Seal Ltd", "sealed"));
    project.run(&["build"]).ok();
    let sealed = |project: &Project| {
        let mut files = tree(&project.path("public/v"));
        files.retain(|path, _| path.contains(".bin"));
        files
    };
    let before = sealed(&project);
    assert_eq!(before.len(), 8 * 25, "eight views with 24 months and a bundle");
    for (path, bytes) in tree(&project.path("public/v")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Seal Ltd"), "{path}");
    }
    project.run(&["build"]).ok();
    assert_eq!(sealed(&project), before, "the same content gives the same bytes");
    let project = project.update(
        "2026-03-14T1150Z",
        "author = \"ana\"\naudience = [\"customer:seal\"]",
        "The seal is broken, and we mend it.",
    );
    project.run(&["build"]).ok();
    let after = sealed(&project);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before.iter().all(|(path, bytes)| after[path] != *bytes && after[path].len() == bytes.len()));
}

#[test]
fn a_refused_view_holds_everything_back_or_only_itself() {
    let project = project();
    project.run(&["build"]).ok();
    let (public, private) = (tree(&project.path("public")), tree(&project.path("private")));
    let project = project.update("2026-03-14T1150Z", "author = \"ana\"", "It is a broken cable.").update(
        "2026-03-14T1155Z",
        "author = \"ana\"\naudience = [\"customer:acme\"]",
        "Fjordline Books has the same problem.",
    );
    let run = project.run(&["build"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains(", in the view of 1 customer"), "{}", run.stderr);
    assert!(!run.stderr.contains("acme"), "{}", run.stderr);
    assert_eq!(
        (tree(&project.path("public")), tree(&project.path("private"))),
        (public.clone(), private.clone())
    );

    commit(&project);
    let run = project.run(&["build", "--keep-going", "HEAD"]);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(run.stderr.contains("stale: 1 view was held back"), "{}", run.stderr);
    assert_eq!(tree(&project.path("private")), private);
    assert_ne!(tree(&project.path("public")), public);
}

/// Commits the content.
fn commit(project: &Project) {
    for arguments in [
        &["init", "-q"][..],
        &["add", "content"],
        &["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"],
    ] {
        let done = std::process::Command::new("git").arg("-C").arg(project.root()).args(arguments).status();
        assert!(done.expect("git runs").success());
    }
}

/// Sealed views can only change together, or their dates would show whom an update is for.
#[test]
fn a_refused_sealed_view_holds_back_all_sealed_views_and_no_other() {
    let project = project()
        .file("content/customers/seal.md", &customer("Seal Ltd", "sealed"))
        .file("content/customers/tern.md", &customer("Tern Ltd", "sealed"));
    project.run(&["build"]).ok();
    let sealed = |project: &Project| {
        let mut files = tree(&project.path("public/v"));
        files.retain(|path, _| path.contains(".bin"));
        files
    };
    let (before, private) = (sealed(&project), tree(&project.path("private")));
    assert_eq!(before.len(), 8 * 25, "eight views with 24 months and a bundle");
    let project = project.update("2026-03-14T1150Z", "author = \"ana\"", "It is a broken cable.").update(
        "2026-03-14T1155Z",
        "author = \"ana\"\naudience = [\"customer:seal\"]",
        "Fjordline Books has the same problem.",
    );
    commit(&project);
    let run = project.run(&["build", "--keep-going", "HEAD"]);
    assert_eq!(run.code, 4, "{}", run.stderr);
    assert!(run.stderr.contains("stale: 2 views were held back"), "{}", run.stderr);
    assert!(sealed(&project) == before, "no sealed file changed");
    assert_ne!(tree(&project.path("private")), private, "the other view shows the public update");
}

#[test]
fn a_build_without_internal_files_leaves_the_views_alone() {
    let project = project();
    project.run(&["build"]).ok();
    let (views, private) = (tree(&project.path("public/v")), tree(&project.path("private")));
    let project = project.update("2026-03-14T1150Z", "author = \"ana\"", "It is a broken cable.");
    project.run(&["build", "--public-only"]).ok();
    assert_eq!((tree(&project.path("public/v")), tree(&project.path("private"))), (views, private));
}

#[test]
fn another_output_has_its_own_private_folder() {
    let project = project();
    project.run(&["build", "--output", "out"]).ok();
    assert!(project.path("out-private").is_dir() && !project.path("private").exists());
    let run = project.run(&["build", "--private", "public/private"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("must be apart from"), "{}", run.stderr);
}
