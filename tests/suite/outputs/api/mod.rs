//! Tests of the files of the Statuspage API and of the history feeds: their form, and that imported data is published
//! unchanged.

mod feeds;
mod hostile;
mod imported;
mod maintenance;
mod postmortem;
mod relations;
mod schema;
mod words;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use allclear::artifact::Artifact;
use allclear::pipeline::{Clock, Settings, build};
use allclear::source::{Project, ScanOptions, scan};
use serde_json::Value;

/// The outputs of a site, by path.
pub(crate) struct Site(BTreeMap<String, Vec<u8>>);

impl Site {
    /// Builds the site of a folder in memory.
    #[track_caller]
    pub(crate) fn build(root: &Path, now: &str) -> Self {
        let (snapshot, found) = scan(&Project::new(root), ScanOptions { public_only: false });
        let clock = Clock::Now(now.parse().expect("a time"));
        let settings = Settings { clock, strict_internal: false, strict: false, judged_elsewhere: false };
        let built = build(&snapshot, found, settings)
            .unwrap_or_else(|failed| panic!("the site builds: {:?}", failed.findings));
        let of = |output: Arc<Artifact>| (output.path.clone(), output.bytes.clone());
        Self(built.outputs.into_iter().map(of).collect())
    }

    /// A file as text.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> String {
        let bytes = self.0.get(path).unwrap_or_else(|| panic!("there is no `{path}`"));
        String::from_utf8(bytes.clone()).expect("UTF-8")
    }

    /// A file of the API.
    #[track_caller]
    pub(crate) fn api(&self, name: &str) -> Value {
        let text = self.text(&format!("api/v2/{name}.json"));
        assert!(!text.contains('\n'), "`{name}` is not on one line");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// How many files the API has.
    pub(crate) fn api_files(&self) -> usize {
        self.0.keys().filter(|path| path.starts_with("api/")).count()
    }

    /// The paths at which two sites differ.
    pub(crate) fn differences<'a>(&'a self, other: &'a Self) -> Vec<&'a str> {
        let paths = self.0.keys().chain(other.0.keys()).collect::<std::collections::BTreeSet<_>>();
        paths.into_iter().filter(|path| self.0.get(*path) != other.0.get(*path)).map(String::as_str).collect()
    }
}

/// The sample site of the project, at its own clock.
pub(crate) fn sample() -> Site {
    Site::build(Path::new(env!("CARGO_MANIFEST_DIR")), "2026-11-20T10:00:00Z")
}

/// The items of a list.
#[track_caller]
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("`{key}` is no list in {value}"))
}

/// A text.
#[track_caller]
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` is no text in {value}"))
}
