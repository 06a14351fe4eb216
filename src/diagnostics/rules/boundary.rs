//! Rules that guard the boundary between internal and public.

super::rules! {
    /// A near miss or a drill that speaks to customers.
    NOT_AN_INCIDENT: Error "not-an-incident", "a record that stays in the house has a released entry",
        "A near miss and a drill stay in the house, so an entry that would be released is a contradiction. Nothing is dropped silently: either the record is an incident, or the entry is a draft.";
    /// An audience that is empty.
    EMPTY_AUDIENCE: Error "empty-audience", "the audience is empty",
        "An empty audience is never read as everybody nor as nobody. Write `[\"public\"]`, or `\"tier:…\"` and `\"customer:…\"`; to release it to nobody, write `draft = true`.";
    /// A draft for somebody before a first entry that says nothing.
    AUDIENCE_UNCLEAR: Error "audience-unclear", "it is unclear for whom this entry is",
        "An entry without `audience` is for whom the first entry is for, and there for everybody; a post-mortem is for whom its incident is for. Here another text may have been taken for the one that decides: a draft with an audience of its own, which is there for nobody and decides nothing; or an entry that reads like the first one, with an audience of its own, before which another entry was put or dated. The text could go to others than its writer meant. Say for whom it is; `[\"public\"]` is everybody.";
    /// An internal name that is public as well.
    ALIAS_IS_PUBLIC: Error "alias-is-public", "an internal alias equals a public name",
        "The gate refuses every build in which an alias of `owners.toml` or of a customer appears. An alias that is also the public name of something would stop the next build, perhaps in the middle of an outage, so it is refused where it is written.";
    /// A customer's name in an address.
    CUSTOMER_IN_ADDRESS: Error "customer-in-address", "a customer's name stands in an address",
        "Addresses are in small letters, and the gate seeks a name of one word with its capital letter, since many a company is called like a thing. So such names and aliases are sought here, as whole words, in slugs, in the names of updates' and notices' files, and in the paths of components, groups and pages. A name of fewer than five letters is a warning only, and one of fewer than three is not sought. If the word means something else, allow it: `[[gate.allow]]` with `text` and `reason` in `site.toml`.";
    /// A customer without access.
    NO_ACCESS: Error "no-access", "a customer without `access`",
        "There is no default for how a customer's view is protected, because each way fits another host. `gated`: plain files outside `public/`, to be put behind a login. `sealed`: encrypted files under `public/`, the key only in the link. `unlisted`: plain files at an address that cannot be guessed, which leaks through logs and scanners, and needs `i_accept_url_leaks = true`.";
    /// Needs an approval that cannot be judged.
    APPROVAL_NOT_JUDGED: Error "approval-not-judged", "this needs an approval that cannot be judged",
        "The entry carries an approval, or needs one by `[approval]` in `site.toml`, and this version of allclear cannot judge approvals. What cannot be judged is never released. Keep it as a draft. A post-mortem always needs approvals, unless it was published before you used them: then say since when you do, `since` in `[approval]`.";
    /// A post-mortem whose readers see no incident of it.
    POSTMORTEM_WITHOUT_INCIDENT: Error "postmortem-without-incident", "a post-mortem is for somebody who sees no incident of it",
        "A published post-mortem stands at the address of the incident in whose folder it lies, or, if nothing is told there, of the first in `incidents`. For an audience that sees nothing of that incident there is no such address, and the post-mortem would silently be missing. Give it the audience of the incident, or tell them of the incident first.";
    /// Another customer's text.
    GATE_CUSTOMER: Error "gate-customer", "a customer's name would be published",
        "The gate reads every page, feed and file before it is written. It found the name or an alias of a customer outside that customer's own view. If the customer is also your supplier, allow the words: `[[gate.allow]]` with `text` and `reason` in `site.toml`.";
    /// Internal text in the output.
    GATE_INTERNAL_TEXT: Error "gate-internal-text", "words of an internal file would be published",
        "The gate reads every page, feed and file before it is written. It found six words in a row that stand in an internal file and in no released text. Public text is written for customers, in its own words.";
    /// A person's name in the output.
    GATE_PERSON: Error "gate-person", "a person's name, address or handle would be published",
        "The gate reads every page, feed and file before it is written. It found a full name, an e-mail address or a handle of `people.toml`. Somebody who speaks in public has `public = true` there.";
    /// An internal name in the output.
    GATE_ALIAS: Error "gate-alias", "an internal name would be published",
        "The gate reads every page, feed and file before it is written. It found an alias of `owners.toml`: a host, a service or a code name that customers must not see.";
    /// A forbidden pattern in the output.
    GATE_FORBIDDEN: Error "gate-forbidden", "something that `site.toml` forbids would be published",
        "The gate reads every page, feed and file before it is written. It found a host, an address or a text that `[gate] forbid` names.";
    /// A comment in a page.
    GATE_COMMENT: Error "gate-comment", "a comment would be published",
        "The gate reads every page before it is written. It found an HTML comment. Nobody sees comments on the page, and everybody can read them in the source, which makes them the classic place for a leak. Theme templates use `{# … #}`, which never comes out.";
    /// A file that has no business in a site.
    GATE_FILE_TYPE: Error "gate-file-type", "a file of an unknown type would be published",
        "The gate knows the types of file that a site consists of. Another one has no business there.";
}
