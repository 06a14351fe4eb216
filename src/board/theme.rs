//! The part of a theme that belongs to the site for colleagues: the folder `board/`. Style, script, colours and icons come
//! from the theme of the public site.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Finding, Findings, did_you_mean, rules};
use crate::site::{Theme, asset_path};
use crate::source::Snapshot;
use crate::span::{FileId, Span, Spanned};

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../themes/default/board/", $name)))),*]
    };
}

/// The files of the built-in theme, embedded in the program.
const BUILT_IN: &[(&str, &str)] = built_in![
    "base.html",
    "parts.html",
    "open.html",
    "now.html",
    "incident.html",
    "maintenance.html",
    "incidents.html",
    "components.html",
    "customers.html",
    "customer.html",
    "postmortems.html",
    "actions.html",
    "people.html",
    "reviews.html",
    "review.html",
    "runbooks.html",
    "runbook.html",
    "board.css",
    "board.js",
];

/// A file of the theme, and where it is in the project; `None` if it is built in.
#[derive(Clone, Debug)]
pub(super) struct BoardFile {
    pub(super) text: Arc<str>,
    pub(super) file: Option<FileId>,
}

/// The theme of the site for colleagues.
#[derive(Debug)]
pub(super) struct BoardTheme {
    /// The theme of the public site.
    pub(super) site: Theme,
    /// The files of `board/` by name.
    pub(super) files: BTreeMap<String, BoardFile>,
}

impl BoardTheme {
    /// Loads the theme with a name: the built-in files, replaced by those of `themes/<name>/board/`. Warnings are about files
    /// that the board does not use.
    pub(super) fn load(snapshot: &Snapshot, name: &Spanned<String>) -> Result<(Self, Findings), Findings> {
        let site = Theme::load(snapshot, name)?;
        let built_in = |(name, text): &(&str, &str)| {
            ((*name).to_owned(), BoardFile { text: (*text).into(), file: None })
        };
        let mut files: BTreeMap<String, BoardFile> = BUILT_IN.iter().map(built_in).collect();
        let mut unused = Findings::default();
        let folder = format!("themes/{}/board", name.value);
        for file in snapshot.below(&folder) {
            let Some(own) = file.path.strip_prefix(&folder).and_then(|rest| rest.strip_prefix('/')) else {
                continue;
            };
            if !files.contains_key(own) && !is_template(own) {
                let near = did_you_mean(own, files.keys().map(String::as_str));
                let message = format!("the board does not use `{}`", file.path);
                let hint = near.map(|near| format!("did you mean `{near}`?"));
                unused.push(Finding::at(&rules::TEMPLATE, Span::top(file.id), message).hint_if(hint));
            }
            files.insert(own.to_owned(), BoardFile { text: file.text.clone(), file: Some(file.id) });
        }
        Ok((Self { site, files }, unused))
    }

    /// Returns the templates by name.
    pub(super) fn templates(&self) -> impl Iterator<Item = (&str, &BoardFile)> {
        self.files.iter().filter(|(name, _)| is_template(name)).map(|(name, file)| (name.as_str(), file))
    }

    /// Returns the assets that pages use, by their paths in the output: those of the board, and those that it shares with
    /// the public site.
    pub(super) fn assets(&self) -> BTreeMap<String, Arc<[u8]>> {
        let own = self.files.iter().filter(|(name, _)| !is_template(name));
        let own =
            own.map(|(name, file)| (asset_path(name, file.text.as_bytes()), file.text.as_bytes().into()));
        let shared = ["style.css", "site.js"].into_iter().chain(self.site.favicon()).chain(self.site.logo());
        let shared = shared.filter_map(|name| self.site.asset(name));
        own.chain(shared.map(|(path, bytes)| (path.to_owned(), bytes.clone()))).collect()
    }

    /// Returns the path of an asset in the output, by its name in the theme.
    pub(super) fn path(&self, name: &str) -> Option<String> {
        let own = self.files.get(name).map(|file| asset_path(name, file.text.as_bytes()));
        own.or_else(|| self.site.asset(name).map(|(path, _)| path.to_owned()))
    }
}

/// Whether a file of the board is a template. Other files are assets.
fn is_template(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "html")
}
