//! Links that work away from the site.

use super::site_context::SiteContext;
use super::text::escaped;

/// Completes the links that begin with a slash, because another program does not know the host, and those to footnotes:
/// programs drop the ids that they lead to, so they lead to `page` instead. In safe HTML, double quotes occur only around
/// attribute values.
pub(in crate::site) fn absolute(site: &SiteContext, html: &str, page: &str) -> String {
    let origin = origin(site);
    if !html.contains("=\"/") && !html.contains(" href=\"#") {
        return html.to_owned();
    }
    html.replace(" href=\"/", &format!(" href=\"{origin}/"))
        .replace(" src=\"/", &format!(" src=\"{origin}/"))
        .replace(" href=\"#", &format!(" href=\"{}#", escaped(page)))
}

/// The scheme and the host of the site, without a path.
pub(in crate::site) fn origin(site: &SiteContext) -> &str {
    site.url.strip_suffix(site.base_path.as_str()).unwrap_or(&site.url)
}
