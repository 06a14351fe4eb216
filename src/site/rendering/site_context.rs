//! The properties of a site that every page may use, beside its own inputs.
//!
//! Pages are rendered from the site context and their inputs, never from the whole site. So a page is unchanged if
//! both are unchanged, without any tracking of dependencies. The site context contains no state of any component,
//! incident or maintenance.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::release::Site;
use crate::release::model::{Component, Link, Place, SlaTerms};

/// The context of all pages.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::site) struct SiteContext {
    pub(in crate::site) place: Place,
    pub(in crate::site) customer: Option<String>,
    pub(in crate::site) title: String,
    pub(in crate::site) url: String,
    pub(in crate::site) base_path: String,
    pub(in crate::site) authority: String,
    pub(in crate::site) description: String,
    /// The language of the pages.
    pub(in crate::site) language: String,
    /// The folder of this language: empty for the first one, or `/de`.
    pub(in crate::site) folder: String,
    /// All languages, the first one first; empty if there is only one, as in sealed views.
    pub(in crate::site) languages: Vec<SiteLanguage>,
    pub(in crate::site) time_zone: Tz,
    pub(in crate::site) partial_weight: f64,
    pub(in crate::site) support: Option<Link>,
    /// The address of the only feed of a sealed view; `None` for other sites.
    pub(in crate::site) sealed_feed: Option<String>,
    /// What was agreed with the customer; `None` for the public.
    pub(in crate::site) sla: Option<SlaTerms>,
    pub(in crate::site) report: Option<Link>,
    /// Whether there is a page about the response.
    pub(in crate::site) has_response: bool,
    pub(in crate::site) subscribe: Vec<Link>,
    /// The time at which the clock of the site stands.
    pub(in crate::site) clock: Option<DateTime<Utc>>,
    /// The current day in the time zone of the site: dates of other years show their year.
    pub(in crate::site) today: NaiveDate,
    /// The free-form pages in the navigation.
    pub(in crate::site) navigation: Vec<Named>,
    /// All components, in the order of the site.
    pub(in crate::site) components: Vec<NamedComponent>,
}

/// A language of the interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct SiteLanguage {
    pub(in crate::site) code: String,
    /// The folder of its pages: empty for the first one, or `/de`.
    pub(in crate::site) folder: String,
}

/// The name and the slug of a component, and its outermost group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct NamedComponent {
    /// The name, followed by its group if another component has the same name: `Sign-in (Mobile)`.
    pub(in crate::site) name: String,
    pub(in crate::site) slug: String,
    pub(in crate::site) group: Option<String>,
}

/// The name and the slug of something that has its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::site) struct Named {
    pub(in crate::site) name: String,
    pub(in crate::site) slug: String,
}

impl SiteContext {
    /// Returns the contexts of all languages, the first one first. A sealed view, whose only feed has the address
    /// `feed`, has one language.
    pub(in crate::site) fn all(site: &Site, feed: Option<&str>) -> Vec<Self> {
        let first = Self::of(site);
        if let Some(feed) = feed {
            return vec![Self {
                sealed_feed: Some(feed.to_owned()),
                languages: Vec::new(),
                has_response: false,
                ..first
            }];
        }
        let others = first.languages.iter().skip(1).map(|language| Self {
            language: language.code.clone(),
            folder: language.folder.clone(),
            ..first.clone()
        });
        let others: Vec<Self> = others.collect();
        std::iter::once(first).chain(others).collect()
    }

    /// The folders of all languages: empty for the first one.
    pub(in crate::site) fn folders(&self) -> Vec<&str> {
        if self.languages.is_empty() {
            return vec![""];
        }
        self.languages.iter().map(|language| language.folder.as_str()).collect()
    }

    /// The context of the first language.
    pub(in crate::site) fn of(site: &Site) -> Self {
        let named = |name: &String, slug: &String| Named { name: name.clone(), slug: slug.clone() };
        let mut namesakes: BTreeMap<&str, usize> = BTreeMap::new();
        for component in &site.components {
            *namesakes.entry(&component.name).or_default() += 1;
        }
        let pages = site.pages.iter().filter(|page| page.in_navigation);
        Self {
            place: site.place,
            customer: site.customer.clone(),
            title: site.title.clone(),
            url: site.url.clone(),
            base_path: site.base_path.clone(),
            authority: site.authority.clone(),
            description: site.description.clone(),
            language: site.language.clone(),
            folder: String::new(),
            languages: languages(site),
            time_zone: site.time_zone,
            partial_weight: site.partial_weight,
            support: site.support.clone(),
            sealed_feed: None,
            sla: site.sla.as_ref().map(|sla| sla.terms.clone()),
            report: site.report.clone(),
            has_response: site.response.is_some(),
            subscribe: site.subscribe.clone(),
            clock: site.clock,
            today: site.today,
            navigation: pages.map(|page| named(&page.title, &page.slug)).collect(),
            components: site
                .components
                .iter()
                .map(|component| NamedComponent {
                    name: label(site, component, &namesakes),
                    slug: component.slug.clone(),
                    group: component
                        .groups
                        .first()
                        .and_then(|index| site.groups.get(*index))
                        .map(|group| group.name.clone()),
                })
                .collect(),
        }
    }
}

/// Returns the languages of a site; none if it has only one.
fn languages(site: &Site) -> Vec<SiteLanguage> {
    if site.other_languages.is_empty() {
        return Vec::new();
    }
    let first = SiteLanguage { code: site.language.clone(), folder: String::new() };
    let others = site.other_languages.iter();
    let others = others
        .map(|code| SiteLanguage { code: code.clone(), folder: format!("/{}", code.to_ascii_lowercase()) });
    std::iter::once(first).chain(others).collect()
}

/// Returns the name of a component. If others have the same name, its innermost group follows, or all its groups if
/// that is not enough to tell them apart. `names` counts the components with each name.
fn label(site: &Site, component: &Component, names: &BTreeMap<&str, usize>) -> String {
    let name = &component.name;
    if names.get(name.as_str()).is_none_or(|count| *count < 2) {
        return name.clone();
    }
    let groups = |component: &Component| -> Vec<&str> {
        let groups = component.groups.iter().filter_map(|index| site.groups.get(*index));
        groups.map(|group| group.name.as_str()).collect()
    };
    let own = groups(component);
    let Some(innermost) = own.last() else { return name.clone() };
    let same = |other: &&Component| other.name == *name && groups(other).last() == Some(innermost);
    if site.components.iter().filter(same).count() < 2 {
        format!("{name} ({innermost})")
    } else {
        format!("{name} ({})", own.join(" › "))
    }
}
