//! The server: keeps `tiny_http` alive on a bound port.
//!
//! The thread of that library which accepts connections ends at the first error, for example when there are no more
//! open files to be had, and sometimes by a panic that nobody is told of. So this watches for both, and begins anew
//! on the same port as soon as there is room. Connections from before are served on by the threads they have.
//!
//! Each request is answered in a thread of its own: a caller that is slow to send or slow to listen holds up nobody.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, Builder};
use std::time::Duration;

use tiny_http::Server;

use super::alarm::{on_lost_thread, watch_for_lost_threads};
use super::desk::Desk;
use super::guard::Guard;
use super::listeners::Listeners;
use super::stage::Stage;

/// How many files must be free before accepting begins anew: a connection takes three.
const ROOM: usize = 12;
/// How long to wait for room.
const PAUSE: Duration = Duration::from_millis(250);
/// How long a server may take to answer before it is taken for dead.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often a server that may be dead is asked.
const ASKED: usize = 2;

/// Serves what is on the stage at the bound ports until the process ends. `tell` is told in a line what an operator
/// should know.
pub fn serve(
    listeners: Listeners,
    stage: &Arc<Stage>,
    guard: Guard,
    tell: impl Fn(&str) + Send + Sync + 'static,
) -> std::io::Result<()> {
    let desk = Arc::new(Desk { stage: Arc::clone(stage), guard });
    let tell: Arc<dyn Fn(&str) + Send + Sync> = Arc::new(tell);
    watch_for_lost_threads();
    for listener in listeners.listeners {
        let (doubt, doubts) = channel();
        on_lost_thread(doubt.clone());
        begin(&listener, &desk, &doubt)?;
        let (desk, tell) = (Arc::clone(&desk), Arc::clone(&tell));
        Builder::new()
            .name("preview-keeper".to_owned())
            .spawn(move || keep(&listener, &desk, (&doubt, &doubts), &*tell))?;
    }
    Ok(())
}

/// Begins to accept connections.
fn begin(listener: &TcpListener, desk: &Arc<Desk>, doubt: &Sender<()>) -> std::io::Result<()> {
    let server = Server::from_listener(listener.try_clone()?, None).map_err(std::io::Error::other)?;
    let (desk, doubt) = (Arc::clone(desk), doubt.clone());
    Builder::new().name("preview-desk".to_owned()).spawn(move || receive(&server, &desk, &doubt))?;
    Ok(())
}

/// Hands each request to a thread. It never ends: when no more connections are accepted, those that are open may still
/// have requests.
fn receive(server: &Server, desk: &Arc<Desk>, doubt: &Sender<()>) {
    loop {
        match server.recv() {
            Ok(request) => {
                let desk = Arc::clone(desk);
                // Without a thread the request is dropped, which the library answers with an error.
                let _ = Builder::new().name("preview-request".to_owned()).spawn(move || desk.answer(request));
            }
            Err(_) => {
                let _ = doubt.send(());
            }
        }
    }
}

/// Whenever there is doubt whether connections are still accepted, finds out, and begins anew if they are not.
fn keep(
    listener: &TcpListener,
    desk: &Arc<Desk>,
    (doubt, doubts): (&Sender<()>, &Receiver<()>),
    tell: &dyn Fn(&str),
) {
    let Ok(address) = listener.local_addr() else { return };
    while doubts.recv().is_ok() {
        loop {
            while !has_room(listener) {
                thread::sleep(PAUSE);
            }
            if is_alive(address) {
                break;
            }
            // Somebody else may have taken the room since.
            if begin(listener, desk, doubt).is_ok() {
                tell("the preview had stopped to answer, for want of open files perhaps; it answers again");
            }
        }
        while doubts.try_recv().is_ok() {}
    }
}

/// Whether as many files can be opened as a few connections need.
fn has_room(listener: &TcpListener) -> bool {
    let opened: Vec<_> = (0..ROOM).map_while(|_| listener.try_clone().ok()).collect();
    opened.len() == ROOM
}

/// Whether a request is answered, with whatever.
fn is_alive(address: SocketAddr) -> bool {
    let asks = || -> std::io::Result<bool> {
        let address = if address.ip().is_unspecified() {
            SocketAddr::new(
                match address {
                    SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
                    SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
                },
                address.port(),
            )
        } else {
            address
        };
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
        Ok(stream.read(&mut [0])? > 0)
    };
    (0..ASKED).any(|_| asks().unwrap_or(false))
}
