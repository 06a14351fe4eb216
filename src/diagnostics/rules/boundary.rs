//! Rules that guard the boundary between internal and public content.

super::rules! {
    /// A near miss or a drill with an entry that would be released.
    NOT_AN_INCIDENT: Error "not-an-incident", "a near miss or a drill has an entry that would be released",
        "Near misses and drills stay internal, so none of their entries can be released. allclear does not drop the entry silently, because one of the two is a mistake: either the record is an incident (`kind = \"incident\"`), or the entry is a draft (`draft = true`).";
    /// An empty `audience` list.
    EMPTY_AUDIENCE: Error "empty-audience", "the audience is empty",
        "An empty list could mean everybody or nobody, so it is refused. Write `[\"public\"]`, or a list of `\"tier:…\"` and `\"customer:…\"`. To release the entry to nobody, write `draft = true`.";
    /// An inherited audience that the writer may not have intended.
    AUDIENCE_UNCLEAR: Error "audience-unclear", "the audience of this entry is unclear",
        "An entry without `audience` takes the audience of the first entry of its record, and is public if the first entry has none. A post-mortem takes the audience of its incident. Here the writer may have expected another audience, in one of two ways. A draft has an audience of its own, but drafts are not inherited from. Or an entry that looks like a first entry (it has a title and a status) has an audience of its own, and another entry was put before it or dated earlier. The text could reach the wrong readers. Write the audience down; `[\"public\"]` is everybody.";
    /// An internal name that is also a public name.
    ALIAS_IS_PUBLIC: Error "alias-is-public", "an internal alias equals a public name",
        "The gate refuses every build whose output contains an alias from `owners.toml` or the name of a customer. If the same word is also a public name, such as the name of a component, every build would fail, perhaps in the middle of an outage. The alias is therefore reported in the file that defines it.";
    /// A customer's name in a public address.
    CUSTOMER_IN_ADDRESS: Error "customer-in-address", "an address contains a customer's name",
        "The gate searches texts for one-word customer names with their capital letter, because many companies are named after everyday words. Addresses are in lower case, so they are checked by this rule instead: slugs, the file names of updates and notices, and the paths of components, groups and pages, for names and aliases as whole words. Names of fewer than five letters give a warning only, and names of fewer than three letters are not checked. If the word means something else here, allow it: `[[gate.allow]]` with `text` and `reason` in `site.toml`.";
    /// A customer file that does not say how the view is protected.
    NO_ACCESS: Error "no-access", "a customer without `access`",
        "There is no default for how a customer's view is protected, because the right choice depends on the host. `gated`: plain files outside `public/`, to be served behind a login. `sealed`: encrypted files in `public/`, with the key in the link. `unlisted`: plain files at an address that cannot be guessed; such addresses leak through logs and scanners, so this also needs `i_accept_url_leaks = true`.";
    /// A text without a required approval.
    APPROVAL_MISSING: Error "approval-missing", "a required approval is missing",
        "According to `[approval]` in `site.toml`, this text is published only after somebody else has read and approved it: updates of the listed severities after the incident's commander has, and post-mortems after the listed roles have (a commander and a service owner, if none is listed). Add the approval with `allclear approve FILE --role ROLE`, or paste the table of the hint. An approval is bound to the exact text by its digest. Until then, keep the text as a draft. If nobody can be reached, `role = \"override\"` with a `reason` publishes at once, and is reported until the approval is there. Texts from before `since` in `[approval]` need none.";
    /// An approval that is not valid.
    APPROVAL_VOID: Error "approval-void", "an approval is void",
        "An approval counts only for the exact text that was approved, so every change of the text, its keys, its notes, its images or its audience voids it. It counts only if the approver held the role at that time, or is the alternate of the person who did, and is not the author. Its time is not in the future, and the text is dated no earlier than its approval. Have the text approved again with `allclear approve FILE --role ROLE`.";
    /// An approval in somebody else's commit.
    APPROVAL_BY_OTHER_AUTHOR: Warning "approval-not-by-approver", "an approval was committed by somebody other than the approver",
        "An approval is a few lines of text, and anybody who can write the file can write them. With `--approvals=git`, `check` looks for the commit that added each approval and compares the e-mail address of its author with that of the approver in `people.toml`. If they differ, ask the approver. People who approve from several addresses can be mapped with git's `.mailmap`. Approvals that are not committed yet, and those from before the beginning of a shallow clone, cannot be judged, and `check` says how many there are.";
    /// A text that was published without its approval.
    APPROVAL_OVERRIDE: Warning "approval-override", "this was published without a required approval",
        "Somebody published this text with `role = \"override\"`, because there was no time to wait for the approval. That is allowed, and reported until the person in question has read and approved the text.";
    /// A text whose approval cannot be judged.
    APPROVAL_UNJUDGED: Error "approval-unjudged", "this may need an approval, which cannot be judged here",
        "With `--public-only`, the internal files are not read, and they say how severe an incident is and who may approve. So anything that `[approval]` might apply to is refused. Build where the internal files are, or pass `--judged-elsewhere` if another machine has checked this exact commit.";
    /// A post-mortem for readers who cannot see its incident.
    POSTMORTEM_WITHOUT_INCIDENT: Error "postmortem-without-incident", "the readers of a post-mortem cannot see its incident",
        "A post-mortem is published at the address of its incident. That is the incident in the same folder or, if the folder has no released entry, the first one in `incidents`. Readers who see no entry of that incident have no such address, so the post-mortem would silently be missing for them. Give it the audience of the incident, or release an entry of the incident to these readers first.";
    /// A paragraph of an internal file in a public one.
    COPIED_TEXT: Warning "copied-text", "a public text repeats an internal file",
        "A paragraph of a public file is also in an internal file that was written before it. A public file may contain any words, so the gate lets it pass, but copying a paragraph of the timeline is the most likely way to publish something by accident. Write it in the words of your customers. Entries of a timeline that are later than the update are not reported, because engineers quote the page. Snippets are meant to be copied.";
    /// A customer's name in the output.
    GATE_CUSTOMER: Error "gate-customer", "a customer's name would be published",
        "The gate reads every page, feed and file before it is written. It found the name or an alias of a customer outside that customer's own view. If the customer is also one of your suppliers, allow the words: `[[gate.allow]]` with `text` and `reason` in `site.toml`.";
    /// Internal text in the output.
    GATE_INTERNAL_TEXT: Error "gate-internal-text", "words of an internal file would be published",
        "The gate reads every page, feed and file before it is written. It found six consecutive words of an internal file that no public file contains. Engineers quote the page, so allclear rendered the site once more from the public files alone. The result was different, so an internal file influenced what would be published. No content can cause this, so please report it.";
    /// Text of a draft or of other readers in the output.
    GATE_WITHHELD_TEXT: Error "gate-withheld-text", "words of a text that is not released would be published",
        "The gate reads every page, feed and file before it is written. It found six consecutive words of a draft, of a retracted text, of an unpublished post-mortem, or of a text for other readers, and no text released to these readers has the same words. Write the address, link or text that contains them differently, or release the other text.";
    /// The address of an internal system in the output.
    GATE_ADDRESS: Error "gate-address", "the address of a runbook, a ticket or evidence would be published",
        "The gate reads every page, feed and file before it is written. It found an address that an internal file declares as a runbook, a ticket or evidence. Addresses below that of the site itself, the address of the support, and the `upstream` addresses of released updates are not searched for.";
    /// A person's name in the output.
    GATE_PERSON: Error "gate-person", "a person's name, address or handle would be published",
        "The gate reads every page, feed and file before it is written. It found a full name, an e-mail address or a handle from `people.toml`. For people who speak in public, write `public = true` there.";
    /// An internal name in the output.
    GATE_ALIAS: Error "gate-alias", "an internal name would be published",
        "The gate reads every page, feed and file before it is written. It found an alias from `owners.toml`: a host, a service or a code name that customers must not see.";
    /// A forbidden pattern in the output.
    GATE_FORBIDDEN: Error "gate-forbidden", "something that `site.toml` forbids would be published",
        "The gate reads every page, feed and file before it is written. It found a host, an address or a text that is listed in `[gate] forbid`.";
    /// An HTML comment in a page.
    GATE_COMMENT: Error "gate-comment", "a comment would be published",
        "The gate reads every page before it is written. It found an HTML comment. Comments are invisible on the page but readable in its source, which makes them a classic place for leaks. In theme templates use `{# … #}`, which is not part of the output.";
    /// A file that does not belong in a site.
    GATE_FILE_TYPE: Error "gate-file-type", "a file of an unknown type would be published",
        "A site consists of a fixed set of file types. The gate found a file of another type in the output and cannot check what it contains.";
}
