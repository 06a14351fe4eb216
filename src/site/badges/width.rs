//! Estimates the width of a text without a font.

/// Returns the text, cut with an ellipsis if it is longer than `longest` characters.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The width in pixels at a font size of 11, close to that of Verdana, which is wider than most fonts.
pub(super) fn width(text: &str) -> usize {
    let tenths: usize = text.chars().map(tenths).sum();
    tenths.div_ceil(10)
}

/// The width of a character, in tenths of a pixel.
fn tenths(character: char) -> usize {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | ' ' => 40,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' => 50,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 110,
        'A'..='Z' => 83,
        // Combining marks and zero-width characters.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        // Full-width scripts and emoji.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f000}'..='\u{3ffff}' => 115,
        _ => 70,
    }
}
