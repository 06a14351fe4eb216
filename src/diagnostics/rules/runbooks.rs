//! Rules about runbooks. They judge internal files only, so nothing of them holds back an update.

super::rules! {
    /// Nobody has read it for too long.
    RUNBOOK_STALE: Warning "runbook-stale", "the review of a runbook is overdue",
        "A runbook is read at night, by somebody who has no time to find out which of its steps are still true. `review_every` says how often somebody reads it while nothing is broken, and `reviewed` when that was last done. Read it, correct it, and set `reviewed` to the day. A runbook with `review_every` and without `reviewed` counts as never reviewed; without `review_every`, it never becomes stale.";
    /// The next time, somebody has to find out everything again.
    RUNBOOK_MISSING: Warning "runbook-missing", "a component had a grave incident and has no runbook",
        "After a P1 or a P2, somebody knows what helped. If that is not written down, the next person finds it out again while customers wait. Write `runbooks/<id>.md` with the component in `components`, or name a runbook in `owners.toml`. Retired components are not judged, and neither are near misses and drills, nor any component on a site that names no runbook at all.";
    /// The link leads nowhere.
    UNKNOWN_RUNBOOK: Warning "unknown-runbook", "a runbook that is named does not exist",
        "`runbook` in `owners.toml` and `updates_runbook` of an action are a link, or the id of a runbook: the name of its file in `runbooks/` without `.md`. With a wrong id, `who` and `new incident` have no runbook to show when it is needed.";
}
