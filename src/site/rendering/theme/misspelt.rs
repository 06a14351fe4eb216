//! Warnings about files of a theme that have no effect, and about placeholders that are never filled in.

use std::collections::{BTreeMap, BTreeSet};

use super::Theme;
use super::built_in::{LANGUAGES, TEMPLATES};
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::site::rendering::language::placeholders;
use crate::span::Span;

impl Theme {
    /// Reports files that no page uses because of their names: a template that is neither built in nor included, and a
    /// file outside the folders of a theme.
    pub(super) fn misspelt_files(&self) -> Vec<Finding> {
        let warning = |file, name: &str, meant: &str| {
            let message = format!("the theme does not use `{name}`");
            Finding::at(&rules::UNUSED_FILE, Span::top(file), message)
                .hint(format!("did you mean `{meant}`?"))
        };
        let outside = self.misspelt.iter().map(|(file, meant)| warning(*file, "this file", meant));
        let templates = self.templates.iter().filter_map(|(name, template)| {
            let is_known = TEMPLATES.iter().any(|(known, _)| known == name);
            let is_included = || self.templates.values().any(|other| other.text.contains(name.as_str()));
            let file = template.file.filter(|_| !is_known && !is_included())?;
            let meant = did_you_mean(name, TEMPLATES.iter().map(|(known, _)| *known))?;
            Some(warning(file, name, meant))
        });
        outside.chain(templates).collect()
    }

    /// Reports placeholders in the language files of the project that no built-in language has for the same word.
    pub(super) fn unknown_placeholders(&self) -> Vec<Finding> {
        let layers = self.languages.values().flatten();
        let own: Vec<_> = layers.filter_map(|layer| Some((layer.file?, &layer.text))).collect();
        if own.is_empty() {
            return Vec::new();
        }
        let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (_, text) in LANGUAGES {
            for (key, names) in placeholders(text) {
                // Other languages may have other plural forms of the same word.
                let group = key.rsplit_once('.').map_or("", |(group, _)| group).to_owned();
                known.entry(group).or_default().extend(names.iter().cloned());
                known.entry(key).or_default().extend(names);
            }
        }
        let mut findings = Vec::new();
        for (file, text) in own {
            for (key, names) in placeholders(text) {
                let group = key.rsplit_once('.').map_or("", |(group, _)| group);
                let Some(allowed) = known.get(&key).or_else(|| known.get(group)) else { continue };
                for name in names.iter().filter(|name| !allowed.contains(*name)) {
                    let written = format!("{{{name}}}");
                    let at = text.find(&written).map_or(0..0, |start| start..start + written.len());
                    let message =
                        format!("`{key}` has no placeholder `{written}`, so readers would see it as it is");
                    let hint = match did_you_mean(name, allowed.iter().map(String::as_str)) {
                        Some(near) => format!("did you mean `{{{near}}}`?"),
                        None if allowed.is_empty() => "this word has no placeholders".to_owned(),
                        None => {
                            let names: Vec<String> =
                                allowed.iter().map(|name| format!("`{{{name}}}`")).collect();
                            format!("its placeholders are {}", names.join(", "))
                        }
                    };
                    findings.push(
                        Finding::at(&rules::UNKNOWN_PLACEHOLDER, Span::new(file, at), message).hint(hint),
                    );
                }
            }
        }
        findings
    }
}
