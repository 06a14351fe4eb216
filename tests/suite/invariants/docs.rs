//! The documents: those generated from the code are up to date, and the paths that they name exist.

use std::{env, fs, path::Path};

/// Compares a document with the text generated from the code. `UPDATE_DOCS=1` rewrites the document.
#[track_caller]
fn assert_generated(path: &str, generated: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, generated).expect("the document can be written");
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == generated,
        "{path} is out of date; `UPDATE_DOCS=1 cargo nextest run --test suite docs` rewrites it"
    );
}

#[test]
fn the_content_reference_is_up_to_date() {
    assert_generated("docs/content.md", &allclear::content::reference());
}

#[test]
fn the_list_of_rules_is_up_to_date() {
    assert_generated("docs/rules.md", &allclear::diagnostics::rules::as_markdown());
}

/// Whether a quoted text looks like a path from the root of the repository.
fn is_path(quoted: &str) -> bool {
    let folders = ["src/", "tests/", "docs/", "benches/", "deploy/", "themes/"];
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    folders.iter().any(|folder| quoted.starts_with(folder)) && quoted.chars().all(plain)
}

#[test]
fn every_path_named_in_the_documents_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guides = fs::read_dir(root.join("docs")).expect("the folder `docs`").flatten();
    let documents = guides.map(|entry| entry.path()).filter(|path| path.is_file());
    let documents = documents.chain(
        ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "tests/README.md"].map(|name| root.join(name)),
    );
    let mut found = 0;
    for document in documents {
        let text = fs::read_to_string(&document).expect("a readable document");
        for quoted in text.split('`').skip(1).step_by(2).filter(|quoted| is_path(quoted)) {
            found += 1;
            assert!(
                root.join(quoted).exists(),
                "{} names `{quoted}`, which does not exist",
                document.display()
            );
        }
    }
    assert!(found > 40, "only {found} paths found: does `is_path` still recognise them?");
}
