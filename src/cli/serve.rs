//! `serve` on the command line.

use std::net::{IpAddr, Ipv4Addr};

use clap::Args;

/// `serve`.
#[derive(Debug, Args)]
#[command(long_about = "Preview the site at http://127.0.0.1:8787, and show each change as it is saved.\n\n\
                  It builds in memory and writes nothing. A bar, which is in no build, switches to a view with \
                  drafts and to the views of customers. This is a preview for whoever writes, never a server for \
                  production: publish what `allclear build` writes with a web host.")]
pub(crate) struct Serve {
    /// Listen at this port [default: 8787, or the next free one]
    #[arg(short, long)]
    pub(crate) port: Option<u16>,
    /// Listen at this address; any but loopback needs a token, and shows drafts to whoever has it
    #[arg(long, value_name = "ADDR", value_parser = host, default_value = "127.0.0.1", hide_default_value = true)]
    pub(crate) host: IpAddr,
    /// Answer to this name too, beside addresses and `localhost`
    #[arg(long, value_name = "NAME")]
    pub(crate) allow_host: Vec<String>,
    /// Ask callers for this token instead of a random one
    // What fits is judged by the command, which does not repeat it: an error may end up in a log.
    #[arg(long, env = "ALLCLEAR_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,
    /// Open the preview in a browser
    #[arg(long)]
    pub(crate) open: bool,
    /// Look at the files every so many milliseconds, where nothing tells of changes [default without a
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
