//! Random identifiers: the token for clients on other machines, and the id of this run of the program.

use std::fmt::Write as _;

/// The minimum length of a token, in characters.
pub const MIN_TOKEN: usize = 16;

/// Returns `bytes` random bytes in hexadecimal.
///
/// # Errors
///
/// Fails if the system provides no random numbers.
pub fn random(bytes: usize) -> Result<String, getrandom::Error> {
    let mut random = vec![0; bytes];
    getrandom::fill(&mut random)?;
    Ok(random.iter().fold(String::with_capacity(2 * bytes), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// Whether `text` is a valid token: long enough, and usable in a URL and a cookie without encoding.
#[must_use]
pub fn is_token(text: &str) -> bool {
    text.len() >= MIN_TOKEN && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_identifiers_differ_and_are_valid_tokens() {
        let (one, other) = (random(16).expect("randomness"), random(16).expect("randomness"));
        assert_ne!(one, other);
        assert!(is_token(&one), "{one}");
        for text in ["", "short", "0123456789abcde", "0123456789abcdef;", "0123456789 abcdef"] {
            assert!(!is_token(text), "{text}");
        }
    }
}
