//! Tests that open pages detect that they have changed.

use std::sync::Arc;

use std::collections::BTreeMap;

use super::fixture::site;
use super::{outputs, pages, text};

fn stamps(outputs: &[Arc<crate::artifact::Artifact>]) -> BTreeMap<String, String> {
    serde_json::from_str(text(outputs, "stamp.json")).expect("a map of texts")
}

#[test]
fn the_home_page_and_open_pages_have_stamps_and_others_have_none() {
    let outputs = outputs(&site());
    let stamps = stamps(&outputs);
    let listed: Vec<&str> = stamps.keys().map(String::as_str).collect();
    assert_eq!(listed, ["/", "/incidents/open/", "/maintenance/coming/", "/maintenance/running/"]);
    for (path, html) in pages(&outputs) {
        let address = format!("/{}", path.trim_end_matches("index.html"));
        match stamps.get(&address) {
            Some(stamp) => {
                assert!(html.contains(&format!("data-stamp=\"{stamp}\"")), "{path} does not carry {stamp}");
                assert!(html.contains(&format!("data-page=\"{address}\"")), "{path}");
                assert!(html.contains("role=\"status\""), "{path} has no place to say that it has changed");
            }
            None => assert!(!html.contains("data-stamp"), "{path}"),
        }
    }
}

#[test]
fn a_stamp_changes_with_its_page_and_with_no_other() {
    let before = stamps(&outputs(&site()));
    let mut changed = site();
    Arc::make_mut(&mut changed.maintenances[0]).event.title = "Another title".into();
    let after = stamps(&outputs(&changed));
    assert_ne!(before["/maintenance/coming/"], after["/maintenance/coming/"]);
    assert_ne!(before["/"], after["/"], "the home page shows it too");
    assert_eq!(before["/incidents/open/"], after["/incidents/open/"]);
    assert_eq!(before["/maintenance/running/"], after["/maintenance/running/"]);
}
