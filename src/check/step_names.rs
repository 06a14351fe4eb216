//! The names of the steps that a timeline may name.

use std::collections::BTreeSet;

use crate::content::Content;

/// Returns the names of all steps: those of `response.toml`, the warnings before a service level is missed, and the notices
/// to executives.
#[must_use]
pub fn step_names(content: &Content) -> BTreeSet<String> {
    let internal = &content.internal;
    let ladders = internal.response.iter().flat_map(|policy| &policy.ladders);
    let steps = ladders.flat_map(|ladder| &ladder.steps).map(|step| step.id.value.clone());
    let tiers = || {
        let of_site = content.public.site.iter().flat_map(|site| site.tiers.keys().cloned());
        let of_customers =
            internal.customers.iter().filter_map(|customer| Some(customer.tier.as_ref()?.value.clone()));
        of_site.chain(of_customers)
    };
    let warnings = tiers()
        .flat_map(|tier| ["response", "resolution"].map(|target| format!("sla-warning-{tier}-{target}")));
    let told = internal.customers.iter().map(|customer| customer.id.clone()).chain(tiers());
    let notices = told.map(|name| format!("executive-notice-{name}"));
    steps.chain(warnings).chain(notices).collect()
}
