//! The names and patterns to look for, found by a run of letters and digits that each must have.

use super::filter::Filter;
use super::fold::folded;
use super::forbid::{ForbidPattern, Pattern};
use super::hit::{HitRule, SourceOffset};
use super::host::{HostGlob, host_around};
use super::input::{Secret, SecretKind, ViewId};
use super::literals::{Literal, Literals};
use super::needle::{Needle, Strictness, runs};
use super::network::{Network, address_at};
use super::normal::composed;
use super::words::Span;
use aho_corasick::BuildError;
use rustc_hash::FxHashMap;

/// Letters a customer's name must have; shorter ones stand everywhere.
const CUSTOMER_LETTERS: usize = 3;

/// Characters a name must have to be sought in pictures, where three letters stand by chance.
const BINARY_CHARACTERS: usize = 6;

/// What was found, and where in the text that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) rule: HitRule,
    pub(super) source: Option<SourceOffset>,
    pub(super) pattern: Option<usize>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Where something is being looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// The customer's view that the output belongs to.
    pub(super) view: Option<ViewId>,
    pub(super) strictness: Strictness,
    pub(super) binary: bool,
}

impl Scope {
    /// Whether a name that one view may show, and is this long, is to be looked for here.
    pub(super) fn concerns(self, allowed_in: Option<ViewId>, name: &str) -> bool {
        let own = allowed_in.is_some() && allowed_in == self.view;
        !own && (!self.binary || name.chars().count() >= BINARY_CHARACTERS)
    }
}

impl Found {
    fn name(kind: SecretKind, at: SourceOffset) -> Self {
        Self { rule: rule_of(kind), source: Some(at), pattern: None, start: 0, end: 0 }
    }

    fn forbidden(pattern: usize, start: usize, end: usize) -> Self {
        Self { rule: HitRule::Forbidden, source: None, pattern: Some(pattern), start, end }
    }
}

/// Index of all names and patterns.
#[derive(Debug)]
pub(super) struct Secrets {
    names: Vec<Name>,
    hosts: Vec<(usize, HostGlob)>,
    networks: Vec<(usize, Network)>,
    anchors: FxHashMap<u64, Vec<Anchor>>,
    filter: Filter,
    /// Patterns for hosts that no run can announce.
    loose_hosts: Vec<(usize, HostGlob)>,
    /// Forbidden texts of several words, which may stand on two lines.
    phrases: Vec<(usize, Needle)>,
    literals: Literals,
}

#[derive(Debug)]
struct Name {
    kind: SecretKind,
    needle: Needle,
    at: SourceOffset,
    allowed_in: Option<ViewId>,
    text: String,
}

#[derive(Clone, Copy, Debug)]
enum Anchor {
    Name(usize),
    Host(usize),
    Phrase(usize),
}

