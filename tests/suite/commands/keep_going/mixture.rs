//! Whatever happened to the incidents, the published site is a mixture of whole folders.

use std::fs;

use proptest::prelude::*;

use super::{MOVING, incident, update};
use crate::support::{Git, Project, property, tree};

/// What happened to an incident since it was published.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Since {
    Nothing,
    Updated,
    Broken,
    UpdatedAndBroken,
    Deleted,
    BrokenInside,
    /// It did not exist yet.
    New,
    NewAndBroken,
}

impl Since {
    const ALL: [Self; 8] = [
        Self::Nothing,
        Self::Updated,
        Self::Broken,
        Self::UpdatedAndBroken,
        Self::Deleted,
        Self::BrokenInside,
        Self::New,
        Self::NewAndBroken,
    ];
}

fn since() -> impl Strategy<Value = Since> {
    prop::sample::select(Since::ALL.to_vec())
}

proptest! {
    #![proptest_config(property(12))]

    /// Whatever happened to the incidents, the published site is that of a build of the files mixed by hand, and the
    /// ref names exactly those files.
    #[test]
    fn the_published_site_is_a_mixture_of_whole_folders(all in prop::collection::vec(since(), 1..5)) {
        let is_new = |since: Since| matches!(since, Since::New | Since::NewAndBroken);
        let is_broken = |since: Since| matches!(since, Since::Broken | Since::UpdatedAndBroken | Since::BrokenInside | Since::NewAndBroken);
        // The file name of an update is its identity, so each incident has its own minute.
        let first = |name: &str| format!("content/incidents/{name}/comms/2026-03-14T090{}Z-investigating.md", &name[1..]);
        let write = |project: &Project, name: &str| {
            let (_, text) = incident(name, &format!("Title of {name}"), &format!("Text of {name}."));
            project.write(&first(name), text.as_bytes());
        };
        let (working, mixed) = (Project::new(), Project::new());
        working.write(".gitignore", b"public/\n.allclear/\n");
        let names: Vec<(String, Since)> = all.iter().enumerate().map(|(n, since)| (format!("n{n}"), *since)).collect();
        for (name, _) in names.iter().filter(|(_, since)| !is_new(*since)) {
            write(&working, name);
        }
        let git = Git::init(working.root());
        git.commit();
        git.run(&["update-ref", "refs/allclear/published", "HEAD"]);
        for (name, since) in &names {
            write(&working, name);
            if matches!(since, Since::Updated | Since::UpdatedAndBroken) {
                update(&working, name, "More about it.");
            }
            match since {
                Since::Broken | Since::UpdatedAndBroken | Since::NewAndBroken => working.write(&first(name), b"+++\nstatus = 7\n+++\n"),
                Since::BrokenInside => working.write(&format!("content/incidents/{name}/incident.md"), b"+++\nx\n+++\n"),
                Since::Deleted => fs::remove_dir_all(working.path(&format!("content/incidents/{name}"))).expect("gone"),
                Since::Nothing | Since::Updated | Since::New => {}
            }
            if !matches!(since, Since::NewAndBroken | Since::Deleted) {
                write(&mixed, name);
            }
            if *since == Since::Updated {
                update(&mixed, name, "More about it.");
            }
        }
        git.commit();
        let run = working.run(&MOVING);
        // The deleted incident could be the new one under another name.
        if all.contains(&Since::Deleted) && all.contains(&Since::NewAndBroken) {
            prop_assert_eq!(run.code, 1, "{}", run.stderr);
            return Ok(());
        }
        let broken = all.iter().any(|since| is_broken(*since));
        prop_assert_eq!(run.code, if broken { 4 } else { 0 }, "{}", run.stderr);
        mixed.run(&["build"]).ok();
        prop_assert!(tree(&working.path("public")) == tree(&mixed.path("public")));
        git.run(&["checkout", "--quiet", "--detach", "refs/allclear/published"]);
        prop_assert!(tree(&working.path("content")) == tree(&mixed.path("content")));
    }
}
