//! Rules about the course of incidents and maintenances.

super::rules! {
    /// A maintenance status in an incident, or the reverse.
    STATUS_FAMILY: Error "status-family", "this status belongs to the other kind of record",
        "Incidents are investigating, identified, monitoring or resolved. Maintenances are scheduled, in_progress, verifying, completed or cancelled. Tools of customers know which is which.";
    /// The first entry has no status.
    FIRST_STATUS: Error "first-status", "the first entry has no status",
        "The first entry opens the record and so has to say how things stand. Later entries may leave the status out when it stays.";
    /// The first entry lacks its title.
    FIRST_TITLE: Error "first-title", "the first entry has no title",
        "The first entry names the record for everybody who may see it. An entry for a wider audience than the one before opens the record for that audience, and so needs a title too.";
    /// Goes on after the end.
    AFTER_CLOSING: Error "after-closing", "an entry goes on after the end",
        "The record was closed and goes on with another status. If it really came back, write `reopened = true`: the time between does not count as an outage. If it is another incident, give it a folder of its own.";
    /// The end names a bad state.
    CLOSING_STATE: Error "closing-state", "a closing entry names a state that is not operational",
        "A closing entry sets every component of the record to operational. If something is still broken, the incident is not over: stay with `monitoring`.";
    /// A maintenance without a window.
    NO_WINDOW: Error "no-window", "the maintenance has no window",
        "A maintenance runs by the clock, so its first entry needs the planned time: `window = { from = 2026-12-01T22:00:00Z, to = 2026-12-01T23:00:00Z }`.";
    /// A span that ends before it begins.
    REVERSED_SPAN: Error "reversed-span", "this span ends before it begins",
        "The end of a window or an interval lies before its beginning, or at it.";
    /// Dated ahead.
    DATED_AHEAD: Error "dated-ahead", "this entry is dated ahead",
        "An entry that is dated more than ten minutes ahead is a slip of the keyboard or a text written in advance. Text written in advance has `draft = true`, and is dated when it goes out.";
    /// Everything works, but nobody said that a remedy is watched.
    OPERATIONAL_TOO_EARLY: Warning "operational-too-early", "all components are operational, but the incident is neither monitoring nor resolved",
        "All components of the open incident are operational again, but its status still says that the cause is looked for. Customers see green and an open incident: say `monitoring` or `resolved`.";
    /// Milestones out of order.
    MILESTONE_ORDER: Warning "milestone-order", "the milestones are out of order",
        "An incident starts, is detected and acknowledged, then identified and mitigated (a remedy may come before the cause is known), then resolved. Times out of order give wrong figures in the review.";
    /// Far from the folder's date.
    FAR_FROM_FOLDER: Warning "far-from-folder", "this entry lies far from the date of its folder",
        "The entry lies more than seven days from the date in the name of its folder, and no other entry lies between them to bridge the gap. Mostly the year or month is mistyped. A maintenance may be announced 90 days ahead. If the entry was written later than it says, set `added`.";
    /// No word about the next word.
    NO_NEXT_UPDATE: Warning "no-next-update", "an open incident makes no promise of the next update",
        "Customers in trouble ask one thing before all others: when do I hear more? The newest update of an open incident should say `next_update = \"30m\"`.";
}
