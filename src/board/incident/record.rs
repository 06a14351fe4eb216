//! What the record of an incident says.

use serde::Serialize;

use crate::board::facts::{Facts, customer_address};
use crate::board::likely::LikelyView;
use crate::board::moment::Moment;
use crate::board::text::html;
use crate::board::title::title;
use crate::board::words::label;
use crate::content::internal::IncidentKind;
use crate::content::{Folder, Keyword as _, text_below};
use crate::response::PostmortemFacts;

/// The record.
#[derive(Debug, Serialize)]
pub(super) struct RecordView {
    kind: String,
    is_incident: bool,
    severities: Vec<SeverityView>,
    components: Vec<ComponentView>,
    tiers: Vec<String>,
    customers: Vec<CustomerLink>,
    reported_by: Option<String>,
    flags: Vec<String>,
    repeat_of: Option<EarlierIncident>,
    /// The earlier incident that it looks like, if nobody has said whether it repeats it.
    likely_repeat: Option<LikelyView>,
    users: Option<String>,
    revenue: Option<String>,
    waived: Option<String>,
    /// The roles as the record gives them.
    roles: Vec<(String, String)>,
    /// What the reporter observed, and the checklist.
    html: String,
}

#[derive(Debug, Serialize)]
struct SeverityView {
    severity: String,
    /// From when it is in force; `None` from the beginning.
    from: Option<Moment>,
}

#[derive(Debug, Serialize)]
struct ComponentView {
    name: String,
    /// The address of its incidents below the root.
    address: String,
}

#[derive(Debug, Serialize)]
struct CustomerLink {
    name: String,
    address: String,
}

#[derive(Debug, Serialize)]
struct EarlierIncident {
    title: String,
    /// Below the root; `None` if there is no such incident.
    address: Option<String>,
}

impl RecordView {
    pub(super) fn new(folder: &Folder, about: &PostmortemFacts<'_>, facts: &Facts<'_>) -> Self {
        let incident = folder.incident.as_ref();
        let kind = incident.map_or(IncidentKind::Incident, |incident| incident.kind);
        let text =
            incident.and_then(|incident| facts.snapshot.file(incident.span.file)).map_or("", text_below);
        let severity = |(from, severity): &(Option<_>, &str)| SeverityView {
            severity: (*severity).to_owned(),
            from: from.map(Moment::full),
        };
        let component = |index: &usize| ComponentView {
            name: facts.component_name(*index).to_owned(),
            address: format!("by/component/{}/", facts.component_address(*index)),
        };
        let customers = about.affected_customers();
        let line = |text: Option<&crate::span::Spanned<String>>| text.map(|text| text.value.clone());
        let roles = incident.into_iter().flat_map(|incident| &incident.roles);
        let flags = incident.into_iter().flat_map(|incident| &incident.flags);
        Self {
            kind: label(kind.word()),
            is_incident: kind == IncidentKind::Incident,
            severities: about.severities.iter().map(severity).collect(),
            components: about.component_indexes.iter().map(component).collect(),
            tiers: incident
                .into_iter()
                .flat_map(|incident| &incident.tiers)
                .map(|tier| tier.value.clone())
                .collect(),
            customers: customers
                .iter()
                .map(|id| CustomerLink { name: facts.customer(id), address: customer_address(id) })
                .collect(),
            reported_by: about.reported_by.map(|by| label(by.word())),
            flags: flags.map(|flag| label(flag.value.word())).collect(),
            repeat_of: incident
                .and_then(|incident| incident.repeat_of.as_ref())
                .map(|name| earlier(&name.value, facts)),
            likely_repeat: facts.likely_repeat(&folder.name).map(|likely| LikelyView::new(likely, facts)),
            users: about.users.map(str::to_owned),
            revenue: about.revenue.map(str::to_owned),
            waived: line(incident.and_then(|incident| incident.postmortem_waived.as_ref())),
            roles: roles.map(|(role, person)| (label(role), facts.person(&person.value))).collect(),
            html: html(text, "record", &facts.site.url, 3),
        }
    }
}

fn earlier(name: &str, facts: &Facts<'_>) -> EarlierIncident {
    let known = facts.summary(name);
    EarlierIncident {
        title: known.map_or(name, |one| title(one.folder)).to_owned(),
        address: known.map(|one| facts.address(one.folder).to_owned()),
    }
}
