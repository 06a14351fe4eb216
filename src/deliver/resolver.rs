//! Finds the addresses of a host, and refuses those of private networks.
//!
//! The connection is made to exactly the addresses that were checked. The name is not looked up a second time, so a name
//! server cannot answer differently in between.

use std::fmt;

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::routable::is_routable;

/// Finds the addresses of a host.
#[derive(Debug)]
pub(super) struct CheckedResolver {
    /// Whether addresses of private networks are accepted.
    pub(super) allow_private: bool,
}

/// The host has an address in a private network.
#[derive(Debug)]
pub(super) struct PrivateAddress;

impl fmt::Display for PrivateAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("its address is in a private network")
    }
}

impl std::error::Error for PrivateAddress {}

impl Resolver for CheckedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let resolved = DefaultResolver::default().resolve(uri, config, timeout)?;
        // One such address is enough: a name that has both kinds is made to lead into a private network.
        if !self.allow_private && !resolved.iter().all(|address| is_routable(address.ip())) {
            return Err(Error::Other(Box::new(PrivateAddress)));
        }
        Ok(resolved)
    }
}
