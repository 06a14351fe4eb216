//! Converting categories to groups of components.
//!
//! A category with a hidden heading is not a group: its systems are on the top level, at the position of the category.

use super::context::ConversionContext;
use crate::authoring::{PlannedFile, Table, Value, document};
use crate::content::derived_id;
use crate::import::cstate::parse::config::Config;
use crate::import::slugs::Slugs;
use crate::import::writable;

/// The categories: name, folder (empty if the heading is hidden) and order.
pub(in crate::import::cstate) struct Groups(Vec<(String, String, i64)>);

impl Groups {
    /// Chooses the folders and adds the files of the groups.
    pub(in crate::import::cstate) fn plan(
        config: &Config,
        slugs: &mut Slugs,
        files: &mut Vec<PlannedFile>,
        context: &mut ConversionContext<'_>,
    ) -> Self {
        let mut groups: Vec<(String, String, i64)> = Vec::new();
        for (index, category) in config.params().items_of("categories").iter().enumerate() {
            let name = category.text_of("name").or_else(|| category.text());
            let Some(name) = name.filter(|name| !name.trim().is_empty()) else { continue };
            if groups.iter().any(|(known, ..)| known == name) {
                let message = format!("the category `{name}` is declared twice; the first one is used");
                context.notes.add(config.at(category.line), message);
                continue;
            }
            let systems = config.params().items_of("systems");
            if !systems.iter().any(|system| system.text_of("category") == Some(name)) {
                context.notes.add(
                    config.at(category.line),
                    format!("the category `{name}` contains no system; left out"),
                );
                continue;
            }
            let order = i64::try_from(index + 1).unwrap_or(i64::MAX / 2000) * 1000;
            let subject = config.at(category.line);
            if category.flag_of("untitled") == Some(true) {
                context.notes.add(
                    subject,
                    format!("the heading of the category `{name}` is hidden, so its systems are on the top level, in their order"),
                );
                groups.push((name.to_owned(), String::new(), order));
                continue;
            }
            let folder = slugs.assign(name, "group", &subject, context.notes);
            let mut keys = Table::default();
            keys.set("name", writable::line(name).as_str());
            keys.set_some(
                "description",
                category
                    .text_of("description")
                    .map(|text| writable::line(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
                    .as_deref(),
            );
            keys.set("order", Value::Integer(order));
            keys.set_some("collapsed", category.flag_of("closed").filter(|closed| *closed).map(Value::Bool));
            keys.set("id", derived_id("group", &["cstate", &folder]).as_str());
            files.push(PlannedFile::new(
                format!("content/components/{folder}/_group.toml"),
                document(&keys, &[]),
            ));
            groups.push((name.to_owned(), folder, order));
        }
        Self(groups)
    }

    /// Returns the folder and the order of a system; `index` counts the systems from 0.
    pub(in crate::import::cstate) fn position(
        &self,
        category: Option<&str>,
        index: usize,
        subject: &str,
        context: &mut ConversionContext<'_>,
    ) -> (&str, i64) {
        let index = i64::try_from(index + 1).unwrap_or(i64::MAX / 2);
        match category.map(|name| (name, self.0.iter().find(|(known, ..)| known == name))) {
            Some((_, Some((_, folder, _)))) if !folder.is_empty() => (folder, index),
            Some((_, Some((_, _, order)))) => ("", order.saturating_add(index)),
            Some((name, None)) => {
                context
                    .notes
                    .add(subject, format!("its category `{name}` is not declared, so it is in no group"));
                ("", index)
            }
            None => {
                context.notes.add(subject, "it has no category, so it is in no group");
                ("", index)
            }
        }
    }
}
