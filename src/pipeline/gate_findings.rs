//! The hits of the gate as findings.
//!
//! A finding points to the public file and line that contains the words, names the output, and says what to do. Its
//! message never repeats the words, because a report may end up in a public log; only a terminal shows the line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use aho_corasick::BuildError;

use super::gate_input::names;
use super::refusal::Refusal;
use super::{BuildInputs, Reason};
use crate::diagnostics::{Finding, Findings, Rule, Severity, rules};
use crate::gate::{Gate, Hit, HitRule, SourceOffset};
use crate::source::{Side, Snapshot, SourceFile};
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
    Some(Refusal { findings: findings(gate, hits, inputs), reason })
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

/// Returns one finding for each thing that is or would be published, however many outputs contain it.
pub(super) fn findings(gate: Gate<'_>, hits: &[Hit], inputs: &BuildInputs<'_>) -> Findings {
    if hits.is_empty() {
        return Findings::default();
    }
    let mut found: BTreeMap<_, Vec<&Hit>> = BTreeMap::new();
    for hit in hits {
        // Hits without a source or a pattern are grouped by output.
        let output = (hit.source, hit.pattern).eq(&(None, None)).then_some(&hit.output_path);
        found.entry((hit.rule, hit.source, hit.pattern, output)).or_default().push(hit);
    }
    let locations = Locations::new(inputs);
    let mut findings = Findings::default();
    for hits in found.into_values() {
        let Some(first) = hits.first() else { continue };
        findings.push(finding(gate, first, &hits, &locations, inputs));
    }
    findings
}

fn finding(
    gate: Gate<'_>,
    hit: &Hit,
    hits: &[&Hit],
    locations: &Locations<'_>,
    inputs: &BuildInputs<'_>,
) -> Finding {
    let outputs: Vec<&str> =
        hits.iter().map(|hit| hit.output_path.as_str()).filter(|path| !discloses(gate, path)).collect();
    let public = locations.public(gate, hit);
    let mut message = message(hit, &outputs);
    if public.is_none()
        && let Some((what, folder)) = locations.in_path(gate, hit)
    {
        message = format!("{message}; it is in the name of a {what} in `{folder}`");
    }
    let declared = locations.declared(hit.source, hit.pattern);
    let mut finding = match (public, declared) {
        (Some(public), Some(declared)) if hit.rule != HitRule::WithheldText => {
            Finding::at(finding_rule(hit.rule), public, message).related(declared, "declared here")
        }
        (Some(span), _) | (None, Some(span)) => Finding::at(finding_rule(hit.rule), span, message),
        (None, None) => match withheld_file(hit.source, inputs) {
            // A withheld file has no place in the snapshot, so the message names the file and nothing else.
            Some(file) => Finding::general(
                finding_rule(hit.rule),
                format!("words of the internal file `{}`, as it is now, would be published", file.path),
            ),
            None => Finding::general(finding_rule(hit.rule), message),
        },
    };
    if hit.common {
        finding.severity = Severity::Warning;
    }
    let finding = finding.hint(hint(hit.rule));
    if finding.span.is_some() { finding.confidential().quoting_nothing() } else { finding }
}

fn withheld_file<'a>(source: Option<SourceOffset>, inputs: &BuildInputs<'a>) -> Option<&'a SourceFile> {
    inputs.withheld.get(source?.source.checked_sub(inputs.snapshot.end_of_indexes())?).copied()
}

/// Translates what the gate reports to places in source files.
struct Locations<'a> {
    snapshot: &'a Snapshot,
    names: BTreeMap<(usize, usize), Span>,
    patterns: Vec<Span>,
}

impl<'a> Locations<'a> {
    fn new(inputs: &BuildInputs<'a>) -> Self {
        let names = names(inputs.content)
            .into_iter()
            .map(|name| ((name.span.file.index(), name.span.start as usize), name.span));
        let site = inputs.content.public.site.as_ref();
        let patterns = site.iter().flat_map(|site| &site.forbid).map(|pattern| pattern.span);
        Self { snapshot: inputs.snapshot, names: names.collect(), patterns: patterns.collect() }
    }

    /// Returns the line of a public file that contains what a hit is about, or the file if its name does. `None` if it
    /// cannot be named without disclosing it, or if it comes from elsewhere, such as a template.
    fn public(&self, gate: Gate<'_>, hit: &Hit) -> Option<Span> {
        let contains =
            |path: &str, text: &[u8]| gate.inspect(path, text).iter().any(|found| is_same(found, hit));
        let is_public = |file: &&SourceFile| file.side == Side::Public && !discloses_path(gate, &file.path);
        let files = || self.snapshot.files().filter(is_public);
        let exact = |file: &SourceFile| {
            let range = gate.ranges(&file.text, hit).into_iter().next()?;
            Some(Span::new(file.id, range.start..end_of_line(&file.text, range.start).min(range.end)))
        };
        let by_line = |file: &SourceFile| {
            if !contains(TEXT, file.text.as_bytes()) {
                return None;
            }
            let mut start = 0;
            for line in file.text.split_inclusive('\n') {
                if contains(TEXT, line.as_bytes()) {
                    return Some(Span::new(file.id, start..start + line.trim_end().len()));
                }
                start += line.len();
            }
            Some(Span::top(file.id))
        };
        files().find_map(exact).or_else(|| files().find_map(by_line))
    }

