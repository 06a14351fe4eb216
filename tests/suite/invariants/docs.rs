//! The documents that are made from the code say what the code says.

use std::{env, fs, path::Path};

/// Compares a document with what the code makes of it; `UPDATE_DOCS=1` rewrites it.
#[track_caller]
fn same(path: &str, made: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, made).expect("the document can be written");
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == made, "{path} is not what the code says; UPDATE_DOCS=1 tests/run rewrites it");
}

#[test]
fn the_manual_of_content_is_made_from_the_kinds_of_files() {
    same("docs/content.md", &allclear::content::reference());
}

#[test]
fn the_list_of_rules_is_made_from_the_rules() {
    same("docs/rules.md", &allclear::diagnostics::rules::as_markdown());
}

/// Whether it reads like a path of this project from its root.
fn is_path(quoted: &str) -> bool {
    let of_ours = ["src/", "tests/", "docs/", "benches/", "deploy/", "themes/"];
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    of_ours.iter().any(|folder| quoted.starts_with(folder)) && quoted.chars().all(plain)
}

#[test]
fn paths_that_the_documents_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guides = fs::read_dir(root.join("docs")).expect("the folder of documents").flatten();
    let documents = guides.map(|entry| entry.path()).filter(|path| path.is_file());
    let documents =
        documents.chain(["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"].map(|name| root.join(name)));
    let mut found = 0;
    for document in documents {
        let text = fs::read_to_string(&document).expect("a text");
        for quoted in text.split('`').skip(1).step_by(2).filter(|quoted| is_path(quoted)) {
            found += 1;
            assert!(
                root.join(quoted).exists(),
                "{} names `{quoted}`, which is not there",
                document.display()
            );
        }
    }
    assert!(found > 40, "only {found} paths were found, so this test looks at nothing");
}
