//! The review of each month: counts, targets, how fast the response was, repeats, late actions, and what the meeting decided.
//! The figures come from `response`; what they mean and how they are drawn is decided here.

mod chart;
mod figures;
mod formulas;
mod page;

pub(super) use page::review_pages;
