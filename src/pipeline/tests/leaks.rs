//! What a faulty release or a faulty page would publish is refused, and quotations of the page are not.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::artifact::{Artifact, ArtifactKind};
use crate::check::Verdict;
use crate::content;
use crate::gate::HitRule;
use crate::pipeline::internal_cache::InternalCache;
use crate::pipeline::public_half::{self, RenderingInputs};
use crate::pipeline::public_texts::Reader;
use crate::pipeline::released_cache::{Released, ReleasedCache};
use crate::pipeline::{BuildInputs, Cache, Transformation, publish};
use crate::release::{Audience, SlaRecords};
use crate::site::Theme;
use crate::source::Snapshot;

const SITE: (&str, &str) = (
    "content/site.toml",
    "title = \"T\"\nurl = \"https://s.example\"\n[approval]\nsince = 2026-06-01T00:00:00Z\n",
);

fn update(keys: &str, text: &str) -> String {
    format!("+++\ntitle = \"Slow\"\nslug = \"slow\"\nstatus = \"investigating\"\n{keys}\n+++\n{text}\n")
}

fn now() -> DateTime<Utc> {
    "2026-03-01T00:00:00Z".parse().expect("a time")
}

/// The rules that an output with this text breaks, for the public or a customer.
fn found(files: &[(&str, &str)], customer: Option<&str>, output: &str) -> Vec<HitRule> {
    let snapshot = Snapshot::of_texts(files.iter().copied().chain([SITE]));
    let (content, _) = content::load(&snapshot);
    let verdict = Verdict::default();
    let inputs = BuildInputs::new(&snapshot, &content, &verdict);
    let customer = content.internal.customers.iter().find(|known| customer == Some(&known.id));
    let audience =
        customer.map_or_else(Audience::public, |customer| Audience::of_customer(customer, &content.public));
    let released = Released {
        content: &content.public,
        reader: Reader { customer, tier: None, now: now() },
        interface: Vec::new(),
        allow: Vec::new(),
        view: inputs.view(&audience),
        own: None,
    };
    let outputs = [Arc::new(Artifact::new("index.html", format!("<p>{output}</p>"), ArtifactKind::Index))];
    let mut internal = InternalCache::default();
    let prepared =
        ReleasedCache::default().prepare(&mut internal, inputs.gate(), &released).expect("no patterns");
    let reading = prepared.read(&outputs, &mut internal, inputs.gate(), &released).expect("no patterns");
    let quotations = reading.quotations.iter().flat_map(|(_, hits)| hits);
    reading.hits.iter().chain(quotations).map(|hit| hit.rule).collect()
}

const FIRST: &str = "content/incidents/a/comms/2026-01-01T0000Z.md";
const LEAK: &str = "Three shards of the ledger lost their newest writes";

#[test]
fn everything_that_is_not_released_is_refused() {
    let cases: [(&str, &str, &str); 6] = [
        ("a draft", FIRST, "draft = true"),
        ("an entry for a customer", FIRST, "audience = [\"customer:acme\"]"),
        ("an entry for a tier", FIRST, "audience = [\"tier:gold\"]"),
        ("a retracted text", FIRST, "retracted = { at = 2026-01-02T00:00:00Z, note = \"Wrong incident.\" }"),
        ("a draft after a public entry", "content/incidents/a/comms/2026-01-03T0000Z.md", "draft = true"),
        (
            "an entry for a customer after a public one",
            "content/incidents/a/comms/2026-01-03T0000Z.md",
            "audience = [\"customer:acme\"]",
        ),
    ];
    for (what, path, keys) in cases {
        let text = update(keys, &format!("{LEAK}."));
        let first = update("", "All is well.");
        let files = if path == FIRST { vec![(path, &*text)] } else { vec![(FIRST, &*first), (path, &*text)] };
        assert_eq!(found(&files, None, LEAK), [HitRule::WithheldText], "{what}");
        assert_eq!(found(&files, None, "All is well"), [], "{what}");
        let again = update("", &format!("We know now: {LEAK}."));
        let released: Vec<_> = files
            .iter()
            .copied()
            .chain([("content/incidents/b/comms/2026-01-05T0000Z.md", &*again)])
            .collect();
        assert_eq!(found(&released, None, LEAK), [], "{what}, with the same words in a released text");
    }
}

#[test]
fn a_title_a_note_and_a_name_in_a_draft_are_withheld_too() {
    for keys in [
        "draft = true\nbyline = \"Three shards of the ledger lost their newest writes\"",
        "draft = true\nedited = [{ at = 2026-01-02T00:00:00Z, note = \"Three shards of the ledger lost their newest writes\" }]",
        "draft = true\nupstream = { name = \"Three shards of the ledger lost their newest writes\", url = \"https://x.example\" }",
    ] {
        let text = update(keys, "Some text.");
        assert_eq!(found(&[(FIRST, &text)], None, LEAK), [HitRule::WithheldText], "{keys}");
    }
}

