//! A receiver of messages on this machine: an HTTPS server whose answers a test decides, with a certificate authority of
//! its own.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};

/// A request that arrived as a whole.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The first line.
    pub(crate) line: String,
    /// The fields, with names in lower case.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// When its last byte arrived.
    pub(crate) at: Instant,
}

/// What the receiver does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Answers with this status and these fields.
    Status(u16, &'static str),
    /// Answers after this time.
    Late(Duration, u16),
    /// Never answers.
    Hang,
    /// Closes the connection after the request.
    Close,
    /// Closes the connection in the middle of the answer.
    CloseHalfway,
    /// Closes the connection before the request.
    CloseAtOnce,
}

type Decide = Box<dyn Fn(usize) -> Answer + Send + Sync>;

/// A receiver. Its thread ends with the test.
pub(crate) struct Receiver {
    port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
}

/// The certificate of the authority, and the configuration of servers with a certificate for this machine.
fn certificates() -> &'static (String, Arc<ServerConfig>) {
    static CERTIFICATES: OnceLock<(String, Arc<ServerConfig>)> = OnceLock::new();
    CERTIFICATES.get_or_init(|| {
        let authority_key = KeyPair::generate().expect("a key");
        let mut authority = CertificateParams::new(Vec::new()).expect("an authority");
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = authority.self_signed(&authority_key).expect("a certificate").pem();
        let issuer = Issuer::new(authority, authority_key);
        let key = KeyPair::generate().expect("a key");
        let names = vec!["127.0.0.1".to_owned(), "localhost".to_owned()];
        let certificate = CertificateParams::new(names)
            .and_then(|own| own.signed_by(&key, &issuer))
            .expect("a certificate");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("protocol versions")
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::try_from(key.serialize_der()).expect("a key"),
            )
            .expect("a configuration");
        (pem, Arc::new(config))
    })
}

impl Receiver {
    /// Starts a receiver; `decide` gets the number of the connection, from 0.
    pub(crate) fn start(decide: impl Fn(usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let receiver = Self { port, requests: Arc::clone(&requests) };
        let decide: Arc<Decide> = Arc::new(Box::new(decide));
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let (Ok(stream), decide, requests) = (stream, Arc::clone(&decide), Arc::clone(&requests))
                else {
                    continue;
                };
                thread::spawn(move || serve(stream, &decide(number), &requests));
            }
        });
        receiver
    }

    /// A receiver that accepts everything.
    pub(crate) fn accepting() -> Self {
        Self::start(|_| Answer::Status(204, ""))
    }

    /// Its address with this path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("https://127.0.0.1:{}{path}", self.port)
    }

    /// The port.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// The certificate of the authority in the PEM format.
    pub(crate) fn authority() -> &'static str {
        &certificates().0
    }

    /// The requests that arrived as a whole, in their order.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("not poisoned").clone()
    }
}

impl Request {
    /// The value of a field.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("a body of JSON")
    }
}

/// Serves one connection. Whatever fails here, the client sees and the test judges.
fn serve(mut stream: TcpStream, answer: &Answer, requests: &Mutex<Vec<Request>>) {
    if matches!(answer, Answer::CloseAtOnce) {
        return;
    }
    let Ok(mut connection) = ServerConnection::new(Arc::clone(&certificates().1)) else { return };
    let mut tls = Stream::new(&mut connection, &mut stream);
    let Some(request) = read(&mut tls) else { return };
    requests.lock().expect("not poisoned").push(request);
    let mut respond = |status: u16, fields: &str| {
        let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n{fields}\r\n");
        let _ = tls.write_all(head.as_bytes()).and_then(|()| tls.flush());
    };
    match answer {
        Answer::Status(status, fields) => respond(*status, fields),
        Answer::Late(wait, status) => {
            thread::sleep(*wait);
            respond(*status, "");
        }
        Answer::Hang => thread::sleep(Duration::from_mins(2)),
        Answer::CloseHalfway => {
            let _ = tls.write_all(b"HTTP/1.1 2").and_then(|()| tls.flush());
        }
        Answer::Close | Answer::CloseAtOnce => {}
    }
}

fn read(stream: &mut impl std::io::Read) -> Option<Request> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some(request) = parse(&bytes) {
            return Some(request);
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

fn parse(bytes: &[u8]) -> Option<Request> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.lines();
    let line = lines.next()?.to_owned();
    let fields: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let length = fields.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.map_or(Some(0), |(_, value)| value.parse().ok())?;
    let body = bytes.get(end + 4..end + 4 + length)?.to_vec();
    Some(Request { line, fields, body, at: Instant::now() })
}
