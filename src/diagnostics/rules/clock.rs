//! Rules that depend on the current time.

super::rules! {
    /// Nobody is told before a service level is missed.
    NOBODY_TO_WARN: Warning "nobody-to-warn", "nobody is told before a service level is missed",
        "Before the target of a service level agreement is missed, `allclear due` asks somebody other than the technical lead to step in: whom the technical lead reports to (`reports_to` in `people.toml`), or else the lead of a team that owns an affected component, or else the commander's alternate. The incident is open, a tier has a target for its severity, and the files name none of them. Sites without `response.toml` are not asked for this.";
    /// Late according to the policy of the severity.
    UPDATE_OVERDUE: Warning "update-overdue", "an update is overdue",
        "The policy of the incident's severity (`[severity.P1]` in `site.toml`) sets the time to the first update and between updates. If the newest update promises the next one, that promise replaces the policy. The first update is due from when the timeline says that the incident was detected; without a timeline, from the first draft or the day in the name of the folder. Silence during an outage costs more trust than the outage itself.";
    /// Late according to the promise in the newest update.
    PROMISE_BROKEN: Warning "promise-broken", "the promised next update is late",
        "The newest update promised another one by a time that has passed. Every audience is checked on its own: an update for one customer does not keep a promise made to everybody. Even `no news yet, next update at 10:30` keeps the promise.";
    /// Longer than planned.
    MAINTENANCE_OVERRUN: Warning "maintenance-overrun", "a maintenance takes longer than planned",
        "An entry set the maintenance to `in_progress` or `verifying`, or was written within the window, so the maintenance does not end by itself, and its window is over. Post `completed`, or move the end: `window = { to = 2026-12-02T01:00:00Z }`.";
    /// Silence after the severity was raised.
    SEVERITY_RAISED: Warning "severity-raised", "the severity was raised, and customers have not been told more since",
        "When an incident turns out to be graver, the promise made before does not fit any more. From then on, the `update_every` of the new severity counts, from the newest update on, if that is earlier than the promise: customers must not wait an hour for news of a P1 because it began as a P3. Post an update with a new `next_update`. Only open incidents are judged.";
}
