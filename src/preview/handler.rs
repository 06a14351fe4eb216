//! Handles one request.

use std::sync::Arc;

use tiny_http::{Method, Request};

use super::events::stream_events;
use super::guard::{Guard, Rejection, RequestHeaders};
use super::response::Response;
use super::route::{Route, Subscription, is_for_own_pages, route};
use super::state::PreviewState;
use super::target::Target;

/// The largest request body that `tiny_http` reads in advance. None of our requests has a body.
const MAX_BODY: usize = 1024;

/// Handles requests.
#[derive(Debug)]
pub(super) struct Handler {
    pub(super) state: Arc<PreviewState>,
    pub(super) guard: Guard,
}

impl Handler {
    /// Sends the response. This may take as long as the client needs to read it, so each request has a thread.
    pub(super) fn handle(&self, request: Request) {
        let expects = request.headers().iter().any(|header| header.field.equiv("Expect"));
        if expects || request.body_length().is_some_and(|length| length > MAX_BODY) {
            refuse_body(request);
            return;
        }
        match self.decide(&request) {
            Ok(Route::Response(response)) | Err(response) => response.send(request),
            Ok(Route::Events(subscription)) => self.stream(request, &subscription),
        }
    }

    fn decide(&self, request: &Request) -> Result<Route, Response> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return Err(
                Response::line(405, "the preview supports only GET and HEAD").with("Allow", "GET, HEAD")
            );
        }
        let all = |name: &'static str| -> Vec<&str> {
            let matching = request.headers().iter().filter(move |header| header.field.equiv(name));
            matching.map(|header| header.value.as_str()).collect()
        };
        let (hosts, cookies, origins, sites) =
            (all("Host"), all("Cookie"), all("Origin"), all("Sec-Fetch-Site"));
        let headers = RequestHeaders {
            hosts: &hosts,
            cookies: &cookies,
            origin: origins.first().copied(),
            site: sites.first().copied(),
        };
        self.guard.check_host(&headers).map_err(rejected)?;
        let target = Target::parse(request.url()).ok_or_else(|| Response::line(400, "invalid address"))?;
        self.authenticate(&headers, &target)?;
        if is_for_own_pages(&target.path) {
            self.guard.check_own_page(&headers).map_err(rejected)?;
        }
        let route = route(&target, &self.state);
        // A response to `HEAD` has no body to stream.
        if matches!(route, Route::Events(_)) && *request.method() == Method::Head {
            return Err(Response::new(200, "text/event-stream", Vec::new()));
        }
        Ok(route)
    }

    /// Stores a valid token of the URL in a cookie, and otherwise requires the cookie.
    fn authenticate(&self, headers: &RequestHeaders<'_>, target: &Target) -> Result<(), Response> {
        if let (Some(token), Some(given)) = (self.guard.token(), target.value("token"))
            && self.guard.is_token(&given)
        {
            let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax", self.guard.cookie_name());
            return Err(Response::redirect(&target.without("token")).with("Set-Cookie", cookie));
        }
        self.guard.check_token(headers).map_err(rejected)
    }

    fn stream(&self, request: Request, subscription: &Subscription) {
        match self.state.open_stream() {
            Some(slot) => stream_events(request, subscription, &self.state, slot),
            None => Response::line(503, "too many pages are open").with("Retry-After", "5").send(request),
        }
    }
}

fn rejected(rejection: Rejection) -> Response {
    match rejection {
        Rejection::NoHost => Response::line(400, "a request needs exactly one `Host` header"),
        Rejection::ForeignHost(host) => {
            let name = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
            let plain: String = name
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
                .take(100)
                .collect();
            Response::line(
                403,
                &format!(
                    "this host name is not allowed\nhelp: to allow it, start the preview with `allclear serve --allow-host {}`",
                    if plain.is_empty() { "NAME" } else { &plain }
                ),
            )
        }
        Rejection::NoToken => {
            Response::line(403, "open the address that `allclear serve` printed, which contains a token")
        }
        Rejection::ForeignPage => Response::line(403, "only pages of this preview may request this"),
    }
}

/// Rejects a request with a body. `tiny_http` would allocate as much memory as the request announces and wait for the
/// whole body, so the connection is leaked instead.
fn refuse_body(request: Request) {
    let response = tiny_http::Response::empty(413);
    std::mem::forget(request.upgrade("none", response));
}
