//! Reads texts that become addresses: links, slugs and ids.

use std::path::Path;

use toml::de::DeValue;

use super::Reader;
use crate::content::{AudienceTag, is_name};
use crate::diagnostics::{Finding, rules};
use crate::span::Spanned;

impl Reader<'_> {
    /// Whether the value of a key is a text.
    pub(in crate::content) fn is_text(&self, key: &str) -> bool {
        self.value(key).is_some_and(|value| matches!(value.get_ref(), DeValue::String(_)))
    }

    /// Whether the value of a key is a boolean.
    pub(in crate::content) fn is_flag(&self, key: &str) -> bool {
        self.value(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Boolean(_)))
    }

    /// Reads an absolute link or a mail address.
    pub(in crate::content) fn link(&self, key: &str) -> Option<Spanned<String>> {
        let link = self.line(key)?;
        let allowed = ["https://", "http://", "mailto:"].iter().any(|scheme| link.value.starts_with(scheme));
        if !allowed || link.value.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\')) {
            let message = format!("`{}` is not an allowed link", link.value);
            self.wrong(&rules::LINK_SCHEME, link.span, message, "write it as `https://…`");
            return None;
        }
        Some(link)
    }

    /// Reads an absolute link, or the id of a runbook: the name of its file without `.md`.
    pub(in crate::content) fn runbook(&self, key: &str) -> Option<Spanned<String>> {
        let written = self.line(key)?;
        if written.value.contains("://") || written.value.starts_with("mailto:") {
            return self.link(key);
        }
        let ending = Path::new(&written.value).extension();
        let is_file = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
        if is_file || written.value.contains(['/', '\\']) {
            let message = format!("`{}` is neither a link nor the id of a runbook", written.value);
            let file = written.value.rsplit(['/', '\\']).next().unwrap_or_default();
            let hint = format!("the id is the name of the file: `{}`", file.trim_end_matches(".md"));
            self.wrong(&rules::INVALID_NAME, written.span, message, &hint);
            return None;
        }
        Some(written)
    }

    /// Reads a slug.
    pub(in crate::content) fn slug(&self, key: &str) -> Option<Spanned<String>> {
        let slug = self.line(key)?;
        if !is_name(&slug.value) {
            let message = format!("`{}` cannot be part of an address", slug.value);
            let hint = format!("did you mean `{}`?", crate::content::slug_of(&slug.value));
            self.wrong(&rules::INVALID_NAME, slug.span, message, &hint);
            return None;
        }
        Some(slug)
    }

    /// Reads an id of the API: up to 64 characters `[a-z0-9-]`.
    pub(in crate::content) fn api_id(&self, key: &str) -> Option<Spanned<String>> {
        let id = self.line(key)?;
        if !is_name(&id.value) || id.value.len() > 64 {
            let message = format!("`{}` is not a valid id", id.value);
            self.wrong(&rules::INVALID_NAME, id.span, message, "ids consist of a to z, 0 to 9 and hyphens");
            return None;
        }
        Some(id)
    }
}

impl AudienceTag {
    /// Reads `audience`. Invalid tags are errors and never widen or narrow the audience.
    pub(in crate::content) fn read(reader: &Reader<'_>) -> Option<Spanned<Vec<Self>>> {
        let written = reader.texts("audience")?;
        if written.value.is_empty() {
            reader.wrong(
                &rules::EMPTY_AUDIENCE,
                written.span,
                "the audience is empty",
                "write `[\"public\"]`, or `draft = true` to release it to nobody",
            );
        }
        let mut tags = Vec::new();
        for text in written.value {
            match Self::parse(&text.value) {
                Some(tag) => tags.push(tag),
                None => reader.report(
                    Finding::at(
                        &rules::UNKNOWN_VALUE,
                        text.span,
                        format!("unknown audience `{}`", text.value),
                    )
                    .hint("write `public`, `tier:<id>` or `customer:<id>`"),
                ),
            }
        }
        if tags.len() > 1 && tags.contains(&Self::Public) {
            let message = "`public` already includes everybody else in the audience";
            let hint = "remove `public`, or everything else";
            reader.wrong(&rules::INVALID_VALUE, written.span, message, hint);
        }
        Some(Spanned::new(tags, written.span))
    }
}
