//! Building records from the parsed files: incidents, maintenances, notices, pages, components and settings.

pub(super) mod components;
pub(super) mod context;
pub(super) mod counts;
pub(super) mod dated_update;
pub(super) mod events;
pub(super) mod groups;
pub(super) mod issue;
mod old_address;
pub(super) mod pages;
pub(super) mod schedule;
pub(super) mod site_content;
pub(super) mod site_file;
pub(super) mod unpublished;
