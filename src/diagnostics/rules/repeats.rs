//! Rules about incidents that happen again, and about the causes that they have in common.

super::rules! {
    /// It may have happened before.
    LIKELY_REPEAT: Warning "likely-repeat", "an incident looks like an earlier one, and nobody has said whether it is a repeat",
        "The review counts repeats, because an incident that comes back shows that the last fix did not work. It can count only what somebody has linked. Two incidents are reported if they affected the same component within 90 days and their titles have at least two telling words in common, which must be half of the words of the shorter title: not the names of components, and not words such as \"slow\" or \"failed\". This is a guess. Answer it in `incident.md`, with `repeat_of` if the cause is the same, or with `not_repeat_of`. Near misses and drills are not compared.";
    /// Not in the list.
    UNKNOWN_CAUSE: Warning "unknown-cause", "a post-mortem names a cause that is not in the list",
        "`causes` in `response.toml` lists the kinds of causes, so that the same cause has the same name in all post-mortems and repeats can be counted. Name one of them, or add the new kind to the list. Without that list, any cause is right.";
}
