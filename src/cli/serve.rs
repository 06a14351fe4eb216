//! The arguments of `allclear serve`.

use std::net::{IpAddr, Ipv4Addr};

use clap::Args;

/// The arguments of `serve`.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Listen on this port [default: 8787, or the next free port]
    #[arg(short, long)]
    pub(crate) port: Option<u16>,
    /// Listen on this address; anything but loopback requires a token and shows drafts to everyone who has it
    #[arg(long, value_name = "ADDR", value_parser = host, default_value = "127.0.0.1", hide_default_value = true)]
    pub(crate) host: IpAddr,
    /// Accept this host name in requests, in addition to addresses and `localhost`
    #[arg(long, value_name = "NAME")]
    pub(crate) allow_host: Vec<String>,
    /// Require this token instead of a random one
    // The command checks the token, because an error of the parser would repeat it and may end up in a log.
    #[arg(long, env = "ALLCLEAR_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,
    /// Open the preview in a browser
    #[arg(long)]
    pub(crate) open: bool,
    /// Poll for changes at this interval in milliseconds, where the system reports none [default without a
    /// number: 500]
    #[arg(long, value_name = "MS", num_args = 0..=1, default_missing_value = "500",
          value_parser = clap::value_parser!(u64).range(10..=3_600_000))]
    pub(crate) poll: Option<u64>,
}

fn host(text: &str) -> Result<IpAddr, String> {
    if text == "localhost" {
        return Ok(Ipv4Addr::LOCALHOST.into());
    }
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().map_err(|_| "write an address of this machine, such as `127.0.0.1` or `0.0.0.0`".to_owned())
}
