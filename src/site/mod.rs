//! Stand-in until the room of pages is merged.

use crate::diagnostics::Findings;
use crate::output::{Kind, Output};
use crate::release::Site;
use crate::source::{Located, Snapshot};

/// No theme.
#[derive(Debug)]
pub struct Theme;

impl Theme {
    /// Loads nothing.
    pub fn load(_snapshot: &Snapshot, _name: &Located<String>) -> Result<Self, Findings> {
        Ok(Self)
    }

    /// No texts.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        vec!["not found"]
    }
}

/// A page an incident, and home.
pub fn render(site: &Site, _theme: &Theme) -> Result<Vec<Output>, Findings> {
    let page = |path: String, text: String, kind| {
        Output::new(
            path,
            format!("<!doctype html><html lang=\"en\"><title>{}</title>{text}</html>\n", site.title),
            kind,
        )
    };
    let mut outputs: Vec<Output> = site
        .incidents
        .iter()
        .map(|incident| &incident.event)
        .chain(site.maintenances.iter().map(|maintenance| &maintenance.event))
        .map(|event| {
            let texts: String = event
                .updates
                .iter()
                .filter_map(|update| update.text.as_ref())
                .map(|text| text.html.to_string())
                .collect();
            page(
                format!("incidents/{}/index.html", event.slug),
                format!("<h1>{}</h1>{texts}", event.title),
                Kind::Page,
            )
        })
        .collect();
    for component in &site.components {
        outputs.push(page(
            format!("components/{}/index.html", component.slug),
            component.name.clone(),
            Kind::Page,
        ));
    }
    for notice in &site.notices {
        outputs.push(page(format!("notices-{}.html", notice.anchor), notice.title.clone(), Kind::Page));
    }
    for free in &site.pages {
        outputs.push(page(
            format!("{}/index.html", free.slug),
            format!("{}{}", free.title, free.text.html),
            Kind::Page,
        ));
    }
    outputs.push(page("index.html".into(), format!("{:?}", site.today), Kind::Index));
    Ok(outputs)
}
