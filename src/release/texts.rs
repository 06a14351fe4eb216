//! Collects all released texts for the benchmark of the gate, so no test depends on them. The gate itself takes the texts
//! from the content.

use super::model::{Event, ImportedUpdate, Site};

impl Site {
    /// Returns all released texts, in no particular order.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = self.texts_beside_events();
        for incident in &self.incidents {
            incident.event.add_texts(&mut texts);
        }
        for maintenance in &self.maintenances {
            maintenance.event.add_texts(&mut texts);
        }
        texts
    }

    /// Returns all released texts except those of incidents and maintenances.
    #[must_use]
    pub fn texts_beside_events(&self) -> Vec<&str> {
        let mut texts: Vec<&str> = vec![&self.title, &self.description];
        let links = self.support.iter().chain(&self.report).chain(&self.subscribe);
        texts.extend(links.map(|link| link.label.as_str()));
        for group in &self.groups {
            texts.push(&group.name);
            texts.extend(group.description.as_deref());
        }
        for component in &self.components {
            texts.push(&component.name);
            texts.extend(component.description.as_deref());
            texts.extend(component.text.as_ref().map(|text| &*text.plain));
        }
        for notice in &self.notices {
            texts.extend([notice.title.as_str(), &*notice.text.plain]);
        }
        for page in &self.pages {
            texts.extend([page.title.as_str(), &*page.text.plain]);
        }
        for postmortem in &self.postmortems {
            texts.push(&postmortem.title);
            texts.extend(postmortem.byline.as_deref());
            texts.extend(postmortem.edited.iter().map(|mark| mark.note.as_str()));
            texts.extend(postmortem.text.as_ref().map(|text| &*text.plain));
            texts.extend(postmortem.commitments.iter().map(|commitment| commitment.text.as_str()));
            add_imported(&mut texts, postmortem.imported.as_deref());
        }
        texts
    }
}

impl Event {
    /// Returns the released texts of an incident or a maintenance.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        self.add_texts(&mut texts);
        texts
    }

    fn add_texts<'a>(&'a self, texts: &mut Vec<&'a str>) {
        texts.extend([self.title.as_str(), &self.first_title]);
        for update in &self.updates {
            texts.extend(update.renamed.as_deref());
            texts.extend(update.text.iter().chain(&update.summary).map(|text| &*text.plain));
            texts.extend(update.edited.iter().chain(&update.retracted).map(|mark| mark.note.as_str()));
            texts.extend(update.byline.as_deref());
            texts.extend(update.upstream.as_ref().map(|upstream| upstream.name.as_str()));
            add_imported(texts, update.imported.as_deref());
        }
    }
}

fn add_imported<'a>(texts: &mut Vec<&'a str>, kept: Option<&'a ImportedUpdate>) {
    if let Some(kept) = kept {
        texts.extend(kept.custom_tweet.as_deref());
        texts.extend(kept.names.iter().map(|(_, name)| name.as_str()));
    }
}
