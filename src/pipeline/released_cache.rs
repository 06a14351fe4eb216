//! What the gate proved about the last outputs of one audience, and how much of it still holds.
//!
//! An output that passed passes again unless there are new phrases to search for. So a kept index follows the
//! changes. The phrases that are new, and those that a removed text had released, are searched for in the outputs
//! that passed. Outputs that were rendered anew are read as a whole. As soon as anything is found, or if the change
//! cannot be followed, new indexes are built and every output is read: what is refused, and why, never depends on the
//! cache.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::BuildError;
use chrono::{DateTime, Utc};
use rayon::prelude::*;

use super::BuildInputs;
use super::changed::{changed, is_small};
use super::internal_cache::{CurrentIndex, InternalCache};
use super::placeholder::Substitution;
use super::public_texts::{PublicTexts, Reader};
use crate::artifact::Artifact;
use crate::content::PublicContent;
use crate::content::public::Record;
use crate::gate::{
    Gate, Hit, HitRule, Input, PhraseSet, ReleasedChange, ReleasedIndex, ReleasedTexts, ViewId, WithheldText,
};
use crate::pointer_cache::PointerCache;
use crate::release::Audience;
use crate::site::{Theme, machine_texts};

/// A page with nothing but what all pages have.
const PAGE_WITH_NAME: &str = "404.html";

/// How many outputs one thread reads at a time.
const PORTION: usize = 16;

/// The last gate of an audience; none before the first.
#[derive(Debug, Default)]
pub(super) struct ReleasedCache(Option<LastGate>);

/// The index of what was released last, and the outputs that passed.
#[derive(Debug)]
struct LastGate {
    index: ReleasedIndex,
    /// The revision of the internal index.
    revision: u64,
    basis: Basis,
    passed: PassedOutputs,
}

/// The outputs that passed, each with what is only reported.
type PassedOutputs = PointerCache<Artifact, Vec<Hit>>;

/// What may be published to an audience.
#[derive(Debug)]
pub(super) struct Released<'a> {
    pub(super) content: &'a PublicContent,
    pub(super) reader: Reader<'a>,
    /// The texts of the theme and of the interface.
    pub(super) interface: Vec<&'a str>,
    /// The texts of `[[gate.allow]]`.
    pub(super) allow: Vec<&'a str>,
    /// The number of the customer's view. `None` for the public, and for views with placeholders: what may be in any view
    /// has to pass without the exceptions of one.
    pub(super) view: Option<ViewId>,
    /// The customer's own view, if the outputs have placeholders in them.
    pub(super) own: Option<OwnView<'a>>,
}

/// The view that outputs with placeholders are for.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnView<'a> {
    pub(super) view: ViewId,
    pub(super) substitution: &'a Substitution,
}

impl<'a> Released<'a> {
    /// What may be said to an audience in a text that is no page, at `now` (UTC). `None` without a `site.toml`.
    pub(super) fn to<'b: 'a>(
        audience: &'a Audience,
        content: &'a PublicContent,
        theme: &'a Theme,
        inputs: &BuildInputs<'b>,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let config = content.site.as_ref()?;
        Some(Self {
            content,
            reader: Reader { customer: inputs.customer(audience), tier: audience.whole_tier(), now },
            interface: theme.texts().into_iter().chain(machine_texts()).collect(),
            allow: config.allow.iter().map(|allowed| allowed.text.as_str()).collect(),
            view: inputs.view(audience),
            own: None,
        })
    }
}

/// The values that an index of released texts was built from.
#[derive(Debug)]
struct Basis {
    allow: Vec<String>,
    view: Option<ViewId>,
    records: Vec<Arc<Record>>,
    /// The released texts of everything else, of the theme and of the interface.
    others: Vec<String>,
    /// All texts that are withheld from the audience. An index cannot follow their changes, which are rare.
    withheld: Vec<(usize, String)>,
}

/// The indexes of a gate that is ready to read outputs.
#[derive(Debug)]
pub(super) struct PreparedGate {
    internal: CurrentIndex,
    index: ReleasedIndex,
    basis: Basis,
    /// What is known about earlier outputs, if the index followed a change.
    earlier: Option<EarlierOutputs>,
}

#[derive(Debug)]
struct EarlierOutputs {
    /// The phrases that are hits now and were none when the outputs passed.
    exposed: PhraseSet,
    passed: PassedOutputs,
}

