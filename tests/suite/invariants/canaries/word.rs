//! The words that are planted: each place has its own, made from the name of the place.

/// A word that must never be published, for what is said in the place of this name.
pub(super) fn secret(place: &str) -> String {
    format!("{SECRET}{}", letters(place))
}

/// The same for names of files and folders, which findings may tell to whoever runs the program.
pub(super) fn secret_name(place: &str) -> String {
    format!("{SECRET_NAME}{}", letters(place))
}

/// A word that must be published.
pub(super) fn public(place: &str) -> String {
    format!("pblc{}", letters(place))
}

/// How every word begins that must not be told to anybody.
pub(super) const SECRET: &str = "cnryt";
/// How every name of an internal file or folder begins.
pub(super) const SECRET_NAME: &str = "cnryp";

/// Ten letters, the same for the same text (FNV-1a).
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
