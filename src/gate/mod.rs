//! The gate: the final proof that nothing internal is in what is about to be published.
//!
//! It reads every rendered byte and every path, and reports what must not be there. It knows no records and trusts no
//! renderer: the caller passes internal texts, names and patterns ([`Input`]) and the released texts
//! ([`ReleasedTexts`]) as plain data, and gets [`Hit`]s. It never changes an output, decides nothing about audiences,
//! and never repeats the text it found, because its report may end up in a public log.
//!
//! What must not be published is the same for every audience and indexed once ([`InternalIndex`]). What may be
//! published is indexed for each audience ([`ReleasedIndex`]). A [`Gate`] reads outputs against both.
//!
//! Both kinds of error hurt: a miss is a leak, and a false alarm stops an urgent update at night. So the gate searches
//! through markup, encodings, typography and Unicode normal forms, and compares every candidate word by word before it
//! reports a hit.
//!
//! It cannot see text inside compressed or encrypted bytes, base64, images of text, paraphrases, or six words in a
//! language written without spaces (a word is a run of letters and digits).

mod decode;
mod file_kind;
mod filter;
mod fold;
mod forbid;
mod hit;
mod host;
mod input;
mod inspector;
mod internal_index;
mod literals;
mod markup;
mod needle;
mod network;
mod normal;
mod occurrence;
mod patches;
mod phrase_set;
mod phrases;
mod prose;
mod readings;
mod released_index;
mod secrets;
mod window;
mod words;

#[cfg(test)]
mod tests;

pub use forbid::{ForbidError, ForbidPattern};
pub use hit::{Hit, HitRule, SourceOffset};
pub use input::{Input, InternalText, ReleasedTexts, Secret, SecretKind, ViewId, WithheldText};
pub use inspector::Gate;
pub use internal_index::InternalIndex;
pub use phrase_set::PhraseSet;
pub use released_index::{ReleasedChange, ReleasedIndex};
