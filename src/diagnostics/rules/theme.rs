//! Rules about themes and templates.

super::rules! {
    /// The theme's folder is not there.
    UNKNOWN_THEME: Error "unknown-theme", "this theme is unknown",
        "`theme` in `site.toml` names a folder of `themes/`, or `default` for the built-in theme.";
    /// A template does not parse or render.
    TEMPLATE: Error "template", "a template has an error",
        "A template of the theme cannot be read or rendered. The message is that of the template language, with the fields that exist where one is unknown. `docs/themes.md` lists what templates see.";
    /// A language file lacks words.
    MISSING_WORD: Warning "missing-word", "the page's own words are not all in the site's language",
        "The words around your texts come from language files. What the site's language lacks is shown in English, so that a page is never without a word. `docs/languages.md` says how to add a language.";
    /// Colours too close to each other.
    CONTRAST: Warning "contrast", "these colours are hard to read",
        "Text needs a contrast of 4.5 to 1 with what is behind it (WCAG 2.2, criterion 1.4.3): a status page is read in a hurry, on phones, in the sun, and by people with weak eyes.";
}
