//! The index of the search box: one entry for each incident, action, component, customer and runbook. It has titles and
//! keywords only, so that it stays small; `allclear search` looks at the texts.

use serde::Serialize;

use super::facts::{Facts, customer_address};
use super::moment::day;
use crate::artifact::{Artifact, ArtifactKind};
use crate::content::Keyword as _;

/// An entry, with short names because there are many.
#[derive(Debug, Serialize)]
struct Entry {
    /// The title.
    t: String,
    /// The address below the root.
    u: String,
    /// What it is.
    k: &'static str,
    /// Other words by which it is found.
    w: String,
    /// What tells it from others with the same title.
    d: String,
}

/// Returns `search.json`.
pub(super) fn search_index(facts: &Facts<'_>) -> Artifact {
    let incidents = facts.incidents.iter().map(|one| {
        let components = one.components.iter().map(|index| facts.component_name(*index).to_owned());
        let public = one.folder.released().filter_map(|update| update.title.as_ref());
        let words = components
            .chain(one.causes.iter().cloned())
            .chain(public.map(|title| title.value.clone()))
            .chain([one.folder.name.clone(), one.kind.word().replace('_', " ")])
            .chain(one.severity.map(str::to_owned));
        Entry {
            t: one.title.to_owned(),
            u: facts.address(one.folder).to_owned(),
            k: "Incident",
            w: words.collect::<Vec<_>>().join(" "),
            d: one.at.map(|at| day(at.date_naive())).unwrap_or_default(),
        }
    });
    let actions = facts.actions.iter().map(|item| {
        let line = |text: &Option<crate::span::Spanned<String>>| {
            text.as_ref().map(|text| text.value.clone()).unwrap_or_default()
        };
        Entry {
            t: line(&item.action.title),
            u: format!("{}#actions", facts.address(item.folder)),
            k: "Action",
            w: line(&item.action.id),
            d: line(&item.action.owner),
        }
    });
    let components = (0..facts.content.public.components.len()).map(|index| Entry {
        t: facts.component_name(index).to_owned(),
        u: format!("by/component/{}/", facts.component_address(index)),
        k: "Component",
        w: facts.content.public.components.get(index).map(|one| one.path.clone()).unwrap_or_default(),
        d: String::new(),
    });
    let customers = facts.content.internal.customers.iter().map(|customer| Entry {
        t: facts.customer(&customer.id),
        u: customer_address(&customer.id),
        k: "Customer",
        w: customer.aliases.iter().map(|alias| alias.value.as_str()).collect::<Vec<_>>().join(" "),
        d: customer.tier.as_ref().map(|tier| tier.value.clone()).unwrap_or_default(),
    });
    let runbooks = facts.content.internal.runbooks.iter().map(|runbook| {
        let link = facts.runbook_link(&runbook.path);
        Entry {
            t: link.label,
            u: link.url.unwrap_or_default(),
            k: "Runbook",
            w: String::new(),
            d: String::new(),
        }
    });
    let all: Vec<Entry> =
        incidents.chain(actions).chain(components).chain(customers).chain(runbooks).collect();
    Artifact::internal("search.json", serde_json::to_vec(&all).unwrap_or_default(), ArtifactKind::Feed)
}
