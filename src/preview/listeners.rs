//! Binding the port, once and before anything else, so that nobody else can take it in between.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// The port unless one is asked for.
pub const PORT: u16 = 8787;
/// How many ports are tried, that one among them.
const TRIED: u16 = 10;

/// Bound ports, ready to be served.
#[derive(Debug)]
pub struct Listeners {
    pub(super) bound: Vec<TcpListener>,
    address: SocketAddr,
    /// Whether it is another port than the usual one, because that was taken.
    moved: bool,
}

/// Why there is nothing to listen at.
#[derive(Debug)]
pub enum Unbound {
    /// The port is taken.
    Busy(u16),
    /// All ports that may be tried are taken: the first and the last.
    AllBusy(u16, u16),
    /// The system does not allow it.
    Io(SocketAddr, io::Error),
}

impl Listeners {
    /// Binds a port of a host: this one, or the first free one from [`PORT`] on. On loopback, both of its addresses
    /// are bound where there are two.
    pub fn bind(host: IpAddr, port: Option<u16>) -> Result<Self, Unbound> {
        if let Some(port) = port {
            return match Self::at(host, port) {
                Ok(listeners) => Ok(listeners),
                Err(error) if error.kind() == ErrorKind::AddrInUse => Err(Unbound::Busy(port)),
                Err(error) => Err(Unbound::Io(SocketAddr::new(host, port), error)),
            };
        }
        for port in PORT..PORT + TRIED {
            match Self::at(host, port) {
                Ok(listeners) => return Ok(Self { moved: port != PORT, ..listeners }),
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                Err(error) => return Err(Unbound::Io(SocketAddr::new(host, port), error)),
            }
        }
        Err(Unbound::AllBusy(PORT, PORT + TRIED - 1))
    }

    fn at(host: IpAddr, port: u16) -> io::Result<Self> {
        let first = TcpListener::bind((host, port))?;
        let address = first.local_addr()?;
        let mut bound = vec![first];
        if host == IpAddr::V4(Ipv4Addr::LOCALHOST) {
            match TcpListener::bind((Ipv6Addr::LOCALHOST, address.port())) {
                Ok(second) => bound.push(second),
                // A browser that is sent to `localhost` might come to whoever has it.
                Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(error),
                // There is no version 6 here.
                Err(_) => {}
            }
        }
        Ok(Self { bound, address, moved: false })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether it is another port than the usual one, because that was taken.
    #[must_use]
    pub const fn moved(&self) -> bool {
        self.moved
    }
}

impl fmt::Display for Unbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy(port) => write!(f, "port {port} is taken by another program"),
            Self::AllBusy(first, last) => write!(f, "the ports {first} to {last} are all taken"),
            Self::Io(address, error) => write!(f, "cannot listen at {address}: {error}"),
        }
    }
}
