//! One function publishes every site.

use std::collections::BTreeMap;

use crate::artifact::Artifact;
use crate::check::Verdict;
use crate::content::{self, SiteAddress};
use crate::pipeline::{BuildInputs, Cache, Published, Reason, Refusal, publish};
use crate::release::Audience;
use crate::source::{Side, Snapshot};

const FILES: [(&str, &str); 6] = [
    ("content/site.toml", "title = \"T\"\nurl = \"https://s.example/status\"\n[tier.gold]\n"),
    ("content/components/api.md", "+++\nname = \"API\"\n+++\n"),
    (
        "content/incidents/a/comms/2026-01-01T0000Z.md",
        "+++\ntitle = \"Slow\"\nslug = \"slow\"\nstatus = \"investigating\"\ncomponents = { api = \"degraded_performance\" }\n+++\nSome requests are slow.\n",
    ),
    (
        "content/incidents/b/comms/2026-01-02T0000Z.md",
        "+++\ntitle = \"Only Acmezor\"\nslug = \"only\"\nstatus = \"investigating\"\naudience = [\"customer:acme\"]\n+++\nAcmezor, we are looking into it.\n",
    ),
    (
        "content/incidents/a/timeline/2026-01-01T0000Z-ana.md",
        "Action: restarted the pooler on pg-main-3 after a call\n",
    ),
    ("content/customers/acme.md", "+++\nname = \"Acmezor\"\naccess = \"gated\"\n+++\n"),
];

fn publish_for(
    customer: Option<&str>,
    base_path: Option<&str>,
    snapshot: &Snapshot,
    cache: &mut Cache,
) -> Result<Published, Refusal> {
    let (content, _) = content::load(snapshot);
    let audience = customer.map_or_else(Audience::public, |id| {
        let mut customers = content.internal.customers.iter();
        let customer = customers.find(|customer| customer.id == id).expect("the customer has a record");
        Audience::of_customer(customer, &content.public)
    });
    let now = "2026-01-03T00:00:00Z".parse().expect("a time");
    let address =
        base_path.map(|path| SiteAddress { base_path: path.to_owned(), url: None, sealed_feed: None });
    let verdict = Verdict::default();
    let inputs = BuildInputs::new(snapshot, &content, &verdict);
    publish(&content.public, &audience, address.as_ref(), now, &inputs, cache)
}

fn artifacts(published: &Published) -> BTreeMap<&str, &Artifact> {
    published.outputs.iter().map(|output| (output.path.as_str(), &**output)).collect()
}

#[test]
fn the_public_half_alone_gives_the_same_site() {
    let whole = Snapshot::of_texts(FILES);
    let half = Snapshot::of_texts(FILES.into_iter().filter(|(path, _)| Side::of(path) == Side::Public));
    assert!(half.file_count() < whole.file_count());
    let mut cache = Cache::default();
    let site = publish_for(None, None, &whole, &mut cache).expect("published");
    let alone = publish_for(None, None, &half, &mut Cache::default()).expect("published");
    let after = publish_for(None, None, &half, &mut cache).expect("published");
    assert_eq!(artifacts(&site), artifacts(&alone));
    assert_eq!(artifacts(&site), artifacts(&after));
}

#[test]
fn a_customer_sees_its_own_updates_and_its_own_name() {
    let snapshot = Snapshot::of_texts(FILES);
    let mut cache = Cache::default();
    let public = publish_for(None, None, &snapshot, &mut cache).expect("published");
    let view = publish_for(Some("acme"), Some("/view"), &snapshot, &mut cache).expect("published");
    assert!(!artifacts(&public).contains_key("incidents/only/index.html"));
    let page = String::from_utf8_lossy(&artifacts(&view)["incidents/only/index.html"].bytes).into_owned();
    assert!(page.contains("Acmezor, we are looking into it") && page.contains("href=\"/view/"));
}

#[test]
fn one_cache_for_all_audiences_changes_nothing() {
    let snapshot = Snapshot::of_texts(FILES);
    let other = ("content/customers/bolt.md", "+++\nname = \"Boltworks\"\naccess = \"gated\"\n+++\n");
    let changed = (
        "content/incidents/a/timeline/2026-01-01T0100Z-ana.md",
        "Next: watch the rate of errors for ten minutes\n",
    );
    let states = [
        snapshot,
        Snapshot::of_texts(FILES.into_iter().chain([changed])),
        Snapshot::of_texts(FILES.into_iter().chain([changed, other])),
        Snapshot::of_texts(FILES),
    ];
    let mut cache = Cache::default();
    for snapshot in &states {
        for customer in [None, Some("acme"), None] {
            let cached = publish_for(customer, None, snapshot, &mut cache).expect("published");
            let fresh = publish_for(customer, None, snapshot, &mut Cache::default()).expect("published");
            assert_eq!(artifacts(&cached), artifacts(&fresh));
        }
    }
}

#[test]
fn a_customer_does_not_see_the_name_of_another() {
    let named = (
        "content/incidents/c/comms/2026-01-02T0000Z.md",
        "+++\ntitle = \"For gold\"\nslug = \"gold\"\nstatus = \"investigating\"\naudience = [\"customer:bolt\"]\n+++\nAcmezor has the same problem.\n",
    );
    let other = ("content/customers/bolt.md", "+++\nname = \"Boltworks\"\naccess = \"gated\"\n+++\n");
    let snapshot = Snapshot::of_texts(FILES.into_iter().chain([named, other]));
    let mut cache = Cache::default();
    for customer in [None, Some("acme")] {
        publish_for(customer, None, &snapshot, &mut cache).expect("published");
    }
    let refusal = publish_for(Some("bolt"), None, &snapshot, &mut cache).expect_err("refused");
    assert!(matches!(refusal.reason, Reason::Gate { .. }), "{refusal:?}");
    let rules: Vec<&str> = refusal.findings.iter().map(|finding| finding.rule.name).collect();
    assert_eq!(rules, ["gate-customer"]);
}
