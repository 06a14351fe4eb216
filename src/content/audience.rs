//! To whom a text is released, as written.

use std::fmt;

/// One part of an `audience` list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AudienceTag {
    /// Everybody.
    Public,
    /// The customers of a tier.
    Tier(String),
    /// One customer, by the name of its file.
    Customer(String),
}

impl AudienceTag {
    /// Reads `public`, `tier:<id>` or `customer:<id>`, exactly so; anything else is no audience.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None if text == "public" => Some(Self::Public),
            Some(("tier", id)) if !id.is_empty() && id.trim() == id => Some(Self::Tier(id.into())),
            Some(("customer", id)) if !id.is_empty() && id.trim() == id => Some(Self::Customer(id.into())),
            _ => None,
        }
    }
}

impl fmt::Display for AudienceTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::Tier(id) => write!(f, "tier:{id}"),
            Self::Customer(id) => write!(f, "customer:{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AudienceTag;

    #[test]
    fn only_the_exact_words_are_an_audience() {
        assert_eq!(AudienceTag::parse("public"), Some(AudienceTag::Public));
        assert_eq!(AudienceTag::parse("tier:gold"), Some(AudienceTag::Tier("gold".into())));
        for text in ["Public", "public ", "", "tier:", "customer: acme", "everyone", "gold"] {
            assert_eq!(AudienceTag::parse(text), None, "{text}");
        }
    }
}
