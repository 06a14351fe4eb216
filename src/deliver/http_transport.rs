//! Sends messages as HTTPS requests.

use chrono::{DateTime, Utc};

use super::{Address, Client, Outcome, QueuedMessage, SigningSecrets, Transport};

/// Posts messages to one address.
#[derive(Debug)]
pub struct HttpTransport {
    client: Client,
    address: Address,
    secrets: Option<SigningSecrets>,
}

impl HttpTransport {
    /// Posts to `address`. With `secrets`, each request is signed.
    #[must_use]
    pub const fn new(client: Client, address: Address, secrets: Option<SigningSecrets>) -> Self {
        Self { client, address, secrets }
    }
}

impl Transport for HttpTransport {
    fn send(&self, message: &QueuedMessage, now: DateTime<Utc>) -> Outcome {
        let mut headers = vec![
            ("content-type", message.media_type.to_owned()),
            ("idempotency-key", message.key.to_string()),
        ];
        if let Some(secrets) = &self.secrets {
            headers.extend(secrets.headers(&format!("msg_{}", message.key), now, &message.body));
        }
        self.client.post(&self.address, &headers, &message.body, now)
    }
}
