//! Rules about the course of incidents and maintenances.

super::rules! {
    /// A maintenance status in an incident, or the reverse.
    STATUS_FAMILY: Error "status-family", "this status belongs to the other kind of record",
        "Incidents are `investigating`, `identified`, `monitoring` or `resolved`. Maintenances are `scheduled`, `in_progress`, `verifying`, `completed` or `cancelled`. Clients of the API rely on the difference.";
    /// The first entry has no status.
    FIRST_STATUS: Error "first-status", "the first entry has no status",
        "The first entry opens the record, so it needs a status. Later entries may leave it out if it does not change.";
    /// The name of the file is a status that the entry does not set.
    STATUS_IN_NAME: Warning "status-in-name", "the file is named after a status that it does not set",
        "The name of a file is for people; only the key `status` changes the status of the record. An entry named `…-resolved.md` without `status = \"resolved\"` leaves the incident open.";
    /// The first entry has no title.
    FIRST_TITLE: Error "first-title", "the first entry has no title",
        "The first entry that an audience sees names the record for that audience. If an entry has a wider audience than the entries before it, it is the first one for the new readers and needs a title too.";
    /// An entry with another status, or with a problem, after the end.
    AFTER_CLOSING: Error "after-closing", "an entry continues a closed record",
        "The record was closed, and a later entry has another status or reports a component that is not operational. The page would show neither. If the problem came back, write `reopened = true`: the time in between does not count as an outage. If it is another incident, give it a folder of its own. A maintenance that no entry took over is closed by the clock at the end of its window: an entry after that reopens it with `reopened = true`, extends it with `window = { to = 2026-12-02T01:00:00Z }`, or confirms the end with `status = \"completed\"`.";
    /// A merge that would make the reported states disappear.
    MERGE_TARGET: Error "merge-target", "the incident cannot be merged into this one",
        "`merged_into` closes an incident, and the incident that it names takes over the reported states. So that nothing disappears from the page, that incident has to be another one, has to be released to everybody who sees this one, and has to be open at the time of the merge or begin later. Incidents cannot be merged in a circle, and a maintenance cannot be merged.";
    /// A retracted entry whose problem still counts.
    RETRACTED_STILL_COUNTS: Warning "retracted-still-counts", "a retracted entry still counts in an open record",
        "A retraction withdraws a text, and never makes the page greener: a problem that the entry reported counts until a later entry says otherwise. Post an entry with the current states, or close the record.";
    /// A retraction or correction of the end that leaves the record closed.
    WITHDRAWN_END: Warning "withdrawn-end", "the end of a record is withdrawn, but the record is still closed",
        "An entry that closes the record was retracted or corrected, and the record is still closed: by another entry, or because the correction does not open it again. If it is not over, post an entry with `reopened = true`. If it is over, say so in the correction by repeating the closing status.";
    /// The closing entry names a state that is not operational.
    CLOSING_STATE: Error "closing-state", "a closing entry sets a state that is not operational",
        "A closing entry sets every component of the record to operational. If something is still broken, the incident is not over: keep the status `monitoring`.";
    /// A maintenance without a window.
    NO_WINDOW: Error "no-window", "the maintenance has no window",
        "A maintenance starts and ends by the clock, so its first entry needs the planned time: `window = { from = 2026-12-01T22:00:00Z, to = 2026-12-01T23:00:00Z }`.";
    /// An end that is not after its beginning.
    REVERSED_SPAN: Error "reversed-span", "the end is not after the beginning",
        "A window, an interval or a notice ends before it begins, or at the same time.";
    /// Dated in the future.
    DATED_AHEAD: Error "dated-ahead", "this entry is dated in the future",
        "An entry that is dated more than ten minutes ahead is either mistyped or written in advance. Mark a text written in advance with `draft = true`, and date it when you publish it.";
    /// All components work, but the status does not say that a fix is being watched.
    OPERATIONAL_TOO_EARLY: Warning "operational-too-early", "all components are operational, but the incident is neither monitoring nor resolved",
        "All components of the open incident are operational again, but its status still says that the cause is being investigated or fixed. Customers see green components and an open incident. Set the status to `monitoring` or `resolved`.";
    /// Milestones out of order.
    MILESTONE_ORDER: Warning "milestone-order", "the milestones are out of order",
        "An incident starts, is detected, is acknowledged, is identified and mitigated (in either order, because a fix may come before the cause is known) and is resolved. Times that are out of order give wrong figures in the review.";
    /// Far from the folder's date.
    FAR_FROM_FOLDER: Warning "far-from-folder", "this entry is far from the date of its folder",
        "The entry is more than seven days away from the date in the name of its folder, and no other entries bridge the gap. Usually the year or the month is mistyped. A maintenance may be announced up to 90 days ahead. If the entry was written later than its date, set `added`.";
    /// An open incident without components.
    NO_COMPONENT: Warning "no-component", "an open incident names no component",
        "While an incident is open, customers and their programs look at components. If the incident names none, the states of all components and the status in the API stay green. Name what is affected. If nothing is affected yet, name the component that is at risk as `operational`.";
    /// An open incident that does not promise the next update.
    NO_NEXT_UPDATE: Warning "no-next-update", "an open incident does not promise the next update",
        "Customers in trouble first want to know when they will hear more. The newest update of an open incident should say so: `next_update = \"30m\"`.";
}
