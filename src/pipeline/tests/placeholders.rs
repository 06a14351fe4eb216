//! Views are rendered with placeholders, and are what they would be without.

use std::collections::BTreeMap;
use std::convert::Infallible;

use crate::artifact::Artifact;
use crate::check::Verdict;
use crate::diagnostics::Findings;
use crate::pipeline::{
    BuildInputs, Cache, Clock, PlannedView, Rebuilder, ReceivedView, Settings, plan_views, publish,
};
use crate::seal::{KeysFile, Secret};
use crate::source::{Scan, Snapshot};

const UPDATE: &str = "content/incidents/a/comms/2026-03-14T0900Z.md";

fn site(customers: &[(&str, &str)], more: &[(&str, &str)]) -> Snapshot {
    let mut files: BTreeMap<String, String> = [
        (
            "content/site.toml",
            "title = \"Harbor & Sons\"\nurl = \"https://status.harbor.example\"\nlanguages = [\"en\", \"de\"]\n[views]\nurl = \"https://customers.harbor.example/status\"\n[tier.gold.P1]\nresponse = \"15m\"\n",
        ),
        ("content/components/api.md", "+++\nname = \"API\"\n+++\n"),
        ("content/incidents/a/incident.md", "+++\ntitle = \"Pooler\"\nseverity = \"P1\"\n+++\n"),
        (
            UPDATE,
            "+++\ntitle = \"Errors\"\nslug = \"errors\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }\nnext_update = \"30m\"\n+++\nSome [requests](/components/api/) fail.\n",
        ),
        (
            "content/maintenance/m/comms/2026-03-14T0700Z.md",
            "+++\ntitle = \"Upgrade\"\nslug = \"upgrade-of-the-storage-in-the-northern-halls\"\nstatus = \"scheduled\"\ncomponents = { api = \"under_maintenance\" }\nwindow = { from = 2026-03-15T12:30:00Z, to = 2026-03-15T13:30:00Z }\n+++\nAn upgrade.\n",
        ),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .collect();
    for (id, keys) in customers {
        let text = format!("+++\ntier = \"gold\"\naccess = \"gated\"\n{keys}\n+++\n");
        files.insert(format!("content/customers/{id}.md"), text);
    }
    files.extend(more.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    Snapshot::of_texts(files)
}

type Files = BTreeMap<String, String>;

fn files<'a>(outputs: impl IntoIterator<Item = &'a Artifact>) -> Files {
    let text = |output: &Artifact| String::from_utf8_lossy(&output.bytes).into_owned();
    outputs.into_iter().map(|output| (output.path.clone(), text(output))).collect()
}

/// The files of each view, by the customer's id: rendered with placeholders, and rendered at the address of the view.
fn views(snapshot: Snapshot) -> BTreeMap<String, (Files, Files)> {
    let secret = |byte| Secret::from_random([byte; Secret::BYTES]);
    let mut keys = KeysFile::new(secret(1));
    let scan = Scan { snapshot: snapshot.into(), findings: Findings::default(), changed: Vec::new() };
    let now = "2026-03-14T10:00:00Z".parse().unwrap();
    let settings =
        Settings { clock: Clock::Now(now), strict_internal: false, strict: false, judged_elsewhere: true };
    let mut rebuilder = Rebuilder::new();
    let built = rebuilder.build(&scan, settings).expect("the site can be built");
    for (customer, byte) in built.content.internal.customers.iter().zip(2..) {
        keys.add(&customer.id, secret(byte));
    }
    let plan = plan_views(&built.content, keys.keys()).unwrap();
    let mut together: BTreeMap<String, Files> = BTreeMap::new();
    let outcome = rebuilder.publish_views(&built, &scan.snapshot, keys.keys(), &plan, |view| {
        if let ReceivedView::Files(_, id, outputs) = view {
            together.insert(id.to_owned(), files(outputs.iter().map(AsRef::as_ref)));
        }
        Ok::<(), Infallible>(())
    });
    let refused: Vec<String> = outcome.unwrap().refused.into_iter().map(|view| view.customer).collect();
    assert!(refused.is_empty(), "{refused:?} are refused");
    let verdict = Verdict::elsewhere();
    let inputs = BuildInputs::new(&scan.snapshot, &built.content, &verdict);
    let direct = |view: &PlannedView| {
        let content = &built.content.public;
        let published =
            publish(content, &view.audience, Some(&view.address), now, &inputs, &mut Cache::default());
        files(published.expect("published").outputs.iter().map(AsRef::as_ref))
    };
    let pair = |view: &PlannedView| (together[view.id.as_str()].clone(), direct(view));
    plan.iter().map(|view| (view.customer.clone(), pair(view))).collect()
}

/// Returns a file without the stamps of pages, which are hashes of the pages with placeholders.
fn without_stamps(path: &str, text: &str) -> String {
    const STAMP: &str = "data-stamp=\"";
    if path == "stamp.json" {
        let stamps: BTreeMap<String, String> = serde_json::from_str(text).unwrap();
        return stamps.into_keys().collect::<Vec<_>>().join("\n");
    }
    match text.split_once(STAMP).and_then(|(before, after)| Some((before, after.split_once('"')?.1))) {
        Some((before, after)) => format!("{before}{after}"),
        None => text.to_owned(),
    }
}

fn assert_same((rendered, direct): &(Files, Files)) {
    assert_eq!(rendered.keys().collect::<Vec<_>>(), direct.keys().collect::<Vec<_>>());
    for (path, text) in rendered {
        assert_eq!(without_stamps(path, text), without_stamps(path, &direct[path]), "{path}");
    }
}

#[test]
fn a_view_with_placeholders_is_what_it_is_without() {
    let names = [
        ("acme", "name = \"Acme <b>& Sons\\u0022 'x'\""),
        ("bolt", "name = \"Bolt Works\""),
        ("cove", "name = \"Cove\"\ncomponents = [\"api\"]"),
    ];
    let views = views(site(&names, &[]));
    assert_eq!(views.len(), 3);
    views.values().for_each(assert_same);
    let (acme, _) = &views["acme"];
    assert!(acme["index.html"].contains("Acme &lt;b&gt;&amp; Sons&quot;"), "{}", acme["index.html"]);
    assert!(acme["maintenance.ics"].contains("\r\n "), "the calendar has folded lines");
}

#[test]
fn what_is_for_one_customer_is_in_its_view_alone_however_many_see_the_rest() {
    let customers: Vec<(String, String)> = (0..12)
        .map(|index| (format!("c{index:02}"), format!("name = \"Customer Number {index:02}x\"")))
        .collect();
    let customers: Vec<(&str, &str)> =
        customers.iter().map(|(id, keys)| (id.as_str(), keys.as_str())).collect();
    let for_one = "+++\naudience = [\"customer:c05\"]\n+++\nCustomer Number 05x, your cable is broken.\n";
    let views = views(site(&customers, &[("content/incidents/a/comms/2026-03-14T0930Z.md", for_one)]));
    views.values().for_each(assert_same);
    for (customer, (files, _)) in &views {
        let all: String = files.values().map(String::as_str).collect();
        assert_eq!(all.contains("your cable is broken"), customer == "c05", "{customer}");
        for (other, _) in &customers {
            let name = format!("Number {}x", &other[1..]);
            assert_eq!(all.contains(&name), other == customer, "{name} in the view of {customer}");
        }
    }
}

#[test]
fn a_quotation_of_the_page_in_a_timeline_refuses_no_view() {
    let note = (
        "content/incidents/a/timeline/2026-03-14T0901Z-ana.md",
        "Action: told them that some requests fail on https://customers.harbor.example/status as the page says API Partial outage Errors Investigating\n",
    );
    let names = [("acme", "name = \"Acme Corp\""), ("bolt", "name = \"Bolt Works\"")];
    views(site(&names, &[note])).values().for_each(assert_same);
}

#[test]
fn a_theme_that_changes_the_name_has_views_without_placeholders() {
    let header = ("themes/loud/templates/header.html", "<p>{{ site.customer | upper }}</p>");
    let names = [("acme", "name = \"Acme Corp\""), ("bolt", "name = \"Bolt Works\"")];
    let toml = (
        "content/site.toml",
        "title = \"Harbor\"\nurl = \"https://status.harbor.example\"\ntheme = \"loud\"\n[tier.gold.P1]\nresponse = \"15m\"\n",
    );
    let views = views(site(&names, &[header, toml]));
    views.values().for_each(assert_same);
    assert!(views["bolt"].0["index.html"].contains("BOLT WORKS"));
}

#[test]
fn a_text_with_a_part_of_a_placeholder_changes_nothing() {
    let text = "+++\ntitle = \"Errors\"\nslug = \"errors\"\nstatus = \"investigating\"\ncomponents = { api = \"partial_outage\" }\n+++\nThe field placeholder2 and \u{fdd0} fail.\n";
    let names = [("acme", "name = \"Acme Corp\""), ("bolt", "name = \"Bolt Works\"")];
    let views = views(site(&names, &[(UPDATE, text)]));
    views.values().for_each(assert_same);
    assert!(views["bolt"].0["incidents/errors/index.html"].contains("placeholder2 and \u{fdd0} fail"));
}
