//! A push changes the page that a real Caddy serves.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::http::{free_port, wait_for};
use super::server::{Running, Server};
use super::{push, replaced, text_of};

#[test]
#[ignore = "needs caddy"]
fn a_push_changes_the_page_that_caddy_serves() {
    let server = Server::new();
    let port = free_port();
    let file = text_of("Caddyfile");
    let file =
        replaced(&file, "status.example.com {", &format!("http://127.0.0.1:{port} {{\n\tbind 127.0.0.1"));
    let file = replaced(&file, "/srv/status/public", &server.public().display().to_string());
    fs::write(server.path("Caddyfile"), format!("{{\n\tadmin off\n}}\n{file}")).expect("a file");
    let mut caddy = server.command(Path::new("caddy"));
    caddy.args(["run", "--adapter", "caddyfile", "--config"]).arg(server.path("Caddyfile"));
    caddy.env("HOME", server.path("home")).env("XDG_DATA_HOME", server.path("data"));
    caddy.env("XDG_CONFIG_HOME", server.path("config")).stdout(Stdio::null()).stderr(Stdio::null());
    let _running = Running(caddy.spawn().expect("Caddy starts; `tests/run` installs it"));
    wait_for(port);
    push::changes_the_page(&server, port);
}
