//! Parsing the files of a Hugo site: YAML and TOML as one kind of tree, content files, the configuration.

pub(super) mod config;
pub(super) mod page;
pub(super) mod toml;
pub(super) mod tree;
pub(super) mod yaml;
