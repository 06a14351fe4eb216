//! A minimal HTTP client that sends arbitrary bytes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// How long a response may take before a test fails. Generous, because test machines are busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// A response.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// With names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Answer {
    /// The value of a header, which must not be repeated.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        let first = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "{name} is repeated: {self:?}");
        first
    }
}

/// An open connection.
pub(super) struct Connection {
    reader: BufReader<TcpStream>,
}

impl Connection {
    pub(super) fn open(port: u16) -> Self {
        Self::try_open(port).expect("a connection")
    }

    pub(super) fn try_open(port: u16) -> std::io::Result<Self> {
        let stream = TcpStream::connect_timeout(&([127, 0, 0, 1], port).into(), PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { reader: BufReader::new(stream) })
    }

    /// Sends bytes.
    pub(super) fn send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.reader.get_mut().write_all(bytes)
    }

    /// Reads a response, with its body unless it is the response to `HEAD`.
    pub(super) fn answer(&mut self, has_body: bool) -> std::io::Result<Answer> {
        let head = self.head()?;
        let mut lines = head.lines();
        let status = lines.next().unwrap_or_default();
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        let length =
            headers.iter().find(|(name, _)| name == "content-length").map(|(_, value)| value.parse());
        let mut body = vec![0; length.and_then(Result::ok).filter(|_| has_body).unwrap_or(0)];
        self.reader.read_exact(&mut body)?;
        Ok(Answer {
            status: status.ok_or_else(|| std::io::Error::other(format!("no response: {head:?}")))?,
            headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        })
    }

    /// Reads the status line and the headers of a response.
    pub(super) fn head(&mut self) -> std::io::Result<String> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if self.reader.read_line(&mut head)? == 0 {
                return Err(std::io::Error::other(format!("the connection ended after {head:?}")));
            }
        }
        Ok(head)
    }

    /// Reads the next event of a stream, up to an empty line.
    pub(super) fn event(&mut self, patience: Duration) -> std::io::Result<String> {
        self.reader.get_ref().set_read_timeout(Some(patience))?;
        let mut event = String::new();
        while !event.ends_with("\n\n") {
            if self.reader.read_line(&mut event)? == 0 {
                return Err(std::io::Error::other(format!("the stream ended after {event:?}")));
            }
        }
        Ok(event)
    }
}

/// Sends a request as a browser does, with additional headers `more`.
pub(super) fn request(port: u16, method: &str, target: &str, more: &str) -> Answer {
    let mut connection = Connection::open(port);
    let head =
        format!("{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}Connection: close\r\n\r\n");
    connection.send(head.as_bytes()).expect("a request that is sent");
    connection.answer(method != "HEAD").unwrap_or_else(|error| panic!("{method} {target}: {error}"))
}

/// Gets a target.
pub(super) fn get(port: u16, target: &str) -> Answer {
    request(port, "GET", target, "")
}
