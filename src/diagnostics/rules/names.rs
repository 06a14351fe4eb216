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
    /// An affected customer to whom no update is released.
    CUSTOMER_NOT_TOLD: Warning "customer-not-told", "an affected customer sees no update",
        "The record of an open incident or maintenance names a customer in `customers`, and the view of that customer shows no update of it. `customers` in the record releases nothing: it only says who is affected. Either no update is for the customer, or all updates are about components that their view does not show. `allclear who-sees` with the path of the folder says which.";
    /// An update for a customer about components of others.
    COMPONENT_NOT_IN_VIEW: Warning "component-not-in-view", "an update for a customer is about none of their components",
        "The audience of the update names a customer, but none of the components that it is about is in the view of that customer. An incident is in a view only if it names one of the components there, or none at all, so the customer may never see the update. An update without components is about those that the other updates for the customer name.";
    /// A component that a customer uses and may not see.
    COMPONENT_NOT_VISIBLE: Error "component-not-visible", "a customer uses a component that it may not see",
        "`components` in the file of a customer lists what the view shows. A component with an `audience` is shown only to these readers, so it would silently be missing from the view. Add the customer or its tier to the audience of the component, or remove the component from the list.";
    /// No such tier.
    UNKNOWN_TIER: Error "unknown-tier", "unknown tier",
        "A tier exists if `site.toml` has a table for it (`[tier.enterprise]` or `[tier.enterprise.P1]`), or if `site.toml` has no tiers and a customer is in it. An unknown name is an error, because the intended readers would not get the text, and a customer in it would get no service level agreement. The table of a tier without targets may be empty.";
    /// No such person or team.
    UNKNOWN_PERSON: Error "unknown-person", "unknown person or team",
        "People and teams are listed in `people.toml`. Keep people who have left, with `until`, so that old records can still refer to them.";
    /// Two shifts of a role at the same time.
    ROTA_OVERLAP: Error "rota-overlap", "two shifts of a role overlap",
        "`[[rota]]` in `people.toml` says who holds a role by default, and commands and approvals rely on it. If two people hold the same role of the same team at the same time, nobody knows who decides. Let one shift end where the next one begins: the end is exclusive.";
    /// No such severity.
    UNKNOWN_SEVERITY: Error "unknown-severity", "unknown severity",
        "Severities are P1 to P4, which can also be written SEV-1 to SEV-4, and those that have a table in `site.toml`. Deadlines and approvals depend on them.";
    /// A timeline names a step that does not exist.
    UNKNOWN_STEP: Warning "unknown-step", "the timeline names an unknown step",
        "`did` in a timeline entry says that a step was taken: one of the escalation in `response.toml` by its `id`, or one that `allclear due` lists by name. With another name the step counts as not taken, and the people who are responsible for it are asked again.";
    /// No such incident.
    UNKNOWN_INCIDENT: Error "unknown-incident", "unknown incident",
        "`merged_into`, `follows` and `incidents` refer to an incident by its slug, `repeat_of` and `not_repeat_of` by its folder. A wrong name would give customers a broken link.";
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
    DUPLICATE_TIME: Error "duplicate-time", "two updates with the same time contradict each other",
        "Updates are ordered by time, and those with the same time by the names of their files. If two of them say different things about the status, a component, the title, the window or the impact, the name of a file would decide what customers see. Give the one that holds a later time; seconds are allowed, in the file name and in `at`. Updates with the same time that do not contradict each other are fine.";
    /// A slug that the site uses itself.
    RESERVED_SLUG: Error "reserved-slug", "this slug is reserved",
        "Some addresses are used by the site itself (such as `history`, `feed` or `api`), by hosts or by operating systems. A page at such an address would replace or break them.";
    /// The address depends on date and title.
    SLUG_NOT_FIXED: Warning "slug-not-fixed", "the address of this page can change",
        "Without `slug` the address is derived from the date and the title. When either of them changes, saved links break. Write the slug down; the commands of allclear always do.";
    /// A published page disappears.
    ADDRESS_GONE: Warning "address-gone", "a published address disappears",
        "An earlier build wrote a page at this address, and this build does not. People, search engines and tickets still link to it. If the page has moved, because a slug, a file name or a group changed, write its earlier slug or path into the file that it moved to: `aliases = [\"payments-pay-page\"]` or `aliases = [\"/issues/2020-02-01-slow/\"]`. The earlier address then redirects. If the page was removed on purpose, build once more: the warning appears only in the build that removes it. `build` and `watch` compare with the list of what they wrote before, in `.allclear/`.";
    /// Ids that are derived.
    ID_NOT_FIXED: Warning "id-not-fixed", "ids are not written down",
        "Feeds, calendars and clients of the API recognise records by their ids. An id that no file contains is derived from the host in `url`, from the slug and from the name of the file, and changes with them: subscribers then get everything again as new. `allclear check --fix` writes `authority`, `slug`, `incident_id` and `id` into the files, with the values that are derived now, so that nothing changes for readers. Commands and imports write them from the start. `build` does not report this; drafts and approved updates are left alone.";
    /// A component without a file that a closed record names.
    COMPONENT_DELETED: Error "component-deleted", "a closed record refers to a deleted component",
        "A closed incident or maintenance refers to a component that has no file any more, and no other component has a similar name. Without the file, its page, its uptime and its part in old incidents would disappear. Restore the file and retire the component instead: `retired = 2026-05-01T00:00:00Z`.";
    /// A retired component in an open record.
    RETIRED_IN_USE: Warning "retired-in-use", "an open record names a retired component",
        "A retired component leaves the page. As long as an open incident or maintenance names it, the page keeps showing it, because retiring a component must not hide a problem. Close the record, or move `retired` to a later time.";
}
