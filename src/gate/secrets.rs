//! The index of names and patterns. Each is found by a run of letters and digits that every match contains.

use super::filter::Filter;
use super::fold::folded;
use super::forbid::Pattern;
use super::hit::SourceOffset;
use super::host::{HostGlob, host_around};
use super::input::{Input, Secret, SecretKind, ViewId};
use super::literals::{Literal, Literals};
use super::needle::{Needle, Strictness, runs};
use super::network::{Network, address_at, may_be_address};
use super::normal::composed;
use super::occurrence::{Occurrence, Scope};
use super::words::Token;
use aho_corasick::BuildError;
use rustc_hash::FxHashMap;

/// Letters and digits that a customer's name must have, among them a letter. Single ones occur everywhere.
const CUSTOMER_CHARACTERS: usize = 2;

/// Letters and digits that a customer's id must have.
const ID_CHARACTERS: usize = 3;

/// The index of all names and patterns.
#[derive(Debug)]
pub(super) struct Secrets {
    names: Vec<Name>,
    hosts: Vec<(usize, HostGlob)>,
    networks: Vec<(usize, Network)>,
    anchors: FxHashMap<u64, Vec<Anchor>>,
    filter: Filter,
    /// Host patterns without a run that every match contains. They are compared with every host.
    loose_hosts: Vec<(usize, HostGlob)>,
    /// Forbidden texts of several words, which may be split over two lines.
    phrases: Vec<(usize, Needle)>,
    literals: Literals,
    public_ids: Vec<Needle>,
    /// The names and aliases of each view's own customer, any of which may contain the name of another one.
    own_names: FxHashMap<ViewId, Vec<Needle>>,
}

#[derive(Debug)]
struct Name {
    kind: SecretKind,
    needle: Needle,
    at: SourceOffset,
    allowed_in: Option<ViewId>,
    common: bool,
    text: String,
}

#[derive(Clone, Copy, Debug)]
enum Anchor {
    Name(usize),
    Host(usize),
    Phrase(usize),
}

impl Secrets {
    pub(super) fn new(Input { names, forbid, public_ids, .. }: &Input<'_>) -> Result<Self, BuildError> {
        let mut secrets = Self {
            names: Vec::new(),
            hosts: Vec::new(),
            networks: Vec::new(),
            anchors: FxHashMap::default(),
            filter: Filter::of(std::iter::empty()),
            loose_hosts: Vec::new(),
            phrases: Vec::new(),
            literals: Literals::new(Vec::new())?,
            public_ids: public_ids.iter().filter_map(|id| Needle::new(id, false)).collect(),
            own_names: FxHashMap::default(),
        };
        let mut literals = Vec::new();
        for name in names {
            literals.extend(secrets.add_name(name));
            if let (SecretKind::Customer, Some(view)) = (name.kind, name.allowed_in) {
                secrets.own_names.entry(view).or_default().extend(Needle::of_name(name.text, true));
            }
        }
        for (index, pattern) in forbid.iter().enumerate() {
            match &pattern.0 {
                Pattern::Network(network) => secrets.networks.push((index, *network)),
                Pattern::Host(glob) => secrets.add_host(index, glob),
                Pattern::Literal(text) => {
                    secrets.add_phrase(index, text);
                    let occurrence = Occurrence::of_pattern(index, 0, 0);
                    literals.push(Literal { text: text.clone(), occurrence, allowed_in: None });
                }
            }
        }
        secrets.filter = Filter::of(secrets.anchors.keys().copied());
        secrets.literals = Literals::new(literals)?;
        Ok(secrets)
    }

