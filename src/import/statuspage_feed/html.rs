//! Converting the HTML of a feed to the plain text of the export, in which only `<br />` has a meaning.

/// Removes tags: paragraphs and breaks become `<br />`, the target of a link follows its text, entities become
/// characters.
pub(super) fn text(html: &str) -> String {
    let mut out = String::new();
    let mut target: Option<(String, usize)> = None;
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(&decoded(before));
        let Some((tag, after)) = after.split_once('>') else {
            out.push_str(&decoded(rest.get(before.len()..).unwrap_or_default()));
            rest = "";
            break;
        };
        rest = after;
        let name: String =
            tag.chars().take_while(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
        match name.trim_end_matches('/') {
            "br" => out.push_str("<br />"),
            "li" => out.push_str("<br />- "),
            "p" | "/p" | "ul" | "/ul" | "ol" | "/ol" | "div" | "/div" => out.push_str("<br /><br />"),
            "a" => target = href(tag).map(|href| (href, out.len())),
            "/a" => {
                if let Some((href, start)) = target.take()
                    && out.get(start..).is_none_or(|words| words.trim() != href)
                {
                    out.extend([" (", href.as_str(), ")"]);
                }
            }
            _ => {}
        }
    }
    out.push_str(&decoded(rest));
    trimmed(&out)
}

/// Removes white space and breaks at either end.
fn trimmed(text: &str) -> String {
    let mut text = text.trim();
    loop {
        let shorter = text.trim_start_matches("<br />").trim_end_matches("<br />").trim();
        if shorter == text {
            return text.to_owned();
        }
        text = shorter;
    }
}

fn href(tag: &str) -> Option<String> {
    let (_, value) = tag.split_once("href=")?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (href, _) = value.get(1..)?.split_once(quote)?;
    Some(decoded(href))
}

/// Replaces entities with their characters; unknown ones stay.
fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let found = after.split_once(';').and_then(|(name, after)| Some((entity(name)?, after)));
        let (character, after) = found.unwrap_or(('&', after));
        out.push(character);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}
