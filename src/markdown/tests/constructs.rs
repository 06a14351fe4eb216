//! Tests of each Markdown construct, as HTML and as plain text.

use super::super::plain;
use super::{html, rendered, text};

#[test]
fn paragraphs_and_breaks_keep_their_kind() {
    let source = "One\ntwo\\\nthree\n\nfour";
    assert_eq!(html(source), "<p>One\ntwo<br>\nthree</p>\n<p>four</p>\n");
    assert_eq!(text(source), "One\ntwo\u{2028}three\n\nfour");
    assert_eq!(plain(&text(source)), "One\ntwo\nthree\n\nfour");
}

#[test]
fn a_block_that_begins_without_words_adds_no_empty_lines() {
    assert_eq!(text("a\n\n[](/b)\nc\n\n![](graph.png)\\\nd"), "a\n\nhttps://a.example/status/b\nc\n\nd");
}

#[test]
fn spans_become_elements_and_plain_words() {
    let source = "*a* **b** ~~c~~ `d <e>`";
    assert_eq!(html(source), "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d &lt;e&gt;</code></p>\n");
    assert_eq!(text(source), "a b c d <e>");
}

#[test]
fn the_highest_heading_gets_the_base_level_and_the_others_follow_without_gaps() {
    let source = "## Top\n\n#### Below\n\n## Next {onclick=x #id}";
    assert_eq!(html(source), "<h3>Top</h3>\n<h4>Below</h4>\n<h3>Next {onclick=x #id}</h3>\n");
    assert_eq!(text(source), "Top\n\nBelow\n\nNext {onclick=x #id}");
}

#[test]
fn headings_stop_at_level_six() {
    let all = html("# 1\n## 2\n### 3\n#### 4\n##### 5");
    assert!(all.ends_with("<h6>4</h6>\n<h6>5</h6>\n"), "{all}");
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    let source = "- a\n- b\n  1. c\n  2. d\n\nafter";
    assert_eq!(
        html(source),
        "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n<li>d</li>\n</ol>\n</li>\n</ul>\n<p>after</p>\n"
    );
    assert_eq!(plain(&text(source)), "- a\n- b\n  1. c\n  2. d\n\nafter");
    assert_eq!(html("3. c"), "<ol start=\"3\">\n<li>c</li>\n</ol>\n");
    assert_eq!(plain(&text("3) c\n4) d")), "3. c\n4. d");
}

#[test]
fn loose_and_empty_items_stay_items() {
    assert_eq!(plain(&text("- a\n\n- b\n\n-\n- c")), "- a\n- b\n- \n- c");
    assert_eq!(plain(&text("- a\n-\n\nafter")), "- a\n- \n\nafter");
    assert_eq!(html("1. a\n\n2. b"), "<ol>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n");
}

#[test]
fn tasks_are_labelled_boxes_that_cannot_be_changed() {
    assert_eq!(
        html("- [x] done\n- [ ] open\n  - more"),
        "<ul>\n<li><label><input type=\"checkbox\" disabled=\"\" checked=\"\"> done</label></li>\n\
         <li><label><input type=\"checkbox\" disabled=\"\"> open</label>\n<ul>\n<li>more</li>\n</ul>\n</li>\n</ul>\n"
    );
    assert_eq!(plain(&text("- [x] done\n- [ ] open")), "- [x] done\n- [ ] open");
}

#[test]
fn loose_tasks_close_their_label_within_the_paragraph() {
    assert_eq!(html("- [ ] a\n\n- [ ] b").matches("</label></p>").count(), 2);
}

#[test]
fn tables_have_column_headings_and_a_box_that_scrolls() {
    let source = "| a | b |\n|---|--:|\n| 1 | 2 |";
    assert_eq!(
        html(source),
        "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">a</th>\
         <th scope=\"col\" class=\"right\">b</th></tr></thead>\n<tbody>\n<tr><td>1</td>\
         <td class=\"right\">2</td></tr>\n</tbody></table></div>\n"
    );
    assert_eq!(plain(&text(source)), "a | b\n1 | 2");
}

#[test]
fn a_code_block_keeps_its_lines_and_loses_its_info_string() {
    let source = "```sh canary\nhttps://a.example\n\n  **x**\n```";
    assert_eq!(html(source), "<pre><code>https://a.example\n\n  **x**\n</code></pre>\n");
    assert_eq!(text(source), "https://a.example\u{2028}\u{2028}  **x**");
}

#[test]
fn quotes_and_rules_part_paragraphs() {
    assert_eq!(html("> a\n\n---\nb"), "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n<p>b</p>\n");
    assert_eq!(text("> a\n\n---\nb"), "a\n\nb");
}

#[test]
fn links_lose_their_title_and_show_their_target_in_plain_text() {
    let source = r#"[Docs](https://a.example/?a=1&b=ü "canary") and [mail](mailto:x@a.example)"#;
    assert_eq!(
        html(source),
        "<p><a href=\"https://a.example/?a=1&amp;b=%C3%BC\" rel=\"noreferrer\">Docs</a> and \
         <a href=\"mailto:x@a.example\">mail</a></p>\n"
    );
    assert_eq!(text(source), "Docs (https://a.example/?a=1&b=ü) and mail (mailto:x@a.example)");
}

