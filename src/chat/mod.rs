//! Messages for chat services, in the JSON that each of them takes, and as plain text.
//!
//! Whoever makes a message decides what is in it. This room only writes it: within the limits of the service, and so that no
//! text becomes a mention, a link or markup. It sends nothing.

mod adaptive_card;
mod message;
mod plain;
mod shorten;
mod slack;
mod slack_markup;
mod teams;

#[cfg(test)]
mod tests;

pub use adaptive_card::{adaptive_card, rich_text_block};
pub use message::{Message, MessageLink, MessagePart};
pub use plain::{cleaned, plain_text};
pub use shorten::shorten;
pub use slack::slack;
pub use slack_markup::{slack_cost, slack_escaped};
pub use teams::teams;
