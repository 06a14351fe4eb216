//! Rules about themes and templates.

super::rules! {
    /// The theme's folder does not exist.
    UNKNOWN_THEME: Error "unknown-theme", "unknown theme",
        "`theme` in `site.toml` is the name of a folder in `themes/`, or `default` for the built-in theme.";
    /// A template does not parse or render.
    TEMPLATE: Error "template", "a template has an error",
        "A template of the theme cannot be parsed or rendered. The message comes from the template engine; for an unknown field it lists the fields that exist. `docs/themes.md` describes the data that templates receive.";
    /// A language file lacks strings.
    MISSING_WORD: Warning "missing-word", "some interface texts are not translated into the site's language",
        "The texts of the interface come from language files. Texts that the site's language lacks are shown in English, so that no page has gaps. `docs/languages.md` explains how to add a language.";
    /// A placeholder that is never filled in.
    UNKNOWN_PLACEHOLDER: Warning "unknown-placeholder", "a language file has an unknown placeholder",
        "Words of the interface may contain placeholders such as `{time}`, which are filled in when a page is made. Each word has its own. A misspelt one stays in the text, and readers see it with its braces.";
    /// Colours with too little contrast.
    CONTRAST: Warning "contrast", "these colours are hard to read",
        "Text needs a contrast of at least 4.5:1 with its background (WCAG 2.2, criterion 1.4.3). A status page is read in a hurry, on phones, in sunlight, and by people with impaired vision.";
}
