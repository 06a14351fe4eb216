//! The page of a post-mortem: its text, and from released data the duration, the affected components and the timeline
//! of updates.

use std::sync::Arc;

use serde::Serialize;

use super::event::known_day;
use super::inputs::{ByPointer, PostmortemInputs};
use super::phrase::{PhraseValue, iso};
use super::update::UpdatePosition;
use super::{FactView, Head, Link, Part, Phrase, UpdateView};
use crate::release::model::{Commitment, Due, Event, Incident, Mark, Postmortem};
use crate::site::last_change;
use crate::site::rendering::RenderContext;
use crate::status::Impact;

/// The page of a post-mortem.
#[derive(Clone, Debug, Serialize)]
pub struct PostmortemPage {
    /// The head of the page.
    pub head: Head,
    /// Its headline.
    pub title: String,
    /// When and by whom it was published.
    pub published: Phrase,
    /// The incidents that it covers; its address is that of the first.
    pub incidents: Vec<CoveredIncident>,
    /// Its text as safe HTML; may be empty.
    pub html: String,
    /// Its commitments.
    pub commitments: Vec<CommitmentView>,
    /// Whether the text ends with a section about what changes, which the commitments continue.
    pub continues: bool,
    /// The changes since it was published, with their notes.
    pub edited: Vec<Phrase>,
    /// The author's name as shown on the page, for programs; empty if there is none.
    pub byline: String,
    /// When it was published, for programs.
    pub published_iso: String,
    /// When it was published or last edited, for programs.
    pub modified_iso: String,
    /// Address of the list of all post-mortems.
    pub all: String,
}

/// An incident that a post-mortem covers.
#[derive(Clone, Debug, Serialize)]
pub struct CoveredIncident {
    /// The incident.
    pub link: Link,
    /// Its impact, for style sheets: `none`, `minor`, `major` or `critical`.
    pub impact: &'static str,
    /// The key facts: link, impact, start, end, duration, affected components.
    pub facts: Vec<FactView>,
    /// The updates, oldest first, without their texts.
    pub timeline: Vec<UpdateView>,
}

pub(in crate::site) fn postmortem_page(
    context: RenderContext<'_>,
    inputs: &PostmortemInputs,
) -> PostmortemPage {
    let postmortem = &inputs.postmortem;
    let address = context.addresses.postmortem(&postmortem.slug);
    let title = format!("{}: {}", context.language.word("postmortem"), postmortem.title);
    let mut head = Head { kind: "article", ..Head::new(context, &title, address) };
    if let Some(text) = &postmortem.text {
        head.describe(&text.plain);
    }
    let incidents = inputs.incidents.iter().map(|ByPointer(incident)| incident);
    PostmortemPage {
        head,
        title: postmortem.title.clone(),
        published: published(context, postmortem),
        incidents: incidents.map(|incident| CoveredIncident::new(context, incident)).collect(),
        html: postmortem.text.as_ref().map(|text| text.html.to_string()).unwrap_or_default(),
        continues: continues(context, postmortem),
        edited: postmortem.edited.iter().map(|mark| edited(context, mark)).collect(),
        byline: postmortem.byline.clone().unwrap_or_default(),
        published_iso: iso(postmortem.published),
        modified_iso: iso(last_change::of_postmortem(postmortem)),
        commitments: postmortem.commitments.iter().map(|made| CommitmentView::new(context, made)).collect(),
        all: context.addresses.postmortems(),
    }
}

fn published(context: RenderContext<'_>, postmortem: &Postmortem) -> Phrase {
    let time = ("time", PhraseValue::Time(postmortem.published));
    match &postmortem.byline {
        Some(name) => context.phrase("postmortem_by", &[time, ("name", PhraseValue::Name(name))]),
        None => context.phrase("postmortem_published", &[time]),
    }
}

fn edited(context: RenderContext<'_>, mark: &Mark) -> Phrase {
    context.phrase("edited", &[("time", PhraseValue::Time(mark.at)), ("note", PhraseValue::Name(&mark.note))])
}

/// Whether the last section of the text has the heading that the list of commitments would have. Then there is one section
/// about what changes and not two.
pub(in crate::site) fn continues(context: RenderContext<'_>, postmortem: &Postmortem) -> bool {
    let Some(text) = &postmortem.text else { return false };
    let Some((_, last)) = text.html.rsplit_once("<h2") else { return false };
    let heading =
        last.split_once('>').and_then(|(_, rest)| rest.split_once("</h2>")).map(|(heading, _)| heading);
    let commitments = context.language.word("commitments");
    heading.is_some_and(|heading| heading.trim().to_lowercase() == commitments.to_lowercase())
}

