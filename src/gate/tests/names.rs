//! Names of people, customers and machines, and forbidden patterns.

use super::SecretKind::{Address, Alias, Customer, CustomerId, Email, Handle, Person};
use super::*;

#[test]
fn a_full_name_is_found_through_markup_and_blanks() {
    for page in [
        "<p>Lena Ito</p>",
        "<p>Lena&nbsp;<b>Ito</b></p>",
        "<p>Lena\u{a0}\n  Ito, again</p>",
        "<p><b>L</b>ena I<i>to</i></p>",
        "<a>Lena</a><a>Ito</a>",
        "<td>Lena</td>\n      <td>Ito</td>",
        "<p>Le\u{ad}na &#73;to</p>",
        "<p>L&#x0065na &amp;#73;to</p>",
        "<img alt='Lena Ito'>",
        "<a href='mailto:x?subject=Lena%20Ito'>x</a>",
        "<script>\"Lena\\u0020Ito\"</script>",
        "<!doctype html><p>\u{ff2c}ena Ito",
    ] {
        assert!(finds(Person, "Lena Ito", page), "{page}");
    }
    for page in
        ["<p>Lena</p>", "<p>Lena Itou</p>", "<p>lena, ito</p>", "<p>Milena Ito</p>", "<p>Ito Lena</p>"]
    {
        assert!(!finds(Person, "Lena Ito", page), "{page}");
    }
    assert!(finds(Person, "Conan O'Brien", "<p>Conan O’Brien"));
    assert!(!finds(Person, "Lena", "<p>Lena Ito"));
}

#[test]
fn an_address_is_found_in_any_case_and_not_inside_another() {
    assert!(finds(Email, "lena@harbor.example", "<a href=\"mailto:Lena@Harbor.example\">"));
    assert!(finds(Email, "lena@harbor.example", "<p>lena%40harbor&period;example"));
    assert!(!finds(Email, "lena@harbor.example", "<p>milena@harbor.example"));
    assert!(!finds(Email, "lena@harbor.example", "<p>no-lena@harbor.example"));
    assert!(!finds(Email, "lena@harbor.example", "<p>lena at harbor.example"));
}

#[test]
fn a_handle_is_found_only_after_an_at_sign() {
    assert!(finds(Handle, "@lena-i", "<p>thanks @Lena-I."));
    assert!(finds(Handle, "lena-i", "<p>(&commat;lena-i)"));
    assert!(!finds(Handle, "lena", "<p>@lena-i"));
    assert!(!finds(Handle, "lena", "<p>x@lena"));
    assert!(!finds(Handle, "lena", "<p>lena"));
}

#[test]
fn a_customer_is_found_as_a_whole_word_of_two_characters_in_the_same_case() {
    assert!(finds(Customer, "ACM", "<p>for ACM, too"));
    assert!(finds(Customer, "ACM", "<p>ACM-owned"));
    assert!(!finds(Customer, "ACM", "<p>ACME"));
    assert!(!finds(Customer, "ACM", "<p>acm"));
    assert!(finds(Customer, "A1", "<p>for A1, too"));
    assert!(finds(Customer, "3M", "<p>3M"));
    assert!(!finds(Customer, "A1", "<p>A12 and a1"));
    assert!(!finds(Customer, "X", "<p>X"));
    assert!(!finds(Customer, "42", "<p>42"));
    assert!(finds(Customer, "R&D Labs", "<p>R&amp;D\nLabs"));
    assert!(finds(Customer, "東京銀行", "<p>本日東京銀行様"));
}

#[test]
fn a_customer_may_be_named_in_its_own_view_only() {
    let own = Secret { allowed_in: Some(1), ..secret(Customer, "Acme Corp") };
    let input = Input { names: vec![own], ..Input::default() };
    assert!(input.inspect_in(Some(1), "index.html", b"<p>Acme Corp").is_empty());
    assert_eq!(input.inspect_in(Some(2), "index.html", b"<p>Acme Corp").len(), 1);
    assert_eq!(input.inspect("index.html", b"<p>Acme Corp").len(), 1);
}

