//! The test vectors of `docs/sealed-views.md`, which the browser tests verify with `WebCrypto` as well.

use std::fmt::Write as _;
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::open::open;
use super::sealer::{keys, month, seal, view};
use crate::seal::{LinkCode, Part};

/// Returns the vectors as they are in the documentation.
fn vectors() -> String {
    let keys = keys(&["acme"]);
    let home = (Part::Bundle, "index.html", &b"<!doctype html><title>Home</title><p>All is well."[..]);
    let incident =
        (month(2026, 2), "incidents/x/index.html", &b"<!doctype html><title>X</title><p>Gone."[..]);
    let files = seal(&keys, [view("acme", &[home, incident])]);
    let (id, key) = (keys.view_id("acme").unwrap(), keys.link_key("acme").unwrap());
    let mut text = String::new();
    let mut line = |name: &str, value: &str| writeln!(text, "{name} = {value}").unwrap();
    line("master key", &HEXLOWER.encode(keys.master.bytes()));
    line("customer", "acme");
    line("customer's key", &HEXLOWER.encode(keys.customer("acme").unwrap().key.bytes()));
    line("generation", "1");
    line("view id", id.as_str());
    line("feed id", keys.feed_id("acme").unwrap().as_str());
    line("link key", &HEXLOWER.encode(key.key.bytes()));
    line("series", &HEXLOWER.encode(&key.series));
    line("code", LinkCode::new(&key).as_str());
    line("content key", &HEXLOWER.encode(key.key.derive(&[b"allclear content key"]).bytes()));
    line("nonce key", &HEXLOWER.encode(key.key.derive(&[b"allclear nonce key"]).bytes()));
    let page = String::from_utf8(files[&format!("v/{id}/index.html")].clone()).unwrap();
    let attribute =
        |name: &str| page.split_once(&format!("{name}=\"")).unwrap().1.split_once('"').unwrap().0.to_owned();
    line("fingerprint of series", &attribute("data-series"));
    line("fingerprint of key", &attribute("data-key"));
    let file = &files[&format!("v/{id}/2026-02.bin")];
    line("file", "2026-02.bin");
    line("size", &file.len().to_string());
    line("nonce", &HEXLOWER.encode(&file[..12]));
    line("SHA-256 of the file", &HEXLOWER.encode(&Sha256::digest(file)));
    line("bytes", &HEXLOWER.encode(file));
    let (_, opened) = open(LinkCode::new(&key).as_str(), id.as_str(), "2026-02.bin", file).unwrap();
    line("incidents/x/index.html", std::str::from_utf8(&opened["incidents/x/index.html"]).unwrap());
    text
}

#[test]
fn the_documented_vectors_are_what_the_code_computes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sealed-views.md");
    let document = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = document.split_once("```text vectors\n").expect("the document has test vectors");
    let (documented, after) = rest.split_once("```").unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{before}```text vectors\n{}```{after}", vectors())).unwrap();
        return;
    }
    assert_eq!(
        documented,
        vectors(),
        "UPDATE_DOCS=1 rewrites the vectors; that is a new version of the format"
    );
}
