//! `Caddyfile` with a real Caddy, which issues its own certificate instead of obtaining one.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::http::{Client, free_port};
use super::server::{Running, Server};
use super::{push, recipe, replaced, responses, text_of, versions};
use crate::support::Run;

/// A running Caddy.
struct Caddy {
    _process: Running,
    client: Client,
    /// The port that redirects to HTTPS.
    plain: u16,
}

fn command(server: &Server) -> Command {
    let mut caddy = server.command(Path::new("caddy"));
    caddy.env("HOME", server.path("home")).env("XDG_DATA_HOME", server.path("data"));
    caddy.env("XDG_CONFIG_HOME", server.path("config"));
    caddy
}

fn start(server: &Server) -> Caddy {
    let (plain, port, admin) = (free_port(), free_port(), free_port());
    let global = format!(
        "{{\n\tadmin 127.0.0.1:{admin}\n\thttp_port {plain}\n\thttps_port {port}\n\tdefault_bind 127.0.0.1\n\
         \tlocal_certs\n\tskip_install_trust\n\tocsp_stapling off\n}}\n\n"
    );
    let site = replaced(&text_of("Caddyfile"), "/srv/status/public", &server.public().display().to_string());
    fs::write(server.path("Caddyfile"), global + &site).expect("a file");
    let stderr = fs::File::create(server.path("log")).expect("a file");
    let mut caddy = command(server);
    caddy.args(["run", "--adapter", "caddyfile", "--config"]).arg(server.path("Caddyfile"));
    let process = caddy.stdout(Stdio::null()).stderr(stderr).spawn();
    let process = Running(process.expect("Caddy starts; `tests/run` installs it"));
    let root = server.path("data/caddy/pki/authorities/local/root.crt");
    Caddy { client: Client::connect(port, root), _process: process, plain }
}

/// The lines of a log that are not mere information.
fn complaints(log: &str) -> Vec<&str> {
    log.lines().filter(|line| !line.is_empty() && !line.contains("\"level\":\"info\"")).collect()
}

#[test]
#[ignore = "needs caddy"]
fn caddy_finds_nothing_to_warn_about() {
    let server = Server::new();
    for arguments in [["validate", "--config"], ["adapt", "--config"]] {
        let run = Run::of(
            command(&server).args(arguments).arg(recipe("Caddyfile")).args(["--adapter", "caddyfile"]),
        );
        let run = run.ok();
        assert_eq!(complaints(&run.stderr), Vec::<&str>::new(), "{arguments:?}");
    }
    let formatted = Run::of(command(&server).arg("fmt").arg(recipe("Caddyfile")));
    assert_eq!(formatted.stdout, text_of("Caddyfile"), "`caddy fmt` would change the file");
}

#[test]
#[ignore = "needs caddy"]
fn a_push_changes_the_page_that_caddy_serves() {
    let server = Server::new();
    server.push();
    let caddy = start(&server);
    push::changes_the_page(&server, &caddy.client);
    responses::are_right(&server, &caddy.client, "zstd");
    responses::are_encrypted(&caddy.client, caddy.plain);
    let log = fs::read_to_string(server.path("log")).expect("the log");
    assert_eq!(complaints(&log), Vec::<&str>::new());
}

#[test]
#[ignore = "needs caddy"]
fn caddy_never_confuses_two_builds_within_one_second() {
    let server = Server::new();
    let caddy = start(&server);
    versions::are_never_confused(&server, &caddy.client);
}
