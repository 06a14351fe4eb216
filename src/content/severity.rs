//! Names of severities.

use std::fmt;

/// A severity in its canonical form: `P1` for `P1`, `p1`, `SEV-1`, `sev1` and `Sev 1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeverityName(String);

impl SeverityName {
    /// The severities that every site has.
    pub const BUILT_IN: [&'static str; 4] = ["P1", "P2", "P3", "P4"];

    /// Normalizes a name. Any name is accepted; a rule checks whether the severity exists.
    #[must_use]
    pub fn new(written: &str) -> Self {
        let folded: String =
            written.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        let digits = folded.strip_prefix("SEV").or_else(|| folded.strip_prefix('P'));
        match digits {
            Some(digits @ ("1" | "2" | "3" | "4")) => Self(format!("P{digits}")),
            _ => Self(written.to_owned()),
        }
    }

    /// Returns the canonical name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SeverityName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::SeverityName;

    #[test]
    fn aliases_of_the_built_in_severities_are_normalized() {
        for written in ["P1", "p1", "SEV-1", "sev1", "Sev 1"] {
            assert_eq!(SeverityName::new(written).as_str(), "P1", "{written}");
        }
        assert_eq!(SeverityName::new("Minor").as_str(), "Minor");
    }
}
