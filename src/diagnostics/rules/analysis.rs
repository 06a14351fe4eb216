//! Rules about what a post-mortem has to explain.

super::rules! {
    /// A heading without a text.
    EMPTY_SECTION: Warning "empty-section", "a section of a post-mortem is empty",
        "A heading without a text looks finished and says nothing. The headings of the template are the questions that every post-mortem answers. If there is nothing to say, say that: \"nothing was lucky here\" is an answer. Delete a heading that does not apply.";
    /// Too few whys.
    FEW_WHYS: Warning "few-whys", "the chain of whys ends early",
        "The first answer is nearly always the trigger and not the cause. With fewer than three `[[why]]` tables, the fix usually prevents this one case only. Ask about the last answer again: why was that possible, and why did nobody notice?";
    /// An impact without a number.
    IMPACT_WITHOUT_NUMBER: Warning "impact-without-number", "the impact has no number",
        "\"Some customers\" means nothing to the reader who has to decide how bad it was, and makes the next incident impossible to compare. Write how many, how much or how long: requests, customers, payments, minutes. An estimate that says so is better than no number.";
    /// A confirmed cause without evidence.
    CAUSE_WITHOUT_EVIDENCE: Warning "cause-without-evidence", "the root cause is confirmed, but nothing shows it",
        "`root_cause_confidence = \"confirmed\"` says that the cause was proven. Link to what proves it in the `evidence` of a `[[why]]`: a graph, a log, a reproduction, a change. Without it, the honest word is `probable` or `suspected`.";
}
