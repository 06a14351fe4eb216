//! `allclear init`: a site that builds at once, and nothing of others touched.

use crate::support::{Project, tree};

#[test]
fn a_new_site_passes_every_check_and_builds() {
    let project = Project::empty();
    let run = project.run(&["init"]).ok();
    insta::assert_snapshot!(run.stdout, @r#"
    wrote content/site.toml
    wrote content/components/website.md
    wrote content/components/api.md
    wrote content/pages/about.md
    wrote content/people.toml
    wrote content/snippets/investigating.md
    wrote .gitignore
    wrote .github/CODEOWNERS
    next steps:
      write your title and address into `content/site.toml`, and your names into `content/people.toml`
      allclear new component "Checkout" --group payments    adds what you run
      allclear build                                        writes the site into `public/`
      allclear new incident "…" --severity P1 -c api=partial_outage    when something breaks
    "#);
    let run = project.run(&["check", "--strict"]).ok();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("no errors, no warnings in 6 files\n", ""));
    project.run(&["build"]).ok();
    let home = project.read("public/index.html");
    assert!(home.contains("Website") && home.contains("API"));
    assert_eq!(project.read(".gitignore"), "public/\nprivate/\n.allclear/\n");
}

#[test]
fn a_folder_can_be_named() {
    let project = Project::empty();
    project.run(&["init", "status/page"]).ok();
    assert!(project.path("status/page/content/site.toml").exists());
}

#[test]
fn a_site_that_is_there_is_not_touched() {
    let project = Project::new();
    let before = tree(project.root());
    let run = project.run(&["init"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("there is a folder `content` in"), "{}", run.stderr);
    assert_eq!(tree(project.root()), before);
}

#[test]
fn what_a_repository_has_already_stays_as_it_is() {
    let project = Project::empty().file(".gitignore", "target/\n");
    let run = project.run(&["init"]).ok();
    assert_eq!(project.read(".gitignore"), "target/\n");
    insta::assert_snapshot!(run.stderr, @r"
    note: `.gitignore` was there and stays as it is
    help: it should hold these lines: public/ private/ .allclear/
    ");
}
