//! Derives API ids for records without a written id.

use sha2::{Digest, Sha256};

/// Returns twelve characters `[a-z0-9]`, the form that clients of the Statuspage API expect. The id is a hash of
/// public data and stays the same as long as the data does. `kind` distinguishes an incident and an update with the
/// same parts.
#[must_use]
pub fn derived_id(kind: &str, parts: &[&str]) -> String {
    const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    for part in parts {
        // The length distinguishes ("ab", "c") and ("a", "bc").
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize()
        .iter()
        .take(12)
        .map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::derived_id;

    #[test]
    fn ids_have_the_statuspage_form_and_depend_on_every_part() {
        let id = derived_id("incident", &["ab", "c"]);
        assert_eq!(id.len(), 12);
        assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
        assert_ne!(id, derived_id("incident", &["a", "bc"]));
        assert_ne!(id, derived_id("update", &["ab", "c"]));
        assert_eq!(id, derived_id("incident", &["ab", "c"]));
    }
}
