//! Answers one request: who asks, what for, and what comes back.

use std::sync::Arc;

use tiny_http::{Method, Request};

use super::address::Target;
use super::answer::Answer;
use super::events;
use super::guard::{Caller, Guard, Refusal};
use super::route::{Route, Subscription, is_for_own_pages, route};
use super::stage::Stage;

/// The largest body that the library reads before it hands a request over. No request of ours has one.
const BODY: usize = 1024;

/// Answers requests.
#[derive(Debug)]
pub(super) struct Handler {
    pub(super) stage: Arc<Stage>,
    pub(super) guard: Guard,
}

impl Handler {
    /// Answers. It may take as long as the caller takes to listen, so each request has a thread.
    pub(super) fn answer(&self, request: Request) {
        let expects = request.headers().iter().any(|header| header.field.equiv("Expect"));
        if expects || request.body_length().is_some_and(|length| length > BODY) {
            refuse_body(request);
            return;
        }
        match self.decide(&request) {
            Ok(Route::Answer(answer)) | Err(answer) => answer.send(request),
            Ok(Route::Events(subscription)) => self.tell(request, &subscription),
        }
    }

    fn decide(&self, request: &Request) -> Result<Route, Answer> {
        if !matches!(request.method(), Method::Get | Method::Head) {
            return Err(
                Answer::line(405, "this preview answers to GET and HEAD only").with("Allow", "GET, HEAD")
            );
        }
        let all = |name: &'static str| -> Vec<&str> {
            let headers = request.headers().iter().filter(move |header| header.field.equiv(name));
            headers.map(|header| header.value.as_str()).collect()
        };
        let (hosts, cookies, origins, sites) =
            (all("Host"), all("Cookie"), all("Origin"), all("Sec-Fetch-Site"));
        let caller = Caller {
            hosts: &hosts,
            cookies: &cookies,
            origin: origins.first().copied(),
            site: sites.first().copied(),
        };
        self.guard.host(&caller).map_err(refused)?;
        let target =
            Target::parse(request.url()).ok_or_else(|| Answer::line(400, "this is no address here"))?;
        self.let_in(&caller, &target)?;
        if is_for_own_pages(&target.path) {
            self.guard.own_page(&caller).map_err(refused)?;
        }
        let route = route(&target, &self.stage);
        // There is no end to wait for in the answer to `HEAD`.
        if matches!(route, Route::Events(_)) && *request.method() == Method::Head {
            return Err(Answer::new(200, "text/event-stream", Vec::new()));
        }
        Ok(route)
    }

    /// Takes the token where it is given, and asks for it where it is not.
    fn let_in(&self, caller: &Caller<'_>, target: &Target) -> Result<(), Answer> {
        if let (Some(token), Some(given)) = (self.guard.token(), target.value("token"))
            && self.guard.is_token(&given)
        {
            let cookie = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax", self.guard.cookie_name());
            return Err(Answer::redirect(&target.without("token")).with("Set-Cookie", cookie));
        }
        self.guard.admits(caller).map_err(refused)
    }

    fn tell(&self, request: Request, subscription: &Subscription) {
        match self.stage.admit_stream() {
            Some(span) => events::tell(request, subscription, &self.stage, span),
            None => Answer::line(503, "too many pages are open").with("Retry-After", "5").send(request),
        }
    }
}

fn refused(refusal: Refusal) -> Answer {
    match refusal {
        Refusal::NoHost => Answer::line(400, "a request needs one `Host`"),
        Refusal::ForeignHost(host) => {
            let name = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
            let plain: String = name
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
                .take(100)
                .collect();
            Answer::line(
                403,
                &format!(
                    "this preview does not go by that name\nhelp: start it with `allclear serve --allow-host {}` if it should",
                    if plain.is_empty() { "NAME" } else { &plain }
                ),
            )
        }
        Refusal::NoToken => {
            Answer::line(403, "open the address that `allclear serve` printed: it holds a token")
        }
        Refusal::ForeignPage => Answer::line(403, "only pages of this preview may ask for this"),
    }
}

/// Refuses a request whose body is still to come. The library would set aside as much memory as the request says that
/// its body has, and wait for all of it; so the connection is left alone for good instead.
fn refuse_body(request: Request) {
    let response = tiny_http::Response::empty(413);
    std::mem::forget(request.upgrade("none", response));
}
