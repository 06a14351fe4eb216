//! A severity from three questions, for somebody who does not know the severities by heart.

/// How many users or functions are affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// One customer, or a detail.
    Few,
    /// Several customers, or one function.
    Some,
    /// Most customers, or several functions.
    Most,
}

/// How critical what is affected is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criticality {
    /// It is an inconvenience.
    Minor,
    /// Work is held up, and there is a way around it.
    Important,
    /// Customers cannot do what they pay for, or data is at risk.
    Core,
}

/// How soon it must be back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// In the next days.
    Days,
    /// Today.
    Today,
    /// At once.
    Now,
}

/// The answers to the three questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeverityAnswers {
    /// How many users or functions are affected.
    pub scope: Scope,
    /// How critical what is affected is.
    pub criticality: Criticality,
    /// How soon it must be back.
    pub urgency: Urgency,
}

impl SeverityAnswers {
    /// Returns the severity: `P1` if all answers are the gravest or all but one that is in the middle, then one step down for
    /// every two steps of the answers.
    #[must_use]
    pub const fn severity(self) -> &'static str {
        match self.scope as u8 + self.criticality as u8 + self.urgency as u8 {
            5.. => "P1",
            3 | 4 => "P2",
            1 | 2 => "P3",
            0 => "P4",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graver_answer_never_gives_a_lower_severity() {
        let scopes = [Scope::Few, Scope::Some, Scope::Most];
        let criticalities = [Criticality::Minor, Criticality::Important, Criticality::Core];
        let urgencies = [Urgency::Days, Urgency::Today, Urgency::Now];
        let severity = |a: usize, b: usize, c: usize| {
            let answers =
                SeverityAnswers { scope: scopes[a], criticality: criticalities[b], urgency: urgencies[c] };
            answers.severity()
        };
        for (a, b, c) in (0..27).map(|n| (n / 9, n / 3 % 3, n % 3)) {
            let here = severity(a, b, c);
            let next = [(a + 1, b, c), (a, b + 1, c), (a, b, c + 1)];
            for (a, b, c) in next.into_iter().filter(|(a, b, c)| a.max(b).max(c) < &3) {
                assert!(severity(a, b, c) <= here, "{a} {b} {c}");
            }
        }
        assert_eq!([severity(2, 2, 2), severity(0, 0, 0)], ["P1", "P4"]);
    }
}
