//! The server, which keeps `tiny_http` running on a bound port.
//!
//! The thread of `tiny_http` that accepts connections ends at the first error, for example when the process runs out of
//! file descriptors, and sometimes with a panic that is not reported. So a health check runs regularly, and the server
//! is restarted on the same port as soon as there are enough file descriptors. Earlier connections are still served.
//!
//! The health check has a second purpose. When two connections arrive at the same time, `tiny_http` may let one wait
//! until one of its threads is free, which slow clients can prevent. The next connection starts a new thread, which then
//! serves the waiting one.
//!
//! Each request is handled in its own thread, so a slow client does not delay others.

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use tiny_http::Server;

use super::connection_queue::ConnectionQueue;
use super::guard::Guard;
use super::handler::Handler;
use super::listeners::Listeners;
use super::panic_hook::{install_panic_hook, notify_on_panic};
use super::state::PreviewState;

/// The interval of health checks.
const HEALTH_CHECK_INTERVAL: Duration = Duration::from_secs(1);
/// The number of file descriptors that a connection needs.
const FILES_PER_CONNECTION: usize = 3;
/// The number of file descriptors that must be free before a restart.
const FILES_TO_RESTART: usize = 4 * FILES_PER_CONNECTION;
/// The interval of checks for free file descriptors.
const FILES_CHECK_INTERVAL: Duration = Duration::from_millis(100);
/// How long a stopped server still waits for requests on open connections.
const DRAIN_TIMEOUT: Duration = Duration::from_mins(1);
/// How long an idle server takes to respond at most.
const IDLE_TIMEOUT: Duration = Duration::from_millis(250);
/// How many connections are opened to start new threads when there is no response.
const NUDGES: usize = 32;
/// How long a busy server may take to respond before it is considered dead.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// Serves `state` on the bound ports until the process ends. Calls `note` with a line that the user should know about.
///
/// # Errors
///
/// Fails if the server or one of its threads cannot be started.
pub fn serve(
    listeners: Listeners,
    state: &Arc<PreviewState>,
    guard: Guard,
    note: impl Fn(&str) + Send + Sync + 'static,
) -> std::io::Result<()> {
    let handler = Arc::new(Handler { state: Arc::clone(state), guard });
    let note: Arc<dyn Fn(&str) + Send + Sync> = Arc::new(note);
    install_panic_hook();
    for listener in listeners.bound {
        let (suspicion, suspicions) = channel();
        notify_on_panic(suspicion.clone());
        let current = start(&listener, &handler, &suspicion)?;
        let (handler, note) = (Arc::clone(&handler), Arc::clone(&note));
        Builder::new()
            .name("preview-supervisor".to_owned())
            .spawn(move || supervise(&listener, &handler, (&suspicion, &suspicions), current, &*note))?;
    }
    Ok(())
}

/// Starts to accept connections. Set the returned flag once the server no longer accepts any.
fn start(
    listener: &TcpListener,
    handler: &Arc<Handler>,
    suspicion: &Sender<()>,
) -> std::io::Result<Arc<AtomicBool>> {
    let server = Server::from_listener(listener.try_clone()?, None).map_err(std::io::Error::other)?;
    let ended = Arc::new(AtomicBool::new(false));
    let (handler, suspicion, stopped) = (Arc::clone(handler), suspicion.clone(), Arc::clone(&ended));
    Builder::new()
        .name("preview-accept".to_owned())
        .spawn(move || receive(&server, &handler, &suspicion, &stopped))?;
    Ok(ended)
}

/// Handles each request in its own thread. After the server has ended, open connections may still send requests, so this
/// continues until there were none for a while.
fn receive(server: &Server, handler: &Arc<Handler>, suspicion: &Sender<()>, ended: &AtomicBool) {
    let queue = Arc::new(ConnectionQueue::default());
    loop {
        let request = match server.recv_timeout(DRAIN_TIMEOUT) {
            Ok(Some(request)) => request,
            Ok(None) if ended.load(Ordering::Relaxed) => return,
            Ok(None) => continue,
            Err(_) => {
                let _ = suspicion.send(());
                continue;
            }
        };
        let Some(request) = queue.take(request) else { continue };
        let (handler, queue) = (Arc::clone(handler), Arc::clone(&queue));
        // If no thread can be started, the request is dropped, and `tiny_http` responds with an error.
        let _ = Builder::new().name("preview-request".to_owned()).spawn(move || {
            let client = request.remote_addr().copied();
            handler.handle(request);
            queue.end(client);
        });
    }
}

/// Checks regularly, and immediately after a panic or an error, whether connections are still accepted. Restarts the
/// server if they are not.
fn supervise(
    listener: &TcpListener,
    handler: &Arc<Handler>,
    (suspicion, suspicions): (&Sender<()>, &Receiver<()>),
    mut current: Arc<AtomicBool>,
    note: &dyn Fn(&str),
) {
    let Ok(address) = listener.local_addr().map(reachable) else { return };
    let files_at_start = open_files();
    let mut noted: Option<Instant> = None;
    loop {
        let is_lost = match suspicions.recv_timeout(HEALTH_CHECK_INTERVAL) {
            // Some thread panicked or failed; a short check shows whether it was the one that accepts connections.
            Ok(()) => !is_alive(address, false),
            Err(_) => !is_alive(address, true) && !is_alive(address, true),
        };
        if !is_lost {
            nudge(address, open_files().saturating_sub(files_at_start) / FILES_PER_CONNECTION);
            continue;
        }
        while !has_free_files(listener) {
            thread::sleep(FILES_CHECK_INTERVAL);
        }
        let Ok(next) = start(listener, handler, suspicion) else { continue };
        std::mem::replace(&mut current, next).store(true, Ordering::Relaxed);
        // One burst of connections may stop the server several times.
        if noted.replace(Instant::now()).is_none_or(|noted| noted.elapsed() > DRAIN_TIMEOUT) {
            note(
                "the preview stopped responding, perhaps because there were too many open files; it was restarted",
            );
        }
    }
}

/// Whether there are enough free file descriptors for a few connections.
fn has_free_files(listener: &TcpListener) -> bool {
    let opened: Vec<_> = (0..FILES_TO_RESTART).map_while(|_| listener.try_clone().ok()).collect();
    opened.len() == FILES_TO_RESTART
}

/// Whether the server responds to a request in any way. If `thorough`, waiting connections get new threads first.
fn is_alive(address: SocketAddr, thorough: bool) -> bool {
    let check = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, BUSY_TIMEOUT)?;
        stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
        stream.set_read_timeout(Some(IDLE_TIMEOUT))?;
        match stream.read(&mut [0]) {
            Err(_) if thorough => {}
            read => return Ok(read? > 0),
        }
        nudge(address, NUDGES);
        stream.set_read_timeout(Some(BUSY_TIMEOUT))?;
        Ok(stream.read(&mut [0])? > 0)
    };
    check().unwrap_or(false)
}

/// Opens connections only to start new threads, each of which serves a waiting connection.
fn nudge(address: SocketAddr, count: usize) {
    for _ in 0..count {
        if TcpStream::connect_timeout(&address, IDLE_TIMEOUT).is_err() {
            return;
        }
    }
}

/// The number of open file descriptors of the process, or 0 if the system does not tell. Those above the number at the
/// start belong to connections.
fn open_files() -> usize {
    std::fs::read_dir("/dev/fd").map_or(0, Iterator::count)
}

/// The address at which the server can be reached from this machine.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}
