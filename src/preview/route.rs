//! The response to each path of the preview.

use std::sync::Arc;

use serde_json::json;

use super::built_site::RenderedView;
use super::findings_panel::FindingsPanel;
use super::inject::with_bar;
use super::own_pages;
use super::pages::Lookup;
use super::response::{Bytes, Response};
use super::stamp::Stamp;
use super::state::{CurrentBuild, PreviewState};
use super::target::{Target, encoded};
use super::view_name::{PREFIX, ViewName};

/// The subscription of a page to its live updates.
#[derive(Debug)]
pub(super) struct Subscription {
    /// The path of the page.
    pub(super) page: String,
    /// The generation that the page was loaded from. `None` if that is unknown or from another run of the program.
    pub(super) since: Option<u64>,
}

/// How a target is handled.
#[derive(Debug)]
pub(super) enum Route {
    Response(Response),
    /// A stream of live updates, for our own pages.
    Events(Subscription),
}

/// Whether only our own pages may request this path: it is about the content, but not a page.
pub(super) fn is_for_own_pages(path: &str) -> bool {
    ["events", "findings", "views"].iter().any(|name| path == format!("{PREFIX}/{name}"))
}

/// Returns how to handle a target.
pub(super) fn route(target: &Target, state: &PreviewState) -> Route {
    let Some(own) = target.path.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix('/')) else {
        return Route::Response(page(&target.path, state));
    };
    let current = state.current();
    Route::Response(match own {
        "events" => return Route::Events(subscription(target, state)),
        "bar.js" => Response::new(200, "text/javascript; charset=utf-8", own_pages::bar_script()),
        "drafts.css" => Response::new(200, "text/css; charset=utf-8", own_pages::DRAFTS_STYLE),
        "page.css" => Response::new(200, "text/css; charset=utf-8", own_pages::PAGE_STYLE),
        "watermark.svg" => Response::new(200, "image/svg+xml", own_pages::WATERMARK),
        "findings" => {
            let view = target.value("view").and_then(|name| ViewName::named(&name));
            Response::page(200, current.findings_html(&view.unwrap_or(ViewName::Public)))
        }
        "views" => {
            let customers = current.site.iter().flat_map(|site| site.customers());
            let list: Vec<_> = customers
                .map(|(id, name)| json!({ "view": format!("customers/{id}"), "label": name }))
                .collect();
            Response::new(200, "application/json", json!(list).to_string())
        }
        "switch" => switch(target, &current),
        _ => page(&target.path, state),
    })
}

fn subscription(target: &Target, state: &PreviewState) -> Subscription {
    let known = target.value("session").is_some_and(|session| session == state.session());
    let since = target.value("since").and_then(|since| since.parse().ok());
    let page = target.value("page").and_then(|page| Target::parse(&page));
    Subscription {
        page: page.map_or_else(|| "/".to_owned(), |page| page.path),
        since: since.filter(|_| known),
    }
}

/// Redirects to the same page in another view, or to the home page of that view if it does not have the page.
fn switch(target: &Target, current: &CurrentBuild) -> Response {
    let view = target.value("to").and_then(|name| ViewName::named(&name));
    let (Some(view), Some(site)) = (view, &current.site) else { return Response::redirect("/") };
    let Some(rendered) = site.view(&view) else { return Response::redirect("/") };
    let base = |view: &ViewName| {
        let pages = site.public().pages.as_ref().filter(|_| *view == ViewName::Public);
        pages.map_or_else(|| view.base(), |pages| pages.base().to_owned())
    };
    let from =
        target.value("page").and_then(|page| Target::parse(&page)).map(|page| page.path).unwrap_or_default();
    let below = from.strip_prefix(&base(&ViewName::of(&from))).unwrap_or("/");
    let path = format!("{}{below}", base(&view));
    let exists = rendered.pages.as_ref().is_some_and(|pages| matches!(pages.find(&path), Lookup::File(..)));
    Response::redirect(&encoded(&if exists { path } else { format!("{}/", base(&view)) }))
}

/// A page, with the bar, or another file of a view.
fn page(path: &str, state: &PreviewState) -> Response {
    let (current, view) = (state.current(), ViewName::of(path));
    let mut response = plain_page(path, &view, &current);
    if response.content_type.starts_with("text/html")
        && let Ok(html) = std::str::from_utf8(response.body.as_ref())
    {
        let stamp = Stamp::of(response.status, html);
        response.body = Bytes::Own(with_bar(html, &stamp, &view, &current, state).into_bytes());
    }
    response
}

/// The stamp of the page at a path.
pub(super) fn stamp(path: &str, current: &CurrentBuild) -> Stamp {
    let response = plain_page(path, &ViewName::of(path), current);
    std::str::from_utf8(response.body.as_ref())
        .map(|html| Stamp::of(response.status, html))
        .unwrap_or_default()
}

/// The response without the additions of the preview.
fn plain_page(path: &str, view: &ViewName, current: &CurrentBuild) -> Response {
    let Some(site) = &current.site else {
        return Response::page(
            503,
            match &current.failure {
                None => own_pages::building(),
                Some(panel) => own_pages::failed("The site cannot be built yet", &panel.html),
            },
        )
        .with("Retry-After", "1");
    };
    if path.strip_prefix(PREFIX).is_some_and(|own| own.trim_end_matches('/') == "/customers") {
        return Response::page(200, own_pages::customers(&site.customers()));
    }
    let Some(rendered) = site.view(view) else {
        return Response::page(404, own_pages::no_view());
    };
    of_view(path, &rendered)
}

fn of_view(path: &str, rendered: &RenderedView) -> Response {
    let Some(pages) = &rendered.pages else {
        return Response::page(503, own_pages::failed("This view cannot be shown", &rendered.findings.html));
    };
    match pages.find(path) {
        Lookup::File(file, kind) => Response::file(kind, file),
        Lookup::Redirect(to) => Response::redirect(&to),
        Lookup::NotFound(Some(file)) => {
            Response { status: 404, ..Response::file("text/html; charset=utf-8", file) }
        }
        Lookup::NotFound(None) => Response::line(404, "page not found"),
    }
}

impl CurrentBuild {
    /// The number of errors and warnings to show with a view.
    pub(super) fn counts(&self, view: &ViewName) -> (usize, usize) {
        self.with_panels(view, |panels| {
            (panels.iter().map(|panel| panel.errors).sum(), panels.iter().map(|panel| panel.warnings).sum())
        })
    }

    /// The findings to show with a view, as HTML.
    fn findings_html(&self, view: &ViewName) -> String {
        self.with_panels(view, |panels| panels.iter().map(|panel| panel.html.as_str()).collect())
    }

    /// Passes on the panels to show with a view: that of the newest build if it failed, otherwise those of this view and
    /// of the public one.
    fn with_panels<T>(&self, view: &ViewName, then: impl FnOnce(&[&FindingsPanel]) -> T) -> T {
        if let Some(failure) = &self.failure {
            return then(&[failure]);
        }
        let Some(site) = &self.site else { return then(&[]) };
        let public = site.public();
        match site.view(view).filter(|rendered| !Arc::ptr_eq(rendered, public)) {
            Some(own) => then(&[&own.findings, &public.findings]),
            None => then(&[&public.findings]),
        }
    }
}