/// The result of reading the outputs.
#[derive(Debug)]
pub(super) struct GateReading {
    /// Everything that was refused. Only a gate over new indexes refuses anything.
    pub(super) hits: Vec<Hit>,
    /// What is only reported.
    pub(super) warnings: Vec<Hit>,
    /// The outputs with words of internal files, and these hits. The internal files may have the words from the page, so
    /// the caller decides.
    pub(super) quotations: Vec<(Arc<Artifact>, Vec<Hit>)>,
    /// Whether the indexes are new, so that the places in `quotations` are right.
    is_exact: bool,
    internal: CurrentIndex,
    index: ReleasedIndex,
    basis: Basis,
    passed: PassedOutputs,
}

/// The result of reading one output.
enum Outcome {
    /// Nothing was found, except what is only reported.
    Passed(Vec<Hit>),
    /// The same, but only in the customer's own view.
    PassedInOwnView(Vec<Hit>),
    /// Nothing but words of internal files was found, and what is only reported.
    Quoted(Vec<Hit>),
    /// An index that followed changes found something, which new indexes have to confirm.
    Doubtful,
    Refused(Vec<Hit>),
}

impl ReleasedCache {
    /// Prepares the indexes: the kept ones if they can follow the change, or else new ones. Nothing stays in the
    /// caches, so that nothing is left of them if the outputs are never read.
    pub(super) fn prepare(
        &mut self,
        internal: &mut InternalCache,
        input: &Input<'_>,
        released: &Released<'_>,
    ) -> Result<PreparedGate, BuildError> {
        let internal = internal.take(input)?;
        let basis = Basis::of(released);
        Ok(match self.0.take().and_then(|last| last.follow(&internal, &basis, released)) {
            Some((index, earlier)) => PreparedGate { internal, index, basis, earlier: Some(earlier) },
            None => PreparedGate::new(internal, basis, released),
        })
    }

    /// Keeps the indexes and the outputs that passed.
    pub(super) fn put(&mut self, reading: GateReading, cache: &mut InternalCache) {
        let GateReading { internal, index, basis, passed, .. } = reading;
        self.0 = Some(LastGate { index, revision: internal.revision, basis, passed });
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
    ) -> Option<(ReleasedIndex, EarlierOutputs)> {
        let old = &self.basis;
        let added = internal.added_since(self.revision)?;
        let records = changed(&old.records, &new.records, Arc::ptr_eq);
        let others = changed(&old.others, &new.others, String::eq);
        if old.allow != new.allow
            || old.view != new.view
            || old.withheld != new.withheld
            || !is_small(records.0.len() + records.1.len(), new.records.len())
        {
            return None;
        }
        let change = ReleasedChange {
            released: texts_of(records.1, others.1, released),
            withdrawn: texts_of(records.0, others.0, released),
        };
        let exposed = self.index.update(&internal.index, added, &change, || released.texts());
        Some((self.index, EarlierOutputs { exposed, passed: self.passed }))
    }
}

impl PreparedGate {
    fn new(internal: CurrentIndex, basis: Basis, released: &Released<'_>) -> Self {
        let index = ReleasedIndex::new(&internal.index, &released.texts());
        Self { internal, index, basis, earlier: None }
    }

    /// Reads the outputs. Those that passed before are only searched for phrases that are new.
    pub(super) fn read(
        self,
        outputs: &[Arc<Artifact>],
        cache: &mut InternalCache,
        input: &Input<'_>,
        released: &Released<'_>,
    ) -> Result<GateReading, BuildError> {
        let outcomes = outcomes(outputs, |output| self.outcome(output, released.own));
        if outcomes.iter().any(|outcome| matches!(outcome, Outcome::Doubtful)) {
            return Self::new(cache.build(input)?, self.basis, released)
                .read(outputs, cache, input, released);
        }
        let mut passed = PointerCache::with_capacity(outputs.len());
        let (mut hits, mut warnings, mut quotations) = (Vec::new(), Vec::new(), Vec::new());
        for (output, outcome) in outputs.iter().zip(outcomes) {
            match outcome {
                Outcome::Passed(reported) => {
                    warnings.extend(reported.iter().cloned());
                    passed.put(output.clone(), reported);
                }
                Outcome::PassedInOwnView(reported) => warnings.extend(reported),
                Outcome::Quoted(found) | Outcome::Refused(found) => {
                    let (reported, found): (Vec<_>, Vec<_>) = found.into_iter().partition(|hit| hit.common);
                    warnings.extend(reported);
                    let (quoted, refused): (Vec<_>, Vec<_>) = found.into_iter().partition(is_quotation);
                    hits.extend(refused);
                    if !quoted.is_empty() {
                        quotations.push((output.clone(), quoted));
                    }
                }
                Outcome::Doubtful => {}
            }
        }
        let is_exact = self.is_exact();
        let Self { internal, index, basis, .. } = self;
        Ok(GateReading { hits, warnings, quotations, is_exact, internal, index, basis, passed })
    }

