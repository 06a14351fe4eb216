//! Responses as data, and how they are sent. The headers of every response are set here: responses must not be cached,
//! sniffed, embedded by other sites, indexed, or read by other origins.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

use tiny_http::{Method, Request, StatusCode};

use crate::artifact::Artifact;

/// The headers of every response. None of them opens the response to other origins, and none ever should.
const HEADERS: [(&str, &str); 7] = [
    ("Connection", "close"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", "frame-ancestors 'self'"),
    ("Referrer-Policy", "same-origin"),
    ("X-Robots-Tag", "noindex"),
];

/// A response to a request.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) content_type: String,
    pub(super) body: Bytes,
    /// Additional headers such as `Location` and `Allow`.
    pub(super) headers: Vec<(&'static str, String)>,
}

/// The body of a response.
#[derive(Clone, Debug)]
pub(super) enum Bytes {
    Own(Vec<u8>),
    File(Arc<Artifact>),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Own(bytes) => bytes,
            Self::File(file) => &file.bytes,
        }
    }
}

impl Response {
    pub(super) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type: content_type.to_owned(),
            body: Bytes::Own(body.into()),
            headers: Vec::new(),
        }
    }

    pub(super) fn file(content_type: &str, file: &Arc<Artifact>) -> Self {
        Self { body: Bytes::File(Arc::clone(file)), ..Self::new(200, content_type, Vec::new()) }
    }

    /// An HTML page.
    pub(super) fn page(status: u16, html: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "text/html; charset=utf-8", html)
    }

    /// A line of plain text.
    pub(super) fn line(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{text}\n"))
    }

    /// A temporary redirect.
    pub(super) fn redirect(to: &str) -> Self {
        Self::line(302, "see the header `Location`").with("Location", to)
    }

    /// Adds a header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Sends the response. Errors are ignored, because the client may have disconnected.
    pub(super) fn send(self, request: Request) {
        let body = if *request.method() == Method::Head { &[] } else { self.body.as_ref() };
        let head = self.head();
        let mut writer = request.into_writer();
        let _ = writer
            .write_all(head.as_bytes())
            .and_then(|()| writer.write_all(body))
            .and_then(|()| writer.flush());
    }

    /// The status line and all headers.
    fn head(&self) -> String {
        let mut head = head(self.status);
        push(&mut head, "Content-Type", &self.content_type);
        push(&mut head, "Content-Length", &self.body.as_ref().len().to_string());
        for (name, value) in &self.headers {
            push(&mut head, name, value);
        }
        head.push_str("\r\n");
        head
    }
}

/// The status line and the headers of every response. They are written by hand because `tiny_http` would keep the
/// connection open after the response, and each open connection occupies one of its threads.
pub(super) fn head(status: u16) -> String {
    let mut head = format!("HTTP/1.1 {status} {}\r\n", StatusCode(status).default_reason_phrase());
    for (name, value) in HEADERS {
        push(&mut head, name, value);
    }
    head
}

/// Adds a header, unless its value has control characters or non-ASCII characters.
pub(super) fn push(head: &mut String, name: &str, value: &str) {
    if !value.contains(|c: char| c.is_control() || !c.is_ascii()) {
        let _ = write!(head, "{name}: {value}\r\n");
    }
}