#[test]
fn a_post_mortem_is_withheld_until_it_is_published() {
    let first = update("", "All is well.");
    for (keys, rules) in [
        ("", vec![HitRule::WithheldText]),
        ("published = 2026-04-01T00:00:00Z", vec![HitRule::WithheldText]),
        ("published = 2026-07-01T00:00:00Z", vec![HitRule::WithheldText]),
        ("published = 2026-01-05T00:00:00Z\naudience = [\"customer:acme\"]", vec![HitRule::WithheldText]),
        ("published = 2026-01-05T00:00:00Z", vec![]),
    ] {
        let text = format!("+++\ntitle = \"Why\"\n{keys}\n+++\n{LEAK}.\n");
        let files = [(FIRST, &*first), ("content/incidents/a/comms/postmortem.md", &*text)];
        assert_eq!(found(&files, None, LEAK), rules, "{keys}");
    }
}

#[test]
fn a_notice_is_withheld_before_and_after_its_time() {
    for (keys, rules) in [
        ("from = 2026-04-01T00:00:00Z", vec![HitRule::WithheldText]),
        ("from = 2026-01-01T00:00:00Z\nto = 2026-02-01T00:00:00Z", vec![HitRule::WithheldText]),
        ("from = 2026-01-01T00:00:00Z", vec![]),
    ] {
        let text = format!("+++\ntitle = \"Note\"\n{keys}\n+++\n{LEAK}.\n");
        assert_eq!(found(&[("content/notices/n.md", &text)], None, LEAK), rules, "{keys}");
    }
}

#[test]
fn a_customer_may_read_its_own_entries_and_not_those_of_another() {
    let own = update("audience = [\"customer:acme\"]", &format!("{LEAK}."));
    let files = [
        (FIRST, &*own),
        ("content/customers/acme.md", "+++\nname = \"Acmezor\"\naccess = \"gated\"\n+++\n"),
        ("content/customers/bolt.md", "+++\nname = \"Boltworks\"\naccess = \"gated\"\n+++\n"),
    ];
    assert_eq!(found(&files, Some("acme"), LEAK), []);
    assert_eq!(found(&files, Some("bolt"), LEAK), [HitRule::WithheldText]);
    assert_eq!(found(&files, None, LEAK), [HitRule::WithheldText]);
}

#[test]
fn words_of_an_internal_file_pass_only_if_the_public_half_gives_the_same_outputs() {
    let first = update("", "All is well.");
    let timeline = ("content/incidents/a/timeline/2026-01-01T0100Z-ana.md", LEAK);
    let snapshot = Snapshot::of_texts([SITE, (FIRST, &*first), timeline]);
    assert_eq!(found(&[(FIRST, &*first), timeline], None, LEAK), [HitRule::InternalText]);
    let (content, _) = content::load(&snapshot);
    let verdict = Verdict::default();
    let (audience, inputs) = (Audience::public(), BuildInputs::new(&snapshot, &content, &verdict));
    let published = publish(&content.public, &audience, None, now(), &inputs, &mut Cache::default());
    let outputs = published.expect("published").outputs;
    let theme = Theme::built_in();
    let rendering = RenderingInputs {
        audience: &audience,
        records: &SlaRecords::default(),
        address: None,
        now: now(),
        verdict: &verdict,
        theme: &theme,
        transformation: Transformation::default(),
        has_placeholders: false,
    };
    assert!(public_half::gives(&snapshot, rendering, &outputs));
    for index in 0..outputs.len() {
        let mut leaking = outputs.clone();
        let output = &outputs[index];
        let bytes = [&output.bytes[..], LEAK.as_bytes()].concat();
        leaking[index] = Arc::new(Artifact::new(output.path.clone(), bytes, output.kind));
        assert!(!public_half::gives(&snapshot, rendering, &leaking), "{}", output.path);
        leaking[index] =
            Arc::new(Artifact::new(format!("x-{}", output.path), output.bytes.clone(), output.kind));
        assert!(!public_half::gives(&snapshot, rendering, &leaking), "the path of {}", output.path);
        leaking.remove(index);
        assert!(!public_half::gives(&snapshot, rendering, &leaking), "without {}", output.path);
    }
}

#[test]
fn words_of_an_internal_file_that_a_fallback_replaced_are_searched_for_too() {
    let first = update("", "All is well.");
    let snapshot = Snapshot::of_texts([SITE, (FIRST, &*first)]);
    let replaced = Snapshot::of_texts([("content/incidents/a/incident.md", LEAK)]);
    let (content, _) = content::load(&snapshot);
    let withheld: Vec<_> = replaced.files().collect();
    let verdict = Verdict::default();
    let inputs = BuildInputs::new(&snapshot, &content, &verdict).withhold(&withheld);
    assert_eq!(inputs.gate().internal.len(), 1);
}
