//! Categories as groups of components.
//!
//! A category whose heading is hidden is no group: its systems stand alone, in the place that it would have had.

use super::site::{Config, Reading};
use crate::import::plan::PlannedFile;
use crate::import::slugs::Slugs;
use crate::import::toml_text::{Table, Value, document};

/// The categories: name, folder (empty where the heading is hidden) and place.
pub(super) struct Groups(Vec<(String, String, i64)>);

impl Groups {
    /// Chooses the folders and adds their files.
    pub(super) fn plan(
        config: &Config,
        slugs: &mut Slugs,
        files: &mut Vec<PlannedFile>,
        reading: &mut Reading<'_>,
    ) -> Self {
        let mut groups = Vec::new();
        for (index, category) in config.params().items_of("categories").iter().enumerate() {
            let Some(name) = category.text_of("name").or_else(|| category.text()) else { continue };
            let systems = config.params().items_of("systems");
            if !systems.iter().any(|system| system.text_of("category") == Some(name)) {
                reading.notes.add(
                    config.at(category.line),
                    format!("no system is in the category `{name}`; left out"),
                );
                continue;
            }
            let order = i64::try_from(index + 1).unwrap_or(i64::MAX / 2000) * 1000;
            let span = config.at(category.line);
            if category.flag_of("untitled") == Some(true) {
                reading.notes.add(
                    span,
                    format!("the heading of the category `{name}` is hidden, so its systems stand without a group, in their order"),
                );
                groups.push((name.to_owned(), String::new(), order));
                continue;
            }
            let folder = slugs.give(name, "group", &span, reading.notes);
            let mut keys = Table::default();
            keys.set("name", name);
            keys.set_some(
                "description",
                category
                    .text_of("description")
                    .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
                    .as_deref(),
            );
            keys.set("order", Value::Integer(order));
            keys.set_some("collapsed", category.flag_of("closed").filter(|closed| *closed).map(Value::Bool));
            files.push(PlannedFile {
                path: format!("content/components/{folder}/_group.toml"),
                text: document(&keys, &[]),
            });
            groups.push((name.to_owned(), folder, order));
        }
        Self(groups)
    }

    /// The folder and the place of the system with this number.
    pub(super) fn span(
        &self,
        category: Option<&str>,
        index: usize,
        span: &str,
        reading: &mut Reading<'_>,
    ) -> (&str, i64) {
        let index = i64::try_from(index + 1).unwrap_or(i64::MAX / 2);
        match category.map(|name| (name, self.0.iter().find(|(known, ..)| known == name))) {
            Some((_, Some((_, folder, _)))) if !folder.is_empty() => (folder, index),
            Some((_, Some((_, _, order)))) => ("", order.saturating_add(index)),
            Some((name, None)) => {
                reading.notes.add(span, format!("its category `{name}` is not declared, so it stands alone"));
                ("", index)
            }
            None => {
                reading.notes.add(span, "it has no category, so it stands alone");
                ("", index)
            }
        }
    }
}
