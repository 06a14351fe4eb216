//! The lists: incidents with their filters, components, customers, post-mortems, actions, people and runbooks.

pub(super) mod actions;
pub(super) mod components;
pub(super) mod customers;
pub(super) mod incidents;
mod parts;
pub(super) mod people;
pub(super) mod postmortems;
pub(super) mod runbooks;
