//! Random names: the token that callers from other machines need, and the name of this run of the program.

use std::fmt::Write as _;

/// The fewest characters of a token that somebody chooses.
pub const SHORTEST_TOKEN: usize = 16;

/// A random text of this many bytes, in hexadecimal. An error if the system has no randomness to give.
pub fn random(bytes: usize) -> Result<String, getrandom::Error> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random)?;
    Ok(random.iter().fold(String::with_capacity(2 * bytes), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// Whether a text can be a token: long enough, and fit for an address and a cookie as it is.
#[must_use]
pub fn is_token(text: &str) -> bool {
    text.len() >= SHORTEST_TOKEN
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_texts_differ_and_are_tokens() {
        let (one, other) = (random(16).expect("randomness"), random(16).expect("randomness"));
        assert_ne!(one, other);
        assert!(is_token(&one), "{one}");
        for text in ["", "short", "0123456789abcde", "0123456789abcdef;", "0123456789 abcdef"] {
            assert!(!is_token(text), "{text}");
        }
    }
}
