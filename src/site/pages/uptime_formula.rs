//! The formula of the uptime in words.

use crate::site::rendering::RenderContext;

/// Returns how uptime is computed, in words.
pub(super) fn uptime_formula(context: RenderContext<'_>) -> String {
    let weight = format!("{}", (context.site.partial_weight * 1000.0).round() / 10.0);
    context.language.fill("uptime_formula", &[("weight", &weight), ("zone", context.site.time_zone.name())])
}
