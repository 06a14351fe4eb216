//! The planted words. Each is derived from the name of its place in the site.

/// A word for text that must never be published or printed.
pub(super) fn secret(place: &str) -> String {
    format!("{SECRET}{}", letters(place))
}

/// A word for names of internal files and folders, which findings may print.
pub(super) fn secret_name(place: &str) -> String {
    format!("{SECRET_NAME}{}", letters(place))
}

/// A word that must be published.
pub(super) fn public(place: &str) -> String {
    format!("pblc{}", letters(place))
}

/// The prefix of words that must never be published or printed.
pub(super) const SECRET: &str = "cnryt";
/// The prefix of names of internal files and folders.
pub(super) const SECRET_NAME: &str = "cnryp";

/// Ten letters from the FNV-1a hash of a text.
fn letters(text: &str) -> String {
    let mut hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let mut word = String::new();
    for _ in 0..10 {
        word.push(char::from(b'a' + u8::try_from(hash % 26).unwrap_or(0)));
        hash /= 26;
    }
    word
}
