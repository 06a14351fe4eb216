//! Rules about the words that customers read.

super::rules! {
    /// Raw HTML.
    RAW_HTML: Error "raw-html", "raw HTML in a text",
        "HTML in a text is shown as text, never run: whoever can write an update could otherwise put a script on the page. Write Markdown.";
    /// A link that is refused.
    LINK_SCHEME: Error "link-scheme", "a link of a kind that is not allowed",
        "Links may be `https:`, `http:` and `mailto:`, or begin with `/` for a page of this site. Others can run code or point into the house, and a relative link would break, since the same text stands on several pages.";
    /// A picture that is not there or not local.
    PICTURE: Error "picture", "a picture that cannot be shown",
        "Pictures lie beside the text that shows them, as PNG, JPEG or WebP. A picture from another host would tell that host who reads the page, and a missing one is a hole in it.";
    /// Too long, too deep, too many links.
    TEXT_LIMIT: Error "text-limit", "a text that is too long or too deeply nested",
        "A text may have 64 KiB, 16 levels of lists and quotes, and 200 links. Nobody writes more by hand, and pages must stay small for phones.";
    /// A place that a snippet left open.
    PLACE_LEFT_OPEN: Error "place-left-open", "a place left open in the text",
        "`{{ title }}`, `{{ components }}` and `{{ next_update }}` are places that a snippet leaves open for the writer. One that is still there would stand in front of customers as it is.";
    /// Nothing to read.
    EMPTY_TEXT: Warning "empty-text", "an update or a post-mortem says nothing",
        "An update without a text leaves customers with a state and no word on what it means for them, and a post-mortem without one explains nothing.";
}
