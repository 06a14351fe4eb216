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

#[test]
fn a_time_of_day_alone_between_rules_is_a_heading() {
    let text = "---\n\n17:54 UTC\n\nFixed.\n\n---\n\n16:30 UTC - Found.\n\n---\n\n2026-08-13 16:00 UTC\n\nWe look.\n";
    let expected = vec!["16:00 We look.".into(), "16:30 Found.".into(), "17:54 Fixed.".into()];
    assert_eq!(pieces(text), (Some(Notation::Time), expected));
}

#[test]
fn a_block_without_a_time_below_the_last_rule_is_the_oldest_update() {
    let text = "2026-08-13 17:54 UTC\n\nFixed.\n\n---\nWe look.\n\nReally.\n";
    assert_eq!(pieces(text).1, ["We look.\n\nReally.", "17:54 Fixed."]);
    let text = "---\n18:00 UTC\n\nFixed.\n\n---\nStill.\n\n---\n16:00 UTC\n\nDown.\n";
    assert_eq!(pieces(text).1, ["16:00 Down.", "Still.", "18:00 Fixed."]);
}

#[test]
fn each_track_ends_an_update_below_any_heading() {
    let text = "**Power is back**:\nOn.\n{{< track \"2026-08-13 17:30\" >}}\n\n**Fuse replaced**:\nSoon.\n{{< track \"2026-08-13 16:30\" >}}\n\n**Investigating**:\nOff.\n{{< track \"2026-08-13 15:30\" >}}\n";
    let expected = ["15:30 Off.", "16:30 **Fuse replaced**:\nSoon.", "17:30 **Power is back**:\nOn."];
    assert_eq!(pieces(text).1, expected);
}

#[test]
fn text_below_a_track_stays_with_its_update() {
    let text = "*Update* - Fixed. {{< track \"2026-08-13 17:30\" >}}\n\nThanks.\n\n*Investigating* - We look. {{< track \"2026-08-13 15:30\" >}}\n";
    assert_eq!(pieces(text).1, ["15:30 We look.", "17:30 Fixed.\n\nThanks."]);
}

#[test]
fn a_time_and_a_state_on_two_lines_are_one_heading() {
    let text = "---\n2026-08-13 17:54 UTC\n\n*Resolved* - Fixed.\n\n---\n**Investigating**\n2026-08-13 16:00 UTC\n\nWe look.\n";
    assert_eq!(pieces(text).1, ["16:00 We look.", "17:54 Fixed."]);
}

#[test]
fn one_time_out_of_order_does_not_turn_the_others() {
    let text = "2026-08-13 12:00 UTC - One.\n\n2026-08-13 13:00 UTC - Two.\n\n2026-08-13 14:00 UTC - Three.\n\n2026-08-13 11:00 UTC - Four.\n";
    assert_eq!(pieces(text).1, ["12:00 One.", "13:00 Two.", "14:00 Three.", "11:00 Four."]);
}

#[test]
fn notations_can_be_mixed() {
    let text = "[Final message]\nOver.\n\nUpdate 2026-08-14: Better.\n\n**Update on disks**: Slow.\n\n{{< track \"2026-08-13 12:00\" >}} Down.\n";
    assert_eq!(pieces(text).1, ["12:00 Down.", "**Update on disks**: Slow.", "00:00 Better.", "Over."]);
}