#[test]
fn the_name_of_a_customer_may_contain_that_of_another_in_its_own_view_only() {
    let cloud = Secret { allowed_in: Some(1), ..secret(Customer, "Acme Cloud") };
    let acme = Secret { allowed_in: Some(2), ..secret(Customer, "Acme") };
    let input = Input { names: vec![cloud, acme], ..Input::default() };
    let count = |view, page: &str| input.inspect_in(view, "index.html", page.as_bytes()).len();
    assert_eq!(count(Some(1), "<p>Acme Cloud</p><p>ACME_CLOUD"), 0);
    assert_eq!(count(Some(1), "<p>Acme Cloud and Acme"), 1);
    assert_eq!(count(Some(1), "<p>Acme Clouds"), 1);
    assert_eq!(count(Some(2), "<p>Acme Cloud"), 1);
    assert_eq!(count(None, "<p>Acme Cloud"), 1);
}

#[test]
fn an_alias_is_found_as_a_whole_word_in_any_case() {
    assert!(finds(Alias, "pay-web-3", "<p>host PAY-WEB-3.eu"));
    assert!(finds(Alias, "pay-web-3", "<p>pay\u{2011}web\u{2011}3"));
    assert!(!finds(Alias, "pay-web-3", "<p>pay-web-30"));
    for text in ["the checkout API", "CHECKOUT_API", "checkout.api", "checkout\n  api"] {
        assert!(finds(Alias, "checkout-api", &format!("<p>{text}")), "{text}");
    }
    for text in ["the checkout/api", "at the checkout. API", "checkout apis", "the checkout, API"] {
        assert!(!finds(Alias, "checkout-api", &format!("<p>{text}")), "{text}");
    }
}

#[test]
fn a_name_of_several_words_is_found_in_any_case_and_with_any_separator() {
    for text in ["lena ito", "LENA ITO", "lena-ito", "Lena_Ito", "lena.ito", "<a id='u-lena-ito'>x</a>"] {
        assert!(finds(Person, "Lena Ito", &format!("<p>{text}")), "{text}");
        assert!(finds(Customer, "Lena Ito", &format!("<p>{text}")), "{text}");
    }
    for text in ["ACMZ.EXAMPLE", "www.acmz.example", "acmz-example"] {
        assert!(finds(Customer, "acmz.example", &format!("<p>{text}")), "{text}");
    }
    for text in ["best. Buyers", "is best! buy", "bestbuy"] {
        assert!(!finds(Customer, "Best Buy", &format!("<p>{text}")), "{text}");
    }
}

#[test]
fn a_declared_address_is_found_as_a_whole() {
    let found = |page: &str| finds(Address, "https://wiki.acmz.example/ops/queue", page);
    for page in [
        "<a href='https://wiki.acmz.example/ops/queue'>x</a>",
        "<a href='https://wiki.acmz.example/ops/queue/#step-2'>x</a>",
        "<p>see wiki.acmz.example/ops/queue.",
        "<p>HTTPS://WIKI.ACMZ.EXAMPLE/OPS/QUEUE",
    ] {
        assert!(found(page), "{page}");
    }
    for page in
        ["<p>wiki.acmz.example/ops", "<p>wiki.acmz.example/ops/queues", "<p>wiki.acmz.example/ops/queue/two"]
    {
        assert!(!found(page), "{page}");
    }
}

