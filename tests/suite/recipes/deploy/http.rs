//! A minimal HTTP client for a web server on this machine.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// How long a server may take to start or to answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A response of the server.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    /// Values by name in lower case; the values of a repeated header are joined with ` | `.
    headers: BTreeMap<String, String>,
    pub(super) body: String,
}

impl Response {
    /// The value of a header, empty if there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// A port on which nothing listens.
pub(super) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

/// Waits until a server listens on the port.
pub(super) fn wait_for(port: u16) {
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(started.elapsed() < TIMEOUT, "nothing listens on port {port}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Requests a path. With HTTP/1.0, the response ends with the connection.
pub(super) fn get(port: u16, path: &str) -> Response {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_read_timeout(Some(TIMEOUT)).expect("a timeout");
    write!(stream, "GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\nOrigin: https://elsewhere.example\r\n\r\n")
        .expect("the request is sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("a response");
    let text = String::from_utf8_lossy(&bytes);
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let value_so_far = headers.entry(name.to_ascii_lowercase()).or_default();
        if !value_so_far.is_empty() {
            value_so_far.push_str(" | ");
        }
        value_so_far.push_str(value);
    }
    Response { status: status.expect("a status"), headers, body: body.to_owned() }
}