    /// Adds a name, or returns it as a literal if it has to be found without word boundaries.
    fn add_name(&mut self, name: &Secret<'_>) -> Option<Literal> {
        let exact_case = matches!(name.kind, SecretKind::Person | SecretKind::Customer);
        let text = composed(name.text).into_owned();
        let needle = match name.kind {
            SecretKind::Person | SecretKind::Customer | SecretKind::Alias => {
                Needle::of_name(&text, exact_case)?
            }
            SecretKind::Address => Needle::of_address(&text)?,
            SecretKind::Email | SecretKind::Handle | SecretKind::CustomerId | SecretKind::ViewAddress => {
                Needle::new(&text, exact_case)?
            }
        };
        let characters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let has_letter = text.contains(char::is_alphabetic);
        match name.kind {
            SecretKind::Person if needle.words() < 2 => return None,
            SecretKind::Customer if characters < CUSTOMER_CHARACTERS || !has_letter => return None,
            SecretKind::CustomerId if characters < ID_CHARACTERS => return None,
            _ => {}
        }
        if text.chars().any(has_no_word_gaps) {
            let occurrence = Occurrence { common: name.common, ..Occurrence::of_name(name.kind, name.at) };
            return Some(Literal { text, occurrence, allowed_in: name.allowed_in });
        }
        self.anchors.entry(needle.anchor()?).or_default().push(Anchor::Name(self.names.len()));
        let Secret { kind, at, allowed_in, common, .. } = *name;
        self.names.push(Name { kind, needle, at, allowed_in, common, text });
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

    /// Appends to `found` every name and pattern that begins at a run of `text` or that the run is part of.
    #[inline]
    pub(super) fn at_run(&self, text: &str, run: Token, scope: Scope, found: &mut Vec<Occurrence>) {
        if self.filter.may_hold(run.hash) {
            self.at_anchor(text, run, scope, found);
        }
        if !self.networks.is_empty() && may_be_address(text, run.start, run.end) {
            self.match_address(text, run, found);
        }
        if !self.loose_hosts.is_empty() {
            match_hosts(self.loose_hosts.iter(), text, run, found);
        }
    }

    /// Appends to `found` every name and pattern that has no word boundaries.
    pub(super) fn in_text(&self, text: &str, scope: Scope, found: &mut Vec<Occurrence>) {
        self.literals.find(text, scope, found);
    }

    #[cold]
    fn at_anchor(&self, text: &str, run: Token, scope: Scope, found: &mut Vec<Occurrence>) {
        for anchor in self.anchors.get(&run.hash).into_iter().flatten() {
            match *anchor {
                Anchor::Host(index) => match_hosts(self.hosts.get(index).into_iter(), text, run, found),
                Anchor::Phrase(index) => {
                    found.extend(self.phrases.get(index).and_then(|(pattern, needle)| {
                        let end = needle.end_at(text, run.start, scope.strictness)?;
                        Some(Occurrence::of_pattern(*pattern, run.start, end))
                    }));
                }
                Anchor::Name(index) => found.extend(self.names.get(index).and_then(|name| {
                    let end = name.end_at(text, run, scope)?;
                    if name.kind == SecretKind::CustomerId && self.is_public_id(text, run.start, end) {
                        return None;
                    }
                    let common = name.common;
                    Some(Occurrence {
                        start: run.start,
                        end,
                        common,
                        ..Occurrence::of_name(name.kind, name.at)
                    })
                })),
            }
        }
    }

    /// Whether an occurrence is part of a longer name of the customer whose view this is: `Acme` in the view of `Acme
    /// Cloud`.
    pub(super) fn is_own(&self, text: &str, found: &Occurrence, view: Option<ViewId>) -> bool {
        let Some(own) = view.and_then(|view| self.own_names.get(&view)) else { return false };
        let from = text.floor_char_boundary(found.start.saturating_sub(TOKEN_REACH));
        let before = text.get(from..found.end).unwrap_or_default();
        let starts: Vec<usize> =
            runs(before).iter().map(|run| from + run.start).filter(|at| *at <= found.start).collect();
        own.iter().any(|name| {
            let ends = |at: &usize| name.end_at(text, *at, Strictness::Text);
            starts.iter().filter_map(ends).any(|covered| covered >= found.end)
        })
    }

    /// Whether an id is part of an id or address of the public site.
    fn is_public_id(&self, text: &str, start: usize, end: usize) -> bool {
        let from = text.floor_char_boundary(start.saturating_sub(TOKEN_REACH));
        let before = text.get(from..end).unwrap_or_default();
        let starts: Vec<usize> =
            runs(before).iter().map(|run| from + run.start).filter(|at| *at <= start).collect();
        self.public_ids.iter().any(|id| {
            let ends = |at: &usize| id.end_at(text, *at, Strictness::Text);
            starts.iter().filter_map(ends).any(|covered| covered >= end)
        })
    }

    #[cold]
    fn match_address(&self, text: &str, run: Token, found: &mut Vec<Occurrence>) {
        let Some((address, end)) = address_at(text, run.start, run.end) else { return };
        for (index, _) in self.networks.iter().filter(|(_, network)| network.contains(address)) {
            found.push(Occurrence::of_pattern(*index, run.start, end));
        }
    }
}

fn match_hosts<'h>(
    globs: impl Iterator<Item = &'h (usize, HostGlob)>,
    text: &str,
    run: Token,
    found: &mut Vec<Occurrence>,
) {
    let Some((host, start, end)) = host_around(text, run.start) else { return };
    for (index, _) in globs.filter(|(_, glob)| glob.matches(&host)) {
        found.push(Occurrence::of_pattern(*index, start, end));
    }
}

impl Name {
    /// Returns where the name ends if it begins at `run` and is not part of a longer name there.
    fn end_at(&self, text: &str, run: Token, scope: Scope) -> Option<usize> {
        let end = self.needle.end_at(text, run.start, scope.strictness)?;
        if !scope.includes(self.allowed_in, &self.text) {
            return None;
        }
        let before = text.get(..run.start)?;
        let is_whole = match self.kind {
            SecretKind::Email => !before.ends_with(['.', '-', '_', '+']),
            SecretKind::Handle => {
                let behind: Vec<char> = folded(text.get(end..)?).take(2).map(|(_, c)| c).collect();
                let longer = matches!(behind[..], ['-' | '_', c] if c.is_alphanumeric());
                let account = before
                    .strip_suffix(['@', '\u{ff20}'])
                    .is_some_and(|b| !b.ends_with(char::is_alphanumeric));
                account && !longer
            }
            SecretKind::Address => is_whole_address(before, text.get(end..)?),
            SecretKind::CustomerId => {
                scope.strictness == Strictness::Path || is_identifier(before, text.get(end..)?, scope.json)
            }
            SecretKind::Person | SecretKind::Customer | SecretKind::Alias | SecretKind::ViewAddress => true,
        };
        is_whole.then_some(end)
    }
}

