//! The server: keeps `tiny_http` alive on a bound port.
//!
//! The thread of that library which accepts connections ends at the first error, for example when there are no more
//! open files to be had, and sometimes by a panic that nobody is told of. So it is asked for a sign of life again and
//! again, and begun anew on the same port as soon as there is room. Connections from before are served on.
//!
//! The sign of life has a second use. Of two connections that come at once the library may leave one waiting until
//! one of its threads is free, which slow callers may prevent; the next connection brings a new thread, which takes
//! the one that waits.
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

/// How often a sign of life is asked for.
const PULSE: Duration = Duration::from_secs(1);
/// How many files must be free before accepting begins anew: a connection takes three.
const ROOM: usize = 12;
/// How long to wait for room.
const PAUSE: Duration = Duration::from_millis(250);
/// How long a server may take to answer before it is taken for dead.
const PATIENCE: Duration = Duration::from_secs(2);

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

/// Finds out again and again, and at once when there is doubt, whether connections are still accepted, and begins
/// anew if they are not.
fn keep(
    listener: &TcpListener,
    desk: &Arc<Desk>,
    (doubt, doubts): (&Sender<()>, &Receiver<()>),
    tell: &dyn Fn(&str),
) {
    let Ok(address) = listener.local_addr() else { return };
    loop {
        // Whether there was doubt or only time went by, the question is the same.
        let _ = doubts.recv_timeout(PULSE);
        while doubts.try_recv().is_ok() {}
        if is_alive(address) {
            continue;
        }
        while !has_room(listener) {
            thread::sleep(PAUSE);
        }
        // Without room nobody could ask; so only now it is clear.
        if !is_alive(address) && !is_alive(address) && begin(listener, desk, doubt).is_ok() {
            tell("the preview had stopped to answer, for want of open files perhaps; it answers again");
        }
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
    asks().unwrap_or(false)
}
