//! Checks that every component name refers to exactly one component, and that an open record names components that are
//! in service.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::directory::Directory;
use super::merges::continued_by;
use super::record_context::{RecordContext, View, distinct, is_open_at};
use super::time_format::format_minute;
use crate::content::public::{RecordKind, Update};
use crate::content::{Content, Lookup};
use crate::diagnostics::{Finding, did_you_mean, rules};
use crate::span::Spanned;

/// The maximum number of candidates in a hint.
const LISTED: usize = 4;

/// Checks the components that an incident or a maintenance names.
pub(super) fn check_record(context: &RecordContext<'_>, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let stated = context.updates.iter().flat_map(|update| update.components.iter().map(|(name, _)| name));
    let corrected = context.updates.iter().flat_map(|update| &update.intervals);
    let planned = context.plan.iter().flat_map(|plan| &plan.components);
    let recorded = context.incident.iter().flat_map(|incident| &incident.components);
    let names =
        stated.chain(corrected.flat_map(|interval| &interval.components)).chain(planned).chain(recorded);
    for name in names {
        check_name(name, || context.is_over(), directory, found);
    }
}

/// Reports retired components in open records, and open incidents without components.
pub(super) fn check_open(
    context: &RecordContext<'_>,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    found: &mut Vec<Finding>,
) {
    let (open, closed): (Vec<&View<'_>>, Vec<&View<'_>>) =
        context.views.iter().partition(|view| is_open_at(context.kind, view, directory, now));
    let mut reported = BTreeSet::new();
    for view in &open {
        retired_in_use(view, "this open record names it", directory, now, &mut reported, found);
    }
    for view in closed {
        if let Some(slug) = continued_by(view, directory) {
            let use_of = format!("the open incident `{slug}` took it over from this one");
            retired_in_use(view, &use_of, directory, now, &mut reported, found);
        }
    }
    if context.kind == RecordKind::Maintenance || directory.component_names.is_empty() {
        return;
    }
    let names_none = |view: &&&Vec<&Update>| {
        view.iter().all(|update| update.components.is_empty() && update.intervals.is_empty())
    };
    for first in distinct(open.iter().filter(names_none).filter_map(|view| view.first().copied())) {
        let example = directory.component_names.first().copied().unwrap_or("checkout");
        found.push(
            Finding::at(&rules::NO_COMPONENT, first.span, "this incident is open and names no component")
                .hint(format!(
                    "add what is affected: `components = {{ {example} = \"degraded_performance\" }}`"
                )),
        );
    }
}

/// Reports the retired components that the updates of a record name which is open, or which an open one continues.
fn retired_in_use(
    view: &[&Update],
    use_of: &str,
    directory: &Directory<'_>,
    now: DateTime<Utc>,
    reported: &mut BTreeSet<usize>,
    found: &mut Vec<Finding>,
) {
    let names = view.iter().flat_map(|update| {
        let corrected = update.intervals.iter().flat_map(|interval| &interval.components);
        update.components.iter().map(|(name, _)| name).chain(corrected)
    });
    for name in names {
        let retired = directory.retired(&name.value).filter(|(_, at)| *at <= now);
        if let Some((_, at)) = retired.filter(|(component, _)| reported.insert(*component)) {
            let message =
                format!("component `{}` was retired at {}, but {use_of}", name.value, format_minute(at));
            found.push(
                Finding::at(&rules::RETIRED_IN_USE, name.span, message)
                    .hint("close the record, or move `retired` to when it is over; until then the page shows the component"),
            );
        }
    }
}

/// Checks the components that owners, customers and destinations of messages name.
pub(super) fn check_internal(content: &Content, directory: &Directory<'_>, found: &mut Vec<Finding>) {
    let owned = content.internal.owners.owners.iter().map(|owner| &owner.component);
    let used = content.internal.customers.iter().flat_map(|customer| &customer.components);
    let with_runbook = content.internal.runbooks.iter().flat_map(|runbook| &runbook.components);
    let destinations = &content.internal.notifications.destinations;
    let told = destinations.iter().flat_map(|destination| &destination.components);
    for name in owned.chain(used).chain(with_runbook).chain(told) {
        check_name(name, || false, directory, found);
    }
}

/// A name of a deleted component and a misspelt name look alike. The name counts as deleted if the record is closed
/// and no component has a similar name; in an open record it is always an error.
fn check_name(
    name: &Spanned<String>,
    is_past: impl Fn() -> bool,
    directory: &Directory<'_>,
    found: &mut Vec<Finding>,
) {
    let written = &name.value;
    match directory.components.find(written) {
        Lookup::One(_) => {}
        Lookup::Several(paths) => {
            let listed: Vec<String> = paths.iter().take(LISTED).map(|path| format!("`{path}`")).collect();
            let more = if paths.len() > LISTED { " or another one" } else { "" };
            found.push(
                Finding::at(
                    &rules::AMBIGUOUS_COMPONENT,
                    name.span,
                    format!("{} components have the name `{written}`", paths.len()),
                )
                .hint(format!("write more of the path: {}{more}", listed.join(" or "))),
            );
        }
        Lookup::Unknown => found.push(unknown(name, &is_past, directory)),
    }
}

fn unknown(name: &Spanned<String>, is_past: &impl Fn() -> bool, directory: &Directory<'_>) -> Finding {
    let written = &name.value;
    let near = did_you_mean(written, directory.component_names.iter().copied());
    if near.is_none() && is_past() {
        let message = format!("component `{written}` was deleted, but this closed record refers to it");
        return Finding::at(&rules::COMPONENT_DELETED, name.span, message)
            .hint("restore its file and retire the component there: `retired = 2026-05-01T00:00:00Z`");
    }
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "components are the files in `content/components/`; write the path or any unique ending".into()
        }
    };
    Finding::at(&rules::UNKNOWN_COMPONENT, name.span, format!("unknown component `{written}`")).hint(hint)
}