impl CoveredIncident {
    fn new(context: RenderContext<'_>, incident: &Incident) -> Self {
        let event = &incident.event;
        let url = context.addresses.incident(&event.slug);
        let link = Link { label: event.title.clone(), url };
        let mut facts = vec![FactView::time(context, "incident", PhraseValue::Link(&link.label, &link.url))];
        if event.impact > Impact::None {
            let impact = context.word(&format!("impact_short.{}", event.impact));
            facts.push(FactView::words(context, "impact_label", &impact));
        }
        facts.push(FactView::time(context, "started", PhraseValue::Time(event.started_at)));
        if let Some(ended) = incident.really_ended.or(event.ended_at) {
            facts.push(FactView::time(context, "ended", PhraseValue::Time(ended)));
        }
        if let Some(duration) = incident.duration {
            facts.push(FactView::words(context, "duration", &context.language.duration(duration)));
        }
        facts.extend(affected(context, event));
        Self { timeline: timeline(context, incident, &link.url), impact: event.impact.as_str(), facts, link }
    }
}

/// The components as links, or a summary if they are many; the page of the incident lists them.
fn affected(context: RenderContext<'_>, event: &Event) -> Option<FactView> {
    let mut words: Vec<Part> = Vec::new();
    let summary = context.summary(event.hits.iter().map(|hit| hit.component));
    if !summary.is_empty() {
        return Some(FactView::words(context, "affected", &summary));
    }
    let components = event.hits.iter().filter_map(|hit| context.site.components.get(hit.component));
    for component in components {
        if !words.is_empty() {
            words.push(context.part(PhraseValue::Words(context.language.word("list"))));
        }
        let url = context.addresses.component(&component.slug);
        words.push(context.part(PhraseValue::Link(&component.name, &url)));
    }
    (!words.is_empty()).then(|| FactView::parts(context, "affected", words))
}

/// The updates, oldest first, without their texts: each links to the page of the incident.
fn timeline(context: RenderContext<'_>, incident: &Incident, address: &str) -> Vec<UpdateView> {
    let updates = &incident.event.updates;
    let position = |index| match index {
        _ if incident.merged.is_some() && index + 1 == updates.len() => UpdatePosition::Merger,
        0 => UpdatePosition::First,
        _ => UpdatePosition::Later,
    };
    let day = known_day(context, &incident.event);
    let steps = updates.iter().enumerate();
    steps
        .map(|(index, update)| {
            let mut view = UpdateView::new(context, update, address, position(index), day);
            view.html = Arc::default();
            if let Some(text) = &update.text {
                view.first_sentence = first_sentence(&text.plain);
            }
            view.changes.clear();
            view.change_groups.clear();
            view
        })
        .collect()
}

/// Returns the first sentence of a text, on one line.
pub(in crate::site) fn first_sentence(plain: &str) -> String {
    let first = plain.split(['\u{2028}']).next().unwrap_or_default();
    let first =
        first.split("\n\n").next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = first.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟'));
    for (at, mark) in ends {
        let end = at + mark.len_utf8();
        let rest = first.get(end..).unwrap_or_default();
        // "0.2 %" and "e.g. this" do not end a sentence.
        let begins = |c: char| c.is_uppercase() || c.is_numeric() || !c.is_ascii();
        let is_end = !mark.is_ascii()
            || rest.is_empty()
            || rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(begins));
        if is_end {
            return first.get(..end).unwrap_or(&first).to_owned();
        }
    }
    first
}

/// A commitment in a post-mortem.
#[derive(Clone, Debug, Serialize)]
pub struct CommitmentView {
    /// What will be done.
    pub text: String,
    /// Whether it is done.
    pub done: bool,
    /// The date by which it is due or on which it was done, in words; may be empty.
    pub standing: String,
}

impl CommitmentView {
    pub(in crate::site) fn new(context: RenderContext<'_>, commitment: &Commitment) -> Self {
        let language = context.language;
        let by = |due| match due {
            Due::Day(day) => language.day(day),
            Due::Month(first) => language.month(first),
        };
        let standing = match (commitment.done, commitment.by) {
            (Some(Some(day)), _) => language.fill("commitment_done_on", &[("date", &language.day(day))]),
            (Some(None), _) => context.word("commitment_done"),
            (None, Some(due)) => language.fill("commitment_by", &[("date", &by(due))]),
            (None, None) => String::new(),
        };
        Self { text: commitment.text.clone(), done: commitment.done.is_some(), standing }
    }
}
