//! What each address of the preview answers with.

use std::sync::Arc;

use serde_json::json;

use super::address::{Target, encoded};
use super::answer::{Answer, Bytes};
use super::edition::Shown;
use super::inject::with_bar;
use super::own_pages;
use super::pages::Found;
use super::report::Report;
use super::stage::{Show, Stage};
use super::stamp::Stamp;
use super::view_name::{OWN, ViewName};

/// What the preview says to a page that asks for news of itself.
#[derive(Debug)]
pub(super) struct Subscription {
    /// The path of the page.
    pub(super) page: String,
    /// What it was loaded from; `None` if that was another run of the program, or is not known.
    pub(super) since: Option<u64>,
}

/// Where a target leads.
#[derive(Debug)]
pub(super) enum Route {
    Answer(Answer),
    /// To news, for pages of our own.
    Events(Subscription),
}

/// Whether only pages of ours may ask for it: what tells of the content without being a page.
pub(super) fn is_for_own_pages(path: &str) -> bool {
    ["events", "findings", "views"].iter().any(|name| path == format!("{OWN}/{name}"))
}

/// Finds the answer.
pub(super) fn route(target: &Target, stage: &Stage) -> Route {
    let Some(own) = target.path.strip_prefix(OWN).and_then(|rest| rest.strip_prefix('/')) else {
        return Route::Answer(page(&target.path, stage));
    };
    let show = stage.show();
    Route::Answer(match own {
        "events" => return Route::Events(subscription(target, stage)),
        "bar.js" => Answer::new(200, "text/javascript; charset=utf-8", own_pages::bar_script()),
        "drafts.css" => Answer::new(200, "text/css; charset=utf-8", own_pages::DRAFTS_STYLE),
        "page.css" => Answer::new(200, "text/css; charset=utf-8", own_pages::PAGE_STYLE),
        "watermark.svg" => Answer::new(200, "image/svg+xml", own_pages::WATERMARK),
        "findings" => {
            let view = target.value("view").and_then(|name| ViewName::named(&name));
            Answer::page(200, show.report_html(&view.unwrap_or(ViewName::Public)))
        }
        "views" => {
            let customers = show.edition.iter().flat_map(|edition| edition.customers());
            let list: Vec<_> = customers
                .map(|(id, name)| json!({ "view": format!("customers/{id}"), "label": name }))
                .collect();
            Answer::new(200, "application/json", json!(list).to_string())
        }
        "switch" => switch(target, &show),
        _ => page(&target.path, stage),
    })
}

fn subscription(target: &Target, stage: &Stage) -> Subscription {
    let known = target.value("session").is_some_and(|session| session == stage.session());
    let since = target.value("since").and_then(|since| since.parse().ok());
    let page = target.value("page").and_then(|page| Target::parse(&page));
    Subscription {
        page: page.map_or_else(|| "/".to_owned(), |page| page.path),
        since: since.filter(|_| known),
    }
}

/// The same page in another view, or that view's first page if it has none of that address.
fn switch(target: &Target, show: &Show) -> Answer {
    let view = target.value("to").and_then(|name| ViewName::named(&name));
    let (Some(view), Some(edition)) = (view, &show.edition) else { return Answer::redirect("/") };
    let Some(shown) = edition.view(&view) else { return Answer::redirect("/") };
    let base = |view: &ViewName| {
        let pages = edition.public().pages.as_ref().filter(|_| *view == ViewName::Public);
        pages.map_or_else(|| view.base(), |pages| pages.base().to_owned())
    };
    let from =
        target.value("page").and_then(|page| Target::parse(&page)).map(|page| page.path).unwrap_or_default();
    let below = from.strip_prefix(&base(&ViewName::of(&from))).unwrap_or("/");
    let path = format!("{}{below}", base(&view));
    let is_there = shown.pages.as_ref().is_some_and(|pages| matches!(pages.find(&path), Found::File(..)));
    Answer::redirect(&encoded(&if is_there { path } else { format!("{}/", base(&view)) }))
}

/// A page or a file of a view.
fn page(path: &str, stage: &Stage) -> Answer {
    let (show, view) = (stage.show(), ViewName::of(path));
    let mut answer = plain_page(path, &view, &show);
    if answer.content_type.starts_with("text/html")
        && let Ok(html) = std::str::from_utf8(answer.body.as_ref())
    {
        let stamp = Stamp::of(answer.status, html);
        answer.body = Bytes::Own(with_bar(html, &stamp, &view, &show, stage).into_bytes());
    }
    answer
}

/// The stamp of what stands at a path.
pub(super) fn stamp(path: &str, show: &Show) -> Stamp {
    let answer = plain_page(path, &ViewName::of(path), show);
    std::str::from_utf8(answer.body.as_ref()).map(|html| Stamp::of(answer.status, html)).unwrap_or_default()
}

/// The answer without the preview's additions.
fn plain_page(path: &str, view: &ViewName, show: &Show) -> Answer {
    let Some(edition) = &show.edition else {
        return Answer::page(
            503,
            match &show.trouble {
                None => own_pages::building(),
                Some(report) => own_pages::failed("The site cannot be built yet", &report.html),
            },
        )
        .with("Retry-After", "1");
    };
    let Some(shown) = edition.view(view) else {
        return Answer::page(404, own_pages::no_view());
    };
    of_view(path, &shown)
}

fn of_view(path: &str, shown: &Shown) -> Answer {
    let Some(pages) = &shown.pages else {
        return Answer::page(503, own_pages::failed("This view cannot be shown", &shown.report.html));
    };
    match pages.find(path) {
        Found::File(file, kind) => Answer::file(kind, file),
        Found::Moved(to) => Answer::redirect(&to),
        Found::Nothing(Some(file)) => {
            Answer { status: 404, ..Answer::file("text/html; charset=utf-8", file) }
        }
        Found::Nothing(None) => Answer::line(404, "there is nothing here"),
    }
}

impl Show {
    /// How many errors and warnings there are to tell of beside a view.
    pub(super) fn counts(&self, view: &ViewName) -> (usize, usize) {
        self.with_reports(view, |reports| {
            (
                reports.iter().map(|report| report.errors).sum(),
                reports.iter().map(|report| report.warnings).sum(),
            )
        })
    }

    /// What there is to tell beside a view.
    fn report_html(&self, view: &ViewName) -> String {
        self.with_reports(view, |reports| reports.iter().map(|report| report.html.as_str()).collect())
    }

    /// What stopped the newest build; else what is to be said of this view, and of the public one.
    fn with_reports<T>(&self, view: &ViewName, tell: impl FnOnce(&[&Report]) -> T) -> T {
        if let Some(trouble) = &self.trouble {
            return tell(&[trouble]);
        }
        let Some(edition) = &self.edition else { return tell(&[]) };
        let public = edition.public();
        match edition.view(view).filter(|shown| !Arc::ptr_eq(shown, public)) {
            Some(own) => tell(&[&own.report, &public.report]),
            None => tell(&[&public.report]),
        }
    }
}
