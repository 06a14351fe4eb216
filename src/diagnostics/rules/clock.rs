//! Rules that know what time it is.

super::rules! {
    /// Late by policy.
    UPDATE_OVERDUE: Warning "update-overdue", "an update is overdue",
        "The policy of the incident's severity (`[severity.P1]` in `site.toml`) says how soon customers hear first, and how often after that. A promise made in the newest update takes the place of the policy. Silence during an outage costs more trust than the outage.";
    /// Late by the promise.
    PROMISE_BROKEN: Warning "promise-broken", "the promised next update did not come in time",
        "The newest update said when the next word comes, and that time has passed. Each audience counts for itself: a word to one customer keeps no promise that was made to everybody. Even `no news yet, next update at 10:30` keeps the promise.";
    /// Longer than planned.
    MAINTENANCE_OVERRUN: Warning "maintenance-overrun", "a maintenance takes longer than planned",
        "Somebody took the maintenance in hand (`in_progress` or `verifying`), and its window is over. It runs until somebody ends it. Say that it is completed, or move the end: `window = { to = 2026-12-02T01:00:00Z }`.";
}