#[test]
fn a_link_from_the_root_gets_the_base_path() {
    assert_eq!(html("[x](/pages/sla#a)"), "<p><a href=\"/status/pages/sla#a\">x</a></p>\n");
    assert_eq!(text("[x](/pages/sla#a)"), "x (https://a.example/status/pages/sla#a)");
}

#[test]
fn a_link_without_words_shows_its_address() {
    assert_eq!(html("[](/b)"), "<p><a href=\"/status/b\">/status/b</a></p>\n");
    assert!(html("[![](graph.png)](/b)").ends_with("loading=\"lazy\">/status/b</a></p>\n"));
}

#[test]
fn angle_bracket_links_are_written_once_in_plain_text() {
    assert_eq!(text("<https://a.example> <x@a.example>"), "https://a.example x@a.example");
    assert_eq!(html("<x@a.example>"), "<p><a href=\"mailto:x@a.example\">x@a.example</a></p>\n");
}

#[test]
fn bare_addresses_become_links_without_the_punctuation_around_them() {
    for (source, address) in [
        ("see https://a.example.", "https://a.example"),
        ("(https://a.example/x_(y))", "https://a.example/x_(y)"),
        ("https://a.example/a_b_c?d=1&e=2, and", "https://a.example/a_b_c?d=1&amp;e=2"),
        ("**HTTP://A.example**", "HTTP://A.example"),
        ("http://user@x https://127.0.0.1:8080/", "https://127.0.0.1:8080/"),
        ("[https://a.example]", "https://a.example"),
    ] {
        let html = html(source);
        assert!(html.contains(&format!(">{address}</a>")), "{html}");
    }
}

#[test]
fn words_that_only_look_like_addresses_stay_words() {
    for source in
        ["xhttps://a.example", "https://", "https://.", "ftp://a.example", "`https://a.example`", "http:"]
    {
        assert!(!html(source).contains("<a "), "{source}");
    }
    assert_eq!(html("[at https://b.example](https://a.example)").matches("<a ").count(), 1);
}

#[test]
fn images_are_local_and_named() {
    let result = rendered("![A *graph*](graph.png \"canary\") ![b](my%20graph.png) ![c](./graph.png)");
    assert_eq!(
        result.html,
        "<p><img src=\"/status/img/graph.png\" alt=\"A graph\" loading=\"lazy\"> \
         <img src=\"/status/img/my-graph.png\" alt=\"b\" loading=\"lazy\"> \
         <img src=\"/status/img/graph.png\" alt=\"c\" loading=\"lazy\"></p>\n"
    );
    assert_eq!(result.text, "A graph b c");
    assert_eq!(result.images, ["graph.png", "my graph.png"]);
}

#[test]
fn footnotes_are_at_the_end_in_order_of_use_with_their_own_ids() {
    let source =
        "[^b]: Second.\n\n[^a]: First[^b].\n\nText[^a] and[^a].\n\n[^unused]: canary ![x](graph.png)";
    let result = rendered(source);
    assert_eq!(
        result.html,
        "<p>Text<sup><a href=\"#u1-fn1\" id=\"u1-fnref1\" role=\"doc-noteref\">1</a></sup> \
         and<sup><a href=\"#u1-fn1\" role=\"doc-noteref\">1</a></sup>.</p>\n\
         <ol class=\"footnotes\">\n<li id=\"u1-fn1\">\n\
         <p>First<sup><a href=\"#u1-fn2\" id=\"u1-fnref2\" role=\"doc-noteref\">2</a></sup>. \
         <a href=\"#u1-fnref1\" role=\"doc-backlink\">↩</a></p>\n</li>\n\
         <li id=\"u1-fn2\">\n<p>Second. <a href=\"#u1-fnref2\" role=\"doc-backlink\">↩</a></p>\n</li>\n</ol>\n"
    );
    assert_eq!(result.text, "Text[1] and[1].\n\n[1] First[2].\n\n[2] Second.");
    assert!(result.images.is_empty());
}

#[test]
fn comments_and_unused_definitions_are_dropped() {
    let result =
        rendered("<!-- canary -->\n\na <!-- canary --> b\n\n[canary]: https://canary.example \"canary\"\n");
    assert_eq!((result.html.as_str(), result.text.as_str()), ("<p>a  b</p>\n", "a  b"));
    assert!(result.problems.is_empty());
}

#[test]
fn control_characters_are_dropped() {
    let source =
        "a\u{1}\u{7f}\u{85}\u{fffe}&#1;&#8;b `\u{2}` ![\u{3}&#4;](graph.png)\n\n    \u{5}\tc\r\n    d";
    let result = rendered(source);
    let allowed = |character: char| matches!(character, '\n' | '\t' | '\u{2028}') || !character.is_control();
    assert!(
        result.html.chars().all(|c| allowed(c) && c != '\u{fffe}' && c != '\u{2028}'),
        "{:?}",
        result.html
    );
    assert!(result.text.chars().all(allowed), "{:?}", result.text);
    assert!(result.text.starts_with("ab"));
}

#[test]
fn braces_are_text() {
    assert_eq!(html("{{ secret }} {% include \"x\" %}"), "<p>{{ secret }} {% include &quot;x&quot; %}</p>\n");
}
