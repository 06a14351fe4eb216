//! Kinds of output, and bytes that no renderer would write.

use super::*;

#[test]
fn only_known_file_types_are_published() {
    let input = Input::default();
    for path in ["index.html", "feed.xml", "_headers", "CNAME", "a/robots.txt", "assets/x.woff2"] {
        assert_eq!(rules(&input, path, ""), [], "{path}");
    }
    for path in ["incident.md", "x.html~", "LICENSE", "a.b/c", ".env", "site.toml", "x.HTML"] {
        assert_eq!(rules(&input, path, ""), [HitRule::FileType], "{path}");
    }
}

#[test]
fn a_comment_in_a_page_is_a_hit_and_is_read() {
    let input = Input { internal: vec![internal(LEAK)], ..Input::default() };
    let page = format!("<p>a</p><!-- {LEAK} --><p>b</p>");
    assert_eq!(rules(&input, "index.html", &page), [HitRule::InternalText, HitRule::Comment]);
    assert_eq!(rules(&input, "index.html", "<p>a &lt;!-- b --&gt;"), []);
    assert_eq!(rules(&input, "assets/a.css", "<!-- x -->"), []);
}

#[test]
fn images_are_searched_for_names_that_are_long_enough() {
    let names = vec![secret(SecretKind::Customer, "ACM"), secret(SecretKind::Person, "Lena Ito")];
    let input = Input { names, ..Input::default() };
    assert_eq!(input.inspect("a.png", b"\x89PNG\xff\x00ACM\x00\xfe"), []);
    assert_eq!(input.inspect("a.png", b"\x89PNG\xff\x00Artist\x00Lena Ito\x00\xfe").len(), 1);
}

#[test]
fn broken_bytes_do_not_stop_the_gate() {
    let input = Input {
        internal: vec![internal(LEAK)],
        names: vec![secret(SecretKind::Person, "Lena Ito")],
        forbid: vec![ForbidPattern::parse("*corp*").unwrap(), ForbidPattern::parse("::/0").unwrap()],
        ..Input::default()
    };
    for bytes in [
        &b"\xff\xfe<\xc3"[..],
        b"<",
        b"<a b='",
        b"<!--",
        b"&#",
        b"&#x;",
        b"%f",
        b"\\u12",
        b"\\ud83d\\u",
        b"::",
    ] {
        assert_eq!(input.inspect("a.txt", bytes), []);
    }
    assert_eq!(input.inspect("a.html", b"\xff Lena\xff<a <b Ito").len(), 0);
    assert_eq!(input.inspect("a.html", b"\xff Lena\xffIto\xc3").len(), 1);
}