impl Secrets {
    pub(super) fn new(names: &[Secret<'_>], forbid: &[ForbidPattern]) -> Result<Self, BuildError> {
        let mut secrets = Self {
            names: Vec::new(),
            hosts: Vec::new(),
            networks: Vec::new(),
            anchors: FxHashMap::default(),
            filter: Filter::of(std::iter::empty()),
            loose_hosts: Vec::new(),
            phrases: Vec::new(),
            literals: Literals::new(Vec::new())?,
        };
        let mut literals = Vec::new();
        for name in names {
            literals.extend(secrets.add_name(name));
        }
        for (index, pattern) in forbid.iter().enumerate() {
            match &pattern.0 {
                Pattern::Network(network) => secrets.networks.push((index, *network)),
                Pattern::Host(glob) => secrets.add_host(index, glob),
                Pattern::Literal(text) => {
                    secrets.add_phrase(index, text);
                    let found = Found::forbidden(index, 0, 0);
                    literals.push(Literal { text: text.clone(), found, allowed_in: None });
                }
            }
        }
        secrets.filter = Filter::of(secrets.anchors.keys().copied());
        secrets.literals = Literals::new(literals)?;
        Ok(secrets)
    }

    /// Notes a name; hands it back if it has to be sought without word boundaries.
    fn add_name(&mut self, name: &Secret<'_>) -> Option<Literal> {
        let exact_case = matches!(name.kind, SecretKind::Person | SecretKind::Customer);
        let text = composed(name.text).into_owned();
        let needle = Needle::new(&text, exact_case)?;
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        match name.kind {
            SecretKind::Person if needle.words() < 2 => return None,
            SecretKind::Customer if letters < CUSTOMER_LETTERS => return None,
            _ => {}
        }
        if text.chars().any(has_no_word_gaps) {
            let (found, allowed_in) = (Found::name(name.kind, name.at), name.allowed_in);
            return Some(Literal { text, found, allowed_in });
        }
        self.anchors.entry(needle.anchor()?).or_default().push(Anchor::Name(self.names.len()));
        let Secret { kind, at, allowed_in, .. } = *name;
        self.names.push(Name { kind, needle, at, allowed_in, text });
        None
    }

    fn add_phrase(&mut self, index: usize, text: &str) {
        let Some(needle) = Needle::new(text, false).filter(|needle| needle.words() > 1) else { return };
        if let Some(anchor) = needle.anchor() {
            self.anchors.entry(anchor).or_default().push(Anchor::Phrase(self.phrases.len()));
            self.phrases.push((index, needle));
        }
    }

    fn add_host(&mut self, index: usize, glob: &HostGlob) {
        let anchor = glob.anchor().and_then(|anchor| runs(anchor).first().map(|run| run.hash));
        match anchor {
            Some(anchor) => {
                self.anchors.entry(anchor).or_default().push(Anchor::Host(self.hosts.len()));
                self.hosts.push((index, glob.clone()));
            }
            None => self.loose_hosts.push((index, glob.clone())),
        }
    }

    /// Judges one run of `text`, and hands over everything that it begins or belongs to.
    #[inline]
    pub(super) fn at_run(&self, text: &str, run: Span, scope: Scope, found: &mut Vec<Found>) {
        if self.filter.may_hold(run.hash) {
            self.at_anchor(text, run, scope, found);
        }
        if !self.networks.is_empty() {
            self.match_address(text, run, found);
        }
        if !self.loose_hosts.is_empty() {
            match_hosts(self.loose_hosts.iter(), text, run, found);
        }
    }

    /// Finds what is sought without word boundaries.
    pub(super) fn in_text(&self, text: &str, scope: Scope, found: &mut Vec<Found>) {
        self.literals.find(text, scope, found);
    }

    #[cold]
    fn at_anchor(&self, text: &str, run: Span, scope: Scope, found: &mut Vec<Found>) {
        for anchor in self.anchors.get(&run.hash).into_iter().flatten() {
            match *anchor {
                Anchor::Host(index) => match_hosts(self.hosts.get(index).into_iter(), text, run, found),
                Anchor::Phrase(index) => {
                    found.extend(self.phrases.get(index).and_then(|(pattern, needle)| {
                        let end = needle.end_at(text, run.start, scope.strictness)?;
                        Some(Found::forbidden(*pattern, run.start, end))
                    }));
                }
                Anchor::Name(index) => found.extend(self.names.get(index).and_then(|name| {
                    let end = name.end_at(text, run, scope)?;
                    Some(Found { start: run.start, end, ..Found::name(name.kind, name.at) })
                })),
            }
        }
    }

    fn match_address(&self, text: &str, run: Span, found: &mut Vec<Found>) {
        let Some((address, end)) = address_at(text, run.start, run.end) else { return };
        for (index, _) in self.networks.iter().filter(|(_, network)| network.contains(address)) {
            found.push(Found::forbidden(*index, run.start, end));
        }
    }
}

fn match_hosts<'h>(
    globs: impl Iterator<Item = &'h (usize, HostGlob)>,
    text: &str,
    run: Span,
    found: &mut Vec<Found>,
) {
    let Some((host, start, end)) = host_around(text, run.start) else { return };
    for (index, _) in globs.filter(|(_, glob)| glob.matches(&host)) {
        found.push(Found::forbidden(*index, start, end));
    }
}

impl Name {
    /// Where the name ends, if it stands at `run` and what is around it does not make it another name.
    fn end_at(&self, text: &str, run: Span, scope: Scope) -> Option<usize> {
        let end = self.needle.end_at(text, run.start, scope.strictness)?;
        if !scope.concerns(self.allowed_in, &self.text) {
            return None;
        }
        let before = text.get(..run.start)?;
        let stands = match self.kind {
            SecretKind::Email => !before.ends_with(['.', '-', '_', '+']),
            SecretKind::Handle => {
                let behind: Vec<char> = folded(text.get(end..)?).take(2).map(|(_, c)| c).collect();
                let longer = matches!(behind[..], ['-' | '_', c] if c.is_alphanumeric());
                let account = before
                    .strip_suffix(['@', '\u{ff20}'])
                    .is_some_and(|b| !b.ends_with(char::is_alphanumeric));
                account && !longer
            }
            SecretKind::Person | SecretKind::Customer | SecretKind::Alias => true,
        };
        stands.then_some(end)
    }
}

fn rule_of(kind: SecretKind) -> HitRule {
    match kind {
        SecretKind::Person | SecretKind::Email | SecretKind::Handle => HitRule::Person,
        SecretKind::Customer => HitRule::Customer,
        SecretKind::Alias => HitRule::Alias,
    }
}

/// Letters of scripts that put no gaps between words (Thai to Khmer, kana, Han): there a name has no boundaries.
fn has_no_word_gaps(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
