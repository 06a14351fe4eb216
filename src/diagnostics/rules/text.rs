//! Rules about the texts that customers read.

super::rules! {
    /// Raw HTML.
    RAW_HTML: Error "raw-html", "raw HTML in a text",
        "HTML in a text is escaped and shown as text. Otherwise anybody who can write an update could add a script to the page. Use Markdown instead.";
    /// A link with a scheme that is not allowed.
    LINK_SCHEME: Error "link-scheme", "this kind of link is not allowed",
        "A link must begin with `https:`, `http:` or `mailto:`, or with `/` for a page of this site. Other schemes can run code or refer to internal systems. Relative links break, because the same text appears on several pages.";
    /// An image that is missing or not local.
    PICTURE: Error "picture", "this image cannot be shown",
        "Images are PNG, JPEG or WebP files of at most 8192 by 8192 pixels in the same folder as the text that shows them. An image from another host would tell that host who reads the page, and a missing one would leave a gap.";
    /// Too long, too deep, too many links.
    TEXT_LIMIT: Error "text-limit", "this text is too long or too deeply nested",
        "A text may have up to 64 KiB, 16 levels of lists and quotes, and 200 links. A title, a link or another single line may have up to 1000 bytes, a part of an address up to 200, and groups up to 8 levels. Nobody writes more than that by hand, pages must stay small for phones, and the name of a file must fit on every disk.";
    /// A placeholder from a snippet.
    PLACE_LEFT_OPEN: Error "place-left-open", "a placeholder was not filled in",
        "`{{ title }}`, `{{ components }}` and `{{ next_update }}` are placeholders of snippets, and `{{ write: … }}` and `{{ unknown: … }}` are places in the draft of a post-mortem. Replace them before you publish; customers would see them as they are.";
    /// A paragraph that begins with a tab.
    TAB_INDENTED: Warning "tab-indented", "a paragraph begins with a tab",
        "In Markdown, a paragraph that begins with a tab is program code: readers see it in a fixed-width font, without line breaks, and links in it do not work. Delete the tab. To show code, put it in a fenced block.";
    /// A published text that was changed without saying so.
    EDIT_NOT_MARKED: Warning "edit-not-marked", "a published text was changed and does not say so",
        "Readers, feed readers and other tools have seen the earlier text. An edit that is not marked looks as if the page had always said this. Write what changed in `edited`; the page shows the note. The text, the title and the planned time are compared with the revision at `refs/allclear/published`, which `allclear build --keep-going refs/allclear/published --move-ref` moves, or with what the last build into the output folder published.";
    /// Nothing to read.
    EMPTY_TEXT: Warning "empty-text", "an update or a post-mortem has no text",
        "An update without a text shows customers a state but not what it means for them. A post-mortem without a text explains nothing.";
}
