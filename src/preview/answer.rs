//! An answer as data, and how it is sent. What every answer says is said here: nothing is to be kept, guessed,
//! embedded by others or found by search engines, and no other origin may read it.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

use tiny_http::{Method, Request, StatusCode};

use crate::artifact::Artifact;

/// What every answer says. There is no header among them that opens it to other origins, and there must be none.
const HEADERS: [(&str, &str); 7] = [
    ("Connection", "close"),
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

impl Answer {
    pub(super) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type: content_type.to_owned(),
            body: Bytes::Own(body.into()),
            more: Vec::new(),
        }
    }

    pub(super) fn file(content_type: &str, file: &Arc<Artifact>) -> Self {
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
        let body = if *request.method() == Method::Head { &[] } else { self.body.as_ref() };
        let head = self.head();
        let mut writer = request.into_writer();
        let _ = writer
            .write_all(head.as_bytes())
            .and_then(|()| writer.write_all(body))
            .and_then(|()| writer.flush());
    }

    /// The head of the answer.
    fn head(&self) -> String {
        let mut head = head(self.status);
        push(&mut head, "Content-Type", &self.content_type);
        push(&mut head, "Content-Length", &self.body.as_ref().len().to_string());
        for (name, value) in &self.more {
            push(&mut head, name, value);
        }
        head.push_str("\r\n");
        head
    }
}

/// The beginning of every head. It is written by hand, because the library would not let a connection end after an
/// answer, and each open connection holds one of its threads.
pub(super) fn head(status: u16) -> String {
    let mut head = format!("HTTP/1.1 {status} {}\r\n", StatusCode(status).default_reason_phrase());
    for (name, value) in HEADERS {
        push(&mut head, name, value);
    }
    head
}

/// Adds a header, unless its value would break out of its line.
pub(super) fn push(head: &mut String, name: &str, value: &str) {
    if !value.contains(|c: char| c.is_control() || !c.is_ascii()) {
        let _ = write!(head, "{name}: {value}\r\n");
    }
}
