//! Rules about themes and templates.

super::rules! {
    /// The theme's folder is not there.
    UNKNOWN_THEME: Error "unknown-theme", "this theme is unknown",
        "`theme` in `site.toml` names a folder of `themes/`, or `default` for the built-in theme.";
    /// A template does not parse or render.
    TEMPLATE: Error "template", "a template has an error",
        "A template of the theme cannot be read or rendered. The message is that of the template language, with the fields that exist where one is unknown. `docs/themes.md` lists what templates see.";
}