#[test]
fn the_id_of_a_customer_counts_in_paths_addresses_attributes_and_keys() {
    let input = Input {
        names: vec![secret(CustomerId, "zorb")],
        public_ids: vec!["zorb-gateway"],
        ..Input::default()
    };
    for page in [
        "<a href='/incidents/2026-zorb-slow/'>x</a>",
        "<a href='https://zorb.example/'>x</a>",
        "<p id='zorb'>x</p>",
        "<p class='a zorb b'>x</p>",
        "<p class=\"zorb b\">x</p>",
        "<td headers=\"a zorb\">x</td>",
        "<p data-x=zorb>x</p>",
        "<p>https://s.example/#2026-zorb",
    ] {
        assert_eq!(rules(&input, "index.html", page), [HitRule::Customer], "{page}");
    }
    assert_eq!(rules(&input, "x.json", "{\"zorb\": 1}"), [HitRule::Customer]);
    assert_eq!(rules(&input, "incidents/zorb/index.html", ""), [HitRule::Customer]);
    for page in [
        "<p class='card zorb wide'>x</p>",
        "<label for=\"a zorb\">x</label>",
        "<p CLASS='card zorb wide'>x</p>",
        "<p aria-owns='menu zorb list'>x</p>",
        "<p id='card zorb wide'>x</p>",
        "<a rel='nofollow zorb x'>x</a>",
        "<a ping=\"a zorb b\">x</a>",
        "<p data-audience='customer:zorb'>x</p>",
        "<p>customer:zorb",
        "<a href='zorb/'>x</a>",
        "<a href='../view/zorb'>x</a>",
    ] {
        assert_eq!(rules(&input, "index.html", page), [HitRule::Customer], "{page}");
    }
    for (path, text) in [
        ("assets/a.css", ".zorb { color: red }"),
        ("assets/a.css", "body { background: url(zorb.png) }"),
        ("assets/a.css", "/* see /zorb/ */"),
        ("feed.xml", "<id>tag:status.example,2026:zorb</id>"),
        ("feed.xml", "<id>urn:x:zorb</id>"),
        ("maintenance.ics", "UID:zorb@status.example\r\n"),
        ("sitemap.xml", "<loc>https://status.example/zorb/</loc>"),
        ("robots.txt", "Disallow: /zorb/"),
        ("_headers", "/v/zorb/*\n  X-Robots-Tag: noindex"),
        ("_redirects", "/old /zorb 301"),
        ("x.json", "{\"customers\": [\"api\", \"zorb\"]}"),
        ("x.json", "{\"name\": \"zorb\"}"),
        ("x.json", "{\"to\": \"customer:zorb\"}"),
        ("x.json", "{\"html\": \"<p class=\\\"card zorb wide\\\">x</p>\"}"),
    ] {
        assert_eq!(rules(&input, path, text), [HitRule::Customer], "{path}: {text}");
    }
    assert_eq!(rules(&input, "x.json", "{\"text\": \"a zorb, a \\\"zorb\\\" and zorb, again\"}"), []);
    for page in [
        "<p>a zorb is a ball</p>",
        "<p title='a zorb is a ball'>x</p>",
        "<p>\"zorb\", they said</p>",
        "<img alt='a zorb b'>",
        "<p class='a b'>the zorb b</p>",
        "<a href='/components/zorb-gateway/'>x</a>",
        "<p id='zorbs'>x</p>",
    ] {
        assert_eq!(rules(&input, "index.html", page), [], "{page}");
    }
    assert_eq!(rules(&input, "components/zorb-gateway/index.html", ""), []);
}

#[test]
fn an_ordinary_word_is_only_reported() {
    let word = Secret { common: true, ..secret(Customer, "Target") };
    let input = Input { names: vec![word], ..Input::default() };
    assert!(hits(&input, "index.html", "<p>Target date").iter().all(|hit| hit.common));
    assert_eq!(hits(&input, "index.html", "<p>Target date").len(), 1);
    // A name that is found without the boundaries of words.
    let word = Secret { common: true, ..secret(Customer, "\u{6771}\u{4eac}") };
    let found = hits(&Input { names: vec![word], ..Input::default() }, "index.html", "<p>\u{6771}\u{4eac}x");
    assert_eq!(found.iter().map(|hit| hit.common).collect::<Vec<_>>(), [true]);
}

#[test]
fn an_id_of_two_characters_says_nothing() {
    for (id, expected) in [("z", false), ("zo", false), ("zor", true), ("zorb", true)] {
        let input = Input { names: vec![secret(CustomerId, id)], ..Input::default() };
        let found = rules(&input, "index.html", &format!("<p id='{id}'>x</p>"));
        assert_eq!(!found.is_empty(), expected, "{id}");
    }
}

