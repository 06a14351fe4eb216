//! The findings of a run.

use super::{Finding, Severity, SourceLookup};

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
    }
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
