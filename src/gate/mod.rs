//! The gate: the proof of last resort that nothing internal stands in what is about to be published.
//!
//! It reads every rendered byte and every path, and names what must not be there. It knows no records and trusts
//! no renderer: a caller hands it the internal texts, the released texts and the names as plain data ([`Watch`]),
//! and gets back [`Hit`]s. It never changes an output, decides nothing about audiences, and never repeats the text
//! it found, because its report may end up in a public log.
//!
//! Both of its errors hurt. A miss is a leak; a false alarm stops an urgent update at night. So text is sought
//! through markup, encodings, typography and normal forms of Unicode, and every candidate is compared word by word before it is reported.
//!
//! What it cannot see: text inside compressed or encrypted bytes, base64, pictures of text, paraphrases, and six
//! words in a language written without spaces (a word is a run of letters and digits).

mod concatenation;
mod decode;
mod file_kind;
mod filter;
mod fold;
mod forbid;
mod hit;
mod host;
mod input;
mod inspector;
mod literals;
mod markup;
mod needle;
mod network;
mod normal;
mod patches;
mod phrases;
mod prose;
mod readings;
mod secrets;
mod window;
mod words;

#[cfg(test)]
mod tests;

pub use forbid::{ForbidError, ForbidPattern};
pub use hit::{Hit, HitRule, SourceOffset};
pub use input::{Input, InternalText, Secret, SecretKind, ViewId};
pub use inspector::{Change, Gate, Newly, Verdict};
