//! The directory of all names that records can refer to, collected once per check.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::OnceLock;

use chrono::{DateTime, Utc};

use super::person_names::PersonNames;
use super::step_names::step_names;
use crate::content::internal::{Customer, People, Person};
use crate::content::public::{Record, RecordKind, SeverityPolicy, SiteConfig, Update};
use crate::content::{AudienceTag, ComponentNames, Content, SeverityName, slug_of};

/// The names of a site.
pub(super) struct Directory<'a> {
    pub(super) components: ComponentNames<'a>,
    /// The paths and shortest unique endings of components, for suggestions.
    pub(super) component_names: BTreeSet<&'a str>,
    /// `None` if `people.toml` could not be read.
    pub(super) people: Option<PeopleNames<'a>>,
    /// The tier of each customer, by customer id; `None` if internal files were not read.
    pub(super) customers: Option<BTreeMap<&'a str, Option<&'a str>>>,
    /// The tiers in `site.toml`.
    pub(super) site_tiers: BTreeSet<&'a str>,
    /// The tiers of customers.
    pub(super) customer_tiers: BTreeSet<&'a str>,
    pub(super) severities: BTreeMap<&'a str, SeverityPolicy>,
    /// `None` if `site.toml` could not be read.
    pub(super) site: Option<&'a SiteConfig>,
    content: &'a Content,
    incident_slugs: OnceLock<BTreeSet<Cow<'a, str>>>,
    incident_folders: OnceLock<BTreeSet<&'a str>>,
    incidents: OnceLock<BTreeMap<Cow<'a, str>, &'a Record>>,
    steps: OnceLock<BTreeSet<String>>,
    customer_records: OnceLock<BTreeMap<&'a str, &'a Customer>>,
    person_names: OnceLock<PersonNames>,
}

/// The names in `people.toml`.
pub(super) struct PeopleNames<'a> {
    pub(super) people: HashSet<&'a str>,
    pub(super) teams: HashSet<&'a str>,
    all: &'a People,
}

impl<'a> Directory<'a> {
    pub(super) fn new(content: &'a Content) -> Self {
        let internal = &content.internal;
        let components = ComponentNames::new(&content.public.components);
        let paths = content.public.components.iter().map(|component| component.path.as_str());
        let customers: BTreeMap<&str, Option<&str>> = internal
            .customers
            .iter()
            .map(|customer| (customer.id.as_str(), customer.tier.as_ref().map(|tier| tier.value.as_str())))
            .collect();
        let site = content.public.site.as_ref();
        let built_in = SeverityName::BUILT_IN.iter().map(|name| (*name, SeverityPolicy::default()));
        let configured = site.into_iter().flat_map(|site| &site.severities);
        Self {
            component_names: components.short_names().chain(paths).collect(),
            components,
            people: internal.people.as_ref().filter(|_| internal.read).map(PeopleNames::new),
            customer_tiers: customers.values().flatten().copied().collect(),
            customers: internal.read.then_some(customers),
            site_tiers: site.into_iter().flat_map(|site| site.tiers.keys().map(String::as_str)).collect(),
            severities: built_in.chain(configured.map(|(name, policy)| (name.as_str(), *policy))).collect(),
            site,
            content,
            incident_slugs: OnceLock::new(),
            incident_folders: OnceLock::new(),
            incidents: OnceLock::new(),
            steps: OnceLock::new(),
            customer_records: OnceLock::new(),
            person_names: OnceLock::new(),
        }
    }

