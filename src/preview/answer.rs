//! An answer as data, and how it is sent. What every answer says is said here: nothing is to be kept, guessed,
//! embedded by others or found by search engines, and no other origin may read it.

use std::io::Cursor;
use std::sync::Arc;

use tiny_http::{Header, Request, Response, StatusCode};

use crate::output::Output;

/// What every answer says. There is no header among them that opens it to other origins, and there must be none.
pub(super) const HEADERS: [(&str, &str); 6] = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", "frame-ancestors 'self'"),
    ("Referrer-Policy", "same-origin"),
    ("X-Robots-Tag", "noindex"),
];

/// An answer to a request.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: String,
    pub(super) body: Bytes,
    /// `Location`, `Allow` and the like.
    pub(super) more: Vec<(&'static str, String)>,
}

/// The bytes of an answer.
#[derive(Clone, Debug)]
pub(super) enum Bytes {
    Own(Vec<u8>),
    File(Arc<Output>),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Own(bytes) => bytes,
            Self::File(file) => &file.bytes,
        }
    }
}

impl Answer {
    pub(super) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type: content_type.to_owned(),
            body: Bytes::Own(body.into()),
            more: Vec::new(),
        }
    }

    pub(super) fn file(content_type: &str, file: &Arc<Output>) -> Self {
        Self { body: Bytes::File(Arc::clone(file)), ..Self::new(200, content_type, Vec::new()) }
    }

    /// A page.
    pub(super) fn page(status: u16, html: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "text/html; charset=utf-8", html)
    }

    /// A line for people.
    pub(super) fn line(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{text}\n"))
    }

    /// The way to another address.
    pub(super) fn redirect(to: &str) -> Self {
        Self::line(302, "it is elsewhere").with("Location", to)
    }

    /// Adds a header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.more.push((name, value.into()));
        self
    }

    /// Sends it. Whoever asked may be gone; nobody has to hear of that.
    pub(super) fn send(self, request: Request) {
        let length = self.body.as_ref().len();
        let own = HEADERS.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let kind = ("Content-Type", self.content_type);
        let headers = own.chain([kind]).chain(self.more).filter_map(|(name, value)| header(name, &value));
        let response = Response::new(
            StatusCode(self.status),
            headers.collect(),
            Cursor::new(self.body),
            Some(length),
            None,
        )
        .with_chunked_threshold(usize::MAX);
        let _ = request.respond(response);
    }
}

/// A header, unless its value would break out of its line.
fn header(name: &str, value: &str) -> Option<Header> {
    if value.contains(|c: char| c.is_control()) {
        return None;
    }
    Header::from_bytes(name, value).ok()
}
