//! `nginx.conf` with a real nginx.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::http::{Client, HOST, free_port, get_plain};
use super::server::{Running, Server};
use super::{push, replaced, responses, text_of, versions};
use crate::support::Run;

/// A running nginx.
struct Nginx {
    _process: Running,
    client: Client,
    /// The port that redirects to HTTPS.
    plain: u16,
}

/// Writes the recipe into the folder of the server, below a main configuration like the one in Debian.
fn configure(server: &Server, plain: u16, port: u16) {
    let (certificate, key) = (server.path("certificate.pem"), server.path("key.pem"));
    let mut openssl = Command::new("openssl");
    openssl.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]);
    openssl.args([
        "-days",
        "2",
        "-subj",
        &format!("/CN={HOST}"),
        "-addext",
        &format!("subjectAltName=DNS:{HOST}"),
    ]);
    Run::of(openssl.arg("-out").arg(&certificate).arg("-keyout").arg(&key)).ok();

    let conf = text_of("nginx.conf");
    let conf = replaced(&conf, "    listen [::]:80;\n", "");
    let conf = replaced(&conf, "    listen [::]:443 ssl;\n", "");
    let conf = replaced(&conf, "listen 80;", &format!("listen 127.0.0.1:{plain};"));
    let conf = replaced(&conf, "listen 443 ssl;", &format!("listen 127.0.0.1:{port} ssl;"));
    let folder = "/etc/letsencrypt/live/status.example.com";
    let conf = replaced(&conf, &format!("{folder}/fullchain.pem"), &certificate.display().to_string());
    let conf = replaced(&conf, &format!("{folder}/privkey.pem"), &key.display().to_string());
    let conf = replaced(&conf, "/srv/status/public", &server.public().display().to_string());
    let conf = replaced(&conf, "/srv/status/acme", &server.path("acme").display().to_string());
    fs::write(server.path("site.conf"), conf).expect("a file");

    let temporary_folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {};\n", server.path(name).display()))
        .concat();
    // Only its owner can read the temporary folder of a test, so the workers run as the same user.
    let main_conf = format!(
        "user root;\ndaemon off;\nmaster_process off;\npid {0}/pid;\nerror_log {0}/errors warn;\nevents {{ }}\n\
         http {{\naccess_log off;\nsendfile on;\ntcp_nopush on;\ntypes_hash_max_size 2048;\n\
         include /etc/nginx/mime.types;\ndefault_type application/octet-stream;\n\
         ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;\nssl_prefer_server_ciphers on;\ngzip on;\n\
         {temporary_folders}include {0}/site.conf;\n}}\n",
        server.path("").display()
    );
    fs::write(server.path("nginx.conf"), main_conf).expect("a file");
}

fn command(server: &Server) -> Command {
    let mut nginx = server.command(Path::new("nginx"));
    let path = std::env::var("PATH").expect("`PATH` is set");
    nginx.env("PATH", format!("{path}:/usr/sbin")).arg("-e").arg(server.path("errors"));
    nginx.arg("-p").arg(server.path("")).arg("-c").arg(server.path("nginx.conf"));
    nginx
}

fn start(server: &Server) -> Nginx {
    let (plain, port) = (free_port(), free_port());
    configure(server, plain, port);
    let stderr = fs::File::create(server.path("stderr")).expect("a file");
    // A single process in the foreground, which ends with the test.
    let process = command(server).stdout(Stdio::null()).stderr(stderr).spawn();
    let process = Running(process.expect("nginx starts; `tests/run` installs it"));
    Nginx { client: Client::connect(port, server.path("certificate.pem")), _process: process, plain }
}

/// What nginx reported, except that a folder has no page.
fn complaints(server: &Server) -> String {
    let read = |name: &str| fs::read_to_string(server.path(name)).unwrap_or_default();
    let lines = read("stderr") + &read("errors");
    lines.lines().filter(|line| !line.contains("directory index of")).collect::<Vec<_>>().join("\n")
}

#[test]
#[ignore = "needs nginx"]
fn nginx_finds_nothing_to_warn_about() {
    let server = Server::new();
    configure(&server, free_port(), free_port());
    let run = Run::of(command(&server).arg("-t")).ok();
    let other: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| !line.ends_with("syntax is ok") && !line.ends_with("test is successful"))
        .collect();
    assert_eq!(other, Vec::<&str>::new());
    assert_eq!(complaints(&server), "");
}

#[test]
#[ignore = "needs nginx"]
fn a_push_changes_the_page_that_nginx_serves() {
    let server = Server::new();
    server.push();
    let nginx = start(&server);
    push::changes_the_page(&server, &nginx.client);
    responses::are_right(&server, &nginx.client, "gzip");
    responses::are_encrypted(&nginx.client, nginx.plain);
    let challenge = server.path("acme/.well-known/acme-challenge");
    fs::create_dir_all(&challenge).expect("a folder");
    fs::write(challenge.join("token"), "proof").expect("a file");
    assert_eq!(get_plain(nginx.plain, "/.well-known/acme-challenge/token").body, "proof");
    assert_eq!(complaints(&server), "");
}

#[test]
#[ignore = "needs nginx"]
fn nginx_never_confuses_two_builds_within_one_second() {
    let server = Server::new();
    let nginx = start(&server);
    versions::are_never_confused(&server, &nginx.client);
}
