//! A complete incident: everything that is required is there, and every name exists.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::request::{OPEN_TITLE, Request};
use crate::authoring::records::{ComponentStates, NextUpdate};
use crate::commands::author;
use crate::commands::new::components::with_states;
use crate::commands::severity::severity_of;
use crate::commands::stop::Stop;
use crate::commands::workspace::{Workspace, slug};
use crate::content::SeverityName;
use crate::diagnostics::did_you_mean;
use crate::import::timeline::Item;
use crate::status::{State, Status};

/// The words that stand for all tiers, and for no tier or nobody.
const ALL: &str = "all";
const NONE: &str = "none";

/// A complete incident.
pub(super) struct Complete {
    pub(super) title: String,
    pub(super) internal_title: String,
    pub(super) slug: String,
    pub(super) severity: SeverityName,
    pub(super) components: ComponentStates,
    pub(super) tiers: Vec<String>,
    pub(super) customers: Vec<String>,
    pub(super) observed: String,
    pub(super) commander: Option<String>,
    pub(super) reported_by: Option<String>,
    pub(super) status: String,
    pub(super) next_update: Option<NextUpdate>,
    /// The text that customers read; without one the first update is a draft.
    pub(super) text: Option<String>,
    pub(super) detected: Option<DateTime<Utc>>,
    /// The entries of the timeline that come from an alert.
    pub(super) items: Vec<Item>,
    pub(super) source_key: Option<String>,
}

impl Complete {
    /// Checks a request.
    pub(super) fn of(request: Request, workspace: &Workspace) -> Result<Self, Stop> {
        let commander = request.commander.clone().or_else(|| usual_commander(workspace));
        refuse_incomplete(&request, commander.as_deref(), workspace)?;
        let detected = request.detected();
        let title = request.title.unwrap_or_default();
        let severity = severity_of(&request.severity.unwrap_or_default(), workspace)?;
        let people = workspace.content.internal.people.as_ref();
        let commander = commander.filter(|commander| commander != NONE);
        let commander = commander.map(|commander| author::known(&commander, people)).transpose()?;
        let status = request.status.unwrap_or_else(|| Status::Investigating.as_str().to_owned());
        if !Status::INCIDENT.iter().any(|known| known.as_str() == status) {
            return Err(Stop::usage(format!("`{status}` is not a status of an incident")));
        }
        let is_resolved = status == Status::Resolved.as_str();
        let default_state = if is_resolved { State::Operational } else { State::DegradedPerformance };
        let names_none = request.components.iter().all(|written| written.trim() == NONE);
        let named = if names_none { &[][..] } else { &request.components };
        let customers = request.customers;
        if let Some(unknown) = customers
            .iter()
            .find(|id| !workspace.content.internal.customers.iter().any(|customer| customer.id == **id))
        {
            return Err(Stop::usage(format!("there is no customer `{unknown}`"))
                .hint("customers are the files in `content/customers/`"));
        }
        let site = workspace.content.public.site.as_ref();
        let policy = site.and_then(|site| site.severities.get(severity.as_str()));
        let usual = policy.and_then(|policy| policy.update_every).filter(|_| !is_resolved);
        Ok(Self {
            slug: if request.slug.is_none() && title == OPEN_TITLE {
                free_slug(request.slug_title.as_deref().unwrap_or("Incident"), workspace)?
            } else {
                slug(request.slug.as_deref(), workspace.now, &title)?
            },
            internal_title: request
                .internal_title
                .or_else(|| request.slug_title.filter(|_| title == OPEN_TITLE))
                .unwrap_or_else(|| title.clone()),
            severity,
            components: with_states(named, &workspace.content.public, default_state)?,
            tiers: tiers(&request.tiers, workspace)?,
            customers,
            observed: request.observed.unwrap_or_default().trim().to_owned(),
            commander,
            reported_by: request.reported_by,
            next_update: request.next_update.map(Into::into).or(usual.map(NextUpdate::After)),
            status,
            text: request.text,
            detected,
            items: request.items,
            source_key: request.source_key,
            title,
        })
    }

