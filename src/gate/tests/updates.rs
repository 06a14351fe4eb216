//! An index that followed changes says the same as a new one.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::gate::{PhraseSet, ReleasedChange};

/// Texts without a common phrase. The last one is withheld from the audience.
const POOL: [&str; 4] = [
    "Restarted the pooler on pg-main-3 after the call of Omar",
    "The lamps of the north pier went dark at nine in the evening",
    "A worn belt stopped crane four while it held a whole container",
    "Tern Line alone waited for the customs papers until noon today",
];

/// One change, and what it is about.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// An internal file is added that contains the text.
    Written(usize),
    /// The text is released, once more if it is already.
    Released(usize),
    /// One release of the text ends, if there is any.
    Withdrawn(usize),
}

fn change() -> impl Strategy<Value = Change> {
    (0..3, 0..POOL.len()).prop_map(|(kind, text)| match kind {
        0 => Change::Written(text),
        1 => Change::Released(text),
        _ => Change::Withdrawn(text),
    })
}

/// What is internal and what is released at one time.
#[derive(Clone, Debug, Default)]
struct State {
    internal: BTreeSet<usize>,
    released: Vec<usize>,
}

impl State {
    fn texts(&self) -> ReleasedTexts<'static> {
        ReleasedTexts {
            texts: self.released.iter().map(|text| POOL[*text]).collect(),
            allow: Vec::new(),
            withheld: vec![WithheldText { source: 9, text: POOL[3] }],
        }
    }

    fn internal_index(&self) -> InternalIndex {
        let internal = self.internal.iter().map(|text| internal(POOL[*text])).collect();
        InternalIndex::new(&super::super::Input { internal, ..Default::default() }).unwrap()
    }

    /// Which texts a gate over these indexes refuses in a page.
    fn refused(internal: &InternalIndex, released: &ReleasedIndex) -> Vec<bool> {
        let gate = Gate::new(internal, released, None);
        POOL.iter().map(|text| !gate.inspect("index.html", text.as_bytes()).is_empty()).collect()
    }

    fn apply(&mut self, changes: &[Change]) -> (Vec<InternalText>, ReleasedChange<'static>) {
        let (mut added, mut change) = (Vec::new(), ReleasedChange::default());
        for one in changes {
            match *one {
                Change::Written(text) => {
                    self.internal.insert(text);
                    added.push(internal(POOL[text]));
                }
                Change::Released(text) => {
                    self.released.push(text);
                    change.released.push(POOL[text]);
                }
                Change::Withdrawn(text) => {
                    let Some(at) = self.released.iter().position(|released| *released == text) else {
                        continue;
                    };
                    self.released.remove(at);
                    change.withdrawn.push(POOL[text]);
                }
            }
        }
        (added, change)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_index_that_followed_changes_is_a_new_one(rounds in prop::collection::vec(prop::collection::vec(change(), 0..4), 1..6)) {
        let mut state = State::default();
        let mut internal = state.internal_index();
        let mut released = ReleasedIndex::new(&internal, &state.texts());
        let mut before = State::refused(&internal, &released);
        for changes in rounds {
            let (added, change) = state.apply(&changes);
            let added: PhraseSet = internal.add(&added);
            let exposed = released.update(&internal, &added, &change, || state.texts());
            let after = State::refused(&internal, &released);
            let new = state.internal_index();
            prop_assert_eq!(&after, &State::refused(&new, &ReleasedIndex::new(&new, &state.texts())), "{:?}", changes);
            let is_newly_refused = before.iter().zip(&after).any(|(before, after)| !before && *after);
            prop_assert!(!is_newly_refused || !exposed.is_empty(), "{:?}", changes);
            before = after;
        }
    }
}

#[test]
fn a_phrase_that_is_added_and_released_at_once_is_counted_once() {
    let mut state = State::default();
    let mut internal = state.internal_index();
    let mut released = ReleasedIndex::new(&internal, &state.texts());
    for (changes, is_exposed) in [
        (&[Change::Written(0), Change::Released(0)][..], false),
        (&[Change::Released(1)], false),
        (&[Change::Written(1)], false),
        (&[Change::Withdrawn(0)], true),
        (&[Change::Written(2)], true),
    ] {
        let (added, change) = state.apply(changes);
        let added = internal.add(&added);
        let exposed = released.update(&internal, &added, &change, || state.texts());
        assert_eq!(!exposed.is_empty(), is_exposed, "{changes:?}");
    }
    assert_eq!(State::refused(&internal, &released), [true, false, true, true]);
}
