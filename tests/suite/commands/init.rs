//! `allclear init`: a site that builds at once, without changes to existing files.

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output};

use crate::support::{Git, Project, quiet, tree};

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
    wrote content/response.toml
    wrote content/snippets/investigating.md
    wrote .gitignore
    wrote CODEOWNERS
    wrote .githooks/pre-commit
    once this is a git repository, `git config core.hooksPath .githooks` lets git check each commit
    next steps:
      set the title and address in `content/site.toml`, the names in `content/people.toml` and the teams in `CODEOWNERS`
      allclear new component "Checkout" --group payments    add a component
      allclear build                                        build the site into `public/`
      allclear new incident                                 open an incident when something breaks
    `allclear init --ci github` or `--ci gitlab` adds a workflow that checks and publishes
    "#);
    let run = project.run(&["check", "--strict"]).ok();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("no errors, no warnings in 7 files\n", ""));
    project.run(&["build"]).ok();
    let home = project.read("public/index.html");
    assert!(home.contains("Website") && home.contains("API"));
    assert_eq!(project.read(".gitignore"), "public/\nprivate/\ninternal/\n.allclear/\nallclear-keys.toml\n");
}

#[test]
fn the_folder_can_be_given() {
    let project = Project::empty();
    project.run(&["init", "status/page"]).ok();
    assert!(project.path("status/page/content/site.toml").exists());
}

#[test]
fn an_existing_site_is_not_changed() {
    let project = Project::new();
    let before = tree(project.root());
    let run = project.run(&["init"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("already has a `content` folder"), "{}", run.stderr);
    assert_eq!(tree(project.root()), before);
}

#[test]
fn existing_files_of_a_repository_are_not_changed() {
    let project = Project::empty().file(".gitignore", "target/\n");
    let run = project.run(&["init"]).ok();
    assert_eq!(project.read(".gitignore"), "target/\n");
    insta::assert_snapshot!(run.stderr, @r"
    note: `.gitignore` already exists and was not changed
    help: it should have these lines: public/ private/ internal/ .allclear/ allclear-keys.toml
    ");
}

#[test]
fn the_code_owners_file_follows_the_boundary() {
    let project = Project::empty();
    project.run(&["init"]).ok();
    let owners = project.read("CODEOWNERS");
    // Like git hosts: the last matching line decides.
    let owner_of = |path: &str| {
        let rules = owners.lines().filter(|line| line.starts_with('/'));
        rules.filter_map(|line| line.split_once(' ')).fold("", |last, (pattern, owner)| {
            let wanted: Vec<&str> = pattern.trim_matches('/').split('/').collect();
            let parts: Vec<&str> = path.split('/').collect();
            let fits = wanted.iter().zip(&parts).all(|(wanted, part)| *wanted == "*" || wanted == part);
            let long_enough = parts.len() >= wanted.len() + usize::from(pattern.ends_with('/'));
            if fits && long_enough { owner.trim() } else { last }
        })
    };
    for path in [
        "content/site.toml",
        "content/components/a/b.md",
        "content/notices/x.md",
        "content/pages/x.md",
        "content/incidents/x/comms/y.md",
        "content/maintenance/x/comms/y.md",
        "themes/own/base.html",
    ] {
        assert_eq!(owner_of(path), "@your-org/comms", "{path}");
    }
    for path in [
        "content/people.toml",
        "content/owners.toml",
        "content/customers/acme.md",
        "content/incidents/x/incident.md",
        "content/incidents/x/timeline/comms/y.md",
        "content/something/new.md",
        "CODEOWNERS",
        ".githooks/pre-commit",
        ".github/workflows/allclear.yml",
    ] {
        assert_eq!(owner_of(path), "@your-org/engineering", "{path}");
    }
}

/// Runs git with the program in `PATH`, for hooks that run it.
fn git_with_program(project: &Project, arguments: &[&str]) -> Output {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_allclear")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").expect("a path"));
    let mut git = Command::new("git");
    quiet(&mut git);
    git.current_dir(project.root()).env("PATH", path).env("CI", "true").args(arguments);
    git.output().expect("git runs")
}

#[test]
fn the_hook_checks_the_staged_files() {
    let project = Project::empty();
    let git = Git::init(project.root());
    let run = project.run(&["init"]).ok();
    assert!(run.stdout.contains("git now runs .githooks/pre-commit before each commit"), "{}", run.stdout);
    assert_eq!(git.run(&["config", "core.hooksPath"]), ".githooks");
    let mode = std::fs::metadata(project.path(".githooks/pre-commit")).expect("a hook").permissions().mode();
    assert_eq!(mode & 0o100, 0o100, "it can be run");
    let commit = ["commit", "--quiet", "--message", "x"];
    git.run(&["add", "--all"]);
    let first = git_with_program(&project, &commit);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));

    // The staged file is broken and the one in the folder is repaired: the staged file counts.
    project.write("content/pages/about.md", b"+++\ntitel = \"About\"\n+++\n");
    git.run(&["add", "--all"]);
    let whole = git_with_program(&project, &commit);
    assert_eq!(whole.status.code(), Some(1));
    project.write("content/pages/about.md", b"+++\ntitle = \"About\"\n+++\nText\n");
    let staged = git_with_program(&project, &commit);
    assert_eq!(staged.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&staged.stderr).contains("error[unknown-key]"));
    // Conversely, a broken file that is not staged does not prevent a commit.
    git.run(&["add", "--all"]);
    project.write("content/pages/about.md", b"+++\ntitel = \"About\"\n+++\n");
    project.write("content/pages/new.md", b"nothing\n");
    let other = git_with_program(&project, &commit);
    assert!(other.status.success(), "{}", String::from_utf8_lossy(&other.stderr));
    assert!(
        git_with_program(&project, &["commit", "--no-verify", "--quiet", "--all", "-m", "x"])
            .status
            .success()
    );
}

