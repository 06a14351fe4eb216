//! What sealed views show, and what they do not show.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::open::open;
use crate::artifact::{Artifact, ArtifactKind};
use crate::seal::{
    Keys, KeysFile, LinkCode, NoKey, OpaqueId, Part, SealOptions, SealedView, Sealer, Secret, Shell,
};

const MONTHS: u32 = 3;

pub(super) fn keys(customers: &[&str]) -> Keys {
    let mut file = KeysFile::new(Secret::from_random([1; 32]));
    for (number, customer) in (2..).zip(customers) {
        file.add(customer, Secret::from_random([number; 32]));
    }
    file.keys().clone()
}

pub(super) fn options() -> SealOptions {
    SealOptions {
        today: NaiveDate::from_ymd_opt(2026, 3, 31).unwrap(),
        months: MONTHS,
        shell: Shell::new(
            "<html data-id=\"{view-id}\" data-series=\"{view-series}\" data-key=\"{view-key}\">",
        ),
        public_feed: b"feed 1".to_vec(),
    }
}

pub(super) fn month(year: i32, month: u32) -> Part {
    Part::Month(NaiveDate::from_ymd_opt(year, month, 1).unwrap())
}

pub(super) fn view(customer: &str, files: &[(Part, &str, &[u8])]) -> SealedView {
    let file = |(part, path, bytes): &(Part, &str, &[u8])| {
        (*part, Arc::new(Artifact::new(*path, bytes.to_vec(), ArtifactKind::Page)))
    };
    SealedView {
        customer: customer.into(),
        files: files.iter().map(file).collect(),
        feed: b"feed 1".to_vec(),
    }
}

pub(super) fn seal(keys: &Keys, views: impl IntoIterator<Item = SealedView>) -> BTreeMap<String, Vec<u8>> {
    let mut sealer = Sealer::new(keys, options());
    for view in views {
        sealer.add(view).unwrap();
    }
    sealer.finish().map(|file| (file.path, file.bytes)).collect()
}