#[test]
fn forbidden_hosts_networks_and_texts_are_found() {
    assert!(forbids("*.internal", "<a href='https://db-1.Internal/x'>"));
    assert!(forbids("*corp*", "<p>wiki.corporate.example"));
    assert!(!forbids("*.internal", "<p>internal causes"));
    assert!(!forbids("*.internal", "<p>db.internals"));
    assert!(forbids("10.0.0.0/8", "<p>from 10.2.3.4:5432"));
    assert!(!forbids("10.0.0.0/8", "<p>11.2.3.4 and 10.2.3"));
    assert!(forbids("fd00::/8", "<p>[fd00::1]"));
    assert!(!forbids("fd00::/8", "<p>at 09:22:00"));
    assert!(forbids("/home/ci", "<p>in /home/ci/build"));
    assert!(forbids("Project Falcon", "<p>project\nfalcon"));
    assert!(!forbids("Project Falcon", "<p>project of a falcon"));
}

#[test]
fn an_invalid_pattern_is_an_error() {
    assert!(ForbidPattern::parse("10.0.0.0/40").is_err());
    assert!(ForbidPattern::parse(" ").is_err());
    assert!(ForbidPattern::parse(&"x".repeat(257)).is_err());
    assert!(ForbidPattern::parse(&"x".repeat(256)).is_ok());
    assert!(ForbidPattern::parse("*").is_err());
    assert!(ForbidPattern::parse("two words*").is_err());
}

#[test]
fn an_allowed_text_covers_its_whole_words_only() {
    let input = Input {
        names: vec![secret(Customer, "Acme"), secret(Customer, "Beta")],
        allow: vec!["Acme Cloud"],
        ..Input::default()
    };
    assert_eq!(rules(&input, "index.html", "<p>our supplier Acme <b>Cloud</b>, again"), []);
    assert_eq!(rules(&input, "index.html", "<p>Acme Clouds"), [HitRule::Customer]);
    assert_eq!(rules(&input, "index.html", "<p>Acme Cloud and Acme"), [HitRule::Customer]);
    assert_eq!(rules(&input, "index.html", "<p>Acme Cloud Beta"), [HitRule::Customer]);
}

#[test]
fn a_name_is_found_in_a_path() {
    let input =
        Input { names: vec![secret(Person, "Lena Ito"), secret(Customer, "Acme")], ..Input::default() };
    assert_eq!(rules(&input, "incidents/lena-ito/index.html", ""), [HitRule::Person]);
    assert_eq!(rules(&input, "incidents/Lena%20Ito/index.html", ""), [HitRule::Person]);
    assert_eq!(rules(&input, "incidents/Acme/index.html", ""), [HitRule::Customer]);
    assert_eq!(rules(&input, "incidents/acme/index.html", ""), []);
}

#[test]
fn a_name_or_a_phrase_has_its_place_in_the_source() {
    for name in ["Lena Ito", "\u{6771}\u{4eac}\u{5546}\u{4e8b}"] {
        let input = Input { names: vec![secret(Person, name), secret(Customer, name)], ..Input::default() };
        let source = format!("They called {name} first.");
        let places = input.places(&format!("<p>for {name}"), &source);
        assert_eq!((places.len(), places.first()), (1, Some(&(12..12 + name.len()))), "{name}");
    }
    let other =
        InternalText { source: 9, ..internal("The gateway ran out of sockets and had to wait for them") };
    let input = Input { internal: vec![other, internal(LEAK)], ..Input::default() };
    let source = format!("They said: {LEAK}");
    let places = input.places(&format!("<p>{LEAK}"), &source);
    assert_eq!(places.first(), Some(&(11..source.len())), "{places:?}");
}

#[test]
fn every_name_of_one_file_is_reported() {
    let other = Secret { at: SourceOffset { source: 3, offset: 90 }, ..secret(Person, "Omar Said") };
    let input = Input { names: vec![secret(Person, "Lena Ito"), other], ..Input::default() };
    let found = hits(&input, "index.html", "<p>Lena Ito, Omar Said, Lena Ito");
    let offsets: Vec<_> = found.iter().filter_map(|hit| hit.source).map(|place| place.offset).collect();
    assert_eq!(offsets, [14, 90]);
}

