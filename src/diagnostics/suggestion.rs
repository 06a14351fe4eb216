//! "Did you mean": the nearest of a closed set of words.

/// The candidate nearest to what was written, if one is near enough to be meant.
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

/// Case, spaces, hyphens and underscores are what people mix up most: they do not count as differences.
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
    fn suggests_the_nearest_word() {
        assert_eq!(did_you_mean("investigting", ["identified", "investigating"]), Some("investigating"));
        assert_eq!(did_you_mean("In Progress", ["in_progress", "verifying"]), Some("in_progress"));
        assert_eq!(did_you_mean("visibilty", ["title", "visibility"]), Some("visibility"));
    }

    #[test]
    fn says_nothing_when_nothing_is_near() {
        assert_eq!(did_you_mean("elephant", ["title", "slug"]), None);
        assert_eq!(did_you_mean("x", ["at", "id"]), None);
    }
}
