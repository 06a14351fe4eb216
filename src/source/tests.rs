//! Tests of the source module that need files.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::symlink;
use std::path::Path;

use super::opener::Opener;

#[test]
fn neither_a_file_nor_a_folder_above_it_may_be_a_link() {
    let root = tempfile::tempdir().expect("a folder");
    let path = |name: &str| root.path().join(name);
    fs::create_dir_all(path("real/inner")).expect("folders");
    fs::write(path("real/inner/text.md"), "plain").expect("a file");
    symlink("inner/text.md", path("real/link.md")).expect("a link");
    symlink("real", path("base")).expect("a link");
    symlink("inner", path("real/folder")).expect("a link");
    let opener = Opener::new(path("base"));
    for open in [Opener::open as fn(&Opener, &Path) -> io::Result<File>, Opener::open_step_by_step] {
        let mut text = String::new();
        let mut file = open(&opener, &path("base/inner/text.md")).expect("a file");
        file.read_to_string(&mut text).expect("a text");
        assert_eq!(text, "plain");
        assert!(open(&opener, &path("base/link.md")).is_err(), "a link to a file");
        assert!(open(&opener, &path("base/folder/text.md")).is_err(), "a link to a folder");
        let gone = open(&opener, &path("base/gone.md")).expect_err("no file");
        assert_eq!(gone.kind(), io::ErrorKind::NotFound);
    }
}
