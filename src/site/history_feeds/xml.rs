//! Text that XML can hold.

/// The text without the characters that XML 1.0 forbids even when they are escaped (section 2.2, `Char`). A feed
/// with a single one of them is unreadable as a whole.
pub(super) fn legal(text: &str) -> String {
    let forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(|c| !forbidden(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::legal;

    #[test]
    fn only_what_xml_cannot_hold_is_dropped() {
        assert_eq!(legal("a\u{0}\u{1b}[1m\u{b}b\u{ffff}"), "a[1mb");
        assert_eq!(
            legal("]]> <!-- & \t\n\r\u{85}\u{2028}\u{1f600}"),
            "]]> <!-- & \t\n\r\u{85}\u{2028}\u{1f600}"
        );
    }
}
