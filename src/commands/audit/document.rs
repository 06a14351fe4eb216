//! An audit for programs.

use serde_json::{Value, json};

use super::Trace;
use super::row::{Person, Row};
use crate::commands::report::format_time;
use crate::response::NOT_PROVED;

pub(super) fn document(trace: &Trace) -> Value {
    let rows: Vec<Value> = trace.rows.iter().map(row).collect();
    json!({
        "folder": trace.folder,
        "head": trace.head,
        "published_ref": trace.published,
        "uncommitted_changes": trace.has_uncommitted,
        "events": rows,
        "not_proved": NOT_PROVED,
    })
}

fn row(row: &Row) -> Value {
    json!({
        "at": format_time(row.at),
        "authored_at": format_time(row.authored_at),
        "what": row.event.what.word().replace(' ', "_"),
        "detail": row.event.detail,
        "path": row.path,
        "earlier_path": row.earlier,
        "by": row.event.by,
        "claimed_at": row.event.claimed_at.map(format_time),
        "author": person(&row.author),
        "committer": person(&row.committer),
        "commit": row.commit,
        "signature": row.signature(),
        "in_published_ref": row.in_published_ref,
    })
}

fn person(person: &Person) -> Value {
    json!({ "person": person.id, "name": person.name, "email": person.email })
}
