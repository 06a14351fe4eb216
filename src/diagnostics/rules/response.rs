//! Rules about the people who respond to an open incident, and about what they wrote in its record.

super::rules! {
    /// Written by somebody else.
    NOT_COMMUNICATIONS_LEAD: Warning "not-communications-lead", "an update is not by the communications lead",
        "During an incident, customers should hear one voice. The communications lead writes the updates, or that person's `alternate` in `people.toml`. The lead is named in `[roles]` of `incident.md`, by a handover in the timeline, or by `[[rota]]`. If somebody else has taken over, write it down: `allclear log --role communications_lead=ruta`. Only open incidents are judged, and only updates with an `author`.";
    /// Customers are told of a cause that the engineers have not found.
    IDENTIFIED_TOO_EARLY: Warning "identified-too-early", "customers were told that the cause is known before the timeline says so",
        "`identified` tells customers that the cause is known. If no timeline entry marks that by then (`milestone = \"identified\"`), either the update promises too much, or the timeline, from which the review and the post-mortem are made, lacks its most important entry. Mark the entry that found the cause, or set the status back to `investigating`. Only open incidents with a timeline are judged.";
    /// Nobody holds a role in a grave incident.
    ROLES_MISSING: Warning "roles-missing", "a P1 has roles that nobody holds after ten minutes",
        "If nobody leads a grave incident, everybody works on the same thing and nobody tells the customers. Ten minutes after a P1 was noticed, or became a P1, somebody should hold each role that `allclear status` lists; one person may hold several. Name them in `[roles]` of `incident.md`, hand them over in the timeline (`allclear log --role commander=ana`), or plan them in `[[rota]]` of `people.toml`.";
}
