//! Signatures of the Standard Webhooks specification: HMAC-SHA256 over the id, the time and the body.
//!
//! While a secret is replaced there are two, and each request has a signature with both, so that the receiver can change
//! at any time.

use std::fmt;

use chrono::{DateTime, Utc};
use data_encoding::BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// What every secret begins with.
const PREFIX: &str = "whsec_";

/// The number of bytes of a secret, by the specification.
const BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// One secret, or two while it is replaced. `Debug` shows nothing of them.
#[derive(Clone)]
pub struct SigningSecrets(Vec<Vec<u8>>);

/// Why secrets cannot be used. The message repeats none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretError {
    /// There is none.
    Missing,
    /// There are more than two.
    TooMany,
    /// One is not `whsec_` and base64 of 24 to 64 bytes.
    Unreadable,
}

impl SigningSecrets {
    /// Reads one or two secrets, separated by blanks or line breaks.
    ///
    /// # Errors
    ///
    /// Fails if there is none, if there are more than two, or if one cannot be read.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let secrets: Option<Vec<Vec<u8>>> = text.split_whitespace().map(secret).collect();
        match secrets.as_deref() {
            None => Err(SecretError::Unreadable),
            Some([]) => Err(SecretError::Missing),
            Some([_] | [_, _]) => Ok(Self(secrets.unwrap_or_default())),
            Some(_) => Err(SecretError::TooMany),
        }
    }

    /// Returns the headers of one attempt, which is made at `now` (UTC).
    pub(super) fn headers(&self, id: &str, now: DateTime<Utc>, body: &[u8]) -> Vec<(&'static str, String)> {
        let time = now.timestamp().to_string();
        let signatures: Vec<String> =
            self.0.iter().map(|secret| signature(secret, id, &time, body)).collect();
        vec![
            ("webhook-id", id.to_owned()),
            ("webhook-signature", signatures.join(" ")),
            ("webhook-timestamp", time),
        ]
    }
}

fn secret(text: &str) -> Option<Vec<u8>> {
    let bytes = BASE64.decode(text.strip_prefix(PREFIX)?.as_bytes()).ok()?;
    BYTES.contains(&bytes.len()).then_some(bytes)
}

fn signature(secret: &[u8], id: &str, time: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    for part in [id.as_bytes(), b".", time.as_bytes(), b".", body] {
        mac.update(part);
    }
    format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()))
}

impl fmt::Debug for SigningSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecrets(…)")
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "it is empty",
            Self::TooMany => "it contains more than two secrets",
            Self::Unreadable => "a secret is `whsec_` and base64 of 24 to 64 random bytes",
        })
    }
}

impl std::error::Error for SecretError {}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification and its reference libraries.
    #[test]
    fn the_example_of_the_specification_is_reproduced() {
        let secrets = SigningSecrets::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret");
        let now = DateTime::from_timestamp(1_614_265_330, 0).expect("a time");
        let headers = secrets.headers("msg_p5jXN8AQM9LWM0D4loKWxJek", now, b"{\"test\": 2432232314}");
        assert_eq!(
            headers[1],
            ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=".to_owned())
        );
        assert_eq!(headers[2], ("webhook-timestamp", "1614265330".to_owned()));
    }

    #[test]
    fn while_a_secret_is_replaced_both_sign() {
        let one = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
        let now = DateTime::UNIX_EPOCH;
        let signed = |text: &str| {
            SigningSecrets::parse(text).expect("secrets").headers("msg_1", now, b"{}")[1].1.clone()
        };
        let both = signed(&format!("{one}\n{other}\n"));
        assert_eq!(both, format!("{} {}", signed(one), signed(other)));
    }

    #[test]
    fn secrets_that_cannot_be_used_are_refused() {
        let error = |text: &str| SigningSecrets::parse(text).expect_err(text);
        assert_eq!(error(" \n"), SecretError::Missing);
        assert_eq!(error("secret"), SecretError::Unreadable);
        assert_eq!(error("whsec_c2hvcnQ="), SecretError::Unreadable);
        let one = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        assert_eq!(error(&format!("{one} {one} {one}")), SecretError::TooMany);
        assert_eq!(format!("{:?}", SigningSecrets::parse(one).expect("a secret")), "SigningSecrets(…)");
    }
}
