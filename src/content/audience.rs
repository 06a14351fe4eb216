//! Audience tags, as written in content files.

use std::fmt;

/// An element of an `audience` list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AudienceTag {
    /// Everybody.
    Public,
    /// All customers of a tier.
    Tier(String),
    /// One customer, by the name of its file.
    Customer(String),
}

impl AudienceTag {
    /// Parses `public`, `tier:<id>` or `customer:<id>`; returns `None` for anything else.
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
    fn only_exact_tags_are_parsed() {
        assert_eq!(AudienceTag::parse("public"), Some(AudienceTag::Public));
        assert_eq!(AudienceTag::parse("tier:gold"), Some(AudienceTag::Tier("gold".into())));
        for text in ["Public", "public ", "", "tier:", "customer: acme", "everyone", "gold"] {
            assert_eq!(AudienceTag::parse(text), None, "{text}");
        }
    }
}
