//! A page as text: the content of `<main>`, one line per block, with the addresses of links.

/// Inline elements.
const INLINE: [&str; 14] =
    ["a", "b", "bdi", "code", "em", "i", "small", "span", "strong", "time", "del", "sup", "abbr", "title"];

/// The text of a page. Images are left out, except for their titles.
pub(super) fn plain(html: &str) -> String {
    let main = html.split_once("<main").map_or(html, |(_, main)| main);
    let main = main.split_once('>').map_or(main, |(_, main)| main);
    let main = main.rsplit_once("</main>").map_or(main, |(main, _)| main);
    let mut text = String::new();
    let mut rest = main;
    while let Some((before, tag)) = rest.split_once('<') {
        text += before;
        let (tag, behind) = split_tag(tag);
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if !INLINE.contains(&name) {
            text.push('\n');
        }
        if let Some((_, href)) = tag.split_once("href=\"").filter(|_| name == "a") {
            text.extend(["<", href.split('"').next().unwrap_or_default(), ">"]);
        }
        rest = behind;
    }
    text += rest;
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).map(|line| line + "\n").collect()
}

/// Splits a tag from the rest; a `>` in quotes does not end the tag.
fn split_tag(text: &str) -> (&str, &str) {
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return (&text[..at], &text[at + 1..]),
            _ => {}
        }
    }
    (text, "")
}
