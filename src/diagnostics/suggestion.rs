//! "Did you mean": finds the most similar candidate for a misspelt word.

/// Returns the most similar candidate, if it is similar enough (Damerau-Levenshtein distance up to a third of the length).
#[must_use]
pub fn did_you_mean<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(written);
    let allowed = (folded.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Normalizes case, spaces, hyphens and underscores, which people confuse most often.
fn fold(word: &str) -> String {
    word.trim()
        .chars()
        .map(|c| if matches!(c, ' ' | '-') { '_' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn the_most_similar_candidate_is_suggested() {
        assert_eq!(did_you_mean("investigting", ["identified", "investigating"]), Some("investigating"));
        assert_eq!(did_you_mean("In Progress", ["in_progress", "verifying"]), Some("in_progress"));
        assert_eq!(did_you_mean("visibilty", ["title", "visibility"]), Some("visibility"));
    }

    #[test]
    fn nothing_is_suggested_if_no_candidate_is_similar() {
        assert_eq!(did_you_mean("elephant", ["title", "slug"]), None);
        assert_eq!(did_you_mean("x", ["at", "id"]), None);
    }
}
