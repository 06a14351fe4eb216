//! Texts with places such as `{time}`, cut into what stands and what is filled in.

/// A stretch of a text with places.
pub(in crate::site) enum Piece<'a> {
    /// Stands as it is.
    Text(&'a str),
    /// Is filled in, by its name.
    Place(&'a str),
}

/// Cuts a text at its places. What is filled in is never searched for places itself.
pub(in crate::site) fn pieces(mut text: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        if let Some((name, rest)) = text.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            text = rest;
            return Some(Piece::Place(name));
        }
        let skip = usize::from(text.starts_with('{'));
        let end = text[skip..].find('{').map_or(text.len(), |found| found + skip);
        let (piece, rest) = text.split_at(end);
        text = rest;
        (!piece.is_empty()).then_some(Piece::Text(piece))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_places() {
        let cut = |text: &str| {
            let piece = |piece: Piece<'_>| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Place(name) => format!("<{name}>"),
            };
            pieces(text).map(piece).collect::<Vec<_>>()
        };
        assert_eq!(cut("by {time}, at {place}"), ["by ", "<time>", ", at ", "<place>"]);
        assert_eq!(cut("{n}{n}"), ["<n>", "<n>"]);
        assert_eq!(cut("a brace { alone"), ["a brace ", "{ alone"]);
        assert!(cut("").is_empty());
    }
}
