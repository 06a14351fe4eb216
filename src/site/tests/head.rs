//! Tests of the head of pages: titles, icons, the policy, addresses.

use super::fixture::{empty_site, site};
use super::{outputs, pages, text};

fn title(html: &str) -> &str {
    html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).expect("a title")
}

/// The name of the icon with its hash.
fn icon(html: &str) -> &str {
    let rest = html.split("<link rel=\"icon\" href=\"/assets/").nth(1).expect("an icon");
    rest.split(".svg").next().unwrap_or(rest)
}

#[test]
fn only_open_pages_have_the_state_in_title_and_icon() {
    let outputs = outputs(&site());
    let states = [
        ("index.html", "Major system outage · ", "icon-major_outage-"),
        ("incidents/open/index.html", "Identified: ", "icon-partial_outage-"),
        ("maintenance/running/index.html", "In progress: ", "icon-under_maintenance-"),
        ("components/cards/index.html", "Partial outage: Cards", "icon-partial_outage-"),
    ];
    let mut site = site();
    site.banner = crate::status::banner(&[crate::status::State::MajorOutage]);
    let home = super::outputs(&site);
    for (path, start, name) in states {
        let html = if path == "index.html" { text(&home, path) } else { text(&outputs, path) };
        assert!(title(html).starts_with(start), "{path}: {}", title(html));
        assert!(icon(html).starts_with(name), "{path}: {}", icon(html));
    }
    for path in ["incidents/over/index.html", "history/index.html", "about/index.html", "404.html"] {
        let html = text(&outputs, path);
        assert!(!icon(html).contains('_') && !icon(html).contains("operational"), "{path}: {}", icon(html));
    }
    assert!(title(text(&outputs, "incidents/over/index.html")).starts_with("&lt;Cards&gt; of over · "));
}

#[test]
fn every_page_has_the_policy_and_nothing_that_it_forbids() {
    let outputs = outputs(&site());
    for (path, html) in pages(&outputs) {
        assert!(html.contains("http-equiv=\"Content-Security-Policy\""), "{path} has no policy");
        assert!(!html.contains("unsafe-"), "{path} allows what is unsafe");
        for forbidden in ["style=\"", "<style", "onclick", "javascript:", "<script>"] {
            assert!(!html.contains(forbidden), "{path} has {forbidden}");
        }
    }
}

#[test]
fn no_page_loads_anything_from_elsewhere() {
    let outputs = outputs(&site());
    for (path, html) in pages(&outputs) {
        for load in ["src=\"", "rel=\"stylesheet\" href=\"", "rel=\"icon\" href=\"", "data-stamps=\""] {
            for address in html.split(load).skip(1) {
                assert!(
                    address.starts_with('/') && !address.starts_with("//"),
                    "{path}: {load}{address:.40}"
                );
            }
        }
    }
}

#[test]
fn below_a_base_path_every_address_begins_with_it() {
    let mut site = site();
    site.url = "https://example.com/status".into();
    site.base_path = "/status".into();
    let outputs = outputs(&site);
    for (path, html) in pages(&outputs) {
        for address in
            html.split(" href=\"/").chain(html.split(" src=\"/")).filter(|rest| !rest.starts_with("<!"))
        {
            assert!(address.starts_with("status/"), "{path}: /{address:.40}");
        }
    }
    assert!(text(&outputs, "stamp.json").contains("\"/status/incidents/open/\""));
    assert!(text(&outputs, "_headers").contains("\n/status/assets/*\n"));
    let home = text(&outputs, "index.html");
    assert!(home.contains("rel=\"canonical\" href=\"https://example.com/status/\""), "{home:.1500}");
}

#[test]
fn headers_let_caches_keep_assets_and_revalidate_pages() {
    let outputs = outputs(&site());
    let headers = text(&outputs, "_headers");
    for path in ["/", "/incidents/*", "/about/"] {
        let rule = format!("\n{path}\n  Content-Security-Policy: default-src 'none'; ");
        assert!(headers.contains(&rule), "{path} has no policy in {headers}");
    }
    assert!(headers.contains("\n/api/*\n  Content-Type: application/json; charset=utf-8\n"), "{headers}");
    for line in ["frame-ancestors 'self'", "nosniff", "Referrer-Policy: same-origin", "Permissions-Policy: "]
    {
        assert!(headers.contains(line), "{line} is missing in {headers}");
    }
    assert!(headers.contains("/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
    assert!(headers.contains("/stamp.json\n  Cache-Control: no-cache\n"));
    assert!(headers.contains("frame-ancestors 'self'\n  Cache-Control: no-cache\n"));
    assert!(headers.contains("/feed.xml\n  Content-Type: application/rss+xml; charset=utf-8\n"));
}

#[test]
fn an_empty_site_has_its_pages() {
    let outputs = outputs(&empty_site());
    let home = text(&outputs, "index.html");
    assert!(home.contains("All systems operational") && home.contains("No components are listed yet."));
    assert!(home.contains("7–20 November 2026: no incidents"), "the last 14 days are one quiet line");
    assert!(text(&outputs, "history/index.html").contains("Nothing has been reported yet."));
}

#[test]
fn only_pages_on_which_the_script_shows_something_have_its_words() {
    let outputs = outputs(&site());
    let mut saying = 0;
    for (path, html) in pages(&outputs).filter(|(path, _)| !path.starts_with("embed/")) {
        let says = html.contains("data-run=") || html.contains("data-stamp=");
        assert_eq!(html.contains("data-words="), says, "{path}");
        saying += usize::from(says);
    }
    assert!(saying > 3, "{saying}");
}
