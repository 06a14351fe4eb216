//! Tests of the module, by topic.

mod constructs;
mod escaping;
mod limits;
mod problems;
mod safety;

use super::{Context, Rendered, render};

/// Renders a text for a page below `/status`, with two images next to it.
fn rendered(source: &str) -> Rendered {
    let images = |name: &str| {
        ["graph.png", "my graph.png"].contains(&name).then(|| format!("/img/{}", name.replace(' ', "-")))
    };
    let context = Context {
        base_path: "/status",
        origin: "https://a.example",
        id_prefix: "u1-",
        heading_base: 3,
        images: &images,
    };
    render(source, &context)
}

fn html(source: &str) -> String {
    rendered(source).html
}

fn text(source: &str) -> String {
    rendered(source).text
}
