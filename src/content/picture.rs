//! Pictures beside public texts, made fit to publish.

use std::sync::Arc;

use img_parts::{DynImage, ImageEXIF, ImageICC};
use sha2::{Digest, Sha256};

use crate::source::Image;

/// A picture that a text shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Path in the output; it holds a hash of the bytes and nothing of the file's own name.
    pub path: String,
    /// The bytes, without the notes that cameras and programs leave in them.
    pub bytes: Arc<[u8]>,
}

impl Picture {
    /// Strips a picture of its metadata (place, camera, author, comments) and names it by its content.
    ///
    /// `None` if the bytes are no PNG, JPEG or WebP: the file's ending is not believed.
    pub(super) fn new(image: &Image) -> Option<Self> {
        let mut parsed = DynImage::from_bytes(image.bytes.to_vec().into()).ok().flatten()?;
        parsed.set_exif(None);
        parsed.set_icc_profile(None);
        let extension = strip_notes(&mut parsed);
        let mut bytes = Vec::with_capacity(image.bytes.len());
        parsed.encoder().write_to(&mut bytes).ok()?;
        let hash =
            Sha256::digest(&bytes).iter().take(8).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        Some(Self { path: format!("assets/picture-{hash:016x}.{extension}"), bytes: bytes.into() })
    }
}

/// Removes what is not needed to draw the picture, and gives the ending of its format.
fn strip_notes(image: &mut DynImage) -> &'static str {
    match image {
        DynImage::Jpeg(jpeg) => {
            // Application segments but JFIF and Adobe's colour transform, and comments.
            jpeg.segments_mut().retain(|segment| !matches!(segment.marker(), 0xE1..=0xED | 0xEF | 0xFE));
            "jpg"
        }
        DynImage::Png(png) => {
            let drawn: [[u8; 4]; 8] =
                [*b"IHDR", *b"PLTE", *b"IDAT", *b"IEND", *b"tRNS", *b"gAMA", *b"sRGB", *b"pHYs"];
            png.chunks_mut().retain(|chunk| drawn.contains(&chunk.kind()));
            "png"
        }
        DynImage::WebP(webp) => {
            webp.remove_chunks_by_id(*b"XMP ");
            webp.remove_chunks_by_id(*b"EXIF");
            "webp"
        }
    }
}