#[test]
fn separate_folders_of_a_path_are_not_an_alias() {
    let input = Input { names: vec![secret(Alias, "payments-api")], ..Input::default() };
    assert_eq!(rules(&input, "components/payments/api/index.html", ""), []);
    assert_eq!(rules(&input, "components/payments-api/index.html", ""), [HitRule::Alias]);
}

/// The same name in both normal forms.
const BOTH: [(&str, &str); 3] = [
    ("Fj\u{e4}rdling", "Fja\u{308}rdling"),
    ("Ren\u{e9}e \u{c5}str\u{f6}m", "Rene\u{301}e A\u{30a}stro\u{308}m"),
    ("\u{d55c}\u{ad6d}\u{c740}", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}\u{110b}\u{1173}\u{11ab}"),
];

#[test]
fn a_name_is_found_in_either_normal_form() {
    for (composed, decomposed) in BOTH {
        for (name, text) in [(composed, decomposed), (decomposed, composed), (decomposed, decomposed)] {
            assert!(finds(Customer, name, &format!("<p>for {text}, too")), "{name} in {text}");
            assert!(!finds(Customer, name, &format!("<p>for {text}er")), "{name} in {text}er");
            let path = format!("incidents/{text}/index.html");
            let input = Input { names: vec![secret(Customer, name)], ..Input::default() };
            assert_eq!(rules(&input, &path, ""), [HitRule::Customer], "{name} in {path}");
        }
    }
    let (composed, decomposed) = BOTH[1];
    assert!(finds(Person, composed, &format!("<p>{decomposed}")));
    assert!(finds(Person, decomposed, &format!("<p>{composed}")));
    assert!(finds(Person, composed, "<p>Rene&#769;e A<b>&#x30a;</b>stro%CC%88m"));
}

#[test]
fn a_name_with_another_accent_is_another_name() {
    assert!(!finds(Customer, "Fjardling", "<p>Fja\u{308}rdling"));
    assert!(!finds(Customer, "Zora", "<p>Zora\u{301}"));
    assert!(!finds(Customer, "rdling", "<p>Fja\u{308}rdling"));
}

#[test]
fn allowed_texts_and_forbidden_patterns_match_in_either_normal_form() {
    let [(composed, decomposed), ..] = BOTH;
    for (name, text) in [(composed, decomposed), (decomposed, composed)] {
        let allowing = Input { names: vec![secret(Customer, text)], allow: vec![name], ..Input::default() };
        assert_eq!(rules(&allowing, "index.html", &format!("<p>{text}")), []);
        assert!(forbids(name, &format!("<p>in{text}s")));
    }
}

#[test]
fn an_id_of_digits_counts_like_any_other() {
    let input = Input { names: vec![secret(CustomerId, "10427")], ..Input::default() };
    assert_eq!(rules(&input, "index.html", "<a href='/c/10427/'>x</a>"), [HitRule::Customer]);
    assert_eq!(rules(&input, "c/10427/index.html", ""), [HitRule::Customer]);
    assert_eq!(rules(&input, "index.html", "<p>10427 requests</p>"), []);
}

#[test]
fn the_address_of_a_view_is_found_anywhere_but_there() {
    let id = "k3v9qzj2m5x7n1p4r6t8w0y2ab";
    let own = Secret { allowed_in: Some(1), ..secret(SecretKind::ViewAddress, id) };
    let input = Input { names: vec![own], ..Input::default() };
    for text in [format!("<p>{id}"), format!("<a href='/v/{id}/'>x</a>"), format!("{{\"{id}\": 1}}")] {
        assert_eq!(input.inspect("index.html", text.as_bytes()).len(), 1, "{text}");
        assert_eq!(input.inspect_in(Some(1), "index.html", text.as_bytes()), []);
        assert_eq!(input.inspect_in(Some(2), "index.html", text.as_bytes()).len(), 1);
    }
}
