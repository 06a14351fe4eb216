//! Indexes that follow changes find what new ones find. The texts have so few words that phrases often occur in several
//! places: in internal files, in released texts, and in drafts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::artifact::{Artifact, ArtifactKind};
use crate::content;
use crate::content::PublicContent;
use crate::gate::{Hit, HitRule, Input, InternalText};
use crate::pipeline::internal_cache::InternalCache;
use crate::pipeline::public_texts::Reader;
use crate::pipeline::released_cache::{Released, ReleasedCache};
use crate::source::Snapshot;

const WORDS: [&str; 4] = ["ant", "bee", "cow", "dog"];

type Text = Vec<usize>;

/// A rule and the output that breaks it.
type Found = (HitRule, String);

fn spelled(text: &[usize]) -> String {
    text.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ")
}

fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = Text> {
    vec(0..WORDS.len(), words)
}

/// Everything that the gate compares.
#[derive(Clone, Debug, Default)]
struct State {
    /// The texts of incidents, by folder, and whether they are drafts.
    public: BTreeMap<usize, (Text, bool)>,
    internal: BTreeMap<usize, Text>,
    outputs: BTreeMap<usize, Arc<Artifact>>,
}

#[derive(Clone, Debug)]
enum Step {
    Public(usize, Option<(Text, bool)>),
    /// The text of an internal file, or none.
    Internal(usize, Option<Vec<Piece>>),
    Artifact(usize, Vec<Piece>),
}

/// Words of its own, or those of a released text.
type Piece = Result<Text, usize>;

fn step() -> impl Strategy<Value = Step> {
    let piece = || prop_oneof![1 => text(0..4).prop_map(Ok), 6 => (0..4_usize).prop_map(Err)];
    prop_oneof![
        (0..4_usize, prop::option::weighted(0.7, (text(1..9), prop::bool::weighted(0.3))))
            .prop_map(|(at, text)| Step::Public(at, text)),
        (0..3_usize, prop::option::weighted(0.7, vec(piece(), 1..3)))
            .prop_map(|(at, said)| Step::Internal(at, said)),
        (0..4_usize, vec(piece(), 0..4)).prop_map(|(at, said)| Step::Artifact(at, said)),
    ]
}

impl State {
    fn apply(&mut self, step: &Step) {
        match step {
            Step::Public(at, Some(text)) => drop(self.public.insert(*at, text.clone())),
            Step::Public(at, None) => drop(self.public.remove(at)),
            Step::Internal(at, Some(said)) => drop(self.internal.insert(*at, self.said(said))),
            Step::Internal(at, None) => drop(self.internal.remove(at)),
            Step::Artifact(at, pieces) => {
                let output =
                    Artifact::new(format!("{at}.txt"), spelled(&self.said(pieces)), ArtifactKind::Page);
                self.outputs.insert(*at, Arc::new(output));
            }
        }
    }

    fn said(&self, pieces: &[Piece]) -> Text {
        let texts = pieces.iter().map(|piece| match piece {
            Ok(own) => own.as_slice(),
            Err(public) => self.public.get(public).map(|(text, _)| text.as_slice()).unwrap_or_default(),
        });
        texts.collect::<Vec<_>>().concat()
    }

    fn snapshot(&self) -> Snapshot {
        let site =
            ("content/site.toml".to_owned(), "title = \"T\"\nurl = \"https://s.example\"\n".to_owned());
        let incidents = self.public.iter().map(|(at, (text, draft))| {
            let path = format!("content/incidents/{at}/comms/2026-01-0{}T0000Z.md", at + 1);
            (
                path,
                format!(
                    "+++\ntitle = \"X\"\nstatus = \"investigating\"\ndraft = {draft}\n+++\n{}\n",
                    spelled(text)
                ),
            )
        });
        Snapshot::of_texts(incidents.chain([site]))
    }

    fn internal(&self) -> Vec<InternalText> {
        let texts = self.internal.iter();
        texts
            .map(|(at, text)| InternalText { source: *at, text: spelled(text).into(), markdown: true })
            .collect()
    }
}

/// The caches of one audience.
#[derive(Default)]
struct Caches {
    internal: InternalCache,
    released: ReleasedCache,
}

impl Caches {
    /// Returns what is refused, and the words of internal files.
    fn hits(&mut self, state: &State, content: &PublicContent) -> (BTreeSet<Found>, BTreeSet<Found>) {
        let input = Input { internal: state.internal(), ..Input::default() };
        let now = "2026-11-20T10:00:00Z".parse().expect("a time");
        let reader = Reader { customer: None, tier: None, now };
        let released = Released {
            content,
            reader,
            interface: vec!["ant bee"],
            allow: Vec::new(),
            view: None,
            own: None,
        };
        let outputs: Vec<Arc<Artifact>> = state.outputs.values().cloned().collect();
        let prepared =
            self.released.prepare(&mut self.internal, &input, &released).expect("there are no patterns");
        let reading =
            prepared.read(&outputs, &mut self.internal, &input, &released).expect("there are no patterns");
        let found = |hit: &Hit| (hit.rule, hit.output_path.clone());
        let refused = reading.hits.iter().map(found).collect();
        let quotations = reading.quotations.iter().flat_map(|(_, hits)| hits).map(found).collect();
        self.released.put(reading, &mut self.internal);
        (refused, quotations)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn indexes_that_follow_changes_find_what_new_ones_find(steps in vec(step(), 1..40)) {
        let (mut state, mut caches) = (State::default(), Caches::default());
        let mut known: BTreeMap<(String, (Text, bool)), Arc<content::public::Record>> = BTreeMap::new();
        for step in &steps {
            state.apply(step);
            let mut content = content::load(&state.snapshot()).0;
            for record in &mut content.public.records {
                let at: usize = record.folder.parse().expect("folders are numbers");
                let key = (record.folder.clone(), state.public[&at].clone());
                *record = known.entry(key).or_insert_with(|| record.clone()).clone();
            }
            let (refused, quotations) = caches.hits(&state, &content.public);
            let (fresh, fresh_quotations) = Caches::default().hits(&state, &content.public);
            prop_assert_eq!(refused, fresh);
            // An index that followed a change may still have the words of a file that is gone. A second rendering
            // decides about words of internal files, so these only cost time.
            prop_assert!(fresh_quotations.is_subset(&quotations));
        }
    }
}
