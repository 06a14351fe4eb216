//! Live updates of open pages, as server-sent events
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).
//!
//! A page sends the generation that it was loaded from, so a change since then is reported immediately. An event
//! contains the current generation and the current stamp of the page, but no content. The page decides what to do.

use std::io::{self, Write};
use std::time::Duration;

use serde_json::json;
use tiny_http::Request;

use super::response::{head, push};
use super::route::{Subscription, stamp};
use super::state::{CurrentBuild, PreviewState, StreamSlot};
use super::view_name::ViewName;

/// The interval of heartbeats on an idle stream. They also reveal that the client has disconnected.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Sends events to a page until it disconnects, then frees the slot.
pub(super) fn stream_events(
    request: Request,
    subscription: &Subscription,
    state: &PreviewState,
    slot: StreamSlot,
) {
    let mut writer = request.into_writer();
    // Every stream ends with an error, when the client disconnects.
    let _ = stream(&mut writer, subscription, state);
    drop(slot);
}

fn stream(writer: &mut dyn Write, subscription: &Subscription, state: &PreviewState) -> io::Result<()> {
    let mut head = head(200);
    push(&mut head, "Content-Type", "text/event-stream");
    write!(writer, "{head}\r\nretry: 500\n\n")?;
    writer.flush()?;
    // No build has this generation.
    let mut known = subscription.since.unwrap_or(u64::MAX);
    loop {
        match state.wait_for_change(known, HEARTBEAT) {
            Some(current) => {
                known = current.generation;
                write!(
                    writer,
                    "id: {known}\nevent: news\ndata: {}\n\n",
                    event_data(&subscription.page, &current, state)
                )?;
            }
            None => writer.write_all(b": ping\n\n")?,
        }
        writer.flush()?;
    }
}

fn event_data(page: &str, current: &CurrentBuild, state: &PreviewState) -> String {
    let view = ViewName::of(page);
    let (errors, warnings) = current.counts(&view);
    let stamp = stamp(page, current);
    json!({
        "session": state.session(),
        "generation": current.generation,
        "site": current.site.is_some(),
        "failed": current.failure.is_some(),
        "errors": errors,
        "warnings": warnings,
        "board": current.site.as_ref().is_some_and(|site| site.has_board()),
        "customers": current.site.as_ref().map_or(0, |site| site.customers().len()),
        "stamp": stamp.hash,
        "styles": stamp.styles,
        "own": stamp.own,
    })
    .to_string()
}
