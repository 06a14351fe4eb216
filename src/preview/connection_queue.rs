//! One request at a time for each connection. Every answer ends its connection, so what a caller sends behind its
//! first request is never answered; without this, each such request would hold a thread until its turn came.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tiny_http::Request;

/// The connections that are being answered, and what came behind.
#[derive(Default)]
pub(super) struct ConnectionQueue {
    busy: Mutex<HashMap<SocketAddr, Vec<Request>>>,
}

impl ConnectionQueue {
    /// Gives the request back if it is its turn, and keeps it if another of its connection is being answered.
    pub(super) fn take(&self, request: Request) -> Option<Request> {
        let Some(caller) = request.remote_addr().copied() else { return Some(request) };
        let mut busy = self.lock();
        if let Some(behind) = busy.get_mut(&caller) {
            behind.push(request);
            return None;
        }
        busy.insert(caller, Vec::new());
        Some(request)
    }

    /// A connection was answered. What came behind goes, which may take as long as the caller does.
    pub(super) fn end(&self, caller: Option<SocketAddr>) {
        let Some(caller) = caller else { return };
        loop {
            let behind = {
                let mut busy = self.lock();
                match busy.get_mut(&caller) {
                    Some(behind) if !behind.is_empty() => std::mem::take(behind),
                    _ => {
                        busy.remove(&caller);
                        return;
                    }
                }
            };
            drop(behind);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<SocketAddr, Vec<Request>>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
