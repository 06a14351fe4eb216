//! Dependency cycles between the files of one room.
//!
//! A name that a `mod.rs` re-exports counts as a dependency on the file that defines it. Two kinds of dependencies do
//! not count, because they are what a `mod.rs` is for: re-exporting a file, and defining a type that the files below use.

use std::collections::{BTreeMap, BTreeSet};

use super::order::room;
use super::paths::paths;
use super::sources;
use super::tokens::tokens;

/// Files that depend on each other and are still to be separated.
const EXCEPTIONS: [&str; 0] = [];

/// The modules of the crate and the names that they re-export.
struct Modules {
    /// Files by the path of the module that they contain.
    files: BTreeMap<Vec<String>, String>,
    /// Where each re-exported name comes from, by the path under which it is visible.
    reexports: BTreeMap<Vec<String>, Vec<String>>,
}

impl Modules {
    fn of(sources: &[(String, String)]) -> Self {
        let files = sources.iter().map(|(file, _)| (module(file), file.clone())).collect();
        let mut modules = Self { files, reexports: BTreeMap::new() };
        for (file, text) in sources.iter().filter(|(file, _)| file.ends_with("mod.rs")) {
            let parent = module(file);
            for path in paths(&split_uses(&tokens(text)).0, file) {
                let path = modules.absolute(path, &parent);
                if let Some(name) = path.last() {
                    let visible = parent.iter().chain([name]).cloned().collect();
                    modules.reexports.insert(visible, path);
                }
            }
        }
        modules
    }

    /// A path from the root of the crate; a path that begins with a child of `parent` is relative to it.
    fn absolute(&self, path: Vec<String>, parent: &[String]) -> Vec<String> {
        let child: Vec<String> = parent.iter().chain(path.first()).cloned().collect();
        if self.files.contains_key(&child) { parent.iter().cloned().chain(path).collect() } else { path }
    }

    /// The file that defines what a path from the root of the crate names.
    fn file(&self, path: &[String]) -> Option<&str> {
        let mut path = path.to_vec();
        // A chain of re-exports is shorter than this.
        for _ in 0..8 {
            let reexport =
                (2..=path.len()).find_map(|length| Some((length, self.reexports.get(&path[..length])?)));
            match reexport {
                Some((length, origin)) if origin[..] != path[..length] => {
                    path = origin.iter().chain(&path[length..]).cloned().collect();
                }
                _ => break,
            }
        }
        (2..=path.len()).rev().find_map(|length| self.files.get(&path[..length])).map(String::as_str)
    }
}

/// The path of the module in a file: `crate::site::views` for `site/views/mod.rs`.
fn module(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    std::iter::once("crate").chain(path.split('/')).map(str::to_owned).collect()
}

/// The tokens of all `pub use` items, and all other tokens.
fn split_uses(tokens: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut reexports, mut rest) = (Vec::new(), Vec::new());
    let mut index = 0;
    while index < tokens.len() {
        let is = |offset: usize, text: &str| tokens.get(index + offset).is_some_and(|token| token == text);
        // `pub use` and `pub(crate) use`; in `pub(in a::b) use` the path has any length.
        let visibility = match (is(0, "pub"), is(1, "(")) {
            (true, true) => tokens[index..].iter().position(|token| token == ")").map_or(1, |at| at + 1),
            _ => 1,
        };
        if is(0, "pub") && is(visibility, "use") {
            let end =
                tokens[index..].iter().position(|token| token == ";").map_or(tokens.len(), |at| index + at);
            reexports.extend_from_slice(&tokens[index + visibility + 1..end]);
            reexports.push(";".to_owned());
            index = end;
        } else {
            rest.push(tokens[index].clone());
        }
        index += 1;
    }
    (reexports, rest)
}

/// Whether `other` is the `mod.rs` of a folder that contains `file`.
fn is_above(other: &str, file: &str) -> bool {
    other.strip_suffix("mod.rs").is_some_and(|folder| file.starts_with(folder))
}

