//! Images with secret words in every kind of metadata.

use super::word::secret;

/// A PNG of one pixel with text in `tEXt`, `iTXt`, `eXIf`, an unknown chunk, and after its end.
pub(super) fn png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0];
    chunk(&mut bytes, *b"IHDR", &header);
    chunk(&mut bytes, *b"tEXt", format!("Author\0{}", secret("png text")).as_bytes());
    chunk(&mut bytes, *b"iTXt", format!("Comment\0\0\0\0\0{}", secret("png itxt")).as_bytes());
    chunk(&mut bytes, *b"eXIf", secret("png exif").as_bytes());
    chunk(&mut bytes, *b"prVt", secret("png private").as_bytes());
    // One grey pixel: filter byte and value in a stored deflate block.
    chunk(&mut bytes, *b"IDAT", &[0x78, 1, 1, 2, 0, 0xfd, 0xff, 0, 0x80, 0, 0x82, 0, 0x81]);
    chunk(&mut bytes, *b"IEND", &[]);
    bytes.extend(secret("png tail").bytes());
    bytes
}

/// A JPEG with text in `COM`, EXIF, XMP and Photoshop segments, between its scans, and after its end.
pub(super) fn jpeg() -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    segment(&mut bytes, 0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    segment(&mut bytes, 0xe1, format!("Exif\0\0{}", secret("jpeg exif")).as_bytes());
    segment(&mut bytes, 0xe1, format!("http://ns.adobe.com/xap/1.0/\0{}", secret("jpeg xmp")).as_bytes());
    segment(&mut bytes, 0xed, format!("Photoshop 3.0\0{}", secret("jpeg photoshop")).as_bytes());
    segment(&mut bytes, 0xfe, secret("jpeg comment").as_bytes());
    segment(&mut bytes, 0xdb, &[0; 65]);
    segment(&mut bytes, 0xc0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
    segment(&mut bytes, 0xda, &[1, 1, 0, 0, 63, 0]);
    bytes.extend([0x55, 0xff, 0, 0x12, 0xff, 0xd0, 0x34]);
    segment(&mut bytes, 0xfe, secret("jpeg comment between scans").as_bytes());
    segment(&mut bytes, 0xda, &[1, 1, 0, 0, 63, 0]);
    bytes.extend([0x66, 0xff, 0xd9]);
    bytes.extend(secret("jpeg tail").bytes());
    bytes
}

/// A WebP with text in EXIF, XMP and an unknown chunk.
pub(super) fn webp() -> Vec<u8> {
    let mut chunks = Vec::new();
    riff(&mut chunks, *b"VP8X", &[0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    riff(&mut chunks, *b"VP8L", &[0x2f, 0, 0, 0, 0, 7, 0x10, 0x11]);
    riff(&mut chunks, *b"EXIF", secret("webp exif").as_bytes());
    riff(&mut chunks, *b"XMP ", secret("webp xmp").as_bytes());
    riff(&mut chunks, *b"NOTE", secret("webp unknown").as_bytes());
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(length(chunks.len() + 4).to_le_bytes());
    bytes.extend(b"WEBP");
    bytes.extend(chunks);
    bytes
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("small pictures")
}

fn riff(bytes: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    bytes.extend(kind);
    bytes.extend(length(data.len()).to_le_bytes());
    bytes.extend(data);
    if data.len() % 2 == 1 {
        bytes.push(0);
    }
}

fn segment(bytes: &mut Vec<u8>, marker: u8, data: &[u8]) {
    bytes.extend([0xff, marker]);
    bytes.extend(u16::try_from(data.len() + 2).expect("small pictures").to_be_bytes());
    bytes.extend(data);
}

fn chunk(bytes: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    bytes.extend(length(data.len()).to_be_bytes());
    let start = bytes.len();
    bytes.extend(kind);
    bytes.extend(data);
    let sum = crc(&bytes[start..]);
    bytes.extend(sum.to_be_bytes());
}

/// CRC-32 as the PNG specification defines it (annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 },
        )
    })
}
