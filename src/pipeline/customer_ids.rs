//! Finds ids of customers that every site contains: words of the interface, the theme or fixed addresses.
//!
//! The gate searches for the ids in addresses, attributes and JSON keys. With such an id, it would refuse every build.

use crate::content::internal::Customer;
use crate::diagnostics::{Finding, Findings, rules};

/// The words in fixed addresses that no text of the theme contains.
const ADDRESS_WORDS: [&str; 36] = [
    "api",
    "assets",
    "atom",
    "badge",
    "badges",
    "calendar",
    "component",
    "components",
    "embed",
    "feed",
    "headers",
    "history",
    "html",
    "ics",
    "incident",
    "incidents",
    "index",
    "json",
    "llms",
    "maintenance",
    "maintenances",
    "metrics",
    "nojekyll",
    "picture",
    "postmortem",
    "postmortems",
    "response",
    "robots",
    "rss",
    "sitemap",
    "status",
    "subscribe",
    "summary",
    "svg",
    "txt",
    "xml",
];

/// Returns an error for each customer whose id is a word of the interface.
pub(super) fn reserved(customers: &[Customer], interface: &[&str]) -> Findings {
    let is_reserved =
        |id: &str| ADDRESS_WORDS.contains(&id) || interface.iter().any(|text| has_word(text, id));
    let reserved = customers.iter().filter(|customer| is_reserved(&customer.id));
    let finding = |customer: &Customer| {
        let message =
            format!("`{}` is the id of a customer and a word of the interface or the theme", customer.id);
        Finding::at(&rules::ALIAS_IS_PUBLIC, customer.span, message).hint("rename the customer's file")
    };
    reserved.map(finding).collect()
}

/// Whether a text contains a word, with the same borders as in the gate.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn a_word_has_borders_on_both_sides() {
        assert!(has_word("<p class=\"state-dot\">", "dot"));
        assert!(has_word("dot", "dot"));
        assert!(!has_word("dots and pedot", "dot"));
    }
}