    /// Returns when the next update is due, UTC, if the first one is published at `now`.
    pub(super) fn next_update_due(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.next_update? {
            NextUpdate::At(at) => Some(at),
            NextUpdate::After(span) => now.checked_add_signed(span),
        }
    }
}

/// Returns a slug that no record has. Nobody chose it, so another incident may have it today.
fn free_slug(title: &str, workspace: &Workspace) -> Result<String, Stop> {
    let slug = slug(None, workspace.now, title)?;
    let is_free = |slug: &String| {
        let root = workspace.project.root();
        !root.join(format!("content/incidents/{slug}")).exists()
            && !workspace.content.internal.folders.iter().any(|folder| folder.slug() == *slug)
    };
    let numbered = (2..).map(|number| format!("{slug}-{number}"));
    Ok(std::iter::once(slug.clone()).chain(numbered).find(is_free).unwrap_or(slug))
}

/// Refuses a request that says too little, and names everything that is missing.
fn refuse_incomplete(request: &Request, commander: Option<&str>, workspace: &Workspace) -> Result<(), Stop> {
    let is_blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    let needs_components = !workspace.content.public.components.is_empty();
    let needs_tiers = !known_tiers(workspace).is_empty();
    let parts = [
        (is_blank(&request.title), "the title that customers read", "TITLE"),
        (is_blank(&request.severity), "the severity", "--severity P2"),
        (
            needs_components && request.components.is_empty(),
            "the components",
            "--components api=partial_outage",
        ),
        (needs_tiers && request.tiers.is_empty(), "the affected tiers", "--tiers all"),
        (is_blank(&request.observed), "what was observed", "--observed TEXT"),
        (commander.is_none(), "who leads", "--commander PERSON"),
    ];
    let missing: Vec<_> = parts.iter().filter(|(is_missing, ..)| *is_missing).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let what: Vec<&str> = missing.iter().map(|(_, what, _)| *what).collect();
    let how: Vec<&str> = missing.iter().map(|(.., how)| *how).collect();
    Err(Stop::usage(format!("the incident is incomplete: it lacks {}", what.join(", ")))
        .hint(format!("add `{}`", how.join(" "))))
}

/// Returns who is commander now by the rota.
pub(super) fn usual_commander(workspace: &Workspace) -> Option<String> {
    let people = workspace.content.internal.people.as_ref()?;
    people.on_duty("commander", None, workspace.second).map(|shift| shift.person.value.clone())
}

/// Returns the tiers that `site.toml` or customers name.
pub(super) fn known_tiers(workspace: &Workspace) -> Vec<String> {
    let of_site = workspace.content.public.site.iter().flat_map(|site| site.tiers.keys().cloned());
    let customers = workspace.content.internal.customers.iter();
    let of_customers = customers.filter_map(|customer| Some(customer.tier.as_ref()?.value.clone()));
    of_site.chain(of_customers).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Returns the tiers that were written, which may be `all` or `none`.
pub(super) fn tiers(written: &[String], workspace: &Workspace) -> Result<Vec<String>, Stop> {
    let known = known_tiers(workspace);
    match written {
        [all] if all == ALL => return Ok(known),
        [none] if none == NONE => return Ok(Vec::new()),
        _ => {}
    }
    match written.iter().find(|tier| !known.contains(tier)) {
        None => Ok(written.to_vec()),
        Some(unknown) => {
            let stop = Stop::usage(format!("there is no tier `{unknown}`"));
            Err(match did_you_mean(unknown, known.iter().map(String::as_str)) {
                Some(near) => stop.hint(format!("did you mean `{near}`?")),
                None => {
                    stop.hint(format!("the tiers are `{}`; or write `all` or `none`", known.join("`, `")))
                }
            })
        }
    }
}
