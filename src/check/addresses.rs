//! Checks that slugs are fixed and do not take reserved addresses.

use super::directory::derived_slug;
use super::record_context::RecordContext;
use super::record_names::folder_of;
use crate::content::Content;
use crate::content::public::Alias;
use crate::diagnostics::{Finding, rules};
use crate::span::{Span, Spanned};

/// First parts of addresses that the site itself, hosts or crawlers use.
const RESERVED_PAGES: &[&str] = &[
    "404",
    "500",
    "api",
    "assets",
    "atom",
    "badge",
    "calendar",
    "components",
    "embed",
    "favicon",
    "feed",
    "headers",
    "history",
    "home",
    "incidents",
    "index",
    "llms",
    "maintenance",
    "manifest",
    "metrics",
    "postmortems",
    "private",
    "public",
    "response",
    "robots",
    "rss",
    "security",
    "sitemap",
    "stamp",
    "status",
    "subscribe",
    "sw",
    "v",
    "well-known",
];

/// Device names that Windows reserves with any extension, so that a checkout with such a file fails. See
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// The longest part of an address, in bytes. File systems allow 255; the site adds extensions, and a temporary suffix
/// while it writes.
const LONGEST_ADDRESS: usize = 200;

/// The deepest nesting of groups.
const MAX_GROUPS: usize = 8;

/// Checks the slugs of an incident or a maintenance.
pub(super) fn check_record(context: &RecordContext<'_>, found: &mut Vec<Finding>) {
    for slug in context.updates.iter().filter_map(|update| update.slug.as_ref()) {
        device(&slug.value, slug.span, found);
        too_long(&slug.value, slug.span, "write a shorter slug", found);
    }
    for update in context.updates {
        reserved_aliases(&update.aliases, folder_of(context.kind), found);
    }
    if !context.whole {
        return;
    }
    for first in context.first_updates() {
        if let (None, Some(title)) = (&first.slug, &first.title) {
            let slug = derived_slug(first.at.date_naive(), &title.value);
            let message =
                format!("the address of this page can change: it is `{slug}` only until the title changes");
            found.push(
                Finding::at(&rules::SLUG_NOT_FIXED, title.span, message)
                    .hint(format!("add the line `slug = \"{slug}\"`")),
            );
        }
    }
}

/// Checks the addresses of pages and components, which come from file names.
pub(super) fn check_site(content: &Content, found: &mut Vec<Finding>) {
    let languages = content.public.site.iter().flat_map(|site| &site.other_languages);
    let languages: Vec<&Spanned<String>> = languages.collect();
    for language in &languages {
        if RESERVED_PAGES.contains(&language.value.to_ascii_lowercase().as_str()) {
            let message = format!("the address `/{}/` is reserved for the site itself", language.value);
            found.push(
                Finding::at(&rules::RESERVED_SLUG, language.span, message)
                    .hint("name the language by another code"),
            );
        }
    }
    for page in &content.public.pages {
        if let Some(language) = of_language(&page.slug, &languages) {
            let message = format!("the address `/{}/` is reserved for the pages in `{language}`", page.slug);
            found.push(
                Finding::at(&rules::RESERVED_SLUG, page.span, message)
                    .hint(format!("rename the file, for example to `about-{}.md`", page.slug)),
            );
        }
        languages_in_aliases(&page.aliases, &languages, found);
        if RESERVED_PAGES.contains(&page.slug.to_ascii_lowercase().as_str()) {
            let message = format!("the address `/{}/` is reserved for the site itself", page.slug);
            found.push(
                Finding::at(&rules::RESERVED_SLUG, page.span, message)
                    .hint(format!("rename the file, for example to `about-{}.md`", page.slug)),
            );
        }
        device(&page.slug, page.span, found);
        reserved_aliases(&page.aliases, "", found);
        too_long(&page.slug, page.span, "give the file a shorter name", found);
    }
    for notice in &content.public.notices {
        reserved_aliases(&notice.aliases, "notices", found);
    }
    for component in &content.public.components {
        reserved_aliases(&component.aliases, "components", found);
        too_long(&component.slug(), component.span, "give the folders or the file shorter names", found);
        let groups = component.path.matches('/').count();
        if groups > MAX_GROUPS {
            let message = format!("this component is in {groups} groups within each other");
            let hint = format!("use at most {MAX_GROUPS} levels of groups");
            found.push(Finding::at(&rules::TEXT_LIMIT, component.span, message).hint(hint));
        }
        if let Some(slug) = &component.written_slug {
            device(&slug.value, slug.span, found);
        }
        for part in component.path.split('/') {
            device(part, component.span, found);
        }
    }
}

/// Returns the language whose pages are below `/<name>/`.
fn of_language<'a>(name: &str, languages: &[&'a Spanned<String>]) -> Option<&'a str> {
    let language = languages.iter().find(|language| language.value.eq_ignore_ascii_case(name))?;
    Some(language.value.as_str())
}

/// Reports earlier addresses of pages that are the home pages of languages.
fn languages_in_aliases(aliases: &[Alias], languages: &[&Spanned<String>], found: &mut Vec<Finding>) {
    for alias in aliases {
        let path = alias.path("");
        if let Some(language) = of_language(path.trim_matches('/'), languages) {
            let message = format!("the address `{path}` is reserved for the pages in `{language}`");
            found.push(
                Finding::at(&rules::RESERVED_SLUG, alias.written().span, message)
                    .hint("remove it from `aliases`"),
            );
        }
    }
}

/// Reports earlier addresses that are those of the site itself.
fn reserved_aliases(aliases: &[Alias], folder: &str, found: &mut Vec<Finding>) {
    for alias in aliases {
        let path = alias.path(folder);
        let name = path.trim_matches('/');
        if RESERVED_PAGES.contains(&name.strip_suffix(".html").unwrap_or(name)) {
            let message = format!("the address `{path}` is reserved for the site itself");
            found.push(
                Finding::at(&rules::RESERVED_SLUG, alias.written().span, message)
                    .hint("remove it from `aliases`"),
            );
        }
        name.split('/').for_each(|part| device(part, alias.written().span, found));
    }
}

/// Reports the part of an address that is too long for the name of a file, with what the site adds to it.
fn too_long(address: &str, span: Span, hint: &str, found: &mut Vec<Finding>) {
    if address.len() > LONGEST_ADDRESS {
        let start = address.get(..address.floor_char_boundary(40)).unwrap_or_default();
        let message = format!(
            "the address `{start}…` has {} characters; at most {LONGEST_ADDRESS} fit into the name of a file",
            address.len()
        );
        found.push(Finding::at(&rules::TEXT_LIMIT, span, message).hint(hint));
    }
}

fn device(slug: &str, span: Span, found: &mut Vec<Finding>) {
    let folded = slug.to_ascii_lowercase();
    let numbered = |port| {
        folded.strip_prefix(port).is_some_and(|n: &str| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
    };
    if DEVICES.contains(&folded.as_str()) || numbered("com") || numbered("lpt") {
        let message = format!("`{slug}` is a device name on Windows");
        found.push(
            Finding::at(&rules::RESERVED_SLUG, span, message)
                .hint(format!("rename it, for example to `{slug}-status`")),
        );
    }
}
