//! The internal post-mortem of an incident: causes, whys, factors, actions, approvals, and its text.

use serde::Serialize;

use crate::board::action::ActionView;
use crate::board::facts::Facts;
use crate::board::link::{LinkView, link};
use crate::board::moment::Moment;
use crate::board::stage::stage;
use crate::board::text::html;
use crate::board::words::label;
use crate::content::{Folder, Keyword as _, text_below};
use crate::response::PostmortemStanding;

/// The post-mortem.
#[derive(Debug, Serialize)]
pub(super) struct PostmortemView {
    stage: &'static str,
    author: Option<String>,
    confidence: Option<String>,
    causes: Vec<String>,
    whys: Vec<WhyView>,
    factors: Vec<FactorView>,
    actions: Vec<ActionView>,
    approvals: Vec<ApprovalView>,
    /// How many places are still open.
    open_places: usize,
    html: String,
}

#[derive(Debug, Serialize)]
struct WhyView {
    question: String,
    answer: String,
    evidence: Vec<LinkView>,
}

#[derive(Debug, Serialize)]
struct FactorView {
    text: String,
    kind: Option<String>,
}

#[derive(Debug, Serialize)]
struct ApprovalView {
    by: String,
    role: String,
    at: Option<Moment>,
    reason: Option<String>,
}

impl PostmortemView {
    /// Returns the post-mortem of an incident, if it has one.
    pub(super) fn of(folder: &Folder, facts: &Facts<'_>) -> Option<Self> {
        let postmortem = folder.postmortem.as_ref()?;
        let summary = facts.summary(&folder.name);
        let line = |text: &Option<crate::span::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        let text = facts.snapshot.file(postmortem.span.file).map_or("", text_below);
        let own = facts.actions.iter().filter(|item| item.folder.name == folder.name);
        let approval = |approval: &crate::content::public::Approval| ApprovalView {
            by: line(&approval.by).map(|by| facts.person(&by)).unwrap_or_default(),
            role: line(&approval.role).map(|role| label(&role)).unwrap_or_default(),
            at: approval.at.as_ref().map(|at| Moment::full(at.value)),
            reason: line(&approval.reason),
        };
        Some(Self {
            stage: stage(summary.map_or(PostmortemStanding::Draft, |one| one.postmortem)),
            author: line(&postmortem.author).map(|author| facts.person(&author)),
            confidence: postmortem.confidence.as_ref().map(|confidence| label(confidence.value.word())),
            causes: postmortem.causes.iter().map(|cause| cause.value.clone()).collect(),
            whys: postmortem
                .whys
                .iter()
                .map(|why| WhyView {
                    question: line(&why.question).unwrap_or_default(),
                    answer: line(&why.answer).unwrap_or_default(),
                    evidence: why.evidence.iter().map(|one| link(&one.value)).collect(),
                })
                .collect(),
            factors: postmortem
                .factors
                .iter()
                .map(|factor| FactorView {
                    text: line(&factor.text).unwrap_or_default(),
                    kind: line(&factor.kind),
                })
                .collect(),
            actions: own.map(|item| ActionView::new(item, facts)).collect(),
            approvals: postmortem.approvals.iter().map(approval).collect(),
            open_places: postmortem.placeholders.len(),
            html: html(text, "postmortem", &facts.site.url, 3),
        })
    }
}