/// Whether an address between these two texts is not a part of a longer one. A query and an anchor do not matter.
fn is_whole_address(before: &str, after: &str) -> bool {
    let after = after.strip_prefix('/').unwrap_or(after);
    let mut next = after.chars();
    let continues =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '~' | '%'));
    let longer = match next.next() {
        Some('.' | '/') => continues(next.next()),
        first => continues(first),
    };
    !longer && !before.ends_with(['-', '_', '.', '@'])
}

/// How many bytes around an id are looked at to find out whether it is part of an address, an attribute or a key.
const TOKEN_REACH: usize = 512;

/// Attributes whose values are lists of names or addresses.
const LISTS_OF_NAMES: [&str; 9] = [
    "class",
    "rel",
    "for",
    "headers",
    "srcset",
    "ping",
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
];

/// Whether an id between these two texts is part of an address, the value of an attribute, a JSON key or a whole JSON
/// value, and not a word of a sentence.
fn is_identifier(before: &str, after: &str, json: bool) -> bool {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '(' | ')' | ',' | ';' | '`');
    let near =
        before.get(before.ceil_char_boundary(before.len().saturating_sub(TOKEN_REACH))..).unwrap_or_default();
    let head = near.rfind(ends).map_or(near, |at| near.get(at..).unwrap_or_default());
    let inner = head.trim_start_matches(ends);
    let after = after.get(..after.floor_char_boundary(TOKEN_REACH)).unwrap_or_default();
    let tail = after.find(ends).map_or("", |at| after.get(at..).unwrap_or_default());
    // `://` begins an address, and so does any other scheme: `urn:`, `tag:`, `mailto:`. `customer:` is an audience.
    if inner.starts_with(['/', '#', '?', '.']) || inner.contains(':') || inner.contains("/#") {
        return true;
    }
    if is_in_token_list(near) {
        return true;
    }
    let closing = tail.trim_start_matches('\\').strip_prefix(['"', '\'']);
    let opened = head.starts_with(['"', '\'']);
    let lead = near.get(..near.len() - head.len()).unwrap_or_default();
    let attribute = opened && lead.ends_with('=') || inner.contains('=') && !opened;
    let value = json && opened && closing.is_some() && lead.trim_end().ends_with([':', '[', ',']);
    let css_address = head.starts_with('(') && lead.ends_with("url");
    // The rest of `tag:host,2026:id` (RFC 4151) after the comma has been read above.
    let tag_address =
        head.starts_with(',') && lead.rsplit(&ENDS[..]).next().is_some_and(|token| token.contains("tag:"));
    opened && closing.is_some_and(|rest| rest.trim_start().starts_with(':'))
        || attribute && (closing.is_some() || !opened)
        || value
        || css_address
        || tag_address
        || is_in_list_of_names(near)
}

/// The characters around a word, an address or a value.
const ENDS: [char; 6] = [' ', '\n', '"', '\'', '<', '>'];

/// Whether the end of a text is in the value of an attribute that lists names.
fn is_in_list_of_names(near: &str) -> bool {
    let Some(quote) = near.rfind(['"', '\'']) else { return false };
    let Some(tag) = near.get(..quote).and_then(|tag| tag.strip_suffix('=')) else { return false };
    let name = tag.rsplit(char::is_whitespace).next().unwrap_or_default();
    // Some readings have only what is between `<` and `>`.
    LISTS_OF_NAMES.contains(&name) && tag.rfind('<') >= tag.rfind('>')
}

/// The attributes with a list of names between blanks. Others, such as `alt`, contain sentences.
const TOKEN_LISTS: [&str; 8] =
    ["class", "id", "for", "headers", "aria-controls", "aria-describedby", "aria-labelledby", "aria-owns"];

/// Whether the end of a text is inside the value of an attribute that is a list of names.
fn is_in_token_list(text: &str) -> bool {
    let Some((lead, value)) = text.rfind(['"', '\'', '<', '>']).and_then(|at| text.split_at_checked(at))
    else {
        return false;
    };
    let name = lead.trim_end_matches('\\').strip_suffix('=').filter(|_| value.starts_with(['"', '\'']));
    name.is_some_and(|name| {
        let name = name.rsplit(|c: char| !c.is_ascii_alphabetic() && c != '-').next().unwrap_or_default();
        TOKEN_LISTS.iter().any(|list| list.eq_ignore_ascii_case(name))
    })
}

/// Whether a letter belongs to a script without spaces between words (Thai to Khmer, kana, Han), in which a name has no
/// word boundaries.
fn has_no_word_gaps(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
