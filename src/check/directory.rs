//! Who and what can be named: every name that records use for each other, gathered once.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::content::internal::People;
use crate::content::public::{ApprovalPolicy, RecordKind, SeverityPolicy, SiteConfig};
use crate::content::{AudienceTag, ComponentNames, Content, SeverityName, slug_of};

/// The names of a site.
pub(super) struct Directory<'a> {
    pub(super) components: ComponentNames<'a>,
    /// Paths and shortest endings of components, for suggestions.
    pub(super) component_names: BTreeSet<&'a str>,
    /// None if nobody's name could be read.
    pub(super) people: Option<PeopleNames<'a>>,
    /// The tier of each customer; none if the internal half was not read.
    pub(super) customers: Option<BTreeMap<&'a str, Option<&'a str>>>,
    /// Tiers that `site.toml` knows.
    pub(super) site_tiers: BTreeSet<&'a str>,
    /// Tiers that customers are in.
    pub(super) customer_tiers: BTreeSet<&'a str>,
    pub(super) severities: BTreeMap<&'a str, SeverityPolicy>,
    pub(super) approval: Option<&'a ApprovalPolicy>,
    /// None if `site.toml` could not be read.
    pub(super) site: Option<&'a SiteConfig>,
    /// Slugs of incidents, as written or as made from date and title. Only looked up, but for suggestions.
    pub(super) incident_slugs: BTreeSet<String>,
    pub(super) incident_folders: BTreeSet<&'a str>,
}

/// The names of `people.toml`.
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
        let incidents = content.public.records.iter().filter(|record| record.kind == RecordKind::Incident);
        Self {
            component_names: components.short_names().chain(paths).collect(),
            components,
            people: internal.people.as_ref().filter(|_| internal.read).map(PeopleNames::new),
            customer_tiers: customers.values().flatten().copied().collect(),
            customers: internal.read.then_some(customers),
            site_tiers: site.into_iter().flat_map(|site| site.tiers.keys().map(String::as_str)).collect(),
            severities: built_in.chain(configured.map(|(name, policy)| (name.as_str(), *policy))).collect(),
            approval: site.and_then(|site| site.approval.as_ref()),
            site,
            incident_folders: incidents
                .clone()
                .map(|record| record.folder.as_str())
                .chain(internal.incidents.keys().map(String::as_str))
                .collect(),
            incident_slugs: incidents
                .flat_map(|record| &record.updates)
                .filter_map(|update| match (&update.slug, &update.title) {
                    (Some(slug), _) => Some(slug.value.clone()),
                    (None, Some(title)) => Some(derived_slug(update.at.date_naive(), &title.value)),
                    (None, None) => None,
                })
                .collect(),
        }
    }

    /// Whether the audience that is named by one tag alone sees what is released to another. A customer whose
    /// tier is not known is taken to see what is for any tier.
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

    /// The people in the order of the file, for suggestions.
    pub(super) fn person_ids(&self) -> impl Iterator<Item = &'a str> {
        self.all.people.iter().map(|person| person.id.value.as_str())
    }

    /// The teams in the order of the file, for suggestions.
    pub(super) fn team_ids(&self) -> impl Iterator<Item = &'a str> {
        self.all.teams.iter().map(|team| team.id.value.as_str())
    }
}

/// The address of a record that has none written down: its date and title.
pub(super) fn derived_slug(date: chrono::NaiveDate, title: &str) -> String {
    format!("{date}-{}", slug_of(title))
}
