//! Records: the files of `content/` as typed data with spans.
//!
//! There is one module per kind of record; public kinds are in [`public`], internal ones in [`internal`]. Nothing here
//! reads a clock or decides what is released. A file with errors gives findings and as much of its record as could be
//! read, so that its errors do not hide those of other files.

mod api_id;
mod approved_text;
mod as_of;
mod audience;
mod bare_words;
mod body;
mod business_hours;
mod component_names;
mod content_set;
mod duration;
mod finding_sink;
mod folder;
mod front_matter;
pub mod internal;
mod key;
mod keyword;
mod kinds;
mod load;
mod merge_conflict;
mod misplaced_keys;
mod name;
mod parse;
mod placeholder;
pub mod public;
mod publish_drafts;
mod published_image;
mod reader;
mod rebased;
mod reference;
mod severity;
mod stem_time;
mod text_below;
mod text_to_approve;
mod unfixed;
mod unit_records;

pub use api_id::derived_id;
pub use approved_text::ApprovedText;
pub use as_of::as_of;
pub use audience::AudienceTag;
pub use body::Body;
pub use component_names::{ComponentNames, Lookup};
pub use content_set::{Content, InternalContent, PublicContent, SharedRevision};
pub use duration::{format_duration, parse_duration};
pub use folder::Folder;
pub use key::{FrontMatterNeed, Key, Kind};
pub use keyword::Keyword;
pub use kinds::KINDS;
pub use load::{Loader, load};
pub(crate) use misplaced_keys::without_front_matter;
pub use name::{is_name, slug_of};
pub use placeholder::placeholders;
pub use publish_drafts::publish_drafts;
pub use published_image::PublishedImage;
pub(crate) use reader::LONGEST_LINE;
pub use rebased::{SiteAddress, rebased};
pub use reference::reference;
pub use severity::SeverityName;
pub use stem_time::stem_time;
pub use text_below::text_below;
pub use text_to_approve::text_to_approve;
pub use unfixed::{Unfixed, unfixed};
