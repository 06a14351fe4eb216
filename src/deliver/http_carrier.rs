//! Sends messages as HTTPS requests.

use chrono::{DateTime, Utc};

use super::{Address, Carrier, Client, Outcome, Parcel, SigningSecrets};

/// Posts messages to one address.
#[derive(Debug)]
pub struct HttpCarrier {
    client: Client,
    address: Address,
    secrets: Option<SigningSecrets>,
}

impl HttpCarrier {
    /// Posts to `address`. With `secrets`, each request is signed.
    #[must_use]
    pub const fn new(client: Client, address: Address, secrets: Option<SigningSecrets>) -> Self {
        Self { client, address, secrets }
    }
}

impl Carrier for HttpCarrier {
    fn carry(&self, parcel: &Parcel, now: DateTime<Utc>) -> Outcome {
        let mut headers =
            vec![("content-type", parcel.media_type.to_owned()), ("idempotency-key", parcel.key.to_string())];
        if let Some(secrets) = &self.secrets {
            headers.extend(secrets.headers(&format!("msg_{}", parcel.key), now, &parcel.body));
        }
        self.client.post(&self.address, &headers, &parcel.body, now)
    }
}
