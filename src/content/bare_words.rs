//! Corrects a line of TOML whose values lack their quotes: `next_update = 30 min`, `status = investigating`.

use toml::de::DeTable;

use super::duration::loose_duration;

/// Returns the key of a line and the line with quotes around its values, if that makes it valid. Also replaces the colon
/// of YAML by an equals sign.
pub(super) fn with_quotes(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    let (key, value) = line.split_once('=').or_else(|| line.split_once(':'))?;
    let key = key.trim();
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"');
    if key.is_empty() || !key.chars().all(is_key) {
        return None;
    }
    let fixed = format!("{key} = {}", quoted(value.trim())?);
    (fixed != line && is_valid(&fixed)).then(|| (key.to_owned(), fixed))
}

/// Adds quotes to the bare words of a value. `None` if a text is not closed.
fn quoted(value: &str) -> Option<String> {
    let mut text = String::with_capacity(value.len() + 2);
    let mut brackets = Vec::new();
    let mut is_value = true;
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let mut taken = first.len_utf8();
        match first {
            '"' | '\'' => {
                taken = rest.get(1..)?.find(first)? + 2;
                is_value = false;
                text.push_str(rest.get(..taken)?);
            }
            '#' if brackets.is_empty() && !is_value => {
                text.push_str(rest);
                break;
            }
            '[' | '{' => {
                brackets.push(first);
                is_value = first == '[';
                text.push(first);
            }
            ']' | '}' | ',' | '=' => {
                if matches!(first, ']' | '}') {
                    brackets.pop();
                }
                is_value = first == '=' || first == ',' && brackets.last() == Some(&'[');
                text.push(first);
            }
            // A colon where a table needs `=`.
            ':' if brackets.last() == Some(&'{') && !is_value => {
                is_value = true;
                text.push_str(" =");
            }
            first if is_value && !first.is_whitespace() => {
                let ends =
                    |c: char| if brackets.is_empty() { c == '#' } else { matches!(c, ',' | ']' | '}') };
                taken = rest.find(ends).unwrap_or(rest.len());
                let written = rest.get(..taken)?;
                let word = written.trim_end();
                // A quote in the middle of a word is a text that is not closed.
                if word.contains('"') {
                    return None;
                }
                text.push_str(&scalar(word));
                text.push_str(written.get(word.len()..)?);
                is_value = false;
            }
            first => text.push(first),
        }
        rest = rest.get(taken..)?;
    }
    Some(text)
}

/// Returns a word as a value: unchanged if it is one, and otherwise in quotes.
fn scalar(word: &str) -> String {
    if is_valid(&format!("x = {word}")) {
        return word.to_owned();
    }
    let text = loose_duration(word).unwrap_or_else(|| word.to_owned());
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn is_valid(line: &str) -> bool {
    DeTable::parse_recoverable(line).1.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_words_get_quotes() {
        for (line, fixed) in [
            ("next_update = 30 min", "next_update = \"30m\""),
            ("next_update = 1 hour 30 minutes # promised", "next_update = \"1h 30m\" # promised"),
            ("next_update = 30m", "next_update = \"30m\""),
            ("status = investigating", "status = \"investigating\""),
            ("title = Lifts are out of order", "title = \"Lifts are out of order\""),
            ("audience = [customer:tern, \"public\"]", "audience = [\"customer:tern\", \"public\"]"),
            (
                "components = { lift = major_outage, \"hall/door\" = \"operational\" }",
                "components = { lift = \"major_outage\", \"hall/door\" = \"operational\" }",
            ),
            ("components = { lift: major_outage }", "components = { lift = \"major_outage\" }"),
            ("status: resolved", "status = \"resolved\""),
        ] {
            assert_eq!(with_quotes(line).map(|(_, fixed)| fixed).as_deref(), Some(fixed), "{line}");
        }
    }

    #[test]
    fn other_lines_are_not_corrected() {
        for line in ["", "title = \"open", "status = \"resolved\"", "+++", "two words = x", "= x", "x = é\""]
        {
            assert_eq!(with_quotes(line), None, "{line}");
        }
    }
}
