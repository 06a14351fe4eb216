//! Phrases: six consecutive words of an internal file.

use super::*;

fn leaks(text: &str, page: &str) -> bool {
    let input = Input { internal: vec![internal(text)], ..Input::default() };
    rules(&input, "index.html", page) == [HitRule::InternalText]
}

#[test]
fn six_words_are_a_hit_and_five_are_not() {
    assert!(leaks(LEAK, "<p>We restarted the pooler on pg-main-3 after</p>"));
    assert!(!leaks(LEAK, "<p>We restarted the pooler on pg-main-3 before</p>"));
}

#[test]
fn a_phrase_is_found_at_any_position() {
    // Phrases are looked up in batches, so every position in a batch and after it is tried.
    let others = |words: usize| (0..words).map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ");
    for (before, after) in (0..70).flat_map(|before| [(before, 0), (before, 3), (before, 40)]) {
        let page = |phrase: &str| format!("<p>{} {phrase} {}", others(before), others(after));
        assert!(
            leaks(LEAK, &page("restarted the pooler on pg-main-3 after")),
            "{before} before, {after} after"
        );
        assert!(
            !leaks(LEAK, &page("restarted the pooler on pg-main-3 before")),
            "{before} before, {after} after"
        );
    }
}

#[test]
fn the_place_in_the_internal_file_is_reported_without_its_text() {
    let input = Input {
        internal: vec![internal("+++\n+++\nRestarted the pooler on pg-main-3 after")],
        ..Input::default()
    };
    let found = hits(&input, "index.html", LEAK);
    assert_eq!(found[0].source, Some(SourceOffset { source: 7, offset: 8 }));
    assert!(!format!("{found:?}").contains("pooler"));
}

#[test]
fn layout_and_typography_do_not_hide_a_phrase() {
    for page in [
        "<p>restarted\nthe pooler<br>on <code>pg-main-3</code> after Omar’s call",
        "<ul><li>restarted the<li>pooler on<li>pg-main-3 after",
        "<table><tr><td>restarted the pooler</td><td>on pg-main-3</td></tr><tr><td>after",
        "<meta content=\"Restarted the pooler on pg-main-3 after\">",
        "<p>RESTARTED THE POOLER ON PG\u{2011}MAIN\u{2011}3 AFTER",
        "<p>&lt;p&gt;restarted the &amp;lt;b&amp;gt;pooler&amp;lt;/b&amp;gt; on pg-main-3 after",
        "<p>restarted the pooler, 09:22, on pg-main-3 after",
    ] {
        assert!(leaks(LEAK, page), "{page}");
    }
}

#[test]
fn a_rendered_link_does_not_hide_a_phrase() {
    assert!(leaks(
        "see [the dash](https://g.example/d/1) for all of it",
        "<p>see <a href=x>the dash</a> for all of it"
    ));
}

#[test]
fn figures_alone_are_not_words() {
    assert!(!leaks("one 2 3 4 5 6 seven", "<p>one 2 3 4 5 6 seven"));
    assert!(leaks("one 2 three four 5 six seven eight", "<p>one three four six 9 seven eight"));
}

#[test]
fn headings_are_left_out_and_comments_are_not() {
    let heading = "## What went well and what did not";
    assert!(!leaks(&format!("+++\n+++\n{heading}\n"), heading));
    assert!(leaks(&format!("+++\n{heading}\n+++\n"), heading));
    assert!(leaks(&format!("```sh\n{heading}\n```\n"), heading));
    assert!(leaks(&format!("```sh\n```\n#{LEAK}\n"), LEAK));
    assert!(!leaks(
        "Restarted the pooler\n# x\non pg-main-3 after",
        "restarted the pooler on pg-main-3 after"
    ));
}

#[test]
fn a_released_phrase_passes_and_the_words_after_it_do_not() {
    let input =
        |released| Input { internal: vec![internal(LEAK)], released: vec![released], ..Input::default() };
    let page = "<p>Restarted the pooler on pg-main-3 after Omar’s call";
    assert_eq!(rules(&input(LEAK), "index.html", page), []);
    assert_eq!(
        rules(&input("Restarted the **pooler** on pg-main-3 after"), "index.html", page),
        [HitRule::InternalText]
    );
}

#[test]
fn a_released_link_releases_its_words() {
    let input = Input {
        internal: vec![internal("see the dash for all of it")],
        released: vec!["see [the dash](https://s.example) for all of it"],
        ..Input::default()
    };
    assert_eq!(
        rules(&input, "index.html", "<p>see <a href='https://s.example'>the dash</a> for all of it"),
        []
    );
}

#[test]
fn a_withheld_phrase_passes_only_if_it_is_also_released() {
    let withheld = vec![WithheldText { source: 9, text: LEAK }];
    let page = "<p>Restarted the pooler on pg-main-3 after Omar’s call";
    let input = Input { withheld, ..Input::default() };
    let found = hits(&input, "index.html", page);
    assert_eq!(found[0].rule, HitRule::WithheldText);
    assert_eq!(found[0].source.map(|source| source.source), Some(9));
    assert_eq!(rules(&Input { released: vec![LEAK], ..input }, "index.html", page), []);
}

#[test]
fn a_withheld_text_does_not_release_its_words_but_explains_those_of_an_internal_file() {
    let withheld = vec![WithheldText { source: 9, text: LEAK }];
    let input = Input { internal: vec![internal(LEAK)], withheld, ..Input::default() };
    assert_eq!(rules(&input, "index.html", LEAK), [HitRule::WithheldText]);
}

#[test]
fn a_phrase_is_found_in_a_path_and_in_json() {
    let input = Input { internal: vec![internal(LEAK)], ..Input::default() };
    let path = "incidents/restarted-the-pooler-on-pg-main-3-after/index.html";
    let spaced = Input {
        internal: vec![internal("Primary database failed over, connection storm")],
        ..Input::default()
    };
    assert_eq!(
        rules(&spaced, "incidents/primary-database-failed-over-connection-storm/index.html", ""),
        [HitRule::InternalText]
    );
    assert_eq!(rules(&input, path, ""), []);
    assert_eq!(
        rules(&input, "feed.json", "{\"a\":\"Restarted the\\npooler on <b>pg-main-3<\\/b> \\u0061fter\"}"),
        [HitRule::InternalText]
    );
    assert_eq!(
        rules(&input, "x.ics", "SUMMARY:Restarted the poo\r\n ler on pg-main-3 after"),
        [HitRule::InternalText]
    );
}

#[test]
fn a_phrase_is_found_in_either_normal_form() {
    let composed = "der Verbindungspool f\u{fc}r Bestellungen l\u{e4}uft \u{fc}ber";
    let decomposed = "der Verbindungspool fu\u{308}r Bestellungen la\u{308}uft u\u{308}ber";
    for (text, page) in [(composed, decomposed), (decomposed, composed), (decomposed, decomposed)] {
        assert!(leaks(text, &format!("<p>{page}")), "{text} in {page}");
        let input = Input { internal: vec![internal(text)], released: vec![page], ..Input::default() };
        assert_eq!(rules(&input, "index.html", &format!("<p>{text}")), []);
    }
}

#[test]
fn the_place_of_a_phrase_refers_to_the_file_before_normalization() {
    let before = "Fja\u{308}rdling, na\u{308}mlich.\n";
    let input = Input { internal: vec![internal(&format!("{before}und {LEAK}"))], ..Input::default() };
    let found = hits(&input, "index.html", LEAK);
    assert_eq!(
        found[0].source,
        Some(SourceOffset { source: 7, offset: before.len() }),
        "the line it begins in"
    );
}
