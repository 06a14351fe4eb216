//! Patterns: texts with placeholders such as `{time}`.

/// A part of a pattern.
pub(in crate::site) enum PatternPart<'a> {
    /// Literal text.
    Text(&'a str),
    /// A placeholder, by name.
    Placeholder(&'a str),
}

/// Splits a pattern at its placeholders. Values are filled in later and are never searched for placeholders.
pub(in crate::site) fn pattern_parts(mut text: &str) -> impl Iterator<Item = PatternPart<'_>> {
    std::iter::from_fn(move || {
        if let Some((name, rest)) = text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            text = rest;
            return Some(PatternPart::Placeholder(name));
        }
        let skip = usize::from(text.starts_with('{'));
        let end = text[skip..].find('{').map_or(text.len(), |found| found + skip);
        let (piece, rest) = text.split_at(end);
        text = rest;
        (!piece.is_empty()).then_some(PatternPart::Text(piece))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_split_at_its_placeholders() {
        let cut = |text: &str| {
            let piece = |piece: PatternPart<'_>| match piece {
                PatternPart::Text(text) => text.to_owned(),
                PatternPart::Placeholder(name) => format!("<{name}>"),
            };
            pattern_parts(text).map(piece).collect::<Vec<_>>()
        };
        assert_eq!(cut("by {time}, at {place}"), ["by ", "<time>", ", at ", "<place>"]);
        assert_eq!(cut("{n}{n}"), ["<n>", "<n>"]);
        assert_eq!(cut("a brace { alone"), ["a brace ", "{ alone"]);
        assert!(cut("").is_empty());
    }
}
