//! Binding the port. It is bound once, before anything else, so that no other program can take it in between.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// The default port.
pub const PORT: u16 = 8787;
/// How many ports are tried, including the default.
const PORTS_TRIED: u16 = 10;

/// Bound sockets, ready to be served.
#[derive(Debug)]
pub struct Listeners {
    pub(super) bound: Vec<TcpListener>,
    address: SocketAddr,
    /// Whether another port than the default is used because that is in use.
    moved: bool,
}

/// Why no port could be bound.
#[derive(Debug)]
pub enum BindError {
    /// The port is in use.
    PortInUse(u16),
    /// All ports that were tried are in use: the first and the last.
    AllPortsInUse(u16, u16),
    /// The system refused.
    Io(SocketAddr, io::Error),
}

impl Listeners {
    /// Binds `port` on `host`, or the first free port starting at [`PORT`]. For loopback, both the IPv4 and the IPv6
    /// address are bound, if there are two.
    ///
    /// # Errors
    ///
    /// Fails if the port, or all ports that are tried, are in use, or if the system refuses.
    pub fn bind(host: IpAddr, port: Option<u16>) -> Result<Self, BindError> {
        if let Some(port) = port {
            return match Self::at(host, port) {
                Ok(listeners) => Ok(listeners),
                Err(error) if error.kind() == ErrorKind::AddrInUse => Err(BindError::PortInUse(port)),
                Err(error) => Err(BindError::Io(SocketAddr::new(host, port), error)),
            };
        }
        for port in PORT..PORT + PORTS_TRIED {
            match Self::at(host, port) {
                Ok(listeners) => return Ok(Self { moved: port != PORT, ..listeners }),
                Err(error) if error.kind() == ErrorKind::AddrInUse => {}
                Err(error) => return Err(BindError::Io(SocketAddr::new(host, port), error)),
            }
        }
        Err(BindError::AllPortsInUse(PORT, PORT + PORTS_TRIED - 1))
    }

    fn at(host: IpAddr, port: u16) -> io::Result<Self> {
        let first = TcpListener::bind((host, port))?;
        let address = first.local_addr()?;
        let mut bound = vec![first];
        if host == IpAddr::V4(Ipv4Addr::LOCALHOST) {
            match TcpListener::bind((Ipv6Addr::LOCALHOST, address.port())) {
                Ok(second) => bound.push(second),
                // A browser that opens `localhost` might connect to the program that has it.
                Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(error),
                // This machine has no IPv6.
                Err(_) => {}
            }
        }
        Ok(Self { bound, address, moved: false })
    }

    /// The address of the server.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether another port than the default is used because that is in use.
    #[must_use]
    pub const fn moved(&self) -> bool {
        self.moved
    }
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PortInUse(port) => write!(f, "port {port} is used by another program"),
            Self::AllPortsInUse(first, last) => write!(f, "all ports from {first} to {last} are in use"),
            Self::Io(address, error) => write!(f, "cannot listen on {address}: {error}"),
        }
    }
}
