//! The stages of a post-mortem, in words.

use crate::response::PostmortemStanding;

/// Returns the stage of a post-mortem in words.
pub(super) const fn stage(standing: PostmortemStanding) -> &'static str {
    match standing {
        PostmortemStanding::Missing => "Not begun",
        PostmortemStanding::Draft => "Draft",
        PostmortemStanding::InReview => "In review",
        PostmortemStanding::Published => "Published",
    }
}
