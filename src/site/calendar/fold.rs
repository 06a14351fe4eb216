//! Folds lines as RFC 5545 section 3.1 requires: no line is longer than 75 octets, and no character is split.
//!
//! `icalendar` folds too, but its last line can have 76 octets, which strict readers refuse.

/// The maximum number of octets in a line, without the line break.
const LIMIT: usize = 75;

/// Folds the lines of a calendar anew.
pub(super) fn folded(calendar: &str) -> String {
    let unfolded = calendar.replace("\r\n ", "");
    let mut out = String::with_capacity(calendar.len() + calendar.len() / LIMIT);
    for line in unfolded.split_terminator("\r\n") {
        let mut used = 0;
        for character in line.chars() {
            if used + character.len_utf8() > LIMIT {
                out.push_str("\r\n ");
                used = 1;
            }
            out.push(character);
            used += character.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::folded;

    #[test]
    fn a_line_of_75_octets_stays_and_one_of_76_is_folded() {
        let line = "x".repeat(75);
        assert_eq!(folded(&format!("{line}\r\n")), format!("{line}\r\n"));
        assert_eq!(folded(&format!("{line}y\r\n")), format!("{line}\r\n y\r\n"));
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_unfolding_gives_the_text_back(text in "[a-z ü漢🙂]{0,400}") {
            let folded = folded(&format!("{text}\r\n"));
            prop_assert!(folded.split("\r\n").all(|line| line.len() <= 75));
            prop_assert_eq!(folded.replace("\r\n ", ""), format!("{text}\r\n"));
        }
    }
}
