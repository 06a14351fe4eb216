//! The text of an item: that of the update or the post-mortem, and what the page shows around it.

use crate::release::model::{Origin, Postmortem, Update};
use crate::site::plain::{escaped, lines};
use crate::site::views::{CommitmentView, Views};
use crate::status::State;
use crate::status::maintenance::ClockKind;

/// The text as HTML with complete addresses; `page` is that of the record.
pub(super) fn body(views: Views<'_>, update: &Update, page: &str, first: bool) -> String {
    let mut html = match &update.text {
        Some(text) => complete(views, &lines(&text.html)),
        None => String::new(),
    };
    for line in said_instead(views, update).into_iter().chain(remarks(views, update, first)) {
        push_paragraph(&mut html, &escaped(&lines(&line)));
    }
    for (key, anchor) in [("corrects", &update.corrects), ("corrected_by", &update.corrected_by)] {
        if let Some(anchor) = anchor {
            let (address, words) = (escaped(&format!("{page}#{anchor}")), escaped(views.language.word(key)));
            push_paragraph(&mut html, &format!("<a href=\"{address}\">{words}</a>"));
        }
    }
    html
}

/// A post-mortem as HTML with complete addresses: its text, and what is promised in it.
pub(super) fn of_postmortem(views: Views<'_>, postmortem: &Postmortem) -> String {
    let mut html = match &postmortem.text {
        Some(text) => complete(views, &lines(&text.html)),
        None => String::new(),
    };
    if !postmortem.commitments.is_empty() {
        push_paragraph(&mut html, &escaped(views.language.word("commitments")));
        html.push_str("<ul>");
        for commitment in &postmortem.commitments {
            let standing = CommitmentView::new(views, commitment).standing;
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

/// Links of this site begin with a slash, and a reader does not know of which host. In safe HTML a double quote
/// never stands but around the value of an attribute.
fn complete(views: Views<'_>, html: &str) -> String {
    let site = views.site;
    let origin = site.url.strip_suffix(site.base_path.as_str()).unwrap_or(&site.url);
    if !html.contains("=\"/") {
        return html.to_owned();
    }
    html.replace(" href=\"/", &format!(" href=\"{origin}/")).replace(" src=\"/", &format!(" src=\"{origin}/"))
}

/// What stands in place of a text: that it was withdrawn, or what the clock did.
fn said_instead(views: Views<'_>, update: &Update) -> Vec<String> {
    let language = views.language;
    let mut said = Vec::new();
    if let Some(mark) = &update.retracted {
        let fills = [("time", &*language.moment(mark.at)), ("note", &mark.note)];
        said.push(language.fill("retracted", &fills));
    }
    let clock = match update.origin {
        Origin::Written => None,
        Origin::Clock(ClockKind::Began) => Some("clock_began"),
        Origin::Clock(ClockKind::Ended) => Some("clock_ended"),
        Origin::Clock(ClockKind::Overrun) => Some("clock_overrun"),
    };
    said.extend(clock.map(|key| views.word(key)));
    said
}

/// What else the update did: states, a new title, a new plan, the promise of the next one.
fn remarks(views: Views<'_>, update: &Update, first: bool) -> Vec<String> {
    let language = views.language;
    let mut remarks = Vec::new();
    let told =
        |from: State, to: State| from != to && !(update.status.is_closing() && to == State::Operational);
    for change in update.changes.iter().filter(|change| told(change.from, change.to)) {
        let fills = [("component", views.component(change.component)), ("state", &views.state(change.to))];
        remarks.push(language.fill("change", &fills));
    }
    if let Some(title) = &update.renamed {
        remarks.push(language.fill("renamed", &[("title", title)]));
    }
    if update.reopened {
        remarks.push(views.word("reopened"));
    }
    for real in &update.intervals {
        let names: Vec<&str> = real.components.iter().map(|index| views.component(*index)).collect();
        let fills = [
            ("components", &*language.list(&names)),
            ("state", &views.state(real.state)),
            ("from", &language.moment(real.from)),
            ("to", &language.moment(real.to)),
        ];
        remarks.push(language.fill("interval", &fills));
    }
    if let Some((from, to)) = update.window {
        let key = if first { "feed.planned" } else { "moved" };
        remarks.push(language.fill(key, &[("from", &*language.moment(from)), ("to", &language.moment(to))]));
    }
    if let Some(due) = update.next_update {
        remarks.push(language.fill("feed.next_update", &[("time", &*language.moment(due))]));
    }
    remarks
}