#[test]
fn the_hook_works_in_a_subfolder_and_without_the_program() {
    let project = Project::empty();
    let git = Git::init(project.root());
    let run = project.run(&["init", "status"]).ok();
    assert!(
        run.stdout.contains("`git config core.hooksPath .githooks` lets git check each commit"),
        "{}",
        run.stdout
    );
    git.run(&["config", "core.hooksPath", "status/.githooks"]);
    project.write("status/content/pages/about.md", b"+++\ntitel = \"About\"\n+++\n");
    git.run(&["add", "--all"]);
    project.write("status/content/pages/about.md", b"+++\ntitle = \"About\"\n+++\nText\n");
    let commit = ["commit", "--quiet", "--message", "x"];
    let staged = git_with_program(&project, &commit);
    assert_eq!(staged.status.code(), Some(1), "{}", String::from_utf8_lossy(&staged.stderr));
    let without = git.command().args(commit).output().expect("git runs");
    assert!(without.status.success());
    assert!(
        String::from_utf8_lossy(&without.stderr)
            .contains("allclear is not installed here, so nothing was checked")
    );
}

#[test]
fn existing_hooks_are_not_changed() {
    for chosen in [true, false] {
        let project = Project::empty();
        let git = Git::init(project.root());
        if chosen {
            git.run(&["config", "core.hooksPath", "theirs"]);
        } else {
            project.write(".git/hooks/pre-push", b"#!/bin/sh\n");
        }
        let run = project.run(&["init"]).ok();
        insta::allow_duplicates! {
            insta::assert_snapshot!(run.stderr, @r"
            note: this repository already has hooks; they were not changed
            help: run `.githooks/pre-commit` from your own `pre-commit` hook
            ");
        }
        let path = git.command().args(["config", "core.hooksPath"]).output().expect("git runs");
        assert_eq!(String::from_utf8_lossy(&path.stdout), if chosen { "theirs\n" } else { "" });
    }
}

#[test]
fn the_workflow_fits_the_hosting_service() {
    let github = [".github/actions/install-allclear/action.yml", ".github/workflows/allclear.yml"];
    let written = |prepare: &dyn Fn(&Project), arguments: &[&str]| {
        let project = Project::empty();
        prepare(&project);
        project.run(&[&["init"], arguments].concat()).ok();
        let mut files: Vec<String> = tree(project.root()).into_keys().collect();
        files.retain(|file| {
            file.contains("allclear.yml") || file.contains("action.yml") || file == ".gitlab-ci.yml"
        });
        files
    };
    let remote = |address: &'static str| {
        move |project: &Project| {
            Git::init(project.root()).run(&["remote", "add", "origin", address]);
        }
    };
    assert_eq!(written(&|_| (), &["--ci", "github"]), github);
    assert_eq!(written(&|_| (), &["--ci", "gitlab"]), [".gitlab-ci.yml"]);
    assert_eq!(written(&remote("git@github.com:a/gitlab.git"), &[]), github);
    assert_eq!(written(&remote("https://gitlab.house.example/a/github.git"), &[]), [".gitlab-ci.yml"]);
    assert_eq!(written(&|project| project.write(".github/dependabot.yml", b"version: 2\n"), &[]), github);
    assert!(written(&remote("git@github.com:a/b.git"), &["--ci", "none"]).is_empty());
    assert!(written(&remote("/srv/github/b.git"), &[]).is_empty());
    assert!(written(&|_| (), &[]).is_empty());
}

#[test]
fn an_existing_site_gets_only_the_files_around_it() {
    let project = Project::new().file("CODEOWNERS", "* @me\n");
    let before = tree(&project.path("content"));
    let run = project.run(&["init", "--ci", "github"]).ok();
    assert_eq!(tree(&project.path("content")), before);
    assert_eq!(project.read("CODEOWNERS"), "* @me\n");
    assert!(run.stderr.contains("note: `CODEOWNERS` already exists and was not changed"), "{}", run.stderr);
    assert!(
        run.stdout.starts_with("wrote .gitignore\nwrote .githooks/pre-commit\nwrote .github/"),
        "{}",
        run.stdout
    );
    project.run(&["init", "--ci", "github"]).ok();
}
