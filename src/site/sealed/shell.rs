//! The page that decrypts a sealed view. It is the same for all views, and no theme can change it: whoever changes its
//! script could read the codes.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

use super::super::rendering::text::escaped;
use super::super::rendering::{Environment, RenderContext, Theme};
use crate::diagnostics::Findings;
use crate::release::Site;

const DECRYPTOR: &str = include_str!("decryptor.js");
const STYLE: &str = include_str!("shell.css");
/// Where the script of the theme goes, which adds local times and running spans to the pages of the view.
const SITE_SCRIPT: &str = "/*site.js*/";
/// The words that the script shows.
const WORDS: [(&str, &str); 14] = [
    ("missing", "view.missing"),
    ("truncated", "view.truncated"),
    ("damaged", "view.damaged"),
    ("wrong", "view.wrong"),
    ("replaced", "view.replaced"),
    ("failed", "view.failed"),
    ("gone", "view.gone"),
    ("insecure", "view.insecure"),
    ("old", "view.old_browser"),
    ("retry", "view.retry"),
    ("home", "go_home"),
    ("opening", "view.opening"),
    ("changed", "script.changed"),
    ("reload", "script.reload"),
];

/// Renders the page, with the marks `{view-id}`, `{view-series}` and `{view-key}` for what differs between the views.
///
/// # Errors
///
/// Returns a finding for each mistake in a language file of the theme.
pub fn shell(site: &Site, theme: &Theme) -> Result<String, Findings> {
    let environment = Environment::new(site, theme)?;
    Ok(page(environment.context()))
}

fn page(context: RenderContext<'_>) -> String {
    let word = |key: &'static str| escaped(&context.word(key));
    let site = context.site;
    let script = script(context);
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src blob:; connect-src 'self'; base-uri 'none'; \
         form-action 'none'",
        hash(&script),
        hash(STYLE)
    );
    let words: BTreeMap<&str, String> =
        WORDS.into_iter().map(|(name, key)| (name, context.word(key))).collect();
    let words = escaped(&serde_json::to_string(&words).unwrap_or_default());
    let title = escaped(&format!("{} · {}", context.word("view.title"), site.title));
    let support = site.support.as_ref().map_or_else(String::new, |link| {
        let (url, label) = (escaped(&link.url), escaped(&link.label));
        format!("<p><a rel=\"noreferrer\" href=\"{url}\"><bdi>{label}</bdi></a></p>\n")
    });
    let (language, direction) = (escaped(context.language.code()), word("direction"));
    let (heading, intro) = (word("view.title"), word("view.intro"));
    let (label, open) = (word("view.label"), word("view.open"));
    let (retry, no_script, base) = (word("view.retry"), word("view.no_script"), escaped(&site.base_path));
    format!(
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\" data-lang=\"{language}\" \
         data-dir=\"{direction}\" data-title=\"{title}\" data-view=\"{{view-id}}\" data-base=\"{base}/v/{{view-id}}/\" \
         data-series=\"{{view-series}}\" data-key=\"{{view-key}}\" data-words=\"{words}\">\n<head>\n\
         <meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex, nofollow\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <main>\n<h1>{heading}</h1>\n<p>{intro}</p>\n<noscript><p>{no_script}</p></noscript>\n\
         <p id=\"state\" role=\"status\"></p>\n<p id=\"problem\" role=\"alert\"></p>\n\
         <form hidden><label for=\"code\">{label}</label>\n\
         <input id=\"code\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" dir=\"ltr\" \
         aria-describedby=\"problem\">\n<button type=\"submit\">{open}</button></form>\n\
         <button id=\"retry\" type=\"button\" hidden>{retry}</button>\n{support}</main>\n\
         <script>{script}</script>\n</body>\n</html>\n"
    )
}

/// The script: the decryptor around the script of the theme, whose functions it calls after it has shown a page.
fn script(context: RenderContext<'_>) -> String {
    let of_theme = context.theme.assets.get("site.js").map(|asset| String::from_utf8_lossy(&asset.bytes));
    // A closing tag inside would end the script.
    let of_theme = of_theme.unwrap_or_default().replace("</", "<\\/");
    compact(DECRYPTOR).replace(SITE_SCRIPT, &of_theme)
}

/// Removes comments and indentation. Comments of the decryptor are lines of their own.
fn compact(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::with_capacity(script.len()), |text, line| text + line + "\n")
}

/// The source expression of a content security policy for an inline script or style.
fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(text)))
}
