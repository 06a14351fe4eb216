//! Folds typography: characters that look the same to a reader compare equal.

/// Returns the plain form of typographic apostrophes, hyphens and full-width forms, and any other character unchanged.
/// Returns `None` for invisible characters (soft hyphen, zero-width and directional marks, variation selectors).
pub(super) fn fold(c: char) -> Option<char> {
    Some(match c {
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => return None,
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    })
}

/// Returns the characters of `text` in their plain form, each with the byte offset at which it begins.
pub(super) fn folded(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().filter_map(|(at, c)| fold(c).map(|c| (at, c)))
}

/// Whether two characters are the same letter, ignoring case.
pub(super) fn same_letter(one: char, other: char) -> bool {
    one == other || one.to_lowercase().eq(other.to_lowercase())
}

/// Whether two words look the same to a reader, ignoring case.
pub(super) fn same_word(one: &str, other: &str) -> bool {
    let letters = |(_, c): (usize, char)| c.to_lowercase();
    folded(one).flat_map(letters).eq(folded(other).flat_map(letters))
}
