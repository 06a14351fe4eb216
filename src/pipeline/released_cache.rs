//! What the gate proved about the last outputs of one audience, and how much of it still holds.
//!
//! An output that passed passes again unless there are new phrases to search for. So a kept index follows the
//! changes. The phrases that are new, and those that a withdrawn text had released, are searched for in the outputs
//! that passed. Outputs that were rendered anew are read as a whole. As soon as anything is found, or if the change
//! cannot be followed, new indexes are built and every output is read: what is refused, and why, never depends on the
//! cache.

use std::cmp::Reverse;
use std::sync::Arc;

use aho_corasick::BuildError;
use rayon::prelude::*;

use super::changed::{changed, is_small};
use super::internal_cache::{CurrentIndex, InternalCache};
use crate::artifact::Artifact;
use crate::gate::{Gate, Hit, Input, PhraseSet, ReleasedChange, ReleasedIndex, ReleasedTexts, ViewId};
use crate::pointer_cache::PointerCache;
use crate::release::Site;
use crate::release::model::{Incident, Maintenance};

/// How many outputs one thread reads at a time.
const PORTION: usize = 16;

/// The last gate of an audience; none before the first.
#[derive(Debug, Default)]
pub(super) struct ReleasedCache(Option<LastGate>);

/// The index of what was released last, and the outputs that passed.
#[derive(Debug)]
struct LastGate {
    index: ReleasedIndex<'static>,
    /// The revision of the internal index.
    revision: u64,
    basis: Basis,
    passed: PassedOutputs,
}

/// The outputs that passed, each with whether only a concatenation of released texts let it pass.
type PassedOutputs = PointerCache<Artifact, bool>;

/// What may be published to an audience.
#[derive(Debug)]
pub(super) struct Released<'a> {
    pub(super) site: &'a Site,
    /// The texts of the theme and of the interface.
    pub(super) interface: Vec<&'a str>,
    /// The texts of `[[gate.allow]]`.
    pub(super) allow: Vec<&'a str>,
    /// The number of the customer's view.
    pub(super) view: Option<ViewId>,
}

/// The values that an index of released texts was built from.
#[derive(Debug)]
struct Basis {
    allow: Vec<String>,
    view: Option<ViewId>,
    incidents: Vec<Arc<Incident>>,
    maintenances: Vec<Arc<Maintenance>>,
    /// The released texts of everything else, of the theme and of the interface.
    others: Vec<String>,
}

/// The indexes of a gate that is ready to read outputs.
#[derive(Debug)]
pub(super) struct PreparedGate<'a> {
    internal: CurrentIndex,
    index: ReleasedIndex<'a>,
    basis: Basis,
    /// What is known about earlier outputs, if the index followed a change.
    earlier: Option<EarlierOutputs>,
}

#[derive(Debug)]
struct EarlierOutputs {
    /// The phrases that are hits now and were none when the outputs passed.
    exposed: PhraseSet,
    /// Whether a text was withdrawn.
    withdrawn: bool,
    passed: PassedOutputs,
}

/// The result of reading the outputs.
#[derive(Debug)]
pub(super) struct GateReading<'a> {
    /// Everything that was refused. Only a gate over new indexes refuses anything.
    pub(super) hits: Vec<Hit>,
    internal: CurrentIndex,
    index: ReleasedIndex<'a>,
    basis: Basis,
    passed: PassedOutputs,
}

/// The result of reading one output.
enum Outcome {
    Passed {
        has_concatenation: bool,
    },
    /// An index that followed changes found something, which new indexes have to confirm.
    Doubtful,
    Refused(Vec<Hit>),
}

impl ReleasedCache {
    /// Prepares the indexes: the kept ones if they can follow the change, or else new ones. Nothing stays in the
    /// caches, so that nothing is left of them if the outputs are never read.
    pub(super) fn prepare<'a>(
        &mut self,
        internal: &mut InternalCache,
        input: &Input<'_>,
        released: &Released<'a>,
    ) -> Result<PreparedGate<'a>, BuildError> {
        let internal = internal.take(input)?;
        let basis = Basis::of(released);
        Ok(match self.0.take().and_then(|last| last.follow(&internal, &basis, released)) {
            Some((index, earlier)) => PreparedGate { internal, index, basis, earlier: Some(earlier) },
            None => PreparedGate::new(internal, basis, released),
        })
    }

    /// Keeps the indexes and the outputs that passed.
    pub(super) fn put(&mut self, reading: GateReading<'_>, cache: &mut InternalCache) {
        let GateReading { internal, index, basis, passed, .. } = reading;
        self.0 = Some(LastGate { index: index.detach(), revision: internal.revision, basis, passed });
        cache.put(internal);
    }
}

