//! The findings of a run.

use std::collections::BTreeMap;

use super::{Finding, Severity, SourceLookup, rules};
use crate::span::{FileId, Span};

/// The most findings about one file that are kept.
const MAX_PER_FILE: usize = 50;

/// A list of findings. [`sort`](Self::sort) puts it into the order in which it is shown.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.list.push(finding);
    }

    /// Adds all findings of another collection.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Finding>) {
        self.list.extend(other);
    }

    /// Iterates over the findings.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }

    /// Iterates over the findings and allows changing them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Finding> {
        self.list.iter_mut()
    }

    /// Removes the findings that do not meet a condition.
    pub fn retain(&mut self, keeps: impl FnMut(&Finding) -> bool) {
        self.list.retain(keeps);
    }

    /// Whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns the number of findings with this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether there are no findings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Sorts by path, position and rule and removes exact duplicates, so that the order of discovery does not matter.
    pub fn sort(&mut self, sources: &dyn SourceLookup) {
        let key = |finding: &Finding| {
            let path =
                finding.span.and_then(|span| sources.source(span.file)).map(|file| file.path.to_owned());
            let start = finding.span.map(|span| (span.start, span.end));
            (path, start, finding.rule.name, finding.message.clone())
        };
        self.list.sort_by_cached_key(key);
        self.list.dedup_by(|a, b| a.rule.name == b.rule.name && a.span == b.span && a.message == b.message);
        self.limit();
    }

    /// Drops all but the first findings of each file, warnings before errors, and reports that there are more. Showing a
    /// finding costs time in proportion to the length of its line, and nobody reads hundreds of them.
    fn limit(&mut self) {
        let mut of_file: BTreeMap<FileId, [usize; 2]> = BTreeMap::new();
        for span in self.list.iter().filter(|finding| !is_summary(finding)).filter_map(|finding| finding.span)
        {
            of_file.entry(span.file).or_default()[0] += 1;
        }
        of_file.retain(|_, [all, _]| *all > MAX_PER_FILE);
        if of_file.is_empty() {
            return;
        }
        let mut summaries: BTreeMap<FileId, Finding> = BTreeMap::new();
        for severity in [Severity::Error, Severity::Warning] {
            self.list.retain(|finding| {
                let Some(span) =
                    finding.span.filter(|_| finding.severity == severity && !is_summary(finding))
                else {
                    return true;
                };
                let Some([_, kept]) = of_file.get_mut(&span.file) else { return true };
                if *kept < MAX_PER_FILE {
                    *kept += 1;
                    return true;
                }
                summaries.entry(span.file).or_insert_with(|| Finding {
                    severity,
                    ..Finding::at(
                        &rules::TOO_MANY_FINDINGS,
                        Span::top(span.file),
                        rules::TOO_MANY_FINDINGS.summary,
                    )
                    .hint("correct the others first, then check again")
                    .quoting_nothing()
                });
                false
            });
        }
        self.list.retain(|finding| {
            !is_summary(finding) || !finding.span.is_some_and(|span| summaries.contains_key(&span.file))
        });
        for (file, summary) in summaries {
            let last =
                self.list.iter().rposition(|finding| finding.span.is_some_and(|span| span.file == file));
            self.list.insert(last.map_or(self.list.len(), |last| last + 1), summary);
        }
    }
}

fn is_summary(finding: &Finding) -> bool {
    finding.rule.name == rules::TOO_MANY_FINDINGS.name
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<T: IntoIterator<Item = Finding>>(iter: T) -> Self {
        Self { list: iter.into_iter().collect() }
    }
}
