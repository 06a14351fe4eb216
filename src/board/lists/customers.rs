//! Customers: what was agreed, what each of them sees now, and how the agreement was kept.

use serde::Serialize;

use super::parts::{Group, Part, PartLink, parts};
use crate::board::customer_site::CustomerSite;
use crate::board::facts::{Facts, customer_address};
use crate::board::moment::{Moment, day, month};
use crate::board::page::Page;
use crate::board::text::html;
use crate::board::words::{label, span};
use crate::content::internal::{Access, ExecutiveNotice};
use crate::content::{format_duration, text_below};
use crate::release::model::{IncidentSla, MonthAttainment, Sla};
use crate::status::State;
use crate::status::sla::{Attainment, Clock, Standing};

#[derive(Debug, Serialize)]
struct CustomersPage<'r> {
    rows: Vec<&'r CustomerView>,
    parts: Vec<PartLink>,
    next: Option<PartLink>,
}

#[derive(Debug, Serialize)]
struct CustomerView {
    id: String,
    name: String,
    address: String,
    aliases: Vec<String>,
    tier: Option<String>,
    /// How the view is protected.
    access: &'static str,
    shows_sla: bool,
    since: Option<String>,
    components: Vec<String>,
    notice: Option<String>,
    /// What the customer sees now, in one line.
    headline: Option<String>,
    /// The look of that.
    look: &'static str,
    /// Components that are not operational, as the customer sees them.
    states: Vec<StateView>,
    incidents: Vec<SeenIncident>,
    /// How the agreed uptime was kept.
    months: Vec<MonthView>,
    uptime: Option<UptimeTable>,
    /// Notes on the customer.
    html: String,
}

#[derive(Debug, Serialize)]
struct StateView {
    name: String,
    look: &'static str,
    word: String,
}

/// An open incident in the customer's view.
#[derive(Debug, Serialize)]
struct SeenIncident {
    /// The title that the customer reads.
    title: String,
    status: String,
    next: Option<Moment>,
}

/// A month in one word: whether the agreed uptime was reached for all components.
#[derive(Debug, Serialize)]
struct MonthView {
    month: String,
    standing: &'static str,
    missed: usize,
}

#[derive(Debug, Serialize)]
struct UptimeTable {
    agreed: String,
    months: Vec<String>,
    rows: Vec<UptimeRow>,
}

#[derive(Debug, Serialize)]
struct UptimeRow {
    component: String,
    cells: Vec<UptimeCell>,
}

#[derive(Debug, Serialize)]
struct UptimeCell {
    text: String,
    standing: &'static str,
}

/// How the targets of one incident were kept, as the customer's view shows it.
#[derive(Debug, Serialize)]
struct IncidentClocksView {
    title: String,
    response: Option<String>,
    resolution: Option<String>,
    is_missed: bool,
    /// Why there are no figures.
    none: Option<&'static str>,
}

/// A page of a customer. The first has everything; the others have the targets of older incidents.
#[derive(Debug, Serialize)]
struct CustomerPage<'r> {
    #[serde(flatten)]
    customer: &'r CustomerView,
    is_first: bool,
    clocks: Vec<IncidentClocksView>,
    parts: Vec<PartLink>,
    next: Option<PartLink>,
}

/// Returns the pages of the list, and those of each customer.
pub(in crate::board) fn customer_pages(facts: &Facts<'_>) -> Vec<Page> {
    let rows: Vec<CustomerView> = facts.customers.iter().map(|customer| view(customer, facts)).collect();
    let mut pages: Vec<Page> =
        rows.iter().zip(&facts.customers).flat_map(|(row, customer)| own_pages(row, customer)).collect();
    let groups = rows.iter().map(|row| Group::new(row.name.clone(), vec![row])).collect();
    pages.extend(parts("customers/", groups).into_iter().map(|part: Part<&CustomerView>| {
        let rows = part.groups.into_iter().flat_map(|group| group.rows).collect();
        let view = CustomersPage { rows, parts: part.all, next: part.next };
        Page::new(part.address, "customers", "Customers", "customers.html", &view)
    }));
    pages
}

/// Returns the pages of a customer.
fn own_pages(row: &CustomerView, customer: &CustomerSite<'_>) -> Vec<Page> {
    let parts = parts(&row.address, vec![Group::new("Targets", clocks(customer))]);
    let page = |(index, part): (usize, Part<IncidentClocksView>)| {
        let view = CustomerPage {
            customer: row,
            is_first: index == 0,
            clocks: part.groups.into_iter().flat_map(|group| group.rows).collect(),
            parts: part.all,
            next: part.next,
        };
        Page::new(part.address, "customers", row.name.clone(), "customer.html", &view)
    };
    parts.into_iter().enumerate().map(page).collect()
}

