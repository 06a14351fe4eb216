//! A site of [cState](https://github.com/cstate/cstate), which is a site of Hugo, as `content/` files.
mod comments;
mod fit;
mod heading;
mod html;
mod label;
mod page;
mod shortcode;
mod toml;
mod tree;
mod updates;
mod yaml;
