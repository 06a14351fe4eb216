//! Rules about the wording of post-mortems.

super::rules! {
    /// Words that blame.
    BLAME: Warning "blame", "a post-mortem blames instead of explaining",
        "\"Human error\" or \"careless\" ends the search for a cause where it should begin: people make mistakes every day, and something let this one through. Readers stop reporting problems if reports are used against them. Write what made the mistake possible: the tool, the default, the test or the alert that was missing. A phrase in quotation marks, in a quotation or in code is not reported.";
    /// A person as a cause.
    PERSON_AS_CAUSE: Warning "person-as-cause", "a person is named as a cause",
        "A person is never the cause: anybody else in the same place would have done the same. Whys and contributing factors name no one, and a text does not say that somebody broke, forgot or missed something. Write what the system allowed, such as \"the console deletes a volume without asking\". The timeline may say who did what.";
    /// A resolution to be more careful.
    BE_MORE_CAREFUL: Warning "be-more-careful", "a resolution to be more careful",
        "To be more careful, to pay attention or to remember something is not a change: everybody was careful before. Write what will be different even on a bad day: a check, a limit, a safer default, an alert, a step that a machine takes.";
    /// What did not happen.
    COUNTERFACTUAL: Warning "counterfactual", "a text says what should have happened",
        "\"Should have\", \"could have\" and \"failed to\" describe an incident that did not take place, and judge people by what only hindsight knows. Write what happened, and why it made sense at that time. What would have been worse belongs below a heading about luck, where this rule does not apply. That a service failed to start is a fact and not reported.";
}
