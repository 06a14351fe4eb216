//! A theme: the templates, files and words that pages are made of. The built-in one is part of the program, and
//! a folder of `themes/` overrides it file by file.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Language;
use crate::diagnostics::{Finding, Findings, did_you_mean, rules};
use crate::source::{FileId, Located, Place, Snapshot};

/// The words in English, which every language falls back to.
pub(super) const ENGLISH: &str = include_str!("../../themes/default/languages/en.toml");

/// Name and text of each built-in template.
const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../themes/default/templates/base.html")),
    ("home.html", include_str!("../../themes/default/templates/home.html")),
    ("incident.html", include_str!("../../themes/default/templates/incident.html")),
    ("maintenance.html", include_str!("../../themes/default/templates/maintenance.html")),
    ("component.html", include_str!("../../themes/default/templates/component.html")),
    ("history.html", include_str!("../../themes/default/templates/history.html")),
    ("month.html", include_str!("../../themes/default/templates/month.html")),
    ("page.html", include_str!("../../themes/default/templates/page.html")),
    ("404.html", include_str!("../../themes/default/templates/404.html")),
    ("parts.html", include_str!("../../themes/default/templates/parts.html")),
];

/// Name and bytes of each built-in file that is published as it is.
const ASSETS: &[(&str, &[u8])] = &[("style.css", include_bytes!("../../themes/default/assets/style.css"))];

/// Name and text of each built-in language.
const LANGUAGES: &[(&str, &str)] = &[("en", ENGLISH)];

/// A theme, complete.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Templates by name.
    pub(super) templates: BTreeMap<String, Template>,
    /// Files by their names in the theme.
    pub(super) assets: BTreeMap<String, Asset>,
    /// Language files by code.
    languages: BTreeMap<String, String>,
}

/// A template and where it comes from.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub(super) text: Arc<str>,
    /// The file that overrides the built-in template, if one does.
    pub(super) file: Option<FileId>,
}

/// A file that is published as it is, under a name that holds a hash of it.
#[derive(Clone, Debug)]
pub(super) struct Asset {
    /// Its path in the output: `assets/style-1a2b3c4d.css`.
    pub(super) path: String,
    pub(super) bytes: Arc<[u8]>,
}

impl Asset {
    fn new(name: &str, bytes: Arc<[u8]>) -> Self {
        let hash: String = Sha256::digest(&bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        let path = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("assets/{stem}-{hash}.{extension}"),
            None => format!("assets/{name}-{hash}"),
        };
        Self { path, bytes }
    }
}

impl Theme {
    /// The built-in theme.
    #[must_use]
    pub fn built_in() -> Self {
        let template =
            |(name, text): &(&str, &str)| ((*name).to_owned(), Template { text: (*text).into(), file: None });
        let asset = |(name, bytes): &(&str, &[u8])| ((*name).to_owned(), Asset::new(name, (*bytes).into()));
        let language = |(code, text): &(&str, &str)| ((*code).to_owned(), (*text).to_owned());
        Self {
            templates: TEMPLATES.iter().map(template).collect(),
            assets: ASSETS.iter().map(asset).collect(),
            languages: LANGUAGES.iter().map(language).collect(),
        }
    }

    /// The theme of a name: the built-in one, with the files of `themes/<name>/` over it.
    pub fn load(snapshot: &Snapshot, name: &Located<String>) -> Result<Self, Findings> {
        let mut theme = Self::built_in();
        let folder = format!("themes/{}/", name.value);
        let files = snapshot.files().iter().filter_map(|file| Some((file.path.strip_prefix(&folder)?, file)));
        let images = snapshot.images().filter_map(|image| Some((image.path.strip_prefix(&folder)?, image)));
        let mut found = name.value == "default";
        for (path, file) in files {
            found = true;
            if let Some(template) = path.strip_prefix("templates/") {
                theme
                    .templates
                    .insert(template.to_owned(), Template { text: file.text.clone(), file: Some(file.id) });
            } else if let Some(asset) = path.strip_prefix("assets/") {
                theme.assets.insert(asset.to_owned(), Asset::new(asset, file.text.as_bytes().into()));
            } else if let Some(code) =
                path.strip_prefix("languages/").and_then(|file| file.strip_suffix(".toml"))
            {
                theme.languages.insert(code.to_owned(), file.text.to_string());
            }
        }
        for (path, image) in images {
            found = true;
            if let Some(asset) = path.strip_prefix("assets/") {
                theme.assets.insert(asset.to_owned(), Asset::new(asset, image.bytes.clone()));
            }
        }
        if found { Ok(theme) } else { Err(unknown_theme(snapshot, name)) }
    }

    /// The words of a language; English if there is no such file.
    pub(super) fn language(&self, code: &str) -> Result<Language, Findings> {
        let text = self.languages.get(code).map_or(ENGLISH, String::as_str);
        Language::new(code, text, ENGLISH).map_err(|error| {
            let message = format!("the language file `{code}.toml` cannot be read: {}", error.message);
            Findings::from_iter([Finding::general(&rules::TEMPLATE, message)])
        })
    }

    /// The texts of the theme, for the gate: what stands in them may stand in the output.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let templates = self.templates.values().map(|template| &*template.text);
        let assets = self.assets.values().filter_map(|asset| std::str::from_utf8(&asset.bytes).ok());
        templates.chain(assets).chain(self.languages.values().map(String::as_str)).collect()
    }
}

fn unknown_theme(snapshot: &Snapshot, name: &Located<String>) -> Findings {
    let themes =
        snapshot.files().iter().filter_map(|file| file.path.strip_prefix("themes/")?.split('/').next());
    let hint = match did_you_mean(&name.value, themes.chain(["default"])) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`default` is the built-in theme; others are folders of `themes/`".into(),
    };
    let place: Place = name.place;
    let message = format!("there is no theme `{}`", name.value);
    Findings::from_iter([Finding::at(&rules::UNKNOWN_THEME, place, message).hint(hint)])
}
