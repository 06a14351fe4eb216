//! Reduces an image to what is visible: no metadata, no texts, nothing behind its end.
//!
//! Cameras, phones and editors add the location, names, previews, texts and whole videos. Only the parts of the format
//! that decide how the image looks are copied, so that nothing else can be published with it.

/// An image without anything invisible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisibleImage {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// The usual extension of its format.
    pub extension: &'static str,
    /// Width and height in pixels; 0 if a JPEG does not say.
    pub size: (u32, u32),
}

impl VisibleImage {
    /// The largest width and height, in pixels. A larger image would exhaust the memory of a phone.
    pub const MAX_SIDE: u32 = 8192;

    /// Reads PNG, JPEG or WebP, whatever the name of the file is. Returns `None` for anything else.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Option<Self> {
        png(bytes).or_else(|| jpeg(bytes)).or_else(|| webp(bytes))
    }

    /// Whether it is larger than any reader needs.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.size.0.max(self.size.1) > Self::MAX_SIDE
    }
}

/// PNG (W3C PNG, third edition, section 5): a signature and chunks.
fn png(bytes: &[u8]) -> Option<VisibleImage> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut kept = SIGNATURE.to_vec();
    let mut size = None;
    while let Some((length, _)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let chunk = rest.get(..length.checked_add(12)?)?;
        let (kind, data) = (chunk.get(4..8)?, chunk.get(8..8 + length)?);
        if kind == b"IHDR" {
            size = Some((be32(data.get(..4)?)?, be32(data.get(4..8)?)?));
        }
        let visible = match kind {
            b"IHDR" => length == 13,
            b"PLTE" => length <= 768,
            b"tRNS" => length <= 256,
            b"gAMA" => length == 4,
            b"sRGB" => length == 1,
            b"pHYs" => length == 9,
            b"IEND" => length == 0,
            b"IDAT" => true,
            _ => false,
        };
        if visible {
            kept.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(VisibleImage { bytes: kept, extension: "png", size: size? });
        }
        rest = rest.get(chunk.len()..)?;
    }
    None
}

/// JPEG (ITU-T T.81, table B.1): segments with markers. Markers without a length (a stuffed 0, `D0` to `D8`) are inside
/// the coded data. A truncated file gets an end marker.
fn jpeg(bytes: &[u8]) -> Option<VisibleImage> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut kept = vec![0xFF, 0xD8];
    let (mut size, mut in_scan) = (None, false);
    loop {
        match rest {
            [] | [0xFF, 0xD9, ..] => break,
            [0xFF, 0x00 | 0xD0..=0xD7, after @ ..] => {
                if in_scan {
                    kept.extend_from_slice(rest.get(..2)?);
                }
                rest = after;
            }
            [0xFF, marker @ (0x01..=0xCF | 0xDA..=0xFE), high, low, ..] => {
                let length = 2 + usize::from(u16::from_be_bytes([*high, *low]));
                let (segment, behind) = rest.split_at(length.min(rest.len()));
                if matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF) {
                    let pixels = |at: usize| segment.get(at..at + 2).map(|two| u32::from(be16(two)));
                    size = Some((pixels(7)?, pixels(5)?));
                }
                keep_segment(*marker, segment, &mut kept);
                in_scan = *marker == 0xDA;
                rest = behind;
            }
            [byte, after @ ..] => {
                if in_scan {
                    kept.push(*byte);
                }
                rest = after;
            }
        }
    }
    kept.extend_from_slice(&[0xFF, 0xD9]);
    Some(VisibleImage { bytes: kept, extension: "jpg", size: size.unwrap_or_default() })
}

