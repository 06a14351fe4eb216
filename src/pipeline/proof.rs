//! What the gate proved of the last outputs, and how much of that still stands.
//!
//! An output that passed passes again if nothing is sought now that was not sought then. So a kept gate follows what
//! changed: phrases of internal files that are new, and phrases that were excused by a released text that has gone,
//! are sought in all that passed; everything that was made anew is read as a whole. Should anything be found, or
//! what is sought be another in any other way, then all of this is forgotten, a new gate is built, and every output
//! is read: what is refused, and why, never depends on what was remembered.

use std::cmp::Reverse;
use std::sync::Arc;

use aho_corasick::BuildError;
use rayon::prelude::*;

use super::changed::changed;
use crate::artifact::Artifact;
use crate::gate::{Change, ForbidPattern, Gate, Hit, Input, InternalText, Newly, SecretKind, ViewId};
use crate::pointer_cache::PointerCache;
use crate::release::Site;
use crate::release::model::{Incident, Maintenance};

/// How many values of a list may change for a kept gate to follow; to learn all anew is quicker if most did.
const FEW: usize = 16;
/// The part of a list that may change besides: a fourth.
const PART: usize = 4;
/// How many outputs are read by one core at a time.
const PORTION: usize = 16;

/// What was proved of the last outputs; nothing before the first.
#[derive(Debug, Default)]
pub(super) struct Proof(Option<Last>);

/// A gate that has read outputs, what it sought, and which outputs passed.
#[derive(Debug)]
struct Last {
    gate: Gate<'static>,
    matter: Matter,
    /// The outputs that passed, each with whether only the joints of released texts excused it.
    passed: PointerCache<Artifact, bool>,
}

/// What a kept gate cannot follow when it changes.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    names: Vec<(SecretKind, String, Option<ViewId>)>,
    forbid: Vec<ForbidPattern>,
    allow: Vec<String>,
}

/// What was sought, and the texts on both sides of the boundary.
#[derive(Debug)]
struct Matter {
    asked: Asked,
    internal: Vec<InternalText>,
    incidents: Vec<Arc<Incident>>,
    maintenances: Vec<Arc<Maintenance>>,
    /// Released texts of everything else, of the theme and of the interface.
    others: Vec<String>,
}

/// What a site is held against.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    /// What is sought, but for what is released.
    pub(super) watch: &'a Input<'a>,
    pub(super) site: &'a Site,
    /// Texts that are in no release and may be published: those of the theme and of the interface.
    pub(super) interface: &'a [&'a str],
}

/// A gate, ready to read the outputs.
#[derive(Debug)]
pub(super) struct Ready<'a> {
    gate: Gate<'a>,
    matter: Matter,
    /// What a kept gate knows of earlier outputs; none if it is new.
    known: Option<Known>,
}

#[derive(Debug)]
struct Known {
    newly: Newly,
    /// Whether a released text has gone.
    withdrawn: bool,
    passed: PointerCache<Artifact, bool>,
}

/// What came of reading the outputs.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    /// The gate that decided.
    pub(super) gate: Gate<'a>,
    /// Everything that it refused; none of these come from a kept gate.
    pub(super) hits: Vec<Hit>,
    matter: Matter,
    passed: PointerCache<Artifact, bool>,
}

/// What came of one output.
enum Outcome {
    Passed {
        excused: bool,
    },
    /// A kept gate found something, which a new one has to confirm.
    Doubtful,
    Refused(Vec<Hit>),
}

impl Proof {
    /// The gate for these sides: the kept one if it can follow, or else a new one. What was proved is taken along,
    /// so that nothing of it is left if the outputs are never read.
    pub(super) fn ready<'a>(&mut self, sides: Sides<'a>) -> Result<Ready<'a>, BuildError> {
        let matter = Matter::of(sides);
        match self.0.take().and_then(|last| last.follow(&matter, sides)) {
            Some((gate, known)) => Ok(Ready { gate, matter, known: Some(known) }),
            None => Ready::new(matter, sides),
        }
    }

    /// Remembers what was read, for the outputs to come.
    pub(super) fn keep(&mut self, reading: Reading<'_>) {
        let Reading { gate, matter, passed, .. } = reading;
        self.0 = Some(Last { gate: gate.keep(), matter, passed });
    }
}

