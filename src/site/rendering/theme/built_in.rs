//! The files of the built-in theme, embedded in the program.

/// The English words, which other languages fall back to.
pub(in crate::site) const ENGLISH: &str = include_str!("../../../../themes/default/languages/en.toml");

/// The settings, which those of other themes override.
pub(super) const SETTINGS: &str = include_str!("../../../../themes/default/theme.toml");

/// Name and text of each template.
pub(super) const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../../../../themes/default/templates/404.html")),
    ("base.html", include_str!("../../../../themes/default/templates/base.html")),
    ("component.html", include_str!("../../../../themes/default/templates/component.html")),
    ("embed.html", include_str!("../../../../themes/default/templates/embed.html")),
    ("follow.html", include_str!("../../../../themes/default/templates/follow.html")),
    ("footer.html", include_str!("../../../../themes/default/templates/footer.html")),
    ("header.html", include_str!("../../../../themes/default/templates/header.html")),
    ("history.html", include_str!("../../../../themes/default/templates/history.html")),
    ("home.html", include_str!("../../../../themes/default/templates/home.html")),
    ("incident.html", include_str!("../../../../themes/default/templates/incident.html")),
    ("languages.html", include_str!("../../../../themes/default/templates/languages.html")),
    ("maintenance.html", include_str!("../../../../themes/default/templates/maintenance.html")),
    ("month.html", include_str!("../../../../themes/default/templates/month.html")),
    ("page.html", include_str!("../../../../themes/default/templates/page.html")),
    ("parts.html", include_str!("../../../../themes/default/templates/parts.html")),
    ("postmortem.html", include_str!("../../../../themes/default/templates/postmortem.html")),
    ("postmortems.html", include_str!("../../../../themes/default/templates/postmortems.html")),
    ("response.html", include_str!("../../../../themes/default/templates/response.html")),
    ("sla.html", include_str!("../../../../themes/default/templates/sla.html")),
    ("subscribe.html", include_str!("../../../../themes/default/templates/subscribe.html")),
];

/// Name and bytes of each file of `assets/`.
pub(super) const ASSETS: &[(&str, &[u8])] = &[
    ("404.js", include_bytes!("../../../../themes/default/assets/404.js")),
    ("icon.svg", include_bytes!("../../../../themes/default/assets/icon.svg")),
    ("icon-operational.svg", include_bytes!("../../../../themes/default/assets/icon-operational.svg")),
    (
        "icon-under_maintenance.svg",
        include_bytes!("../../../../themes/default/assets/icon-under_maintenance.svg"),
    ),
    (
        "icon-degraded_performance.svg",
        include_bytes!("../../../../themes/default/assets/icon-degraded_performance.svg"),
    ),
    ("icon-partial_outage.svg", include_bytes!("../../../../themes/default/assets/icon-partial_outage.svg")),
    ("icon-major_outage.svg", include_bytes!("../../../../themes/default/assets/icon-major_outage.svg")),
    ("feed.css", include_bytes!("../../../../themes/default/assets/feed.css")),
    ("component.js", include_bytes!("../../../../themes/default/assets/component.js")),
    ("history.js", include_bytes!("../../../../themes/default/assets/history.js")),
    ("site.js", include_bytes!("../../../../themes/default/assets/site.js")),
    ("social.png", include_bytes!("../../../../themes/default/assets/social.png")),
    ("touch-icon.png", include_bytes!("../../../../themes/default/assets/touch-icon.png")),
    ("style.css", include_bytes!("../../../../themes/default/assets/style.css")),
];

/// Name and text of each language.
pub(super) const LANGUAGES: &[(&str, &str)] = &[
    ("ar", include_str!("../../../../themes/default/languages/ar.toml")),
    ("de", include_str!("../../../../themes/default/languages/de.toml")),
    ("en", ENGLISH),
    ("es", include_str!("../../../../themes/default/languages/es.toml")),
    ("fr", include_str!("../../../../themes/default/languages/fr.toml")),
    ("ja", include_str!("../../../../themes/default/languages/ja.toml")),
];
