//! Slow, malformed and many clients, and too few file descriptors. A preview that stops responding is worse than none.

use std::io::Write as _;
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use super::{Connection, Preview, get};
use crate::support::{NOW, Project};

/// Longer than the system waits before it retries to connect.
const PATIENT: Duration = Duration::from_secs(10);

fn is_answered(preview: &Preview) -> bool {
    let Ok(mut connection) = Connection::try_open(preview.port) else { return false };
    let head = format!("GET / HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", preview.port);
    connection.send(head.as_bytes()).is_ok()
        && connection.answer(true).is_ok_and(|answer| answer.status == 200)
}

/// Opens connections that send a part of a request and then nothing. Fewer if no more are accepted.
fn hold(preview: &Preview, count: usize, patience: Duration, part: &str) -> Vec<TcpStream> {
    let address = ([127, 0, 0, 1], preview.port).into();
    (0..count)
        .map_while(|_| {
            let mut stream = TcpStream::connect_timeout(&address, patience).ok()?;
            stream.set_write_timeout(Some(Duration::from_millis(500))).ok()?;
            // Sending may fail if nobody reads.
            let _ = stream.write_all(part.as_bytes());
            Some(stream)
        })
        .collect()
}

#[test]
fn three_hundred_slow_clients_block_nobody() {
    let project = Project::new();
    let preview = Preview::of(&project);
    let slow = hold(&preview, 300, PATIENT, "GET / HTTP/1.1\r\nHost: loc");
    assert_eq!(slow.len(), 300);
    for _ in 0..5 {
        assert!(is_answered(&preview));
    }
}

#[test]
fn clients_that_never_send_or_never_read_block_nobody() {
    let project = Project::new();
    let preview = Preview::of(&project);
    let host = format!("Host: localhost:{}\r\n", preview.port);
    let announced =
        hold(&preview, 20, PATIENT, &format!("GET / HTTP/1.1\r\n{host}Content-Length: 1000\r\n\r\n"));
    let more =
        hold(&preview, 20, PATIENT, &format!("POST / HTTP/1.1\r\n{host}Content-Length: 50000\r\n\r\n"));
    let chunks =
        hold(&preview, 20, PATIENT, &format!("GET / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n"));
    // Each requests much more than the socket buffers can hold.
    let many = format!("GET / HTTP/1.1\r\n{host}\r\n").repeat(400);
    let deaf = hold(&preview, 20, PATIENT, &many);
    for _ in 0..5 {
        assert!(is_answered(&preview));
    }
    drop((announced, more, chunks, deaf));
}

#[test]
fn malformed_and_oversized_requests_do_not_stop_the_server() {
    let project = Project::new();
    let preview = Preview::of(&project);
    let host = format!("Host: localhost:{}\r\n", preview.port);
    for broken in [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\u{0}\u{1}\u{2}\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET /é HTTP/1.1\r\n\r\n",
        &format!("GET / HTTP/1.1\r\n{host}Content-Length: 1000000000000000\r\n\r\n"),
        &format!("GET / HTTP/1.1\r\n{host}Content-Length: 18446744073709551615\r\n\r\n"),
        &format!("GET / HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n"),
        &format!("GET / HTTP/1.1\r\n{host}Expect: 100-continue\r\nContent-Length: 9000000000000\r\n\r\n"),
    ] {
        drop(hold(&preview, 3, PATIENT, broken));
        assert!(is_answered(&preview), "{broken:?}\n{}", preview.err());
    }
    assert!(!preview.err().contains("panicked"), "{}", preview.err());
}

#[test]
fn the_server_recovers_from_too_many_open_files() {
    let project = Project::new();
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -n 64; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_allclear"), "-C"])
        .arg(project.root())
        .args(["--now", NOW, "serve", "--port", "0"])
        .env("NO_COLOR", "1")
        .env_remove("CI");
    let preview = Preview::start(&mut command);
    for _ in 0..2 {
        let crowd = hold(&preview, 300, Duration::from_millis(500), "GET / HTTP/1.1\r\nHost: loc");
        std::thread::sleep(Duration::from_millis(500));
        drop(crowd);
        preview.until("answer", || is_answered(&preview));
    }
    // It still shows changes.
    project.write(
        "content/notices/n.md",
        b"+++\ntitle = \"News\"\nfrom = 2026-03-01T00:00:00Z\n+++\nafter the crowd\n",
    );
    preview.until("change", || get(preview.port, "/").body.contains("after the crowd"));
    assert!(!preview.err().contains("panicked"), "{}", preview.err());
}