    /// Whether the indexes are new.
    fn is_exact(&self) -> bool {
        self.internal.is_exact && self.earlier.is_none()
    }

    fn outcome(&self, output: &Arc<Artifact>, own: Option<OwnView<'_>>) -> Outcome {
        // Every page shows the name and the id of the customer in the same places, so one page is read with them.
        let own_page = own.filter(|_| output.path == PAGE_WITH_NAME);
        if let Some(earlier) = &self.earlier
            && let Some(reported) = earlier.passed.get(output)
            && own_page.is_none()
        {
            let moved = !reported.is_empty() && !self.internal.is_exact;
            let doubtful = moved
                || !earlier.exposed.is_empty() && earlier.exposed.may_occur_in(&output.path, &output.bytes);
            return if doubtful { Outcome::Doubtful } else { Outcome::Passed(reported.clone()) };
        }
        let mut hits = self.inspect(output, self.basis.view);
        let own = own.filter(|_| own_page.is_some() || !hits.iter().all(is_quotation));
        if let Some(own) = own {
            // A file that keeps a part of a placeholder is not used.
            let output = own.substitution.apply(output);
            hits = output.map_or(hits, |output| self.inspect(&output, Some(own.view)));
        }
        let is_located = !hits.iter().any(|hit| hit.common) || self.internal.is_exact;
        if hits.iter().all(|hit| hit.common) && is_located {
            if own.is_some() { Outcome::PassedInOwnView(hits) } else { Outcome::Passed(hits) }
        } else if hits.iter().all(|hit| hit.common || is_quotation(hit)) && is_located {
            Outcome::Quoted(hits)
        } else if self.is_exact() {
            Outcome::Refused(hits)
        } else {
            Outcome::Doubtful
        }
    }

    fn inspect(&self, output: &Artifact, view: Option<ViewId>) -> Vec<Hit> {
        Gate::new(&self.internal.index, &self.index, view).inspect(&output.path, &output.bytes)
    }
}

fn is_quotation(hit: &Hit) -> bool {
    hit.rule == HitRule::InternalText
}

impl GateReading {
    /// Whether words of internal files were found.
    pub(super) fn has_quotations(&self) -> bool {
        !self.quotations.is_empty()
    }

    /// Lets the words of internal files pass, because no internal file influenced the outputs.
    pub(super) fn pass_quotations(&mut self) {
        let refused: BTreeSet<&str> = self.hits.iter().map(|hit| hit.output_path.as_str()).collect();
        for (output, _) in &self.quotations {
            if !refused.contains(output.path.as_str()) {
                let warned = self.warnings.iter().filter(|hit| hit.output_path == output.path);
                self.passed.put(output.clone(), warned.cloned().collect());
            }
        }
        self.quotations.clear();
    }

    /// Refuses the words of internal files. Returns false if new indexes have to find their places first.
    pub(super) fn refuse_quotations(&mut self) -> bool {
        if self.is_exact {
            self.hits.extend(self.quotations.drain(..).flat_map(|(_, hits)| hits));
        }
        self.is_exact
    }

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
    /// Returns all texts that are written for a page.
    pub(super) fn texts(&self) -> ReleasedTexts<'a> {
        let mut texts = PublicTexts::beside_records(self.content, self.reader);
        texts.add_records(&self.content.records, self.reader);
        texts.released.extend(&self.interface);
        ReleasedTexts { texts: texts.released, withheld: texts.withheld, allow: self.allow.clone() }
    }
}

impl Basis {
    fn of(released: &Released<'_>) -> Self {
        let Released { content, reader, interface, allow, view, .. } = released;
        let mut texts = PublicTexts::beside_records(content, *reader);
        let others = texts.released.drain(..).chain(interface.iter().copied()).map(str::to_owned).collect();
        texts.add_records(&content.records, *reader);
        let owned = |withheld: &WithheldText<'_>| (withheld.source, withheld.text.to_owned());
        Self {
            allow: allow.iter().map(|text| (*text).to_owned()).collect(),
            view: *view,
            records: content.records.clone(),
            others,
            withheld: texts.withheld.iter().map(owned).collect(),
        }
    }
}

/// Returns the released texts among those of some records and of others. What is withheld is the same as at the last
/// build, or the index would not follow, so the time of the last build does not matter.
fn texts_of<'t>(records: &'t [Arc<Record>], others: &'t [String], released: &Released<'_>) -> Vec<&'t str> {
    let mut texts = PublicTexts::default();
    texts.add_records(records, released.reader);
    texts.released.into_iter().chain(others.iter().map(String::as_str)).collect()
}