fn view(customer: &CustomerSite<'_>, facts: &Facts<'_>) -> CustomerView {
    let own = customer.customer;
    let site = customer.site.as_ref();
    let states = site
        .into_iter()
        .flat_map(|site| &site.components)
        .filter(|component| component.state != State::Operational && component.retired.is_none());
    let states: Vec<StateView> = states
        .map(|component| StateView {
            name: component.name.clone(),
            look: component.state.as_str(),
            word: label(component.state.as_str()),
        })
        .collect();
    let open = site.into_iter().flat_map(|site| &site.incidents).filter(|one| !one.event.closed);
    let incidents: Vec<SeenIncident> = open
        .map(|one| SeenIncident {
            title: one.event.title.clone(),
            status: label(one.event.status.as_str()),
            next: one.promise.map(|promise| Moment::new(promise.due, facts.now)),
        })
        .collect();
    let sla = site.and_then(|site| site.sla.as_ref());
    let text = facts.snapshot.file(own.span.file).map_or("", text_below);
    CustomerView {
        id: own.id.clone(),
        name: facts.customer(&own.id),
        address: customer_address(&own.id),
        aliases: own.aliases.iter().map(|alias| alias.value.clone()).collect(),
        tier: own.tier.as_ref().map(|tier| tier.value.clone()),
        access: match own.access.as_ref().map(|access| access.value) {
            Some(Access::Gated) => "behind a login",
            Some(Access::Sealed) => "sealed, with the key in the link",
            Some(Access::Unlisted) => "at an address that nobody can guess",
            None => "no view",
        },
        shows_sla: own.show_sla,
        since: own.sla_since.map(day),
        components: own.components.iter().map(|name| facts.component(&name.value)).collect(),
        notice: own.executive_notice.as_ref().map(notice),
        headline: customer.overall.as_ref().map(|overall| overall.headline.clone()),
        look: customer.overall.as_ref().map_or("none", |overall| overall.state.as_str()),
        states,
        incidents,
        months: sla.map(months).unwrap_or_default(),
        uptime: sla.and_then(|sla| uptime(sla, customer)),
        html: html(text, "notes", &facts.site.url, 3),
    }
}

fn notice(notice: &ExecutiveNotice) -> String {
    let severities: Vec<String> = notice.severities.iter().map(|one| one.value.to_string()).collect();
    format!("{} within {}", severities.join(", "), format_duration(notice.within))
}

/// Returns each month in one word, the newest first.
fn months(sla: &Sla) -> Vec<MonthView> {
    let month = |(index, first): (usize, &chrono::NaiveDate)| {
        let of = |wanted: Attainment| {
            let cells = sla.components.iter().filter_map(|component| component.months.get(index));
            cells.filter(|cell| cell.attainment == wanted).count()
        };
        let (missed, below, attained) =
            (of(Attainment::Missed), of(Attainment::Below), of(Attainment::Attained));
        let standing = match (missed, below, attained) {
            (1.., _, _) => "missed",
            (0, 1.., _) => "below",
            (0, 0, 1..) => "met",
            (0, 0, 0) => "none",
        };
        MonthView { month: month(*first), standing, missed }
    };
    sla.months.iter().enumerate().map(month).rev().collect()
}

fn uptime(sla: &Sla, customer: &CustomerSite<'_>) -> Option<UptimeTable> {
    let site = customer.site.as_ref()?;
    let cell = |month: &MonthAttainment| UptimeCell {
        text: month.ratio.map_or_else(|| "no data".to_owned(), percent),
        standing: match month.attainment {
            Attainment::Unmeasured => "none",
            Attainment::Attained => "met",
            Attainment::Below => "below",
            Attainment::Missed => "missed",
        },
    };
    let rows = sla.components.iter().map(|component| UptimeRow {
        component: site.components.get(component.component).map(|one| one.name.clone()).unwrap_or_default(),
        cells: component.months.iter().rev().map(cell).collect(),
    });
    Some(UptimeTable {
        agreed: format!("{}%", sla.terms.uptime?),
        months: sla.months.iter().rev().map(|first| first.format("%b %Y").to_string()).collect(),
        rows: rows.collect(),
    })
}

/// A ratio in percent, never rounded up to a target that was missed.
fn percent(ratio: f64) -> String {
    let shown = format!("{:.3}", (ratio * 100_000.0).floor() / 1_000.0);
    format!("{}%", shown.trim_end_matches('0').trim_end_matches('.'))
}

fn clocks(customer: &CustomerSite<'_>) -> Vec<IncidentClocksView> {
    let incidents = customer.site.iter().flat_map(|site| &site.incidents);
    let with = incidents.filter_map(|incident| Some((incident, incident.sla.as_ref()?)));
    with.map(|(incident, sla)| {
        let title = incident.event.title.clone();
        match sla {
            IncidentSla::Clocks(clocks) => IncidentClocksView {
                title,
                response: clocks.response.as_ref().map(words),
                resolution: clocks.resolution.as_ref().map(words),
                is_missed: [&clocks.response, &clocks.resolution]
                    .into_iter()
                    .flatten()
                    .any(|clock| clock.standing == Standing::Missed),
                none: None,
            },
            IncidentSla::Unreadable => IncidentClocksView {
                title,
                response: None,
                resolution: None,
                is_missed: false,
                none: Some("a file of the record has errors"),
            },
            IncidentSla::NoSeverity => IncidentClocksView {
                title,
                response: None,
                resolution: None,
                is_missed: false,
                none: Some("no record gives a severity"),
            },
        }
    })
    .collect()
}

fn words(clock: &Clock) -> String {
    match clock.took {
        Some(took) => format!("{} of {}", span(took), span(clock.target)),
        None => format!("due {}", clock.due.format("%-d %b, %H:%M UTC")),
    }
}
