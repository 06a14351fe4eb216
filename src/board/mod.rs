//! The site for colleagues: what is open, what falls due, every incident with its record, and lists of everything else.
//!
//! [`board()`] makes its files from the records, from the facts of `response`, and from what was released to each customer.
//! All of them have the destination [`crate::artifact::Destination::Internal`]. No room with public output knows this one.
//! It reads no clock and no disk; the commands write the files after the public site is complete.
//!
//! No page contains a duration that ends now: pages have times, and the script of the theme counts. [`due_words`] has the
//! words for what is due, which the commands use too.

mod action;
mod chronology;
mod customer_site;
mod due_calendar;
mod due_entry;
pub mod due_words;
mod environment;
mod facts;
mod frame;
mod incident;
mod inputs;
mod likely;
mod link;
mod lists;
mod maintenance;
mod moment;
mod next_change;
mod now;
mod open;
mod page;
mod render;
mod review;
mod search_index;
mod stage;
mod summary;
mod template_value;
mod text;
mod theme;
mod title;
mod words;

pub use due_calendar::due_calendar;
pub use inputs::BoardInputs;
pub use render::{Board, board};
