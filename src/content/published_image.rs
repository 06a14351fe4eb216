//! Prepares images for publication.

use std::sync::Arc;

use img_parts::{DynImage, ImageEXIF, ImageICC};
use sha2::{Digest, Sha256};

use crate::source::Image;

/// An image that a text shows, ready to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedImage {
    /// Path in the output, which contains a hash of the bytes and not the original file name.
    pub path: String,
    /// The bytes without metadata.
    pub bytes: Arc<[u8]>,
}

impl PublishedImage {
    /// Strips an image of its metadata (location, camera, author, comments) and names it after its content.
    ///
    /// Returns `None` if the bytes are not PNG, JPEG or WebP, whatever the file extension is.
    pub(super) fn new(image: &Image) -> Option<Self> {
        let mut parsed = DynImage::from_bytes(image.bytes.to_vec().into()).ok().flatten()?;
        parsed.set_exif(None);
        parsed.set_icc_profile(None);
        let extension = strip_metadata(&mut parsed);
        let mut bytes = Vec::with_capacity(image.bytes.len());
        parsed.encoder().write_to(&mut bytes).ok()?;
        if extension == "jpg" {
            bytes = strip_jpeg(&bytes);
        }
        let hash =
            Sha256::digest(&bytes).iter().take(8).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        Some(Self { path: format!("assets/picture-{hash:016x}.{extension}"), bytes: bytes.into() })
    }
}

/// Removes everything that is not needed to display the image, and returns the extension of its format.
fn strip_metadata(image: &mut DynImage) -> &'static str {
    match image {
        DynImage::Jpeg(_) => "jpg",
        DynImage::Png(png) => {
            let kept: [[u8; 4]; 8] =
                [*b"IHDR", *b"PLTE", *b"IDAT", *b"IEND", *b"tRNS", *b"gAMA", *b"sRGB", *b"pHYs"];
            png.chunks_mut().retain(|chunk| kept.contains(&chunk.kind()));
            "png"
        }
        DynImage::WebP(webp) => {
            let kept: [[u8; 4]; 6] = [*b"VP8 ", *b"VP8L", *b"VP8X", *b"ALPH", *b"ANIM", *b"ANMF"];
            webp.chunks_mut().retain(|chunk| kept.contains(&chunk.id()));
            "webp"
        }
    }
}

/// Whether a JPEG segment is metadata: a comment, or data of an application (EXIF, XMP, previews) other than JFIF and
/// Adobe's colour transform, which affect how the image looks.
const fn is_metadata(marker: u8) -> bool {
    matches!(marker, 0xE1..=0xED | 0xEF | 0xFE)
}

/// Returns a JPEG up to its end marker, without metadata segments.
///
/// Phones append a second image or a video after the end, often with the location. The markers are those of ITU-T
/// T.81, table B.1. Markers without a length (a stuffed 0, `D0` to `D8`) are copied.
fn strip_jpeg(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let marker = after.first().copied().filter(|_| *first == 0xFF);
        let taken = match (marker, after) {
            (Some(0xD9), _) => break,
            (Some(0x02..=0xCF | 0xDA..=0xFE), [_, high, low, ..]) => {
                2 + usize::from(u16::from_be_bytes([*high, *low]))
            }
            _ => 1,
        };
        let (part, behind) = rest.split_at(taken.min(rest.len()));
        if !marker.is_some_and(is_metadata) {
            kept.extend_from_slice(part);
        }
        rest = behind;
    }
    // A truncated file gets an end marker.
    kept.extend_from_slice(&[0xFF, 0xD9]);
    kept
}
