//! The text of a feed item: the text of the update or post-mortem, and the details that the page shows around it.

use super::facts::{UpdateFacts, is_shown};
use crate::release::model::{Notice, Origin, Postmortem, Update};
use crate::site::pages::CommitmentView;
use crate::site::rendering::text::{escaped, lines};
use crate::site::rendering::{RenderContext, absolute};
use crate::status::maintenance::ClockKind;

/// Renders the text of an update as HTML with absolute URLs. `page` is the URL of the incident or maintenance.
pub(super) fn body(
    context: RenderContext<'_>,
    update: &Update,
    page: &str,
    first: bool,
    facts: &UpdateFacts,
) -> String {
    let mut html = match &update.text {
        Some(text) => absolute(context.site, &lines(&text.html), page),
        None => String::new(),
    };
    if let Some(summary) = &update.summary {
        html.push_str(&absolute(context.site, &lines(&summary.html), page));
    }
    for line in instead_of_text(context, update).into_iter().chain(remarks(context, update, first, facts)) {
        push_paragraph(&mut html, &escaped(&lines(&line)));
    }
    for (key, anchor) in [("corrects", &update.corrects), ("corrected_by", &update.corrected_by)] {
        if let Some(anchor) = anchor {
            let (address, words) =
                (escaped(&format!("{page}#{anchor}")), escaped(context.language.word(key)));
            push_paragraph(&mut html, &format!("<a href=\"{address}\">{words}</a>"));
        }
    }
    html
}

/// Renders a notice as HTML with absolute URLs. `page` is the URL of the page that shows it.
pub(super) fn of_notice(context: RenderContext<'_>, notice: &Notice, page: &str) -> String {
    absolute(context.site, &lines(&notice.text.html), page)
}

/// Renders a post-mortem as HTML with absolute URLs: its text and its commitments. `page` is the URL of its page.
pub(super) fn of_postmortem(context: RenderContext<'_>, postmortem: &Postmortem, page: &str) -> String {
    let mut html = match &postmortem.text {
        Some(text) => absolute(context.site, &lines(&text.html), page),
        None => String::new(),
    };
    if !postmortem.commitments.is_empty() {
        push_paragraph(&mut html, &escaped(context.language.word("commitments")));
        html.push_str("<ul>");
        for commitment in &postmortem.commitments {
            let standing = CommitmentView::new(context, commitment).standing;
            let standing = if standing.is_empty() { standing } else { format!(" ({standing})") };
            html.push_str("<li>");
            html.push_str(&escaped(&lines(&format!("{}{standing}", commitment.text))));
            html.push_str("</li>");
        }
        html.push_str("</ul>");
    }
    html
}

fn push_paragraph(html: &mut String, inner: &str) {
    html.push_str("<p>");
    html.push_str(inner);
    html.push_str("</p>");
}

/// The sentences that replace a text: that it was withdrawn, or what happened by the clock.
fn instead_of_text(context: RenderContext<'_>, update: &Update) -> Vec<String> {
    let language = context.language;
    let mut lines_shown = Vec::new();
    if let Some(mark) = &update.retracted {
        let fills = [("time", &*language.date_time(mark.at)), ("note", &mark.note)];
        let key = if mark.note.is_empty() { "retracted_without_note" } else { "retracted" };
        lines_shown.push(language.fill(key, &fills));
    }
    let clock = match update.origin {
        Origin::Written => None,
        Origin::Clock(ClockKind::Began) => Some("clock_began"),
        Origin::Clock(ClockKind::Ended) => Some("clock_ended"),
        Origin::Clock(ClockKind::Overrun) => Some("clock_overrun"),
    };
    lines_shown.extend(clock.map(|key| context.word(key)));
    lines_shown
}

/// The other changes that the update made: states, a new title, a new planned time, the promise of the next update.
fn remarks(context: RenderContext<'_>, update: &Update, first: bool, facts: &UpdateFacts) -> Vec<String> {
    let language = context.language;
    let mut remarks = Vec::new();
    if facts.change_counts.is_empty() {
        for change in update.changes.iter().filter(|change| is_shown(update, change)) {
            let fills =
                [("component", context.component(change.component)), ("state", &context.state(change.to))];
            remarks.push(language.fill("change", &fills));
        }
    }
    for (state, count) in &facts.change_counts {
        let (count, state) = (language.count("component", *count), context.state(*state));
        remarks.push(language.fill("change", &[("component", &count), ("state", &state)]));
    }
    if let Some(title) = &update.renamed {
        remarks.push(language.fill("renamed", &[("title", title)]));
    }
    if update.reopened {
        remarks.push(context.word("reopened"));
    }
    for real in &update.intervals {
        let fills = [
            ("components", &*context.list_of(&real.components)),
            ("state", &context.state(real.state)),
            ("from", &language.date_time(real.from)),
            ("to", &real.to.map(|to| language.date_time(to)).unwrap_or_default()),
        ];
        remarks.push(match real.to {
            Some(_) => language.fill("interval", &fills),
            None => language.fill("interval_open", &fills[..3]),
        });
    }
    if let Some((from, to)) = update.window {
        let key = if first { "feed.planned" } else { "moved" };
        remarks.push(
            language.fill(key, &[("from", &*language.date_time(from)), ("to", &language.date_time(to))]),
        );
    }
    if let Some(due) = update.next_update {
        remarks.push(language.fill("feed.next_update", &[("time", &*language.date_time(due))]));
    }
    remarks
}
