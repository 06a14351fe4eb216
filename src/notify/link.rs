//! The addresses of the pages that messages lead to.

use super::Named;
use crate::pipeline::MessageSources;
use crate::release::model::Place;

/// Returns the address of a page below the site of the readers, such as `incidents/x/#y`. `is_public` says whether the
/// public site has the page. `None` if there is no page that all readers can open.
pub(super) fn link(sources: MessageSources<'_>, page: &str, is_public: bool) -> Option<Named> {
    let label = sources.language.word("details").to_owned();
    let url = match (sources.site.place, &sources.site.customer) {
        // The view is a single page, which needs the code. The address alone opens nothing.
        (Place::Sealed, _) => format!("{}/", sources.site.url),
        // The customers of a tier have no site in common other than the public one.
        (_, None) if !is_public => return None,
        _ => format!("{}/{page}", sources.site.url),
    };
    Some(Named { label, url })
}
