//! Redirect pages: `/incidents/<id>/` for every incident and maintenance, and the earlier addresses of pages.
//!
//! They work without scripts and without settings of the web server. A page of the site takes precedence over a
//! redirect at the same address, and an id over an alias. The pages show no title, so that a renamed incident changes
//! its own page only.

use std::collections::{BTreeMap, HashSet};

use super::rendering::text::escaped;
use super::rendering::{Addresses, RenderContext};
use crate::artifact::{Artifact, ArtifactKind};
use crate::release::Site;

/// Renders the redirect pages of a site in one language. Its other outputs have the paths `taken`.
pub(super) fn redirects(context: RenderContext<'_>, site: &Site, taken: &HashSet<&str>) -> Vec<Artifact> {
    let mut targets: BTreeMap<String, String> = BTreeMap::new();
    for (path, target) in ids(site).chain(aliases(site)) {
        let file = context.addresses.file_of_language(&file(&path));
        if !taken.contains(file.as_str()) {
            targets.entry(file).or_insert(target);
        }
    }
    targets.into_iter().map(|(file, target)| redirect(context, site, file, &target)).collect()
}

/// The addresses with ids and their targets, without the base path.
pub(super) fn ids(site: &Site) -> impl Iterator<Item = (String, String)> + '_ {
    let addresses = Addresses::below("");
    let incidents = site.incidents.iter().map(move |incident| {
        (addresses.incident(&incident.event.id), addresses.incident(&incident.event.slug))
    });
    let maintenances = site.maintenances.iter().map(move |maintenance| {
        (addresses.incident(&maintenance.event.id), addresses.maintenance(&maintenance.event.slug))
    });
    incidents.chain(maintenances)
}

/// The earlier addresses and their targets, without the base path.
pub(super) fn aliases(site: &Site) -> impl Iterator<Item = (String, String)> + '_ {
    let addresses = Addresses::below("");
    let incidents = site
        .incidents
        .iter()
        .map(move |incident| (&incident.event.aliases, addresses.incident(&incident.event.slug)));
    let maintenances = site
        .maintenances
        .iter()
        .map(move |maintenance| (&maintenance.event.aliases, addresses.maintenance(&maintenance.event.slug)));
    let components = site.components.iter();
    let components =
        components.map(move |component| (&component.aliases, addresses.component(&component.slug)));
    let pages = site.pages.iter().map(move |page| (&page.aliases, addresses.page(&page.slug)));
    let notices = site.notices.iter().map(|notice| (&notice.aliases, format!("/#notice-{}", notice.anchor)));
    let all = incidents.chain(maintenances).chain(components).chain(pages).chain(notices);
    all.flat_map(|(aliases, target)| aliases.iter().map(move |alias| (alias.clone(), target.clone())))
}

/// The path in the output of the page at an address.
fn file(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

fn redirect(context: RenderContext<'_>, site: &Site, file: String, target: &str) -> Artifact {
    let language = context.language.code();
    let title = escaped(&site.title);
    let folder = &context.site.folder;
    let path = escaped(&format!("{}{folder}{target}", site.base_path));
    let url = escaped(&format!("{}{folder}{target}", site.url));
    let canonical = if site.place.has_canonical_addresses() {
        format!("<link rel=\"canonical\" href=\"{url}\">\n")
    } else {
        String::new()
    };
    let referrer =
        if site.place.is_listed() { "" } else { "<meta name=\"referrer\" content=\"no-referrer\">\n" };
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n{referrer}{canonical}\
         <meta http-equiv=\"refresh\" content=\"0; url={path}\">\n</head>\n\
         <body>\n<p><a href=\"{path}\">{url}</a></p>\n</body>\n</html>\n"
    );
    Artifact::new(file, html, ArtifactKind::Page)
}
