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
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use tiny_http::Server;

use super::alarm::{on_lost_thread, watch_for_lost_threads};
use super::connection_queue::ConnectionQueue;
use super::guard::Guard;
use super::handler::Handler;
use super::listeners::Listeners;
use super::stage::Stage;

/// How often a sign of life is asked for.
const PULSE: Duration = Duration::from_secs(1);
/// How many files a connection takes.
const FILES: usize = 3;
/// How many files must be free before accepting begins anew.
const ROOM: usize = 4 * FILES;
/// How long to wait for room.
const PAUSE: Duration = Duration::from_millis(100);
/// How long the requests of connections from before are still awaited.
const LEAVE: Duration = Duration::from_mins(1);
/// How soon a server answers that has nothing better to do.
const PROMPT: Duration = Duration::from_millis(250);
/// How many connections are opened for the sake of their threads when no answer comes.
const PUSHES: usize = 32;
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
    let handler = Arc::new(Handler { stage: Arc::clone(stage), guard });
    let tell: Arc<dyn Fn(&str) + Send + Sync> = Arc::new(tell);
    watch_for_lost_threads();
    for listener in listeners.bound {
        let (doubt, doubts) = channel();
        on_lost_thread(doubt.clone());
        let current = begin(&listener, &handler, &doubt)?;
        let (handler, tell) = (Arc::clone(&handler), Arc::clone(&tell));
        Builder::new()
            .name("preview-keeper".to_owned())
            .spawn(move || keep(&listener, &handler, (&doubt, &doubts), current, &*tell))?;
    }
    Ok(())
}

/// Begins to accept connections. What comes back is to be set when that has ended.
fn begin(
    listener: &TcpListener,
    handler: &Arc<Handler>,
    doubt: &Sender<()>,
) -> std::io::Result<Arc<AtomicBool>> {
    let server = Server::from_listener(listener.try_clone()?, None).map_err(std::io::Error::other)?;
    let ended = Arc::new(AtomicBool::new(false));
    let (handler, doubt, over) = (Arc::clone(handler), doubt.clone(), Arc::clone(&ended));
    Builder::new()
        .name("preview-desk".to_owned())
        .spawn(move || receive(&server, &handler, &doubt, &over))?;
    Ok(ended)
}

/// Hands each request to a thread. When no more connections are accepted, those that are open may still have requests,
/// so it goes on until there were none for a while.
fn receive(server: &Server, handler: &Arc<Handler>, doubt: &Sender<()>, ended: &AtomicBool) {
    let queue = Arc::new(ConnectionQueue::default());
    loop {
        let request = match server.recv_timeout(LEAVE) {
            Ok(Some(request)) => request,
            Ok(None) if ended.load(Ordering::Relaxed) => return,
            Ok(None) => continue,
            Err(_) => {
                let _ = doubt.send(());
                continue;
            }
        };
        let Some(request) = queue.take(request) else { continue };
        let (handler, queue) = (Arc::clone(handler), Arc::clone(&queue));
        // Without a thread the request is dropped, which the library answers with an error.
        let _ = Builder::new().name("preview-request".to_owned()).spawn(move || {
            let caller = request.remote_addr().copied();
            handler.answer(request);
            queue.end(caller);
        });
    }
}

/// Finds out again and again, and at once when there is doubt, whether connections are still accepted, and begins
/// anew if they are not.
fn keep(
    listener: &TcpListener,
    handler: &Arc<Handler>,
    (doubt, doubts): (&Sender<()>, &Receiver<()>),
    mut current: Arc<AtomicBool>,
    tell: &dyn Fn(&str),
) {
    let Ok(address) = listener.local_addr().map(reachable) else { return };
    let usual = open_files();
    let mut told: Option<Instant> = None;
    loop {
        let is_lost = match doubts.recv_timeout(PULSE) {
            // A thread is lost: whether it was the one that counts, a short question shows.
            Ok(()) => !is_alive(address, false),
            Err(_) => !is_alive(address, true) && !is_alive(address, true),
        };
        if !is_lost {
            push(address, open_files().saturating_sub(usual) / FILES);
            continue;
        }
        while !has_room(listener) {
            thread::sleep(PAUSE);
        }
        let Ok(next) = begin(listener, handler, doubt) else { continue };
        std::mem::replace(&mut current, next).store(true, Ordering::Relaxed);
        // One crowd may end it several times.
        if told.replace(Instant::now()).is_none_or(|told| told.elapsed() > LEAVE) {
            tell("the preview had stopped to answer, for want of open files perhaps; it begins again");
        }
    }
}

/// Whether as many files can be opened as a few connections need.
fn has_room(listener: &TcpListener) -> bool {
    let opened: Vec<_> = (0..ROOM).map_while(|_| listener.try_clone().ok()).collect();
    opened.len() == ROOM
}

/// Whether a request is answered, with whatever. With patience, those that wait are helped on.
fn is_alive(address: SocketAddr, patient: bool) -> bool {
    let asks = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
        stream.set_read_timeout(Some(PROMPT))?;
        match stream.read(&mut [0]) {
            Err(_) if patient => {}
            answered => return Ok(answered? > 0),
        }
        push(address, PUSHES);
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(stream.read(&mut [0])? > 0)
    };
    asks().unwrap_or(false)
}

/// Opens connections for nothing but the threads that they bring, each of which takes one that waits.
fn push(address: SocketAddr, count: usize) {
    for _ in 0..count {
        if TcpStream::connect_timeout(&address, PROMPT).is_err() {
            return;
        }
    }
}

/// How many files the process has open: what is above the usual is connections. 0 where nobody says.
fn open_files() -> usize {
    std::fs::read_dir("/dev/fd").map_or(0, Iterator::count)
}

/// The address under which a server is reached from this machine.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