/// For each file, the other files of its room that it names.
fn dependencies(sources: &[(String, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let modules = Modules::of(sources);
    let mut all = BTreeMap::new();
    for (file, text) in sources {
        let parent = module(file);
        let rest = split_uses(&tokens(text)).1;
        let named = paths(&rest, file).into_iter().filter_map(|path| {
            let path = modules.absolute(path, &parent);
            let other = modules.file(&path)?;
            let counts = other != file && room(other) == room(file) && !is_above(other, file);
            counts.then(|| other.to_owned())
        });
        all.insert(file.clone(), named.collect());
    }
    all
}

/// Groups of files that depend on each other, each in alphabetical order.
fn cycles(sources: &[(String, String)]) -> Vec<Vec<String>> {
    let dependencies = dependencies(sources);
    let reachable = |start: &String| {
        let mut seen = BTreeSet::new();
        let mut open = vec![start];
        while let Some(file) = open.pop() {
            open.extend(dependencies[file].iter().filter(|next| seen.insert((*next).clone())));
        }
        seen
    };
    let reachable: BTreeMap<&String, BTreeSet<String>> =
        dependencies.keys().map(|file| (file, reachable(file))).collect();
    let mut cycles = BTreeSet::new();
    for (file, others) in reachable.iter().filter(|(file, others)| others.contains(**file)) {
        let cycle = others.iter().filter(|other| reachable[other].contains(*file));
        cycles.insert(cycle.cloned().collect());
    }
    cycles.into_iter().collect()
}

#[test]
fn no_two_files_of_a_room_depend_on_each_other() {
    let cycles = cycles(&sources());
    let unexpected: Vec<String> = cycles
        .iter()
        .filter(|cycle| !cycle.iter().all(|file| EXCEPTIONS.contains(&file.as_str())))
        .map(|cycle| format!("these files depend on each other: {}", cycle.join(", ")))
        .collect();
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
    for file in EXCEPTIONS {
        let is_needed = cycles.iter().flatten().any(|member| member == file);
        assert!(is_needed, "{file} is no longer part of a cycle: remove the exception");
    }
}

/// The cycles between files given as pairs of a path and a text.
fn cycles_of<const N: usize>(files: [(&str, &str); N]) -> Vec<Vec<String>> {
    cycles(&files.map(|(file, text)| (file.to_owned(), text.to_owned())))
}

#[test]
fn a_cycle_is_found_through_relative_paths_and_reexports() {
    let site = ("site/mod.rs", "mod a; mod b; pub(crate) use b::B; pub use self::a::{A, other};");
    for (a, b) in [
        ("use crate::site::b::B;", "use super::a::A;"),
        ("use crate::site::B;", "use super::{A, other};"),
        ("fn f(b: super::B) {}", "use crate::{site::A, span::Span};"),
    ] {
        let found = cycles_of([site, ("site/a.rs", a), ("site/b.rs", b)]);
        assert_eq!(found, [["site/a.rs", "site/b.rs"]], "{a} {b}");
    }
    let long =
        [("site/a.rs", "use super::b;"), ("site/b.rs", "use super::c;"), ("site/c.rs", "use super::a;")];
    assert_eq!(cycles_of(long), [["site/a.rs", "site/b.rs", "site/c.rs"]]);
}

#[test]
fn what_a_mod_file_is_for_is_no_cycle() {
    let module = "mod a; mod b; pub use a::A; pub struct Shared; fn f() { b::run(); }";
    let found = cycles_of([
        ("site/mod.rs", module),
        ("site/a.rs", "use super::{Shared, b::B};"),
        ("site/b.rs", "use super::Shared; #[cfg(test)] mod tests { use super::super::a::A; }"),
    ]);
    assert_eq!(found, Vec::<Vec<String>>::new());
}
