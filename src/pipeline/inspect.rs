//! What the gate found, as findings.
//!
//! A finding points at the internal file or the name that would have got out, and names the output. It never
//! repeats the text, since a report may end up in a public log.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::BuildError;

use super::watchlist::names;
use super::{Examined, Reason};
use crate::diagnostics::{Finding, Findings, Rule, rules};
use crate::gate::{Gate, Hit, HitRule};
use crate::source::{Snapshot, SourceFile};
use crate::span::Span;

/// Why outputs may not be written; nothing if the gate found nothing.
pub(super) fn refusal(
    gate: &Gate<'_>,
    hits: &[Hit],
    (snapshot, beside): (&Snapshot, &[&SourceFile]),
    examined: &Examined,
) -> Result<(), (Findings, Reason)> {
    if hits.is_empty() {
        return Ok(());
    }
    let refused: BTreeSet<&str> = hits.iter().map(|hit| hit.output_path.as_str()).collect();
    // A path can itself be what must not be told.
    let tellable = refused.into_iter().filter(|path| !gives_away(gate, path));
    let reason = Reason::Gate { outputs: tellable.map(str::to_owned).collect() };
    Err((findings(hits, snapshot, beside, examined), reason))
}

/// Why a gate could not be built: its patterns could not be put together.
pub(super) fn without_gate(error: &BuildError) -> (Findings, Reason) {
    let message = format!("the patterns of `[gate] forbid` cannot be searched for: {error}");
    let finding = Finding::general(&rules::INVALID_VALUE, message);
    (Findings::from_iter([finding]), Reason::Content)
}

fn gives_away(gate: &Gate<'_>, path: &str) -> bool {
    gate.inspect(path, b"").iter().any(|hit| hit.rule != HitRule::FileType)
}

/// One finding for each thing that would get out, however many outputs it stands in.
fn findings(hits: &[Hit], snapshot: &Snapshot, beside: &[&SourceFile], examined: &Examined) -> Findings {
    let mut found: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for hit in hits {
        // Without a source or a pattern, the output itself is the place.
        let output = (hit.source, hit.pattern).eq(&(None, None)).then_some(&hit.output_path);
        found.entry((hit.rule, hit.source, hit.pattern, output)).or_default().push(&hit.output_path);
    }
    let places = Places::new(snapshot, examined);
    // No place of the snapshot can be pointed at, so the message says where, and nothing else.
    let of_beside = |source: Option<crate::gate::SourceOffset>| {
        let file = beside.get(source?.source.checked_sub(snapshot.end_of_indexes())?)?;
        Some(format!("words of the internal file `{}`, as it is now, would be published", file.path))
    };
    found
        .into_iter()
        .map(|((rule, source, pattern, _), outputs)| {
            let message = message(rule, &outputs);
            match places.of(source, pattern) {
                Some(span) => Finding::at(finding_rule(rule), span, message).confidential(),
                None => Finding::general(finding_rule(rule), of_beside(source).unwrap_or(message)),
            }
        })
        .collect()
}

/// Where in the sources the gate's hits stand.
struct Places<'a> {
    snapshot: &'a Snapshot,
    names: BTreeMap<(usize, usize), Span>,
    patterns: Vec<Span>,
}

impl<'a> Places<'a> {
    fn new(snapshot: &'a Snapshot, examined: &Examined) -> Self {
        let names = names(&examined.content.internal)
            .into_iter()
            .map(|(_, name)| ((name.span.file.index(), name.span.start as usize), name.span));
        let site = examined.content.public.site.as_ref();
        let patterns = site.iter().flat_map(|site| &site.forbid).map(|pattern| pattern.span);
        Self { snapshot, names: names.collect(), patterns: patterns.collect() }
    }

    fn of(&self, source: Option<crate::gate::SourceOffset>, pattern: Option<usize>) -> Option<Span> {
        let Some(source) = source else { return self.patterns.get(pattern?).copied() };
        let name = self.names.get(&(source.source, source.offset)).copied();
        name.or_else(|| {
            let file = self.snapshot.file_of_index(source.source)?;
            let rest = file.text.get(source.offset..)?;
            let end = source.offset + rest.find('\n').unwrap_or(rest.len());
            Some(Span::new(file.id, source.offset..end))
        })
    }
}

fn finding_rule(rule: HitRule) -> &'static Rule {
    match rule {
        HitRule::InternalText => &rules::GATE_INTERNAL_TEXT,
        HitRule::Person => &rules::GATE_PERSON,
        HitRule::Customer => &rules::GATE_CUSTOMER,
        HitRule::Alias => &rules::GATE_ALIAS,
        HitRule::Forbidden => &rules::GATE_FORBIDDEN,
        HitRule::Comment => &rules::GATE_COMMENT,
        HitRule::FileType => &rules::GATE_FILE_TYPE,
    }
}

fn message(rule: HitRule, outputs: &[&str]) -> String {
    let first = outputs.first().copied().unwrap_or_default();
    let also = match outputs.len().saturating_sub(1) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let what = match rule {
        HitRule::InternalText => "words of this internal file",
        HitRule::Person => "this name, address or handle of a person",
        HitRule::Customer => "this name of a customer",
        HitRule::Alias => "this internal name",
        HitRule::Forbidden => "what this pattern forbids",
        HitRule::Comment => "a comment",
        HitRule::FileType => "a file of an unknown type",
    };
    format!("{what} would be published in `{first}`{also}")
}
