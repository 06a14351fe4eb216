//! How much room a text needs, without a font at hand.

/// The text, cut with an ellipsis if it has more characters than that.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Pixels at a size of 11, about as wide as Verdana sets it, which is wider than most fonts.
pub(super) fn width(text: &str) -> usize {
    let tenths: usize = text.chars().map(tenths).sum();
    tenths.div_ceil(10)
}

/// A tenth of a pixel is enough for a sum of fifty.
fn tenths(character: char) -> usize {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | ' ' => 40,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' => 50,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 110,
        'A'..='Z' => 83,
        // Marks that stand on the character before.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        // Scripts with characters as wide as they are high, and pictures.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'..='\u{3ffff}' => 115,
        _ => 70,
    }
}
