//! Tests of whole sites in `tests/sites/`, one per idea: their facts, worked out by hand, and the texts of their
//! pages, kept in `expected/`.
//!
//! `UPDATE_EXPECTED=1` rewrites `expected/`; review the result. Facts are never generated.

mod case;
mod facts;
mod plain;
mod response;
mod said;

use std::collections::BTreeMap;
use std::{env, fs};

use case::Case;
use plain::plain;

use crate::support::tree;

/// The pages of a site as texts, by the names of their files in `expected/`.
fn pages(case: &Case) -> BTreeMap<String, String> {
    let built = case.build();
    let pages = built.outputs.iter().filter_map(|output| {
        let name = output.path.strip_suffix(".html")?;
        let html = std::str::from_utf8(&output.bytes).expect("UTF-8");
        Some((format!("{name}.txt"), plain(html)))
    });
    pages.collect()
}

#[test]
fn the_pages_of_every_site_read_as_expected() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir(Case::all()).expect("sites") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        let case = Case::of(&name);
        let expected = case.folder.join("expected");
        let pages = pages(&case);
        if env::var_os("UPDATE_EXPECTED").is_some() {
            let _ = fs::remove_dir_all(&expected);
            for (path, text) in &pages {
                let path = expected.join(path);
                fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
                fs::write(path, text).expect("a file");
            }
        }
        let kept = tree(&expected);
        wrong.extend(
            kept.keys()
                .filter(|path| !pages.contains_key(*path))
                .map(|path| format!("{name}: no page gives {path}")),
        );
        for (path, text) in pages {
            match kept.get(&path).map(|bytes| String::from_utf8_lossy(bytes)) {
                None => wrong.push(format!("{name}: nothing is expected of {path}")),
                Some(kept) if kept != text => {
                    let differ = kept.lines().zip(text.lines()).find(|(kept, text)| kept != text);
                    wrong.push(format!("{name}: {path} reads otherwise: {differ:#?}"));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}\nUPDATE_EXPECTED=1 writes them anew", wrong.join("\n"));
}

#[test]
fn a_page_is_read_as_its_reader_reads_it() {
    let html = "<head><title>T</title></head><main id=\"c\"><h1>One &lt;b&gt;</h1><p>a <a href=\"/x/\" title=\">\">link</a> b</p></main>x";
    assert_eq!(plain(html), "One &lt;b&gt;\na </x/>link b\n");
}