    /// Returns the records that the directory was made of.
    pub(super) const fn content(&self) -> &'a Content {
        self.content
    }

    /// Returns the names of the steps that a timeline may name. Collected on first use.
    pub(super) fn steps(&self) -> &BTreeSet<String> {
        self.steps.get_or_init(|| step_names(self.content))
    }

    /// Returns the slugs of incidents, written or derived. Collected on first use, because few records refer to
    /// others.
    pub(super) fn incident_slugs(&self) -> &BTreeSet<Cow<'a, str>> {
        self.incident_slugs.get_or_init(|| {
            let incidents =
                self.content.public.records.iter().filter(|record| record.kind == RecordKind::Incident);
            incidents.flat_map(|record| &record.updates).filter_map(slug_of_update).collect()
        })
    }

    /// Returns the incident with a slug, written or derived. Collected on first use.
    pub(super) fn incident(&self, slug: &str) -> Option<&'a Record> {
        let incidents = self.incidents.get_or_init(|| {
            let records = self.content.public.records.iter().map(AsRef::as_ref);
            let incidents = records.filter(|record| record.kind == RecordKind::Incident);
            incidents
                .flat_map(|record| {
                    record.updates.iter().filter_map(slug_of_update).map(move |slug| (slug, record))
                })
                .collect()
        });
        incidents.get(slug).copied()
    }

    /// Returns all people, teams and shifts.
    pub(super) fn all_people(&self) -> Option<&'a People> {
        self.people.as_ref().map(|people| people.all)
    }

    /// Returns when the component with this name was retired, UTC, with its index.
    pub(super) fn retired(&self, name: &str) -> Option<(usize, DateTime<Utc>)> {
        let index = self.components.one(name)?;
        Some((index, self.content.public.components.get(index)?.retired?))
    }

    /// Returns the folders of incidents. Collected on first use.
    pub(super) fn incident_folders(&self) -> &BTreeSet<&'a str> {
        self.incident_folders.get_or_init(|| {
            let folders =
                self.content.internal.folders.iter().filter(|folder| folder.kind == RecordKind::Incident);
            let folders = folders.filter(|folder| folder.record.is_some() || folder.incident.is_some());
            folders.map(|folder| folder.name.as_str()).collect()
        })
    }

    /// Returns the record of a customer. Collected on first use.
    pub(super) fn customer(&self, id: &str) -> Option<&'a Customer> {
        let records = self.customer_records.get_or_init(|| {
            let customers = self.content.internal.customers.iter();
            customers.map(|customer| (customer.id.as_str(), customer)).collect()
        });
        records.get(id).copied()
    }

    /// Returns the names of people as they occur in a text. Collected on first use.
    pub(super) fn person_names(&self) -> &PersonNames {
        self.person_names
            .get_or_init(|| self.content.internal.people.as_ref().map(PersonNames::new).unwrap_or_default())
    }

    /// Whether a customer sees what is for readers with these tags.
    pub(super) fn customer_sees(&self, id: &str, tags: &[AudienceTag]) -> bool {
        let viewer = AudienceTag::Customer(id.to_owned());
        tags.iter().any(|tag| self.sees(&viewer, tag))
    }

    /// Whether the view of a customer shows a component, by its index.
    pub(super) fn shows(&self, customer: &Customer, index: usize) -> bool {
        let Some(component) = self.content.public.components.get(index) else { return false };
        let mut used = customer.components.iter().map(|name| self.components.one(&name.value));
        (customer.components.is_empty() || used.any(|used| used == Some(index)))
            && component.audience.as_ref().is_none_or(|tags| self.customer_sees(&customer.id, &tags.value))
    }

    /// Whether an audience that consists of one tag sees what is released to another. A customer whose tier is unknown
    /// is assumed to see what is released to any tier.
    pub(super) fn sees(&self, viewer: &AudienceTag, tag: &AudienceTag) -> bool {
        match (viewer, tag) {
            (_, AudienceTag::Public) => true,
            (AudienceTag::Customer(id), AudienceTag::Tier(tier)) => {
                let known = self.customers.as_ref().and_then(|customers| customers.get(id.as_str()));
                known.is_none_or(|of_customer| *of_customer == Some(tier.as_str()))
            }
            _ => viewer == tag,
        }
    }
}

impl<'a> PeopleNames<'a> {
    fn new(all: &'a People) -> Self {
        Self {
            people: all.people.iter().map(|person| person.id.value.as_str()).collect(),
            teams: all.teams.iter().map(|team| team.id.value.as_str()).collect(),
            all,
        }
    }

    /// Returns the ids of people in the order of the file, for suggestions.
    pub(super) fn person_ids(&self) -> impl Iterator<Item = &'a str> {
        self.all.people.iter().map(|person| person.id.value.as_str())
    }

    /// Returns the person with this id.
    pub(super) fn person(&self, id: &str) -> Option<&'a Person> {
        self.all.person(id)
    }

    /// Returns the ids of teams in the order of the file, for suggestions.
    pub(super) fn team_ids(&self) -> impl Iterator<Item = &'a str> {
        self.all.teams.iter().map(|team| team.id.value.as_str())
    }
}

/// Returns the slug that an update gives its record.
pub(super) fn slug_of_update(update: &Update) -> Option<Cow<'_, str>> {
    match (&update.slug, &update.title) {
        (Some(slug), _) => Some(Cow::Borrowed(&slug.value)),
        (None, Some(title)) => Some(Cow::Owned(derived_slug(update.at.date_naive(), &title.value))),
        (None, None) => None,
    }
}

/// Returns the slug of a record without a written one: its date and title.
pub(super) fn derived_slug(date: chrono::NaiveDate, title: &str) -> String {
    format!("{date}-{}", slug_of(title))
}
