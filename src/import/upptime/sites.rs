//! The sites that Upptime watches: from its configuration, and from its files in `history/`.

use serde_json::{Value, json};

use super::component;
use crate::content::{derived_id, slug_of};
use crate::import::cstate::{YamlNode, read_yaml};
use crate::import::folder::{Folder, has_extension};
use crate::import::plan::Notes;

/// All sites, in the order of the configuration, then those that only have a history.
#[derive(Debug, Default)]
pub(super) struct Sites {
    sites: Vec<Site>,
    /// The name of the page, and its address.
    page: Option<(String, String)>,
}

/// A site.
#[derive(Debug)]
pub(super) struct Site {
    /// The id of the component.
    pub(super) id: String,
    /// The label of its issues.
    pub(super) slug: String,
    pub(super) name: String,
    /// Since when it is watched, as the history says.
    since: Option<String>,
}

impl Sites {
    /// Reads the configuration and the history.
    pub(super) fn read(folder: &Folder, notes: &mut Notes) -> Self {
        let mut sites = Self::default();
        let mut history: Vec<(String, YamlNode)> = Vec::new();
        for input in &folder.texts {
            let is_yaml = has_extension(&input.name, &["yml", "yaml"]);
            if !is_yaml {
                continue;
            }
            let subject = format!("{}/{}", folder.name, input.name);
            let node = match read_yaml(&input.text) {
                Ok(node) => node,
                Err((line, message)) => {
                    notes.add(format!("{subject}:{line}"), format!("{message}; the file is left out"));
                    continue;
                }
            };
            match input.name.strip_prefix("history/") {
                Some(name) => {
                    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                    // Upptime writes `.yml` for a site without a name, and its summary beside the sites.
                    if !stem.is_empty() && node.get("url").is_some() {
                        history.push((stem.to_owned(), node));
                    }
                }
                None => sites.configuration(&node, &subject, notes),
            }
        }
        for (slug, node) in history {
            let since = node.text_of("startTime").map(str::to_owned);
            match sites.sites.iter_mut().find(|site| compact(&site.slug) == compact(&slug)) {
                Some(site) => {
                    site.slug = slug;
                    site.since = since;
                }
                None => {
                    sites.sites.push(Site { id: id_of(&slug), name: slug.replace('-', " "), slug, since });
                }
            }
        }
        // The id is that of the final slug, so that it does not depend on which files there are.
        for site in &mut sites.sites {
            site.id = id_of(&site.slug);
        }
        sites
    }

    fn configuration(&mut self, node: &YamlNode, subject: &str, notes: &mut Notes) {
        for site in node.items_of("sites") {
            let Some(name) = site.text_of("name") else {
                notes.add(format!("{subject}:{}", site.line), "a site without `name`; left out");
                continue;
            };
            let slug = site.text_of("slug").map_or_else(|| slug_of(name), str::to_owned);
            self.sites.push(Site { id: id_of(&slug), slug, name: name.to_owned(), since: None });
        }
        let website = node.get("status-website");
        let name = website.and_then(|website| website.text_of("name"));
        let own = website.and_then(|website| website.text_of("cname")).map(|host| format!("https://{host}"));
        let hosted = || {
            let (owner, repository) = (node.text_of("owner")?, node.text_of("repo")?);
            Some(format!("https://{owner}.github.io/{repository}"))
        };
        if let Some(url) = own.or_else(hosted) {
            self.page = Some((name.unwrap_or("Status").to_owned(), url));
        }
    }

    /// Whether there is no site.
    pub(super) const fn is_empty(&self) -> bool {
        self.sites.is_empty()
    }

    /// Returns the site that has one of these labels, or else this name.
    pub(super) fn find(&self, labels: &[&str], name: Option<&str>) -> Option<&Site> {
        let has = |site: &&Site, label: &str| compact(&site.slug) == compact(label);
        let by_label = self.sites.iter().find(|site| labels.iter().any(|label| has(site, label)));
        by_label.or_else(|| {
            let name = name?;
            self.sites.iter().find(|site| site.name == name || has(site, name))
        })
    }

    /// Returns the page in the form of the Statuspage API.
    pub(super) fn page(&self) -> Option<Value> {
        let (name, url) = self.page.as_ref()?;
        let id = derived_id("page", &["upptime", url]);
        Some(json!({ "id": id, "name": name, "url": url, "time_zone": "Etc/UTC" }))
    }

    /// Returns the components in the form of the Statuspage API.
    pub(super) fn components(&self) -> Option<Vec<Value>> {
        let all = self.sites.iter().zip(1..);
        let all =
            all.map(|(site, position)| component(&site.id, &site.name, position, site.since.as_deref()));
        (!self.sites.is_empty()).then(|| all.collect())
    }
}

/// Returns the id of the component of a site.
pub(super) fn id_of(slug: &str) -> String {
    derived_id("component", &["upptime", slug])
}

/// Returns a slug without hyphens: Upptime separates words inside of names, `i-pv6-test` for `IPv6 test`.
fn compact(slug: &str) -> String {
    slug.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
