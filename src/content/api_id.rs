//! Ids of the API for records that have none of their own.

use sha2::{Digest, Sha256};

/// Twelve characters `[a-z0-9]` made from public data, the same for ever as long as the data stays: the form
/// that clients of the Statuspage API know. `kind` keeps an incident and an update of one name apart.
#[must_use]
pub fn derived_id(kind: &str, parts: &[&str]) -> String {
    const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    for part in parts {
        // The length keeps ("ab", "c") and ("a", "bc") apart.
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
    fn ids_have_the_form_that_clients_know_and_differ_by_part() {
        let id = derived_id("incident", &["ab", "c"]);
        assert_eq!(id.len(), 12);
        assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
        assert_ne!(id, derived_id("incident", &["a", "bc"]));
        assert_ne!(id, derived_id("update", &["ab", "c"]));
        assert_eq!(id, derived_id("incident", &["ab", "c"]));
    }
}
