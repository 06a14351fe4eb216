//! Pictures beside public texts, made fit to publish.

use std::sync::Arc;

use img_parts::{DynImage, ImageEXIF, ImageICC};
use sha2::{Digest, Sha256};

use crate::source::Image;

/// A picture that a text shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedImage {
    /// Path in the output; it holds a hash of the bytes and nothing of the file's own name.
    pub path: String,
    /// The bytes, without the notes that cameras and programs leave in them.
    pub bytes: Arc<[u8]>,
}

impl PublishedImage {
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
        if extension == "jpg" {
            bytes = drawn_of_jpeg(&bytes);
        }
        let hash =
            Sha256::digest(&bytes).iter().take(8).fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
        Some(Self { path: format!("assets/picture-{hash:016x}.{extension}"), bytes: bytes.into() })
    }
}

/// Removes what is not needed to draw the picture, and gives the ending of its format.
fn strip_notes(image: &mut DynImage) -> &'static str {
    match image {
        DynImage::Jpeg(_) => "jpg",
        DynImage::Png(png) => {
            let drawn: [[u8; 4]; 8] =
                [*b"IHDR", *b"PLTE", *b"IDAT", *b"IEND", *b"tRNS", *b"gAMA", *b"sRGB", *b"pHYs"];
            png.chunks_mut().retain(|chunk| drawn.contains(&chunk.kind()));
            "png"
        }
        DynImage::WebP(webp) => {
            let drawn: [[u8; 4]; 6] = [*b"VP8 ", *b"VP8L", *b"VP8X", *b"ALPH", *b"ANIM", *b"ANMF"];
            webp.chunks_mut().retain(|chunk| drawn.contains(&chunk.id()));
            "webp"
        }
    }
}

/// Whether a segment of a JPEG is a note: a comment, or what an application keeps (EXIF, XMP, previews), but for
/// JFIF and Adobe's colour transform, without which it would look otherwise.
const fn is_note(marker: u8) -> bool {
    matches!(marker, 0xE1..=0xED | 0xEF | 0xFE)
}

/// A JPEG up to its end, without the notes before and between its scans.
///
/// Phones put a second picture or a film behind the end, with the place where it was taken. Markers are those of
/// ITU-T T.81, table B.1; those without a length (a stuffed 0, `D0` to `D8`) are kept as they come.
fn drawn_of_jpeg(bytes: &[u8]) -> Vec<u8> {
    let mut drawn = Vec::with_capacity(bytes.len());
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
        if !marker.is_some_and(is_note) {
            drawn.extend_from_slice(part);
        }
        rest = behind;
    }
    // A file that breaks off gets its end here.
    drawn.extend_from_slice(&[0xFF, 0xD9]);
    drawn
}
