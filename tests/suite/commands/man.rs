//! The manual pages.

use crate::support::{Project, tree};

#[test]
fn every_command_has_a_page() {
    let project = Project::empty();
    let run = project.run(&["man", "share/man1"]).ok();
    let pages = tree(&project.path("share/man1"));
    assert_eq!(run.stdout, format!("wrote {} pages to share/man1\n", pages.len()));
    let help = project.run(&["--help"]).ok().stdout;
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names: Vec<&str> = commands
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.len() > 15 && names.contains(&"post"), "{names:?}");
    for name in names {
        let page = pages.get(&format!("allclear-{name}.1")).unwrap_or_else(|| panic!("no page for {name}"));
        let page = String::from_utf8_lossy(page);
        assert!(
            page.contains(&format!("allclear\\-{} \\- ", name.replace('-', "\\-")))
                && page.contains(".SH SYNOPSIS"),
            "{page}"
        );
    }
    let page = |name: &str| String::from_utf8_lossy(&pages[name]).into_owned();
    assert!(page("allclear.1").contains("Exit codes"));
    assert!(page("allclear-new-incident.1").contains("\\-\\-severity"));
    // What is replaced by another command has none.
    assert!(!pages.contains_key("allclear-new-update.1"));
}

#[test]
fn pages_are_written_once_and_others_are_kept() {
    let project = Project::empty();
    project.run(&["man", "man1"]).ok();
    project.run(&["man", "man1"]).ok();
    project.write("man1/allclear-post.1", b"of an earlier version");
    let refused = project.run(&["man", "man1"]).failed(2);
    assert!(refused.stderr.contains("`allclear-post.1` already exists"), "{}", refused.stderr);
    assert_eq!(project.read("man1/allclear-post.1"), "of an earlier version");
}

#[test]
fn no_page_is_written_into_the_site() {
    let project = Project::new();
    project.write("public/index.html", b"");
    for folder in ["public", "private/man1", "content/pages", "themes/x", "content/../public/man1"] {
        let refused = project.run(&["man", folder]).failed(2);
        assert!(
            refused.stderr.contains("manual pages are no part of the site"),
            "{folder}: {}",
            refused.stderr
        );
    }
    assert_eq!(tree(&project.path("public")).len(), 1);
}
