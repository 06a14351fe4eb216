//! Checks what customers see of the records that concern them: the components in their views, and the updates about
//! incidents that affect them.
//!
//! `release` decides what is in a view. The rules here compare what was written with what the writer must have expected.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::directory::Directory;
use super::record_context::{RecordContext, is_open_at, view_of};
use crate::content::internal::{Customer, IncidentKind};
use crate::content::public::{RecordKind, Update};
use crate::content::{AudienceTag, Content};
use crate::diagnostics::{Finding, rules};

/// Reports components of customers that the customers may not see.
pub(super) fn check_site(content: &Content, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    for customer in &content.internal.customers {
        for name in &customer.components {
            let component = directory.components.one(&name.value);
            let component = component.and_then(|index| content.public.components.get(index));
            let Some(audience) = component.and_then(|component| component.audience.as_ref()) else {
                continue;
            };
            if !directory.customer_sees(&customer.id, &audience.value) {
                let id = &customer.id;
                let message = format!("customer `{id}` may not see component `{}`", name.value);
                found.push(
                    Finding::at(&rules::COMPONENT_NOT_VISIBLE, name.span, message)
                        .related(audience.span, "the component is for these readers only")
                        .hint(format!(
                            "remove it here, or add `customer:{id}` to the audience of the component"
                        )),
                );
            }
        }
    }
}

/// Reports customers that an open record names and that see no update of it, and updates for customers about components
/// that are not in their views.
pub(super) fn check_record(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    not_told(context, directory, now, found);
    beside_view(context, directory, found);
}

fn not_told(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    let incident = context.incident.filter(|incident| incident.kind == IncidentKind::Incident);
    let named = incident.map(|incident| &incident.customers).or(context.plan.map(|plan| &plan.customers));
    let Some(named) = named.filter(|named| !named.is_empty()) else { return };
    let is_open = if context.released.is_empty() {
        !context.is_over()
    } else {
        is_open_at(context.kind, &context.released, directory, now)
    };
    if !is_open {
        return;
    }
    let what = if context.kind == RecordKind::Incident { "incident" } else { "maintenance" };
    for name in named {
        let Some(customer) = directory.customer(&name.value) else { continue };
        let view = visible(context, customer, directory);
        let id = &customer.id;
        let finding = |message| Finding::at(&rules::CUSTOMER_NOT_TOLD, name.span, message);
        if view.is_empty() {
            let message = format!("customer `{id}` is affected, but no update of this {what} is for them");
            found.push(finding(message).hint(format!(
                "write an update with `audience = [\"customer:{id}\"]`, or remove the customer from `customers`"
            )));
        } else if !names_shown(&named_by(&view), customer, directory) {
            let message =
                format!("customer `{id}` is affected, but their view shows no component of this {what}");
            found.push(finding(message).hint(format!(
                "name one of their components in an update, or add one to `components` in `content/customers/{id}.md`"
            )));
        }
    }
}

/// Reports updates for a customer that are about other components. An update without components is about those that the
/// customer's other updates name.
fn beside_view(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let Some(record) = context.record else { return };
    for update in context.released.iter().filter(|update| update.retracted.is_none()) {
        let customers = record.audience_of(update).iter().filter_map(|tag| match tag {
            AudienceTag::Customer(id) => directory.customer(id),
            AudienceTag::Public | AudienceTag::Tier(_) => None,
        });
        let misses = |customer: &&Customer| {
            if !update.components.is_empty() {
                return !names_shown(&named_by(&[update]), customer, directory);
            }
            !names_shown(&named_by(&visible(context, customer, directory)), customer, directory)
        };
        if let Some(customer) = customers.into_iter().find(misses) {
            let span = update.audience.as_ref().map_or(update.span, |audience| audience.span);
            let message = format!(
                "this update is for customer `{}`, but it is about none of the components in their view",
                customer.id
            );
            // Which components a customer uses is internal.
            found.push(
                Finding::at(&rules::COMPONENT_NOT_IN_VIEW, span, message)
                    .hint(format!(
                        "name one of their components, or add one to `components` in `content/customers/{}.md`",
                        customer.id
                    ))
                    .confidential(),
            );
        }
    }
}

fn visible<'a>(
    context: &RecordContext<'a>,
    customer: &Customer,
    directory: &Directory<'_>,
) -> Vec<&'a Update> {
    let viewer = AudienceTag::Customer(customer.id.clone());
    context.record.map(|record| view_of(record, &viewer, directory)).unwrap_or_default()
}

/// Returns the names of components in updates.
fn named_by<'a>(updates: &[&'a Update]) -> BTreeSet<&'a str> {
    let stated = updates.iter().flat_map(|update| &update.components);
    stated.map(|(name, _)| name.value.as_str()).collect()
}

/// Whether the view of a customer shows one of the named components, or none is named. A name that is unknown or not
/// unique is an error of its own.
fn names_shown(named: &BTreeSet<&str>, customer: &Customer, directory: &Directory<'_>) -> bool {
    let mut known = named.iter().map(|name| directory.components.one(name)).peekable();
    known.peek().is_none() || known.any(|index| index.is_none_or(|index| directory.shows(customer, index)))
}
