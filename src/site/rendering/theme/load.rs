//! Loads a theme: the built-in one, with the files of a folder as overrides.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::built_in::{ASSETS, LANGUAGES, SETTINGS, TEMPLATES};
use super::{Asset, Settings, Theme, ThemeText, style};
use crate::diagnostics::{Finding, Findings, did_you_mean, rules};
use crate::source::{Image, Snapshot, VisibleImage};
use crate::span::FileId;
use crate::span::{Span, Spanned};

/// A theme under construction.
struct ThemeBuilder {
    templates: BTreeMap<String, ThemeText>,
    languages: BTreeMap<String, Vec<ThemeText>>,
    files: BTreeMap<String, Arc<[u8]>>,
    settings: Settings,
    misspelt: Vec<(FileId, String)>,
    /// The file The file `theme.toml`, if the theme has one.
    settings_file: Option<FileId>,
}

impl Theme {
    /// The built-in theme.
    #[must_use]
    pub fn built_in() -> Self {
        ThemeBuilder::built_in().theme()
    }

    /// Loads the theme with a name: the built-in one, with the files of `themes/<name>/` as overrides.
    ///
    /// # Errors
    ///
    /// Returns findings if there is no such theme, or if its `theme.toml` has mistakes.
    pub fn load(snapshot: &Snapshot, name: &Spanned<String>) -> Result<Self, Findings> {
        let mut parts = ThemeBuilder::built_in();
        let found = parts.override_with(snapshot, &format!("themes/{}", name.value))?;
        if !found && name.value != "default" {
            return Err(unknown_theme(snapshot, name));
        }
        parts.check_files()?;
        Ok(parts.theme())
    }
}

impl ThemeBuilder {
    fn built_in() -> Self {
        let text = |(name, text): &(&str, &str)| {
            ((*name).to_owned(), ThemeText { text: (*text).into(), file: None })
        };
        Self {
            templates: TEMPLATES.iter().map(text).collect(),
            languages: LANGUAGES.iter().map(text).map(|(code, text)| (code, vec![text])).collect(),
            files: ASSETS.iter().map(|(name, bytes)| ((*name).to_owned(), (*bytes).into())).collect(),
            settings: Settings::read(SETTINGS, None).unwrap_or_default(),
            settings_file: None,
            misspelt: Vec::new(),
        }
    }

    /// Overrides files with those of a folder; returns whether it has any.
    fn override_with(&mut self, snapshot: &Snapshot, folder: &str) -> Result<bool, Findings> {
        let mut found = false;
        let below = |path| str::strip_prefix(path, folder)?.strip_prefix('/');
        for file in snapshot.below(folder) {
            let Some(path) = below(&file.path) else { continue };
            found = true;
            let text = || ThemeText { text: file.text.clone(), file: Some(file.id) };
            if path == "theme.toml" {
                self.settings = Settings::read(&file.text, Some(file.id))?.over(&self.settings);
                self.settings_file = Some(file.id);
            } else if let Some(template) = path.strip_prefix("templates/") {
                self.templates.insert(template.to_owned(), text());
            } else if let Some(asset) = path.strip_prefix("assets/") {
                self.files.insert(asset.to_owned(), file.text.as_bytes().into());
            } else if let Some(code) =
                path.strip_prefix("languages/").and_then(|name| name.strip_suffix(".toml"))
            {
                self.languages.entry(code.to_owned()).or_default().push(text());
            } else if path.starts_with("board/") {
                // The site for colleagues has templates of its own.
            } else if let Some(meant) = likely_path(path) {
                self.misspelt.push((file.id, meant));
            }
        }
        for image in snapshot.images() {
            let Some(path) = below(&image.path) else { continue };
            found = true;
            if let Some(asset) = path.strip_prefix("assets/") {
                self.files.insert(asset.to_owned(), visible(image)?);
            }
        }
        Ok(found)
    }

    /// Checks that every file named by the settings exists.
    fn check_files(&self) -> Result<(), Findings> {
        let Some(file) = self.settings_file else { return Ok(()) };
        let settings = &self.settings;
        let named = [("logo", &settings.logo), ("favicon", &settings.favicon), ("css", &settings.css)];
        let findings: Findings = named
            .into_iter()
            .filter_map(|(key, name)| {
                Some((key, name.as_ref().filter(|name| !self.files.contains_key(*name))?))
            })
            .map(|(key, name)| {
                let message = format!("`{key}` names `{name}`, which is not in the theme's `assets/`");
                let near = did_you_mean(name, self.files.keys().map(String::as_str));
                Finding::at(&rules::INVALID_VALUE, Span::top(file), message)
                    .hint_if(near.map(|near| format!("did you mean `{near}`?")))
            })
            .collect();
        if findings.is_empty() { Ok(()) } else { Err(findings) }
    }

    /// Builds the theme; its style sheets are joined into one.
    fn theme(mut self) -> Theme {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let base = self.files.get("style.css").map(|bytes| text(bytes)).unwrap_or_default();
        let extra = self.settings.css.as_ref().and_then(|name| self.files.remove(name));
        let extra = extra.map(|bytes| text(&bytes)).unwrap_or_default();
        let joined = style(&base, &self.settings, &extra);
        self.files.insert("style.css".to_owned(), joined.into_bytes().into());
        let asset = |(name, bytes): (String, _)| {
            let asset = Asset::new(&name, bytes);
            (name, asset)
        };
        Theme {
            templates: self.templates,
            languages: self.languages,
            assets: self.files.into_iter().map(asset).collect(),
            settings: self.settings,
            settings_file: self.settings_file,
            misspelt: self.misspelt,
        }
    }
}

/// Returns the path that a file of a theme probably should have, if no part of a theme has its path.
fn likely_path(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if let Some(near) = did_you_mean(name, TEMPLATES.iter().map(|(name, _)| *name)) {
        return Some(format!("templates/{near}"));
    }
    if let Some(near) = did_you_mean(path, ["theme.toml"]) {
        return Some(near.to_owned());
    }
    let (folder, name) = path.split_once('/')?;
    let near = did_you_mean(folder, ["templates", "assets", "languages"])?;
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    Some(if near == "languages" { format!("languages/{stem}.toml") } else { format!("{near}/{name}") })
}

/// Returns an image without anything invisible, as images in texts are published. Icons and fonts stay as they are.
fn visible(image: &Image) -> Result<Arc<[u8]>, Findings> {
    let extension = image.path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    if !matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "webp") {
        return Ok(image.bytes.clone());
    }
    let problem = match VisibleImage::new(&image.bytes) {
        Some(visible) if !visible.is_too_large() => return Ok(visible.bytes.into()),
        Some(_) => format!("`{}` is wider or higher than {} pixels", image.path, VisibleImage::MAX_SIDE),
        None => format!("`{}` is not a PNG, JPEG or WebP image", image.path),
    };
    let finding = Finding::general(&rules::PICTURE, problem).hint("export it again as PNG, JPEG or WebP");
    Err(Findings::from_iter([finding]))
}

fn unknown_theme(snapshot: &Snapshot, name: &Spanned<String>) -> Findings {
    let themes = snapshot.files().filter_map(|file| file.path.strip_prefix("themes/")?.split('/').next());
    let hint = match did_you_mean(&name.value, themes.chain(["default"])) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`default` is the built-in theme; others are folders of `themes/`".into(),
    };
    let message = format!("there is no theme `{}`", name.value);
    Findings::from_iter([Finding::at(&rules::UNKNOWN_THEME, name.span, message).hint(hint)])
}
