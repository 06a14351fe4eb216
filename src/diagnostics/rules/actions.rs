//! Rules about the actions of post-mortems, and about the promises to customers that they fulfil.

super::rules! {
    /// Two actions with one id.
    DUPLICATE_ACTION: Error "duplicate-action", "two actions of a post-mortem have the same id",
        "Commands, dependencies and exports name an action by its id. If two actions of a post-mortem have the same one, marking one as done could mark the other.";
    /// Nobody is responsible.
    ACTION_WITHOUT_PERSON: Warning "action-without-person", "an action is not the job of one person",
        "What a team or nobody owns is done by nobody. `owner` is one person, who may ask others for help. This is judged until the action is verified or dropped.";
    /// The owner has left.
    ACTION_OWNER_LEFT: Warning "action-owner-left", "the owner of an action has left",
        "The person who was to do this is not here any more, so nobody does it. Give it to somebody else, or drop it with `status = \"dropped\"`.";
    /// No due date.
    ACTION_WITHOUT_DATE: Warning "action-without-date", "an action has no due date",
        "An action without a date is done after everything that has one. Set `due` to a day, even if it is months away.";
    /// No category.
    ACTION_WITHOUT_CATEGORY: Warning "action-without-category", "an action has no category",
        "`category` says what the action changes: `prevent` keeps the problem from coming back, `detect` finds it sooner, `mitigate` makes it hurt less. A post-mortem whose actions are all of one category has usually forgotten the others.";
    /// Nothing to verify it by.
    ACTION_WITHOUT_PROOF: Warning "action-without-proof", "nothing says how to verify an action",
        "An action counts as done when somebody else has verified it, so it says how: `verify` names the test, drill or check, `metric` names the figure that changes.";
    /// A dependency that cannot be met.
    ACTION_DEPENDENCY: Warning "action-dependency", "an action depends on something that cannot come first",
        "`depends_on` lists the ids of actions in the same post-mortem that must be done before. The ids exist, no action waits for itself, not even by way of others, and none is due before an action that it waits for.";
    /// No concrete verb.
    VAGUE_ACTION: Warning "vague-action", "an action does not begin with a concrete verb",
        "\"Improve monitoring\" can be done for ever and never be finished. The first word says what will be done, so that two people agree on whether it is: \"Alert on fsync above 50 ms for one minute\". Verbs such as \"improve\", \"investigate\" or \"review\" have no end, and a noun such as \"better alerts\" has no beginning. If something must be found out first, the action is what will exist then: \"Write down why …\", \"Decide whether …\".";
    /// Past its date.
    ACTION_OVERDUE: Warning "action-overdue", "an action is overdue",
        "The day until which this was to be done and verified is over. Do it, give it a new date together with those who rely on it, or drop it with `status = \"dropped\"`. If it is done, `allclear actions done` and then `allclear actions verify` say so.";
    /// Forgotten.
    ACTION_STALE: Warning "action-stale", "nobody has cared for an action for three months",
        "An action that is more than 90 days past its date, or that was decided more than 90 days ago and has no date, is one that nobody intends to do. It hides the others on the list. Close it: `allclear actions done`, or `status = \"dropped\"` if it no longer matters. Or renew it: agree on a new `due` with the person who will do it. Until then this is reported in place of `action-overdue`.";
    /// A verification that does not count.
    ACTION_VERIFICATION: Warning "action-verification", "the verification of an action does not count",
        "An action is verified by somebody other than its owner, after it was done: `status` is `done`, and `verified_by` names the other person. Otherwise it stays on the list of open actions. `allclear actions verify` writes these keys.";
    /// A promise that nobody keeps.
    COMMITMENT_WITHOUT_ACTION: Warning "commitment-without-action", "a promise to customers has no action",
        "A post-mortem for customers promises something that no action of the internal post-mortem fulfils, so nobody has the job. Repeat the text of the promise in the `commitment` of the action. A promise that is kept already needs none, and neither does a folder without an internal post-mortem.";
    /// An action for a promise that was not made.
    UNKNOWN_COMMITMENT: Warning "unknown-commitment", "an action names a promise that was not made",
        "`commitment` repeats the text of a `[[commitment]]` in `comms/postmortem.md`, so that both can be compared. That file has no such promise: its wording was changed in one of the two places, or the promise was removed.";
    /// A promise whose state is not that of its action.
    COMMITMENT_STATE: Warning "commitment-state", "the state of a promise is not that of its action",
        "The page shows a promise as kept if its `[[commitment]]` has `done`, whatever internal files say. It should be so when the action that fulfils it is verified, and not before, and the day is not one to come. `allclear actions verify --tell-customers` writes both.";
}
