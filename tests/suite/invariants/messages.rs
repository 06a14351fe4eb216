//! Messages for readers are made from what is released to them: internal data changes no byte of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use allclear::check::Verdict;
use allclear::content;
use allclear::deliver::Ledger;
use allclear::diagnostics::Findings;
use allclear::notify::{OutboxInputs, outbox};
use allclear::pipeline::{Clock, ClockSource, Examined, PlannedView, Settings, plan_views};
use allclear::seal::KeysFile;
use allclear::source::Snapshot;
use proptest::prelude::*;

use super::noninterference::internal_half::InternalHalf;
use super::noninterference::public_half::{Files, PublicHalf};
use crate::support::{NOW, property};

/// The names of all customers in generated sites.
const CUSTOMERS: [&str; 3] = ["acme", "fjord", "north"];

const ACME: &str = "+++\nname = \"Acmezor Brax\"\ntier = \"gold\"\naccess = \"gated\"\n+++\n";

/// Returns everything that is ever sent, by destination.
pub(super) fn messages_of(snapshot: &Snapshot) -> BTreeMap<String, Vec<Vec<u8>>> {
    let clock = Clock::Now(NOW.parse().expect("a time"));
    let settings = Settings { clock, strict_internal: false, strict: false, judged_elsewhere: false };
    // Generated sites may have errors that have no influence on what is released.
    let (content, _) = content::load(snapshot);
    let examined = Examined {
        content: Arc::new(content),
        verdict: Verdict::default(),
        findings: Findings::default(),
        now: NOW.parse().expect("a time"),
        clock: ClockSource::Option("--now"),
    };
    let ledger = Ledger::default();
    let views = views(&examined.content);
    let inputs = OutboxInputs {
        snapshot,
        examined: &examined,
        settings,
        views: &views,
        ledger: &ledger,
        resend: true,
    };
    let outbox = outbox(inputs).expect("it can be released");
    assert!(outbox.findings.iter().next().is_none(), "the gate refused a message");
    let bodies = outbox.destinations.into_iter().map(|outgoing| {
        let bodies = outgoing.queued.into_iter().map(|message| message.body).collect();
        (outgoing.name, bodies)
    });
    bodies.collect()
}

/// The views of the customers whose names are known here.
fn views(content: &allclear::content::Content) -> Vec<PlannedView> {
    let secret = |letter: &str| format!("{}a", letter.repeat(51));
    let keys =
        CUSTOMERS.map(|id| format!("\n[customer.{id}]\nkey = \"{}\"\nlink = 1\nfeed = 1\n", secret("k")));
    let text = format!("format = 1\nmaster = \"{}\"\n{}", secret("m"), keys.concat());
    let file = KeysFile::parse(&text).expect("a keys file");
    plan_views(content, file.keys()).unwrap_or_default()
}

/// A destination of each kind for an audience.
fn destinations(audience: &str) -> String {
    let kinds = ["slack", "teams", "discord", "webhook", "mail"];
    let one = |kind: &str| {
        format!("[[notify]]\nname = \"{kind}\"\nkind = \"{kind}\"\naudience = \"{audience}\"\n\n")
    };
    kinds.map(one).concat()
}

fn with(mut files: Files, audience: &str, customer: bool) -> Snapshot {
    files.insert("content/notify.toml".into(), destinations(audience));
    if customer {
        files.insert("content/customers/acme.md".into(), ACME.into());
    }
    Snapshot::of_texts(files)
}

proptest! {
    #![proptest_config(property(24))]

    #[test]
    fn internal_data_does_not_change_a_message_for_the_public(
        public in PublicHalf::strategy(),
        one in InternalHalf::strategy(),
        other in InternalHalf::strategy(),
    ) {
        let made = |internal: &InternalHalf| messages_of(&with(internal.around(&public), "public", false));
        prop_assert_eq!(made(&one), made(&other));
    }

    #[test]
    fn data_about_others_does_not_change_a_message_for_a_customer(
        public in PublicHalf::strategy().prop_map(PublicHalf::for_customer),
        one in InternalHalf::strategy(),
        other in InternalHalf::strategy(),
    ) {
        for audience in ["customer:acme", "tier:gold"] {
            let made = |internal: &InternalHalf| messages_of(&with(internal.around(&public), audience, true));
            prop_assert_eq!(made(&one), made(&other), "{}", audience);
        }
    }
}

#[test]
fn generated_sites_have_messages() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let mut sizes = BTreeSet::new();
    for _ in 0..8 {
        let public = PublicHalf::strategy().new_tree(&mut runner).expect("a site").current();
        let internal = InternalHalf::strategy().new_tree(&mut runner).expect("a site").current();
        let messages = messages_of(&with(internal.around(&public), "public", false));
        sizes.extend(messages.values().map(Vec::len));
    }
    assert!(sizes.iter().any(|size| *size > 2), "{sizes:?}");
}
