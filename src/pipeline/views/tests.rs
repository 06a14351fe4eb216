//! Views that are published again only when something that they show has changed.
