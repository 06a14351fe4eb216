//! How each figure is computed and what it leaves out.

/// A metric of the times: its title, what it runs from and to, and its formula.
pub(super) struct TimeMetric {
    pub(super) title: &'static str,
    pub(super) about: &'static str,
}

/// The times of a response, in the order in which they are shown.
pub(super) const TIMES: [TimeMetric; 7] = [
    TimeMetric { title: "Time to detect", about: "first started to first detected" },
    TimeMetric { title: "Time to acknowledge", about: "first detected to first acknowledged" },
    TimeMetric { title: "Time to tell customers", about: "first detected to first update" },
    TimeMetric { title: "Time to mitigate", about: "first detected to first mitigated" },
    TimeMetric { title: "Time to resolve", about: "first detected to last resolved" },
    TimeMetric { title: "Time to publish post-mortems", about: "last resolved to last internal approval" },
    TimeMetric { title: "Time from done to verified", about: "of actions" },
];

/// The formulas, with the name of the figure.
pub(super) const FORMULAS: [(&str, &str); 15] = [
    (
        "Incidents",
        "Incidents by the worst severity that they ever had, in the month in which they were detected. A merged incident counts \
         once. Near misses and drills are counted apart.",
    ),
    (
        "Times",
        "Medians of the incidents that have both times. Missing and negative values are left out: “5 of 7”. Time in which an \
         incident was closed does not count. Quartiles are nearest rank, from five values on.",
    ),
    (
        "Promised updates kept",
        "Promises that everybody who saw them had kept in time ÷ promises that fell due in the month. Withdrawn promises are \
         left out.",
    ),
    (
        "SLA",
        "Clocks that met their target ÷ clocks of the month's incidents. Clocks that still run, and records with errors, are left out.",
    ),
    (
        "Post-mortems approved",
        "Internal post-mortems that all roles have approved ÷ incidents of these severities that need one by now. Waived ones \
         are left out.",
    ),
    (
        "Post-mortems in time",
        "Internal post-mortems that all roles have approved in time ÷ incidents of these severities that need one by now.",
    ),
    (
        "Time to publish post-mortems",
        "Last resolved to the last approval of the internal post-mortem, of incidents with the severities of the target. Waived \
         ones are left out.",
    ),
    (
        "Actions done within 30 days",
        "Actions that were done at most 30 days after they were created ÷ actions that became 30 days old in the month. Dropped \
         ones were not done.",
    ),
    (
        "Actions verified",
        "Verified by somebody other than the owner ÷ done, of the actions that became 30 days old in the month.",
    ),
    ("Time from done to verified", "Of the actions that were verified in the month."),
    (
        "Repeats",
        "Incidents whose record says so, or with the cause and a component of another one in the 90 days before.",
    ),
    (
        "Likely repeats",
        "Incidents with a component of another one in the 90 days before and words of its title, about which nobody has said \
         whether they repeat it. They do not count as repeats.",
    ),
    ("Overrides", "Approvals with the role override, by the time of the approval."),
    ("Voided approvals", "Approvals of a text that was changed since, by the time of the approval."),
    (
        "Baseline",
        "The three months before, pooled. Counts are per 30 days. A month that is not over is compared with nothing.",
    ),
];