/// Keeps a segment if it decides how the image looks. Of the segments of applications, these are the density of JFIF and
/// the colour transform of Adobe, without previews and texts behind them.
fn keep_segment(marker: u8, segment: &[u8], kept: &mut Vec<u8>) {
    let data = segment.get(4..).unwrap_or_default();
    match marker {
        0xC0..=0xC7 | 0xC9..=0xCF | 0xDA..=0xDF => kept.extend_from_slice(segment),
        0xE0 if data.starts_with(b"JFIF\0") && data.len() >= 14 => {
            kept.extend_from_slice(&[0xFF, 0xE0, 0, 16]);
            kept.extend_from_slice(data.get(..12).unwrap_or_default());
            kept.extend_from_slice(&[0, 0]);
        }
        0xEE if data.starts_with(b"Adobe") && data.len() >= 12 => {
            kept.extend_from_slice(&[0xFF, 0xEE, 0, 14]);
            kept.extend_from_slice(data.get(..12).unwrap_or_default());
        }
        _ => {}
    }
}

/// WebP (RFC 9649): a RIFF file with chunks.
fn webp(bytes: &[u8]) -> Option<VisibleImage> {
    let rest = bytes.strip_prefix(b"RIFF")?;
    let length = usize::try_from(le32(rest.get(..4)?)?).ok()?;
    let chunks = rest.get(4..)?;
    let chunks = chunks.get(..length.min(chunks.len()))?.strip_prefix(b"WEBP")?;
    let mut kept = b"WEBP".to_vec();
    let mut size = None;
    each_chunk(chunks, |kind, data| {
        size = size.or_else(|| webp_size(kind, data));
        match &kind {
            b"VP8 " | b"VP8L" | b"ALPH" => add_chunk(kind, data, &mut kept),
            b"VP8X" => {
                let mut header = data.get(..10).unwrap_or_default().to_vec();
                if let Some(flags) = header.first_mut() {
                    // Only transparency and animation; no colour profile, EXIF or XMP.
                    *flags &= 0x12;
                }
                add_chunk(kind, &header, &mut kept);
            }
            b"ANIM" => add_chunk(kind, data.get(..6).unwrap_or_default(), &mut kept),
            b"ANMF" => {
                let (head, frames) = data.split_at(data.len().min(16));
                let mut frame = head.to_vec();
                each_chunk(frames, |kind, data| {
                    if matches!(&kind, b"VP8 " | b"VP8L" | b"ALPH") {
                        add_chunk(kind, data, &mut frame);
                    }
                });
                add_chunk(kind, &frame, &mut kept);
            }
            _ => {}
        }
    });
    let mut file = b"RIFF".to_vec();
    file.extend_from_slice(&u32::try_from(kept.len()).ok()?.to_le_bytes());
    file.append(&mut kept);
    Some(VisibleImage { bytes: file, extension: "webp", size: size? })
}

fn each_chunk(mut rest: &[u8], mut read: impl FnMut([u8; 4], &[u8])) {
    while let Some((kind, after)) = rest.split_first_chunk::<4>() {
        let Some((length, after)) = after.split_first_chunk::<4>() else { return };
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let Some(data) = after.get(..length) else { return };
        read(*kind, data);
        rest = after.get(length + length % 2..).unwrap_or_default();
    }
}

fn add_chunk(kind: [u8; 4], data: &[u8], kept: &mut Vec<u8>) {
    let Ok(length) = u32::try_from(data.len()) else { return };
    kept.extend_from_slice(&kind);
    kept.extend_from_slice(&length.to_le_bytes());
    kept.extend_from_slice(data);
    if data.len() % 2 == 1 {
        kept.push(0);
    }
}

fn webp_size(kind: [u8; 4], data: &[u8]) -> Option<(u32, u32)> {
    let le24 = |at: usize| {
        let bytes = data.get(at..at + 3)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    };
    match &kind {
        b"VP8X" => Some((le24(4)? + 1, le24(7)? + 1)),
        b"VP8 " => Some((le24(6)? & 0x3FFF, le24(8)? & 0x3FFF)),
        b"VP8L" => {
            let bits = le32(data.get(1..5)?)?;
            Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        _ => None,
    }
}

fn be16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |number, byte| number << 8 | u16::from(*byte))
}

fn be32(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.first_chunk()?))
}