impl Last {
    /// The same gate for other matter, and what it knows; none if too much has changed.
    fn follow(mut self, new: &Matter, sides: Sides<'_>) -> Option<(Gate<'static>, Known)> {
        if self.matter.asked != new.asked {
            return None;
        }
        let same_text = |old: &InternalText, new: &InternalText| {
            old.markdown == new.markdown && (Arc::ptr_eq(&old.text, &new.text) || old.text == new.text)
        };
        let (_, internal) = changed(&self.matter.internal, &new.internal, same_text);
        let incidents = changed(&self.matter.incidents, &new.incidents, Arc::ptr_eq);
        let maintenances = changed(&self.matter.maintenances, &new.maintenances, Arc::ptr_eq);
        let others = changed(&self.matter.others, &new.others, String::eq);
        let few = |part: usize, whole: usize| part <= FEW + whole / PART;
        if !few(internal.len(), new.internal.len())
            || !few(incidents.0.len() + incidents.1.len(), new.incidents.len())
            || !few(maintenances.0.len() + maintenances.1.len(), new.maintenances.len())
        {
            return None;
        }
        let change = Change {
            internal: internal.to_vec(),
            released: texts_of(incidents.1, maintenances.1, others.1),
            withdrawn: texts_of(incidents.0, maintenances.0, others.0),
        };
        let newly = self.gate.follow(&change, || sides.released());
        let known = Known { newly, withdrawn: !change.withdrawn.is_empty(), passed: self.passed };
        Some((self.gate, known))
    }
}

impl<'a> Ready<'a> {
    fn new(matter: Matter, sides: Sides<'a>) -> Result<Self, BuildError> {
        let watch = Input { released: sides.released(), ..sides.watch.clone() };
        Ok(Self { gate: Gate::new(&watch)?, matter, known: None })
    }

    /// Reads the outputs, those that are known only as far as something new is sought.
    pub(super) fn read(self, outputs: &[Arc<Artifact>], sides: Sides<'a>) -> Result<Reading<'a>, BuildError> {
        let Self { gate, matter, known } = self;
        let outcomes = outcomes(outputs, |output| outcome(&gate, known.as_ref(), output));
        if outcomes.iter().any(|outcome| matches!(outcome, Outcome::Doubtful)) {
            return Self::new(matter, sides)?.read(outputs, sides);
        }
        let mut passed = PointerCache::with_capacity(outputs.len());
        let mut hits = Vec::new();
        for (output, outcome) in outputs.iter().zip(outcomes) {
            match outcome {
                Outcome::Passed { excused } => passed.put(output.clone(), excused),
                Outcome::Refused(found) => hits.extend(found),
                Outcome::Doubtful => {}
            }
        }
        Ok(Reading { gate, hits, matter, passed })
    }
}

/// The outcome of each output. The largest are read first, in small portions: one that is begun last would keep one
/// core busy while the others have nothing left to do.
fn outcomes(outputs: &[Arc<Artifact>], read: impl Fn(&Arc<Artifact>) -> Outcome + Sync) -> Vec<Outcome> {
    let mut order: Vec<(usize, &Arc<Artifact>)> = outputs.iter().enumerate().collect();
    order.sort_by_key(|(_, output)| Reverse(output.bytes.len()));
    let outcomes = order.into_par_iter().with_max_len(PORTION).map(|(index, output)| (index, read(output)));
    let mut outcomes: Vec<(usize, Outcome)> = outcomes.collect();
    outcomes.sort_unstable_by_key(|(index, _)| *index);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn outcome(gate: &Gate<'_>, known: Option<&Known>, output: &Arc<Artifact>) -> Outcome {
    if let Some(known) = known
        && let Some(&excused) = known.passed.get(output).filter(|excused| !(**excused && known.withdrawn))
    {
        let doubtful = !known.newly.is_empty() && known.newly.may_stand_in(&output.path, &output.bytes);
        return if doubtful { Outcome::Doubtful } else { Outcome::Passed { excused } };
    }
    let verdict = gate.examine(&output.path, &output.bytes);
    match (verdict.hits.is_empty(), known) {
        (true, _) => Outcome::Passed { excused: verdict.excused },
        (false, Some(_)) => Outcome::Doubtful,
        (false, None) => Outcome::Refused(verdict.hits),
    }
}

impl<'a> Sides<'a> {
    /// All texts that may be published.
    fn released(self) -> Vec<&'a str> {
        self.site.texts().into_iter().chain(self.interface.iter().copied()).collect()
    }
}

impl Asked {
    fn of(watch: &Input<'_>) -> Self {
        let names = watch.names.iter().map(|name| (name.kind, name.text.to_owned(), name.allowed_in));
        Self {
            names: names.collect(),
            forbid: watch.forbid.clone(),
            allow: watch.allow.iter().map(|text| (*text).to_owned()).collect(),
        }
    }
}

impl Matter {
    fn of(sides: Sides<'_>) -> Self {
        let Sides { watch, site, interface } = sides;
        let others = site.texts_beside_events().into_iter().chain(interface.iter().copied());
        Self {
            asked: Asked::of(watch),
            internal: watch.internal.clone(),
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
