//! Texts of real sites and their updates.

use super::*;

fn pieces(text: &str) -> (Option<Notation>, Vec<String>) {
    let lines: Vec<Line> =
        text.lines().enumerate().map(|(at, text)| Line { number: at + 1, text: text.to_owned() }).collect();
    let split = split(&lines, NaiveDate::from_ymd_opt(2026, 8, 13).unwrap());
    let show = |piece: &Piece| {
        let time = piece
            .time
            .map_or(String::new(), |time| time.utc(chrono_tz::Tz::UTC).format("%H:%M ").to_string());
        format!("{time}{}", piece.text)
    };
    (split.notation, split.pieces.iter().map(show).collect())
}

#[test]
fn a_track_after_a_text_is_its_time() {
    let text = "*Update* - Fixed. {{< track \"2026-08-13 17:30:00\" >}}\n\n*Investigating* - We look.\nMore. {{< track \"2026-08-13 15:54:00\" >}}\n";
    assert_eq!(
        pieces(text),
        (Some(Notation::Track), vec!["15:54 We look.\nMore.".into(), "17:30 Fixed.".into()])
    );
}

#[test]
fn a_track_before_a_text_is_its_time() {
    let text = "{{< track \"2026-08-13 15:54:00\" >}}\n*Investigating* - We look.\n\n{{< track \"2026-08-13 17:30:00\" >}}\n*Resolved* - Fixed.\n";
    assert_eq!(pieces(text), (Some(Notation::Track), vec!["15:54 We look.".into(), "17:30 Fixed.".into()]));
    let text =
        "{{< track \"2026-08-13 17:30:00\" >}} Fixed.\n\n{{< track \"2026-08-13 15:54:00\" >}} We look.\n";
    assert_eq!(pieces(text), (Some(Notation::Track), vec!["15:54 We look.".into(), "17:30 Fixed.".into()]));
}

#[test]
fn tracks_without_headings_separate_updates() {
    let text = "Fixed. {{< track \"2026-08-13 17:30\" >}}\n\nWe look. {{< track \"2026-08-13 15:54\" >}}\n";
    assert_eq!(pieces(text), (Some(Notation::Track), vec!["15:54 We look.".into(), "17:30 Fixed.".into()]));
}

#[test]
fn bracketed_headings_can_be_in_either_order() {
    let newest_first = "[Final message]\nOver.\n\n---\n\n[Update]\nStill.\n\n[Initial message]\nDown.\n";
    let oldest_first = "[Initial message]\nDown.\n\n[Update 1]\nStill.\n\n[Final message] Over.\n";
    let expected = vec!["Down.".to_owned(), "Still.".to_owned(), "Over.".to_owned()];
    assert_eq!(pieces(newest_first), (Some(Notation::Bracket), expected.clone()));
    assert_eq!(pieces(oldest_first), (Some(Notation::Bracket), expected));
}

#[test]
fn an_edit_below_a_text_without_heading_is_newer() {
    assert_eq!(pieces("Down.\n\n[Edit]\nUp.\n").1, ["Down.", "Up."]);
}

#[test]
fn blocks_with_a_time_between_rules_are_updates() {
    let text = "2026-08-13 17:54 UTC\n\nFixed.\n\n---\n\n2026-08-13 16:00 UTC\n\nWe look.\n";
    assert_eq!(pieces(text), (Some(Notation::Time), vec!["16:00 We look.".into(), "17:54 Fixed.".into()]));
}

#[test]
fn states_without_times_are_sorted_in_their_usual_order() {
    let text = "*Monitoring* - Better.\n\n*Investigating* - We look.\n";
    assert_eq!(pieces(text), (Some(Notation::State), vec!["We look.".into(), "Better.".into()]));
}

#[test]
fn a_text_without_headings_is_one_update() {
    let text = "First.\n\n---\n\n* 2021-05-30T08:13 - queued\n\n```\n[Final message]\n```";
    assert_eq!(pieces(text), (None, vec![text.to_owned()]));
}
