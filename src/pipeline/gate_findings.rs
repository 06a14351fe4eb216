//! The hits of the gate as findings.
//!
//! A finding points to the internal file or the name that would have been published, and names the output. It never
//! repeats the text, because a report may end up in a public log.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::BuildError;

use super::gate_input::names;
use super::{BuildInputs, Reason, Refusal};
use crate::diagnostics::{Finding, Findings, Rule, rules};
use crate::gate::{Gate, Hit, HitRule, SourceOffset};
use crate::source::Snapshot;
use crate::span::Span;

/// Returns why the outputs may not be written, or `None` if the gate has no hits.
pub(super) fn refusal(gate: Gate<'_>, hits: &[Hit], inputs: &BuildInputs<'_>) -> Option<Refusal> {
    if hits.is_empty() {
        return None;
    }
    let refused: BTreeSet<&str> = hits.iter().map(|hit| hit.output_path.as_str()).collect();
    // A path can itself contain what must not be published.
    let printable = refused.into_iter().filter(|path| !discloses(gate, path));
    let reason = Reason::Gate { outputs: printable.map(str::to_owned).collect() };
    Some(Refusal { findings: findings(hits, inputs), reason })
}

/// The refusal if the gate cannot be built, because its patterns cannot be combined.
pub(super) fn gate_unavailable(error: &BuildError) -> Refusal {
    let message = format!("the patterns of `[gate] forbid` cannot be searched for: {error}");
    let finding = Finding::general(&rules::INVALID_VALUE, message);
    Refusal::content(Findings::from_iter([finding]))
}

fn discloses(gate: Gate<'_>, path: &str) -> bool {
    gate.inspect(path, b"").iter().any(|hit| hit.rule != HitRule::FileType)
}

/// Returns one finding for each thing that would be published, however many outputs contain it.
fn findings(hits: &[Hit], inputs: &BuildInputs<'_>) -> Findings {
    let mut found: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for hit in hits {
        // Hits without a source or a pattern are grouped by output.
        let output = (hit.source, hit.pattern).eq(&(None, None)).then_some(&hit.output_path);
        found.entry((hit.rule, hit.source, hit.pattern, output)).or_default().push(&hit.output_path);
    }
    let locations = Locations::new(inputs);
    // A withheld file has no place in the snapshot, so the message names the file and nothing else.
    let withheld = |source: Option<SourceOffset>| {
        let file = inputs.withheld.get(source?.source.checked_sub(inputs.snapshot.end_of_indexes())?)?;
        Some(format!("words of the internal file `{}`, as it is now, would be published", file.path))
    };
    found
        .into_iter()
        .map(|((rule, source, pattern, _), outputs)| {
            let message = message(rule, &outputs);
            match locations.find(source, pattern) {
                Some(span) => Finding::at(finding_rule(rule), span, message).confidential(),
                None => Finding::general(finding_rule(rule), withheld(source).unwrap_or(message)),
            }
        })
        .collect()
}

/// Translates what the gate reports to places in source files.
struct Locations<'a> {
    snapshot: &'a Snapshot,
    names: BTreeMap<(usize, usize), Span>,
    patterns: Vec<Span>,
}

impl<'a> Locations<'a> {
    fn new(inputs: &BuildInputs<'a>) -> Self {
        let names = names(&inputs.content.internal)
            .into_iter()
            .map(|name| ((name.text.span.file.index(), name.text.span.start as usize), name.text.span));
        let site = inputs.content.public.site.as_ref();
        let patterns = site.iter().flat_map(|site| &site.forbid).map(|pattern| pattern.span);
        Self { snapshot: inputs.snapshot, names: names.collect(), patterns: patterns.collect() }
    }

    fn find(&self, source: Option<SourceOffset>, pattern: Option<usize>) -> Option<Span> {
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
