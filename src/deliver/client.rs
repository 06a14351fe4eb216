//! The HTTPS client: no redirects, no proxies from the environment, no private addresses unless allowed.

use std::time::Duration;

use chrono::{DateTime, Utc};
use ureq::config::Config;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Error};

use super::resolver::{CheckedResolver, PrivateAddress};
use super::retry_after::retry_after;
use super::{Address, Outcome};

/// How long one request may take, from looking up the name to the head of the answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// What the command line permits.
#[derive(Clone, Debug, Default)]
pub struct ClientSettings {
    /// Whether addresses of private networks may be used.
    pub allow_private: bool,
    /// Certificates in the PEM format to trust instead of those of public authorities.
    pub authorities: Option<Vec<u8>>,
}

/// Sends requests.
#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
}

impl Client {
    /// Creates a client.
    ///
    /// # Errors
    ///
    /// Returns why the certificates cannot be used.
    pub fn new(settings: &ClientSettings) -> Result<Self, String> {
        let roots = match &settings.authorities {
            None => RootCerts::WebPki,
            Some(pem) => RootCerts::new_with_certs(&certificates(pem)?),
        };
        let config = Config::builder()
            .https_only(true)
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .max_idle_connections(0)
            .timeout_global(Some(TIMEOUT))
            .user_agent(concat!("allclear/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        let resolver = CheckedResolver { allow_private: settings.allow_private };
        Ok(Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) })
    }

    /// Posts a body once. `now` is the real time, UTC.
    pub(super) fn post(
        &self,
        address: &Address,
        headers: &[(&str, String)],
        body: &[u8],
        now: DateTime<Utc>,
    ) -> Outcome {
        let mut request = self.agent.post(address.uri().clone());
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        match request.send(body) {
            Ok(response) => {
                let status = response.status().as_u16();
                let asked = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
                answered(status, asked.and_then(|value| retry_after(value, now)))
            }
            Err(error) => failed(&error),
        }
    }
}

/// Reads the certificates of a file.
fn certificates(pem: &[u8]) -> Result<Vec<Certificate<'static>>, String> {
    let mut certificates = Vec::new();
    for item in parse_pem(pem) {
        match item {
            Ok(PemItem::Certificate(certificate)) => certificates.push(certificate),
            Ok(_) => {}
            Err(_) => return Err("it is not in the PEM format".to_owned()),
        }
    }
    if certificates.is_empty() { Err("it contains no certificate".to_owned()) } else { Ok(certificates) }
}

/// Judges an answer. Of the errors that are the client's fault, some pass by themselves.
fn answered(status: u16, after: Option<Duration>) -> Outcome {
    let reason = format!("the receiver answered {status}");
    match status {
        200..=299 => Outcome::Delivered,
        // Whoever says when to come back, or that too much came, means all messages.
        408 | 425 | 429 | 500..=599 => {
            Outcome::Retry { reason, after, is_busy: status == 429 || after.is_some() }
        }
        300..=399 => Outcome::refused(format!("{reason}: redirects are not followed")),
        _ => Outcome::Refused { reason },
    }
}

/// Judges a request without an answer. The words of the library may contain the address, so they are not used.
fn failed(error: &Error) -> Outcome {
    match error {
        Error::Other(other) if other.is::<PrivateAddress>() => {
            Outcome::refused("its address is in a private network, which only `--allow-private` permits")
        }
        Error::Timeout(_) => Outcome::retry("no answer in time"),
        Error::HostNotFound => Outcome::retry("its host was not found"),
        Error::Tls(_) | Error::Rustls(_) => {
            Outcome::retry("no secure connection: its certificate is not accepted")
        }
        Error::ConnectionFailed => Outcome::retry("no connection"),
        Error::Io(error) => Outcome::retry(match error.kind() {
            std::io::ErrorKind::ConnectionRefused => "it refused the connection",
            std::io::ErrorKind::TimedOut | std::io::ErrorKind::WouldBlock => "no answer in time",
            std::io::ErrorKind::InvalidData => "no secure connection: its certificate is not accepted",
            _ => "the connection failed",
        }),
        Error::BadUri(_) | Error::RequireHttpsOnly(_) => Outcome::refused("its address cannot be used"),
        _ => Outcome::retry("it did not answer as a web server does"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_pass_is_tried_again() {
        for status in [200, 201, 202, 204] {
            assert_eq!(answered(status, None), Outcome::Delivered);
        }
        for status in [408, 425, 429, 500, 502, 503, 504] {
            assert!(matches!(answered(status, None), Outcome::Retry { .. }), "{status}");
        }
        for status in [301, 302, 307, 308, 400, 401, 403, 404, 410, 413] {
            assert!(matches!(answered(status, None), Outcome::Refused { .. }), "{status}");
        }
    }

    #[test]
    fn a_receiver_that_says_when_to_come_back_or_gets_too_much_is_busy() {
        let is_busy = |status, after| match answered(status, after) {
            Outcome::Retry { is_busy, .. } => is_busy,
            other => panic!("{other:?}"),
        };
        let minute = Some(Duration::from_mins(1));
        assert!(is_busy(429, None) && is_busy(429, minute) && is_busy(503, minute));
        assert!(!is_busy(503, None) && !is_busy(500, None) && !is_busy(408, None));
    }

    #[test]
    fn a_file_without_a_certificate_is_refused() {
        assert_eq!(certificates(b"").expect_err("empty"), "it contains no certificate");
    }
}
