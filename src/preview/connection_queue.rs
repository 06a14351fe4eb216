//! Limits each connection to one request at a time. Every response closes its connection, so pipelined requests are
//! never answered. Without this queue, each of them would occupy a thread.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tiny_http::Request;

/// The open connections, each with its pipelined requests.
#[derive(Default)]
pub(super) struct ConnectionQueue {
    busy: Mutex<HashMap<SocketAddr, Vec<Request>>>,
}

impl ConnectionQueue {
    /// Returns the request if it is the first of its connection. Keeps it otherwise.
    pub(super) fn take(&self, request: Request) -> Option<Request> {
        let Some(client) = request.remote_addr().copied() else { return Some(request) };
        let mut busy = self.lock();
        if let Some(pipelined) = busy.get_mut(&client) {
            pipelined.push(request);
            return None;
        }
        busy.insert(client, Vec::new());
        Some(request)
    }

    /// Ends a connection and drops its pipelined requests. This may take as long as the client needs to read.
    pub(super) fn end(&self, client: Option<SocketAddr>) {
        let Some(client) = client else { return };
        loop {
            let pipelined = {
                let mut busy = self.lock();
                match busy.get_mut(&client) {
                    Some(pipelined) if !pipelined.is_empty() => std::mem::take(pipelined),
                    _ => {
                        busy.remove(&client);
                        return;
                    }
                }
            };
            drop(pipelined);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SocketAddr, Vec<Request>>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
