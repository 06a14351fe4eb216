//! News for open pages, as server-sent events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).
//!
//! A page says which generation it was loaded from, so what changed between its loading and its asking is told at
//! once. What is told is which generation there is now and what the page's stamp would be; the page itself decides
//! what to do, and no word of the content goes this way.

use std::io::{self, Write};
use std::time::Duration;

use serde_json::json;
use tiny_http::Request;

use super::answer::{head, push};
use super::route::{Subscription, stamp};
use super::stage::{Show, Stage, StreamPlace};
use super::view_name::ViewName;

/// How often a stream without news shows that it lives, and notices that nobody listens any more.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Tells a page of changes until it goes. The place is free again afterwards.
pub(super) fn tell(request: Request, subscription: &Subscription, stage: &Stage, span: StreamPlace) {
    let mut writer = request.into_writer();
    // The page is gone: that is how every stream ends.
    let _ = stream(&mut writer, subscription, stage);
    drop(span);
}

fn stream(writer: &mut dyn Write, subscription: &Subscription, stage: &Stage) -> io::Result<()> {
    let mut head = head(200);
    push(&mut head, "Content-Type", "text/event-stream");
    write!(writer, "{head}\r\nretry: 500\n\n")?;
    writer.flush()?;
    // No build has the last number there is.
    let mut known = subscription.since.unwrap_or(u64::MAX);
    loop {
        match stage.newer_than(known, HEARTBEAT) {
            Some(show) => {
                known = show.generation;
                write!(
                    writer,
                    "id: {known}\nevent: news\ndata: {}\n\n",
                    news(&subscription.page, &show, stage)
                )?;
            }
            None => writer.write_all(b": ping\n\n")?,
        }
        writer.flush()?;
    }
}

fn news(page: &str, show: &Show, stage: &Stage) -> String {
    let view = ViewName::of(page);
    let (errors, warnings) = show.counts(&view);
    let stamp = stamp(page, show);
    json!({
        "session": stage.session(),
        "generation": show.generation,
        "site": show.edition.is_some(),
        "failed": show.trouble.is_some(),
        "errors": errors,
        "warnings": warnings,
        "customers": show.edition.as_ref().map_or(0, |edition| edition.customers().len()),
        "stamp": stamp.hash,
        "styles": stamp.styles,
        "own": stamp.own,
    })
    .to_string()
}