/// The names and sizes of the files of each view; feeds are left out.
fn shapes(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, Vec<(&str, usize)>> {
    let mut shapes: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
    for (path, bytes) in files {
        let (id, name) = path.strip_prefix("v/").unwrap().split_once('/').unwrap();
        shapes.entry(id).or_default().push((name, bytes.len()));
    }
    shapes.retain(|_, files| files[0].0 != "feed.xml");
    shapes
}

/// Bytes that do not compress.
fn noise(count: u32) -> Vec<u8> {
    (0..count).flat_map(|number| Secret::from_random([7; 32]).hmac([&number.to_be_bytes()[..]])).collect()
}

#[test]
fn what_was_sealed_can_be_opened_with_the_code_of_the_link() {
    let keys = keys(&["acme"]);
    let files = seal(
        &keys,
        [view(
            "acme",
            &[
                (Part::Bundle, "index.html", b"<p>Home"),
                (Part::Bundle, "history/index.html", b"<p>History"),
                (month(2026, 2), "incidents/x/index.html", b"<p>X"),
                (month(2025, 12), "incidents/old/index.html", b"<p>Old"),
            ],
        )],
    );
    let id = keys.view_id("acme").unwrap();
    let code = LinkCode::new(&keys.link_key("acme").unwrap());
    let read =
        |name: &str| open(code.as_str(), id.as_str(), name, &files[&format!("v/{id}/{name}")]).unwrap();
    let (contents, bundle) = read("bundle.bin");
    assert_eq!(bundle["index.html"], b"<p>Home");
    assert_eq!(bundle["history/index.html"], b"<p>History");
    assert_eq!(
        contents["months"],
        serde_json::json!([
            ["2026-01.bin", []],
            ["2026-02.bin", ["incidents/x/index.html"]],
            ["2026-03.bin", []]
        ])
    );
    assert_eq!(read("2026-02.bin").1["incidents/x/index.html"], b"<p>X");
    assert!(read("2026-01.bin").1.is_empty() && read("2026-03.bin").1.is_empty());
    assert!(!files.contains_key(&format!("v/{id}/2025-12.bin")), "older months are left out");
}

#[test]
fn no_other_code_opens_a_view_and_no_file_can_take_the_place_of_another() {
    let mut file = KeysFile::new(Secret::from_random([1; 32]));
    file.add("acme", Secret::from_random([2; 32]));
    file.add("globex", Secret::from_random([3; 32]));
    let keys = file.keys().clone();
    let files = seal(&keys, [view("acme", &[]), view("globex", &[])]);
    let id = keys.view_id("acme").unwrap();
    let bundle = &files[&format!("v/{id}/bundle.bin")];
    let code =
        |keys: &Keys, customer: &str| LinkCode::new(&keys.link_key(customer).unwrap()).as_str().to_owned();
    let acme = code(&keys, "acme");
    assert!(open(&acme, id.as_str(), "bundle.bin", bundle).is_ok());
    assert_eq!(open(&code(&keys, "globex"), id.as_str(), "bundle.bin", bundle), Err("does not decrypt"));
    file.rotate("acme");
    assert_eq!(open(&code(file.keys(), "acme"), id.as_str(), "bundle.bin", bundle), Err("does not decrypt"));
    assert_eq!(open(&acme, id.as_str(), "2026-03.bin", bundle), Err("does not decrypt"));
    assert_eq!(open(&acme, "other", "bundle.bin", bundle), Err("does not decrypt"));
    assert!(open(&acme[..70], id.as_str(), "bundle.bin", bundle).is_err());
    let mistyped = format!("{}{}", if acme.starts_with('a') { 'b' } else { 'a' }, &acme[1..]);
    assert_eq!(open(&mistyped, id.as_str(), "bundle.bin", bundle), Err("damaged"));
}

#[test]
fn all_views_have_the_same_files_of_the_same_sizes() {
    let keys = keys(&["acme", "globex", "initech"]);
    let large = noise(300);
    let files = seal(
        &keys,
        [
            view(
                "acme",
                &[(Part::Bundle, "index.html", b"Home"), (month(2026, 2), "incidents/x/index.html", &large)],
            ),
            view("globex", &[(Part::Bundle, "index.html", &large)]),
            view("initech", &[]),
        ],
    );
    let shapes = shapes(&files);
    assert_eq!(shapes.len(), 8, "three customers and dummies");
    let names = ["2026-01.bin", "2026-02.bin", "2026-03.bin", "bundle.bin", "index.html"];
    for files in shapes.values() {
        assert_eq!(files.iter().map(|(name, _)| *name).collect::<Vec<_>>(), names);
        assert_eq!(files, shapes.values().next().unwrap());
    }
    for (name, size) in shapes.values().next().unwrap() {
        // The 9,600 bytes do not compress, so they take the next power of two.
        let padded = match *name {
            "index.html" => continue,
            "2026-02.bin" | "bundle.bin" => 16_384,
            _ => 1_024,
        };
        // The nonce has 12 bytes, the tag 16.
        assert_eq!(size - 28, padded, "{name}");
    }
    let feeds: Vec<_> = files.iter().filter(|(path, _)| path.ends_with("/feed.xml")).collect();
    assert_eq!(feeds.len(), 8);
    let shown: Vec<_> = files.iter().map(|(path, bytes)| (path, String::from_utf8_lossy(bytes))).collect();
    for name in ["acme", "globex", "initech"] {
        assert!(!shown.iter().any(|(path, text)| path.contains(name) || text.contains(name)), "{name}");
    }
}

#[test]
fn the_number_of_views_is_a_power_of_two_of_at_least_eight() {
    for (customers, views) in [(1, 8), (8, 8), (9, 16), (16, 16), (17, 32)] {
        let names: Vec<String> = (0..customers).map(|number| format!("c{number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let files = seal(&keys(&names), names.iter().map(|name| view(name, &[])));
        assert_eq!(shapes(&files).len(), views, "{customers}");
    }
    assert!(seal(&keys(&[]), []).is_empty(), "without sealed views there is nothing to hide");
}

#[test]
fn every_file_changes_when_any_view_changes_and_the_same_input_gives_the_same_bytes() {
    let keys = keys(&["acme", "globex"]);
    let build = |text: &[u8]| {
        let globex = view("globex", &[(month(2026, 1), "incidents/x/index.html", text)]);
        seal(&keys, [view("acme", &[(Part::Bundle, "index.html", b"Home")]), globex])
    };
    let before = build(b"one");
    assert_eq!(before, build(b"one"));
    let after = build(b"two");
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (path, bytes) in &before {
        assert_eq!(bytes != &after[path], path.contains(".bin"), "{path}");
    }
}

#[test]
fn the_order_in_which_views_and_files_are_added_does_not_matter() {
    let keys = keys(&["acme", "globex"]);
    let files = [(Part::Bundle, "index.html", &b"1"[..]), (Part::Bundle, "a/index.html", b"2")];
    let reversed = [files[1], files[0]];
    let one = seal(&keys, [view("acme", &files), view("globex", &[])]);
    assert_eq!(one, seal(&keys, [view("globex", &[]), view("acme", &reversed)]));
}

#[test]
fn a_customer_without_a_key_is_refused() {
    let keys = keys(&[]);
    let refused = Sealer::new(&keys, options()).add(view("acme", &[]));
    assert_eq!(refused, Err(NoKey { customer: "acme".into() }));
}

#[test]
fn the_page_of_a_view_shows_neither_key_nor_series() {
    let keys = keys(&["acme"]);
    let files = seal(&keys, [view("acme", &[])]);
    let id: OpaqueId = keys.view_id("acme").unwrap();
    let page = String::from_utf8(files[&format!("v/{id}/index.html")].clone()).unwrap();
    let code = LinkCode::new(&keys.link_key("acme").unwrap());
    assert!(page.contains(id.as_str()));
    assert!(!page.contains('{'), "{page}");
    for start in 0..code.as_str().len() - 8 {
        assert!(!page.contains(&code.as_str()[start..start + 8]));
    }
}
