//! The content security policy of pages (<https://www.w3.org/TR/CSP3/>).

/// What a page may load: the style sheet, script, images, fonts and stamps of its own site, and nothing from elsewhere.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
                                          font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
