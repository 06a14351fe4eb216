//! What every output is rendered with: the theme, its templates and its language, the context of the site, addresses,
//! and plain text for formats that are not HTML.
//!
//! Nothing here knows which pages and files a site has.

mod absolute;
mod address;
mod component_list;
mod context;
mod environment;
mod headline;
mod language;
mod policy;
mod script_words;
mod site_context;
mod site_view;
mod templates;
pub(super) mod text;
mod theme;

pub(super) use absolute::{absolute, origin};
pub(super) use address::Addresses;
pub(super) use component_list::is_long;
pub(super) use context::RenderContext;
pub(super) use environment::Environment;
pub(super) use headline::{Headline, worst_first};
pub(super) use language::{PatternPart, pattern_parts};
pub(crate) use policy::POLICY;
pub(super) use site_context::NamedComponent;
pub(super) use site_context::{SiteContext, SiteLanguage};
#[cfg(test)]
pub(super) use site_view::site_view;
pub(crate) use theme::asset_path;
pub(super) use theme::short_hash;
#[cfg(test)]
pub(super) use theme::{ENGLISH, token_documentation};

pub use language::{Language, LanguageError};
pub use site_view::{Link, SiteView};
pub use theme::{Theme, name_as_html};
