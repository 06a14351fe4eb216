//! Prepares images for publication.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::source::{Image, VisibleImage};

/// An image that a text shows, ready to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedImage {
    /// Path in the output, which contains a hash of the bytes and not the original file name.
    pub path: String,
    /// The bytes without metadata.
    pub bytes: Arc<[u8]>,
}

impl PublishedImage {
    /// Strips an image of everything invisible (location, camera, author, comments) and names it after its content.
    ///
    /// Returns `None` if the bytes are not PNG, JPEG or WebP, whatever the file extension is, or if the image is larger
    /// than any reader needs.
    pub(super) fn new(image: &Image) -> Option<Self> {
        let visible = VisibleImage::new(&image.bytes).filter(|visible| !visible.is_too_large())?;
        let VisibleImage { bytes, extension, .. } = visible;
        let hash =
            Sha256::digest(&bytes).iter().take(8).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        Some(Self { path: format!("assets/picture-{hash:016x}.{extension}"), bytes: bytes.into() })
    }
}