    /// Returns whether a public file or a folder has a name that contains what a hit is about, and where it is. The name itself
    /// would disclose it.
    fn in_path(&self, gate: Gate<'_>, hit: &Hit) -> Option<(&'static str, &'a str)> {
        let public = self.snapshot.files().filter(|file| file.side == Side::Public);
        let places = public.filter_map(|file| {
            let ends = file.path.match_indices('/').map(|(at, _)| at).chain([file.path.len()]);
            ends.filter_map(|end| file.path.get(..end)?.rsplit_once('/').map(|parts| (end, parts)))
                .find(|(_, (_, name))| gate.inspect(name, b"").iter().any(|found| is_same(found, hit)))
                .map(|(end, (folder, _))| (if end == file.path.len() { "file" } else { "folder" }, folder))
        });
        places.into_iter().find(|(_, folder)| !discloses_path(gate, folder))
    }

    /// Returns where the internal text, the name or the pattern is written.
    fn declared(&self, source: Option<SourceOffset>, pattern: Option<usize>) -> Option<Span> {
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

/// The path under which the text of a source file is inspected.
const TEXT: &str = "text.txt";

fn is_same(one: &Hit, other: &Hit) -> bool {
    let key = |hit: &Hit| (hit.rule, hit.source, hit.pattern);
    key(one) == key(other)
}

fn end_of_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find('\n').unwrap_or(rest.len())
}

/// Whether the path of a source file contains something that logs must not show. Logs name the paths of internal files,
/// and folders are often named after a host, so an internal name of a component or an address hides no place.
fn discloses_path(gate: Gate<'_>, path: &str) -> bool {
    let path = Path::new(path).with_extension("txt");
    let hits = gate.inspect(&path.to_string_lossy(), b"");
    hits.iter().any(|hit| !matches!(hit.rule, HitRule::FileType | HitRule::Alias | HitRule::Address))
}

fn finding_rule(rule: HitRule) -> &'static Rule {
    match rule {
        HitRule::InternalText => &rules::GATE_INTERNAL_TEXT,
        HitRule::WithheldText => &rules::GATE_WITHHELD_TEXT,
        HitRule::Person => &rules::GATE_PERSON,
        HitRule::Customer => &rules::GATE_CUSTOMER,
        HitRule::Alias => &rules::GATE_ALIAS,
        HitRule::Address => &rules::GATE_ADDRESS,
        HitRule::Forbidden => &rules::GATE_FORBIDDEN,
        HitRule::Comment => &rules::GATE_COMMENT,
        HitRule::FileType => &rules::GATE_FILE_TYPE,
    }
}

fn message(hit: &Hit, outputs: &[&str]) -> String {
    let what = match hit.rule {
        HitRule::InternalText => "words of an internal file",
        HitRule::WithheldText => "words of a text that is not released",
        HitRule::Person => "a person's name, address or handle",
        HitRule::Customer => "a customer's name",
        HitRule::Alias => "an internal name",
        HitRule::Address => "the address of a runbook, a ticket or evidence",
        HitRule::Forbidden => "something that `site.toml` forbids",
        HitRule::Comment => "a comment",
        HitRule::FileType => "a file of an unknown type",
    };
    let verb = if hit.common { "is published" } else { "would be published" };
    match outputs {
        [] => format!("{what} {verb}"),
        [only] => format!("{what} {verb} in `{only}`"),
        [first, more @ ..] => format!("{what} {verb} in `{first}` and {} more", more.len()),
    }
}

/// Returns what to do about a hit.
const fn hint(rule: HitRule) -> &'static str {
    match rule {
        HitRule::InternalText => {
            "without the internal files, allclear would publish something else: this is a fault in allclear, please report it"
        }
        HitRule::WithheldText => "write the released text in other words, or release the other text",
        HitRule::Person => {
            "write the role or the team instead; for people who speak in public, write `public = true` in `people.toml`"
        }
        HitRule::Customer => {
            "write it without the customer; if it means something else, allow it with `[[gate.allow]]` in `site.toml`"
        }
        HitRule::Alias => "write what customers call it instead",
        HitRule::Address => "remove the link, or link to a page that is written for customers",
        HitRule::Forbidden => "remove it, or change `[gate] forbid` in `site.toml`",
        HitRule::Comment => "in a theme's template, write `{# … #}` instead",
        HitRule::FileType => "remove the file from the theme",
    }
}
