//! Rules about names that point at each other, and names that must differ.

super::rules! {
    /// No such component.
    UNKNOWN_COMPONENT: Error "unknown-component", "this component is unknown",
        "A component is named by its path below `components/`, or by any ending of it that only one component has. An unknown name would mean a state that no page shows. In a record that is over, a name that no component comes near is taken for one whose file was deleted, and is reported as `component-deleted`.";
    /// Several components end so.
    AMBIGUOUS_COMPONENT: Error "ambiguous-component", "several components have this name",
        "Several components end with this name. Write enough of the path to tell them apart, since guessing could mark the wrong product as broken.";
    /// No such customer.
    UNKNOWN_CUSTOMER: Error "unknown-customer", "this customer is unknown",
        "A customer is named by the name of its file in `customers/`. An unknown one is refused: the text was meant for somebody.";
    /// No such tier.
    UNKNOWN_TIER: Error "unknown-tier", "this tier is unknown",
        "A tier is one that `site.toml` has a table for (`[tier.enterprise.P1]`) or that a customer is in. An unknown one is refused: the text was meant for somebody.";
    /// No such person or team.
    UNKNOWN_PERSON: Error "unknown-person", "this person or team is unknown",
        "People and teams are those of `people.toml`. Somebody who left stays there, with `until`, so that old records keep their names.";
    /// No such severity.
    UNKNOWN_SEVERITY: Error "unknown-severity", "this severity is unknown",
        "Severities are P1 to P4, also written SEV-1 to SEV-4, and those that `site.toml` has a table for. Deadlines and approvals hang on them.";
    /// No such incident.
    UNKNOWN_INCIDENT: Error "unknown-incident", "this incident is unknown",
        "`merged_into`, `follows` and `incidents` name an incident by its slug, and `repeat_of` by its folder. A name that leads nowhere would be a dead link in front of customers.";
    /// No such update.
    UNKNOWN_UPDATE: Error "unknown-update", "this incident has no such update",
        "`corrects` names an update of the same incident by the name of its file, without `.md`.";
    /// Two records with one slug.
    DUPLICATE_SLUG: Error "duplicate-slug", "two records have the same slug",
        "A slug is the address of a page. Two records with one address would hide each other. Slugs that differ only in capital letters count as the same, since some hosts do not tell them apart.";
    /// Two records with one API id.
    DUPLICATE_ID: Error "duplicate-id", "two records have the same id",
        "The API and the feeds tell records apart by their ids. A copied file keeps its old id: give the new one an id of its own, or leave the key out.";
    /// Two updates at one moment.
    DUPLICATE_TIME: Error "duplicate-time", "two updates of one incident have the same time",
        "Updates are ordered by their time, so two of one incident cannot share it: which of them is true now would be a matter of chance.";
    /// A slug the site needs for itself.
    RESERVED_SLUG: Error "reserved-slug", "this slug is reserved",
        "Some addresses belong to the site itself (such as `history`, `feed` or `api`) or to hosts and operating systems. A page there would hide or break them.";
    /// The address depends on date and title.
    SLUG_NOT_FIXED: Warning "slug-not-fixed", "the address of this page is not fixed",
        "Without `slug` the address is made from date and title, and changes when they do: links that customers saved would break. Write the slug down; commands of allclear always do.";
    /// A component is gone that history names.
    COMPONENT_DELETED: Error "component-deleted", "history names this component, which is gone",
        "An incident or a maintenance that is over names a component that has no file any more, and no component has a name like it. Its page, its uptime and its place in old incidents would vanish. Keep the file and say since when it is gone: `retired = 2026-05-01T00:00:00Z`.";
}
