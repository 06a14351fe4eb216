//! The ledger: what was sent, skipped and set aside. It contains digests and times, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::Digest;

/// The state of the delivery of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was sent at this time, UTC.
    Sent(DateTime<Utc>),
    /// It was too old, or imported, when it was first seen at this time, UTC.
    Skipped(DateTime<Utc>),
    /// It failed for good at this time, UTC.
    Aside(DateTime<Utc>),
    /// It failed and is tried again.
    Waiting {
        /// When it failed first, UTC.
        since: DateTime<Utc>,
        /// Until when the receiver asked to wait, UTC.
        until: Option<DateTime<Utc>>,
    },
}

impl Standing {
    /// Whether nothing is left to do.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        !matches!(self, Self::Waiting { .. })
    }
}

/// What was sent, by what was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: BTreeMap<Digest, Standing>,
}

impl Ledger {
    /// Returns the delivery state of a message; `None` if it was never seen.
    #[must_use]
    pub fn standing(&self, slot: &Digest) -> Option<Standing> {
        self.entries.get(slot).copied()
    }

    /// Records the delivery state of a message. Returns whether that is new.
    pub fn set(&mut self, slot: &Digest, standing: Standing) -> bool {
        self.entries.insert(slot.clone(), standing) != Some(standing)
    }

    /// Forgets a message, so that it is sent again. Returns whether it was known.
    pub fn forget(&mut self, slot: &Digest) -> bool {
        self.entries.remove(slot).is_some()
    }

    /// Removes entries that were settled before `before` (UTC) and are not among `known`: the published content no longer
    /// gives such a message, and if it did again, the message would be too old to be sent. Returns whether there were any.
    pub fn forget_gone(&mut self, known: &BTreeSet<Digest>, before: DateTime<Utc>) -> bool {
        let count = self.entries.len();
        self.entries.retain(|slot, standing| match standing {
            Standing::Sent(at) | Standing::Skipped(at) | Standing::Aside(at) => {
                *at >= before || known.contains(slot)
            }
            // It was tried for a day at most.
            Standing::Waiting { since, .. } => *since >= before || known.contains(slot),
        });
        self.entries.len() < count
    }

    /// Reads the text of a ledger; `None` if it is damaged.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let document: Value = serde_json::from_str(text).ok()?;
        let mut ledger = Self::default();
        for name in ["sent", "skipped", "aside", "waiting"] {
            for (slot, value) in document.get(name)?.as_object()? {
                ledger.entries.insert(Digest::parse(slot)?, standing(name, value)?);
            }
        }
        Some(ledger)
    }

    /// Returns the ledger as text. The same ledger gives the same text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut lists = ["sent", "skipped", "aside", "waiting"].map(|name| (name, Map::new()));
        for (slot, standing) in &self.entries {
            let (list, value) = match standing {
                Standing::Sent(at) => (0, time(*at)),
                Standing::Skipped(at) => (1, time(*at)),
                Standing::Aside(at) => (2, time(*at)),
                Standing::Waiting { since, until } => {
                    (3, json!({ "since": time(*since), "until": until.map(time) }))
                }
            };
            lists[list].1.insert(slot.to_string(), value);
        }
        let mut document = Map::new();
        document.insert("format".to_owned(), 1.into());
        document.extend(lists.map(|(name, list)| (name.to_owned(), Value::Object(list))));
        format!("{:#}\n", Value::Object(document))
    }
}

fn time(at: DateTime<Utc>) -> Value {
    at.to_rfc3339_opts(SecondsFormat::Secs, true).into()
}

fn standing(list: &str, value: &Value) -> Option<Standing> {
    let at = |value: &Value| value.as_str()?.parse::<DateTime<Utc>>().ok();
    Some(match list {
        "sent" => Standing::Sent(at(value)?),
        "skipped" => Standing::Skipped(at(value)?),
        "aside" => Standing::Aside(at(value)?),
        _ => Standing::Waiting { since: at(value.get("since")?)?, until: value.get("until").and_then(at) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let at = |second: i64| DateTime::from_timestamp(1_773_480_000 + second, 0).expect("a time");
        let mut ledger = Ledger::default();
        let slots: Vec<Digest> = (0..5_u8).map(|number| Digest::of(&[&[number]])).collect();
        ledger.set(&slots[0], Standing::Sent(at(0)));
        ledger.set(&slots[1], Standing::Skipped(at(1)));
        ledger.set(&slots[2], Standing::Aside(at(2)));
        ledger.set(&slots[3], Standing::Waiting { since: at(3), until: None });
        ledger.set(&slots[4], Standing::Waiting { since: at(4), until: Some(at(9)) });
        let text = ledger.to_text();
        assert_eq!(Ledger::parse(&text).as_ref(), Some(&ledger));
        let is_settled = |slot: &Digest| ledger.standing(slot).is_some_and(Standing::is_settled);
        assert!(is_settled(&slots[2]) && !is_settled(&slots[3]));
        assert!(!ledger.set(&slots[0], Standing::Sent(at(0))), "it is known already");
        assert!(ledger.forget(&slots[2]));
        assert_eq!(ledger.standing(&slots[2]), None);
    }

    #[test]
    fn only_what_is_gone_and_was_settled_long_ago_is_forgotten() {
        let at = |day: i64| DateTime::from_timestamp(1_773_480_000 + day * 86_400, 0).expect("a time");
        let slots: Vec<Digest> = (0..5_u8).map(|number| Digest::of(&[&[number]])).collect();
        let mut ledger = Ledger::default();
        ledger.set(&slots[0], Standing::Sent(at(0)));
        ledger.set(&slots[1], Standing::Sent(at(0)));
        ledger.set(&slots[2], Standing::Skipped(at(9)));
        ledger.set(&slots[3], Standing::Aside(at(10)));
        ledger.set(&slots[4], Standing::Waiting { since: at(9), until: None });
        let known = BTreeSet::from([slots[1].clone()]);
        assert!(!ledger.forget_gone(&known, at(0)));
        assert!(ledger.forget_gone(&known, at(10)));
        let left: Vec<bool> = slots.iter().map(|slot| ledger.standing(slot).is_some()).collect();
        assert_eq!(left, [false, true, false, true, false]);
    }

    #[test]
    fn a_damaged_ledger_is_not_an_empty_one() {
        for text in [
            "",
            "{",
            "{}",
            "[]",
            r#"{"sent":{"x":"2026-03-14T09:00:00Z"},"skipped":{},"aside":{},"waiting":{}}"#,
        ] {
            assert_eq!(Ledger::parse(text), None, "{text}");
        }
    }
}
