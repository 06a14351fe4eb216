//! What is exported of released data is made from released data: internal files, drafts and other customers change no byte.

use std::collections::BTreeMap;

use allclear::artifact::{Artifact, ArtifactKind};
use allclear::chat::{plain_text, slack, teams};
use allclear::content;
use allclear::document::{markdown, storage};
use allclear::pipeline::{Recipient, exported};
use allclear::release::Site;
use allclear::site::{Theme, postmortem_document, summary_message};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::noninterference::internal_half::InternalHalf;
use super::noninterference::public_half::{Files, PublicHalf};
use super::noninterference::{ACME, must_build, seen_by_acme, snapshot};
use crate::support::property;

/// Every export about every incident of a site: summaries for chats, and post-mortems for a wiki.
fn all(site: &Site, theme: &Theme) -> Vec<Artifact> {
    let mut texts = Vec::new();
    for incident in &site.incidents {
        let slugs = [incident.event.slug.clone()];
        let mut add = |form: &str, text: String| {
            texts.push(Artifact::new(format!("{}-{form}", slugs[0]), text, ArtifactKind::Feed));
        };
        if let Some(message) = summary_message(site, theme, &slugs) {
            add("slack.json", slack(&message).to_string());
            add("teams.json", teams(&message).to_string());
            add("text.txt", plain_text(&message));
        }
        if let Some(document) = postmortem_document(site, theme, &slugs) {
            add("confluence.html", storage(&document));
            add("markdown.txt", markdown(&document));
        }
    }
    texts
}

fn by_name(texts: Vec<Artifact>) -> BTreeMap<String, Vec<u8>> {
    texts.into_iter().map(|text| (text.path, text.bytes)).collect()
}

/// The exports for everybody, as the gate lets them pass.
fn exports(files: &Files) -> Result<BTreeMap<String, Vec<u8>>, TestCaseError> {
    let built = must_build(files)?;
    let exported = exported(&all, Recipient::Public, &built, &snapshot(files))
        .map_err(|failed| TestCaseError::fail(format!("an export was refused: {:?}", failed.reason)))?;
    Ok(by_name(exported.texts))
}

/// The exports for the customer `acme`. What is for some customers only may have errors that do not matter here.
fn exports_for_acme(files: &Files) -> BTreeMap<String, Vec<u8>> {
    let snapshot = snapshot(files);
    let (content, _) = content::load(&snapshot);
    let config = content.public.site.as_ref().expect("settings");
    let theme = Theme::load(&snapshot, &config.theme).expect("a theme");
    by_name(all(&seen_by_acme(files, None).expect("it can be released"), &theme))
}

proptest! {
    #![proptest_config(property(32))]

    #[test]
    fn internal_data_changes_no_export_for_the_public(
        public in PublicHalf::strategy(),
        one in InternalHalf::strategy(),
        other in InternalHalf::strategy(),
    ) {
        prop_assert_eq!(exports(&one.around(&public))?, exports(&other.around(&public))?);
    }

    #[test]
    fn data_about_others_changes_no_export_for_a_customer(
        public in PublicHalf::strategy().prop_map(PublicHalf::for_customer),
        one in InternalHalf::strategy(),
        other in InternalHalf::strategy(),
    ) {
        let made = |internal: &InternalHalf| {
            let mut files = internal.around(&public);
            files.insert("content/customers/acme.md".into(), ACME.into());
            exports_for_acme(&files)
        };
        prop_assert_eq!(made(&one), made(&other));
    }
}

#[test]
fn generated_sites_have_exports_of_every_form_and_metrics() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;

    let mut runner = TestRunner::deterministic();
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    let mut has_metrics = false;
    for _ in 0..24 {
        let public = PublicHalf::strategy().new_tree(&mut runner).expect("a site").current();
        let internal = InternalHalf::strategy().new_tree(&mut runner).expect("a site").current();
        let files = internal.around(&public);
        for name in exports(&files).expect("exports").into_keys() {
            let form = name.rsplit('-').next().unwrap_or_default();
            *forms.entry(form.to_owned()).or_default() += 1;
        }
        // The metrics are compared with all other files of the public site.
        let built = must_build(&files).expect("it builds");
        has_metrics |= built.outputs.iter().any(|output| output.path == "metrics.txt");
    }
    let names: Vec<&str> = forms.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["confluence.html", "markdown.txt", "slack.json", "teams.json", "text.txt"],
        "{forms:?}"
    );
    assert!(has_metrics);
}