impl LastGate {
    /// Follows a change of what is released and of the internal files. Returns `None` if too much has changed.
    fn follow(
        mut self,
        internal: &CurrentIndex,
        new: &Basis,
        released: &Released<'_>,
    ) -> Option<(ReleasedIndex<'static>, EarlierOutputs)> {
        let old = &self.basis;
        let added = internal.added_since(self.revision)?;
        let incidents = changed(&old.incidents, &new.incidents, Arc::ptr_eq);
        let maintenances = changed(&old.maintenances, &new.maintenances, Arc::ptr_eq);
        let others = changed(&old.others, &new.others, String::eq);
        if old.allow != new.allow
            || old.view != new.view
            || !is_small(incidents.0.len() + incidents.1.len(), new.incidents.len())
            || !is_small(maintenances.0.len() + maintenances.1.len(), new.maintenances.len())
        {
            return None;
        }
        let change = ReleasedChange {
            released: texts_of(incidents.1, maintenances.1, others.1),
            withdrawn: texts_of(incidents.0, maintenances.0, others.0),
        };
        let exposed = self.index.update(&internal.index, added, &change, || released.texts());
        let withdrawn = !change.withdrawn.is_empty();
        Some((self.index, EarlierOutputs { exposed, withdrawn, passed: self.passed }))
    }
}

impl<'a> PreparedGate<'a> {
    fn new(internal: CurrentIndex, basis: Basis, released: &Released<'a>) -> Self {
        let index = ReleasedIndex::new(&internal.index, &released.texts());
        Self { internal, index, basis, earlier: None }
    }

    /// Reads the outputs. Those that passed before are only searched for phrases that are new.
    pub(super) fn read(
        self,
        outputs: &[Arc<Artifact>],
        cache: &mut InternalCache,
        input: &Input<'_>,
        released: &Released<'a>,
    ) -> Result<GateReading<'a>, BuildError> {
        let outcomes = outcomes(outputs, |output| self.outcome(output));
        if outcomes.iter().any(|outcome| matches!(outcome, Outcome::Doubtful)) {
            return Self::new(cache.build(input)?, self.basis, released)
                .read(outputs, cache, input, released);
        }
        let mut passed = PointerCache::with_capacity(outputs.len());
        let mut hits = Vec::new();
        for (output, outcome) in outputs.iter().zip(outcomes) {
            match outcome {
                Outcome::Passed { has_concatenation } => passed.put(output.clone(), has_concatenation),
                Outcome::Refused(found) => hits.extend(found),
                Outcome::Doubtful => {}
            }
        }
        let Self { internal, index, basis, .. } = self;
        Ok(GateReading { hits, internal, index, basis, passed })
    }

    fn outcome(&self, output: &Arc<Artifact>) -> Outcome {
        if let Some(earlier) = &self.earlier
            && let Some(&has_concatenation) =
                earlier.passed.get(output).filter(|concatenation| !(**concatenation && earlier.withdrawn))
        {
            let doubtful =
                !earlier.exposed.is_empty() && earlier.exposed.may_occur_in(&output.path, &output.bytes);
            return if doubtful { Outcome::Doubtful } else { Outcome::Passed { has_concatenation } };
        }
        let gate = Gate::new(&self.internal.index, &self.index, self.basis.view);
        let verdict = gate.verdict(&output.path, &output.bytes);
        if verdict.hits.is_empty() {
            Outcome::Passed { has_concatenation: verdict.has_concatenation }
        } else if self.internal.is_exact && self.earlier.is_none() {
            Outcome::Refused(verdict.hits)
        } else {
            Outcome::Doubtful
        }
    }
}

impl GateReading<'_> {
    /// Returns the gate that read the outputs.
    pub(super) const fn gate(&self) -> Gate<'_> {
        Gate::new(&self.internal.index, &self.index, self.basis.view)
    }
}

/// Returns the outcome of each output. The largest outputs are read first, in small portions: a large one that is
/// begun last would keep one core busy while the others have nothing left to do.
fn outcomes(outputs: &[Arc<Artifact>], read: impl Fn(&Arc<Artifact>) -> Outcome + Sync) -> Vec<Outcome> {
    let mut order: Vec<(usize, &Arc<Artifact>)> = outputs.iter().enumerate().collect();
    order.sort_by_key(|(_, output)| Reverse(output.bytes.len()));
    let outcomes = order.into_par_iter().with_max_len(PORTION).map(|(index, output)| (index, read(output)));
    let mut outcomes: Vec<(usize, Outcome)> = outcomes.collect();
    outcomes.sort_unstable_by_key(|(index, _)| *index);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

impl<'a> Released<'a> {
    /// Returns all texts that may be published.
    fn texts(&self) -> ReleasedTexts<'a> {
        let texts = self.site.texts().into_iter().chain(self.interface.iter().copied());
        ReleasedTexts { texts: texts.collect(), allow: self.allow.clone() }
    }
}

impl Basis {
    fn of(released: &Released<'_>) -> Self {
        let Released { site, interface, allow, view } = released;
        let others = site.texts_beside_events().into_iter().chain(interface.iter().copied());
        Self {
            allow: allow.iter().map(|text| (*text).to_owned()).collect(),
            view: *view,
            incidents: site.incidents.clone(),
            maintenances: site.maintenances.clone(),
            others: others.map(str::to_owned).collect(),
        }
    }
}

fn texts_of<'t>(
    incidents: &'t [Arc<Incident>],
    maintenances: &'t [Arc<Maintenance>],
    others: &'t [String],
) -> Vec<&'t str> {
    let incidents = incidents.iter().flat_map(|incident| incident.event.texts());
    let maintenances = maintenances.iter().flat_map(|maintenance| maintenance.event.texts());
    incidents.chain(maintenances).chain(others.iter().map(String::as_str)).collect()
}
