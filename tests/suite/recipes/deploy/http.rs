//! A minimal HTTP client for a web server on this machine. The program `openssl` does the encryption.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The host name in the recipes.
pub(super) const HOST: &str = "status.example.com";
/// How long a server may take to start or to answer.
const TIMEOUT: Duration = Duration::from_mins(1);

/// A response of the server.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    /// Values by name in lower case; the values of a repeated header are joined with ` | `.
    headers: BTreeMap<String, String>,
    /// The body as it was sent, which may be compressed.
    pub(super) bytes: Vec<u8>,
    pub(super) body: String,
}

impl Response {
    /// The value of a header, empty if there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The content type without its parameters.
    pub(super) fn media_type(&self) -> &str {
        self.header("content-type").split(';').next().unwrap_or_default()
    }

    /// Parses a response that ended with the connection.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(bytes.get(..end)?).into_owned();
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let mut headers: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value_so_far = headers.entry(name.to_ascii_lowercase()).or_default();
            if !value_so_far.is_empty() {
                value_so_far.push_str(" | ");
            }
            value_so_far.push_str(value.trim());
        }
        let mut body = bytes.get(end + 4..)?.to_vec();
        if headers.get("transfer-encoding").is_some_and(|encoding| encoding == "chunked") {
            body = joined(&body)?;
        }
        let text = String::from_utf8_lossy(&body).into_owned();
        Some(Self { status, headers, bytes: body, body: text })
    }
}

/// Joins the chunks of a body (RFC 9112, section 7.1).
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|part| part == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(rest.get(..end)?).ok()?, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend(rest.get(end + 2..end + 2 + length)?);
        rest = rest.get(end + 2 + length + 2..)?;
    }
}

/// A client of an HTTPS server.
pub(super) struct Client {
    port: u16,
    /// The certificate that the client trusts.
    certificate: PathBuf,
}

impl Client {
    /// Waits until the server answers.
    pub(super) fn connect(port: u16, certificate: PathBuf) -> Self {
        let client = Self { port, certificate };
        let started = Instant::now();
        while client.request("/", &[]).is_none() {
            assert!(started.elapsed() < TIMEOUT, "no HTTPS server answers on port {port}");
            thread::sleep(Duration::from_millis(100));
        }
        client
    }

    /// Requests a path.
    #[track_caller]
    pub(super) fn get(&self, path: &str) -> Response {
        self.get_with(path, &[])
    }

    /// Requests a path with additional headers.
    #[track_caller]
    pub(super) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        self.request(path, headers).unwrap_or_else(|| panic!("no response for {path}"))
    }

    /// Whether the server accepts a connection with a certain version of TLS, such as `-tls1_2`.
    pub(super) fn accepts(&self, version: &str) -> bool {
        // Old versions are below the security level that OpenSSL has by default.
        self.exchange(&[version, "-cipher", "ALL:@SECLEVEL=0"], "GET / HTTP/1.0\r\n\r\n")
            .starts_with(b"HTTP/1.")
    }

    /// Requests a path with or without credentials; `None` if the server does not answer.
    pub(super) fn try_get(&self, path: &str, login: &str) -> Option<Response> {
        self.send("GET", path, login)
    }

    /// Sends a request with any method; `None` if the server does not answer.
    pub(super) fn send(&self, method: &str, path: &str, login: &str) -> Option<Response> {
        let login = if login.is_empty() { String::new() } else { format!("Authorization: {login}\r\n") };
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n{login}\r\n");
        Response::parse(&self.exchange(&[], &request))
    }

    fn request(&self, path: &str, headers: &[(&str, &str)]) -> Option<Response> {
        let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
        let headers = headers.collect::<Vec<_>>().concat();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {HOST}\r\nOrigin: https://elsewhere.example\r\nConnection: close\r\n\
             {headers}\r\n"
        );
        Response::parse(&self.exchange(&[], &request))
    }

    /// Sends text over TLS and returns the answer, which is empty if the certificate is not valid for the host.
    fn exchange(&self, options: &[&str], text: &str) -> Vec<u8> {
        let mut openssl = Command::new("openssl");
        openssl.args(["s_client", "-quiet", "-verify_return_error", "-verify_hostname", HOST]);
        openssl.args(["-servername", HOST, "-connect", &format!("127.0.0.1:{}", self.port)]);
        openssl.arg("-CAfile").arg(&self.certificate).args(options);
        openssl.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut openssl = openssl.spawn().expect("openssl starts; `tests/run` installs it");
        // After a failed handshake nobody reads this.
        openssl.stdin.take().expect("standard input").write_all(text.as_bytes()).ok();
        openssl.wait_with_output().expect("openssl runs").stdout
    }
}

/// Requests a path without encryption.
pub(super) fn get_plain(port: u16, path: &str) -> Response {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_read_timeout(Some(TIMEOUT)).expect("a timeout");
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {HOST}\r\n\r\n").expect("the request is sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("a response");
    Response::parse(&bytes).expect("a response")
}

/// A port on which nothing listens.
pub(super) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}