fn le32(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.first_chunk()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png_chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], &kind, data, &[0; 4]].concat()
    }

    fn riff_chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
        let mut chunk = Vec::new();
        add_chunk(kind, data, &mut chunk);
        chunk
    }

    fn hides(image: &[u8], word: &str) -> VisibleImage {
        assert!(memchr::memmem::find(image, word.as_bytes()).is_some());
        let visible = VisibleImage::new(image).expect("an image");
        assert!(memchr::memmem::find(&visible.bytes, word.as_bytes()).is_none());
        assert_eq!(
            VisibleImage::new(&visible.bytes).as_ref(),
            Some(&visible),
            "stripping again changes nothing"
        );
        visible
    }

    #[test]
    fn a_png_keeps_no_text_and_nothing_behind_its_end() {
        let header = [0, 0, 0, 2, 0, 0, 0, 3, 8, 2, 0, 0, 0];
        let image = [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            png_chunk(*b"IHDR", &header),
            png_chunk(*b"tEXt", b"Comment\0marmot"),
            png_chunk(*b"pHYs", b"marmot"),
            png_chunk(*b"IDAT", &[1, 2, 3]),
            png_chunk(*b"IEND", &[]),
            b"marmot".to_vec(),
        ];
        let visible = hides(&image.concat(), "marmot");
        assert_eq!((visible.extension, visible.size), ("png", (2, 3)));
    }

    #[test]
    fn a_jpeg_keeps_no_text_in_any_segment() {
        let segment = |marker: u8, data: &[u8]| {
            let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
            [&[0xFF, marker], &length[..], data].concat()
        };
        let image = [
            vec![0xFF, 0xD8],
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0marmot"),
            segment(0xE0, b"JFXX\0marmot"),
            segment(0xE1, b"Exif marmot"),
            segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01marmot"),
            segment(0xF3, b"marmot"),
            segment(0x42, b"marmot"),
            b"marmot".to_vec(),
            segment(0xFE, b"marmot"),
            segment(0xC0, &[8, 0, 3, 0, 2, 1, 1, 0x11, 0]),
            segment(0xDA, &[1, 1, 0, 0, 63, 0]),
            vec![1, 0xFF, 0, 2, 0xFF, 0xD0, 3],
            vec![0xFF, 0xD9],
            b"marmot".to_vec(),
        ];
        let visible = hides(&image.concat(), "marmot");
        assert_eq!((visible.extension, visible.size), ("jpg", (2, 3)));
        let scan = [1, 0xFF, 0, 2, 0xFF, 0xD0, 3, 0xFF, 0xD9];
        assert!(visible.bytes.ends_with(&scan), "the coded data is complete");
        assert!(memchr::memmem::find(&visible.bytes, b"JFIF").is_some());
        assert!(memchr::memmem::find(&visible.bytes, b"Adobe").is_some());
    }

    #[test]
    fn a_webp_keeps_no_text_in_any_frame() {
        let frame = [vec![0; 16], riff_chunk(*b"VP8L", &[0x2F, 1, 0, 0, 0]), riff_chunk(*b"note", b"marmot")];
        let chunks = [
            b"WEBP".to_vec(),
            riff_chunk(*b"VP8X", &[0x2E, 0, 0, 0, 1, 0, 0, 2, 0, 0, b'm', b'a', b'r', b'm', b'o', b't']),
            riff_chunk(*b"EXIF", b"marmot"),
            riff_chunk(*b"ANIM", b"\0\0\0\0\0\0marmot"),
            riff_chunk(*b"ANMF", &frame.concat()),
        ]
        .concat();
        let length = u32::try_from(chunks.len()).unwrap().to_le_bytes();
        let image = [&b"RIFF"[..], &length, &chunks, b"marmot"].concat();
        let visible = hides(&image, "marmot");
        assert_eq!((visible.extension, visible.size), ("webp", (2, 3)));
        assert!(memchr::memmem::find(&visible.bytes, b"VP8L").is_some());
    }

    #[test]
    fn other_files_are_not_images() {
        for bytes in [&b""[..], b"GIF89a", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"] {
            assert_eq!(VisibleImage::new(bytes), None);
        }
    }
}
