//! Rules about names that refer to each other, and names that must be unique.

super::rules! {
    /// No such component.
    UNKNOWN_COMPONENT: Error "unknown-component", "unknown component",
        "Refer to a component by its path below `components/`, or by any ending of the path that is unique. A state of an unknown component would appear on no page. In a closed record, a name that resembles no component is taken for a component whose file was deleted, and is reported as `component-deleted`.";
    /// Several components have this ending.
    AMBIGUOUS_COMPONENT: Error "ambiguous-component", "several components have this name",
        "The paths of several components end with this name. Write more of the path to tell them apart; a guess could mark the wrong product as broken.";
    /// No such customer.
    UNKNOWN_CUSTOMER: Error "unknown-customer", "unknown customer",
        "Refer to a customer by the name of its file in `customers/`. An unknown name is an error, because the intended reader would not get the text.";
    /// No such tier.
    UNKNOWN_TIER: Error "unknown-tier", "unknown tier",
        "A tier exists if `site.toml` has a table for it (`[tier.enterprise.P1]`) or if a customer is in it. An unknown name is an error, because the intended readers would not get the text.";
    /// No such person or team.
    UNKNOWN_PERSON: Error "unknown-person", "unknown person or team",
        "People and teams are listed in `people.toml`. Keep people who have left, with `until`, so that old records can still refer to them.";
    /// No such severity.
    UNKNOWN_SEVERITY: Error "unknown-severity", "unknown severity",
        "Severities are P1 to P4, which can also be written SEV-1 to SEV-4, and those that have a table in `site.toml`. Deadlines and approvals depend on them.";
    /// No such incident.
    UNKNOWN_INCIDENT: Error "unknown-incident", "unknown incident",
        "`merged_into`, `follows` and `incidents` refer to an incident by its slug, `repeat_of` by its folder. A wrong name would give customers a broken link.";
    /// No such update.
    UNKNOWN_UPDATE: Error "unknown-update", "this incident has no such update",
        "`corrects` refers to an update of the same incident by the name of its file without `.md`.";
    /// Two records with one slug.
    DUPLICATE_SLUG: Error "duplicate-slug", "two records have the same slug",
        "A slug is the address of a page, so two records with the same slug would overwrite each other. Slugs that differ only in case count as the same, because some hosts do not distinguish them.";
    /// Two records with one API id.
    DUPLICATE_ID: Error "duplicate-id", "two records have the same id",
        "Clients of the API and the feeds identify records by id. A copied file still contains the id of the original: change it, or remove the key.";
    /// Two updates with one time.
    DUPLICATE_TIME: Error "duplicate-time", "two updates of one incident have the same time",
        "Updates are ordered by time. If two updates of an incident had the same time, it would be undefined which of them is the current one.";
    /// A slug that the site uses itself.
    RESERVED_SLUG: Error "reserved-slug", "this slug is reserved",
        "Some addresses are used by the site itself (such as `history`, `feed` or `api`), by hosts or by operating systems. A page at such an address would replace or break them.";
    /// The address depends on date and title.
    SLUG_NOT_FIXED: Warning "slug-not-fixed", "the address of this page can change",
        "Without `slug` the address is derived from the date and the title. When either of them changes, saved links break. Write the slug down; the commands of allclear always do.";
    /// A component without a file that a closed record names.
    COMPONENT_DELETED: Error "component-deleted", "a closed record refers to a deleted component",
        "A closed incident or maintenance refers to a component that has no file any more, and no other component has a similar name. Without the file, its page, its uptime and its part in old incidents would disappear. Restore the file and retire the component instead: `retired = 2026-05-01T00:00:00Z`.";
    /// A retired component in an open record.
    RETIRED_IN_USE: Warning "retired-in-use", "an open record names a retired component",
        "A retired component leaves the page. As long as an open incident or maintenance names it, the page keeps showing it, because retiring a component must not hide a problem. Close the record, or move `retired` to a later time.";
}
