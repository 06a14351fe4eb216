//! Tests of the head of pages: titles, icons, the policy, addresses.

use std::sync::Arc;

use super::fixture::{empty_site, site};
use super::{outputs, pages, text};
use crate::status::{Impact, State, banner};

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
        ("index.html", "Partial system outage: &lt;Cards&gt; of open · ", "icon-partial_outage-"),
        ("incidents/open/index.html", "Identified: ", "icon-partial_outage-"),
        ("maintenance/running/index.html", "In progress: ", "icon-under_maintenance-"),
        ("components/cards/index.html", "Partial outage: Cards", "icon-partial_outage-"),
    ];
    for (path, start, name) in states {
        let html = text(&outputs, path);
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
fn the_headline_names_the_worst_open_incident_and_takes_the_level_of_the_worst_state() {
    let (mut quiet, mut loud) = (site(), site());
    // An incident that names no component and affects nobody yet.
    for incident in &mut quiet.incidents {
        let event = &mut Arc::make_mut(incident).event;
        (event.impact, event.hits) = (Impact::None, Vec::new());
    }
    for component in &mut quiet.components {
        component.state = State::Operational;
    }
    quiet.banner = banner(&[]);
    loud.components[0].state = State::MajorOutage;
    for (site, words, name) in [
        (&quiet, "Open incident: ", "icon-degraded_performance-"),
        (&loud, "Major system outage: ", "icon-major_outage-"),
    ] {
        let outputs = outputs(site);
        for path in ["index.html", "embed/index.html", "badge.svg", "llms.txt"] {
            let text = text(&outputs, path);
            let words = if path == "embed/index.html" { words.trim_end_matches(": ") } else { words };
            assert!(text.contains(words), "{path} lacks {words}: {text:.900}");
            assert!(!text.contains("All systems operational"), "{path}");
        }
        assert!(icon(text(&outputs, "index.html")).starts_with(name));
        assert!(icon(text(&outputs, "embed/index.html")).starts_with(name));
        assert!(!text(&outputs, "badge.svg").contains("#197a48"), "the badge is green");
        let home = text(&outputs, "index.html");
        assert!(!home.contains("class=\"banner none\""), "the banner is green");
        assert!(home.contains("<bdi>&lt;Cards&gt; of open</bdi></a></h1>"), "{home:.3000}");
    }
}

#[test]
fn a_component_that_is_back_does_not_look_well_while_an_incident_that_names_it_is_open() {
    let mut site = site();
    site.components[0].state = State::Operational;
    let outputs = outputs(&site);
    let page = text(&outputs, "components/cards/index.html");
    assert!(title(page).starts_with("Identified: Cards"), "{}", title(page));
    assert!(!icon(page).contains("operational"), "{}", icon(page));
    let badge = text(&outputs, "components/cards/badge.svg");
    assert!(badge.contains("Cards: Identified") && !badge.contains("#197a48"), "{badge}");
}

#[test]
fn every_page_of_a_site_without_a_description_has_one() {
    let mut site = site();
    site.description = String::new();
    for (path, html) in pages(&outputs(&site)).filter(|(path, _)| !path.starts_with("embed/")) {
        assert!(!html.contains("name=\"description\" content=\"\""), "{path} has no description");
    }
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
    assert!(headers.contains("/feed.xml\n  Content-Type: application/xml; charset=utf-8\n"));
}

#[test]
fn an_empty_site_has_its_pages() {
    let outputs = outputs(&empty_site());
    let home = text(&outputs, "index.html");
    assert!(home.contains("All systems operational") && home.contains("No components are listed yet."));
    assert!(home.contains("No incidents in the last 14 days."), "the last 14 days are one quiet line");
    assert!(text(&outputs, "history/index.html").contains("Nothing has been reported yet."));
}

#[test]
fn every_page_has_the_words_of_the_script() {
    let outputs = outputs(&site());
    for (path, html) in pages(&outputs).filter(|(path, _)| !path.starts_with("embed/")) {
        assert!(html.contains("data-words="), "{path}");
    }
}
