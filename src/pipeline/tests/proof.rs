//! A gate that follows changes finds what a new one finds: over texts of so few words that phrases meet all the time,
//! in internal files, in released texts, and where two of these stand side by side.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::artifact::{Artifact, ArtifactKind};
use crate::content;
use crate::gate::{Hit, Input, InternalText};
use crate::pipeline::proof::{Proof, Sides};
use crate::release::{Audience, Releaser, Site};
use crate::source::Snapshot;

const WORDS: [&str; 4] = ["ant", "bee", "cow", "dog"];

type Text = Vec<usize>;

fn spelled(text: &[usize]) -> String {
    text.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ")
}

fn text(words: std::ops::Range<usize>) -> impl Strategy<Value = Text> {
    vec(0..WORDS.len(), words)
}

/// Everything that the gate is concerned with.
#[derive(Clone, Debug, Default)]
struct State {
    /// The texts of incidents, by folder.
    public: BTreeMap<usize, Text>,
    internal: BTreeMap<usize, Text>,
    outputs: BTreeMap<usize, Arc<Artifact>>,
}

#[derive(Clone, Debug)]
enum Step {
    Public(usize, Option<Text>),
    /// An internal file that quotes, or none.
    Internal(usize, Option<Vec<Piece>>),
    Artifact(usize, Vec<Piece>),
}

/// Words of its own, or those of a released text; several stand side by side.
type Piece = Result<Text, usize>;

fn step() -> impl Strategy<Value = Step> {
    let piece = || prop_oneof![1 => text(0..4).prop_map(Ok), 6 => (0..4_usize).prop_map(Err)];
    prop_oneof![
        (0..4_usize, prop::option::weighted(0.7, text(1..9))).prop_map(|(at, text)| Step::Public(at, text)),
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
            Err(public) => self.public.get(public).map(Vec::as_slice).unwrap_or_default(),
        });
        texts.collect::<Vec<_>>().concat()
    }

    fn snapshot(&self) -> Snapshot {
        let site =
            ("content/site.toml".to_owned(), "title = \"T\"\nurl = \"https://s.example\"\n".to_owned());
        let incidents = self.public.iter().map(|(at, text)| {
            let path = format!("content/incidents/{at}/comms/2026-01-0{}T0000Z.md", at + 1);
            (path, format!("+++\ntitle = \"X\"\nstatus = \"investigating\"\n+++\n{}\n", spelled(text)))
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

fn hits(proof: &mut Proof, state: &State, site: &Site) -> Vec<Hit> {
    let watch = Input { internal: state.internal(), ..Input::default() };
    let sides = Sides { watch: &watch, site, interface: &["ant bee"] };
    let outputs: Vec<Arc<Artifact>> = state.outputs.values().cloned().collect();
    let ready = proof.ready(sides).expect("there are no patterns");
    let reading = ready.read(&outputs, sides).expect("there are no patterns");
    let hits = reading.hits.clone();
    proof.keep(reading);
    hits
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_gate_that_follows_finds_what_a_new_one_finds(steps in vec(step(), 1..40)) {
        let (mut state, mut proof, mut releaser) = (State::default(), Proof::default(), Releaser::default());
        let mut known: BTreeMap<(String, Text), Arc<content::public::Record>> = BTreeMap::new();
        for step in &steps {
            state.apply(step);
            let mut content = content::load(&state.snapshot()).0;
            for record in &mut content.public.records {
                let at: usize = record.folder.parse().expect("folders are numbers");
                let key = (record.folder.clone(), state.public[&at].clone());
                *record = known.entry(key).or_insert_with(|| record.clone()).clone();
            }
            let now = "2026-11-20T10:00:00Z".parse().expect("a time");
            let site = releaser.release(&content.public, &Audience::public(), now).expect("a site");
            let kept = hits(&mut proof, &state, &site);
            prop_assert_eq!(kept, hits(&mut Proof::default(), &state, &site));
        }
    }
}
