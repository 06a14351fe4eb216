//! A push, and nginx shows it.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::http::{free_port, wait_for};
use super::server::{Running, Server};
use super::{replaced, story, text_of};

#[test]
fn a_push_changes_the_page_that_nginx_serves() {
    let server = Server::new();
    let port = free_port();
    let conf = text_of("nginx.conf");
    let conf = replaced(&conf, "    listen [::]:80;\n", "");
    let conf = replaced(&conf, "listen 80;", &format!("listen 127.0.0.1:{port};"));
    let conf = replaced(&conf, "/srv/status/public", &server.public().display().to_string());
    fs::write(server.path("site.conf"), conf).expect("a file");
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {};\n", server.path(name).display()))
        .concat();
    // The temporary folder of a test is its owner's alone, so the workers stay who they are.
    let whole = format!(
        "user root;\ndaemon off;\npid {0}/pid;\nerror_log {0}/errors warn;\nevents {{ }}\n\
         http {{\naccess_log off;\n{temporary}include {0}/site.conf;\n}}\n",
        server.path("").display()
    );
    fs::write(server.path("nginx.conf"), whole).expect("a file");
    let mut nginx = server.command(Path::new("nginx"));
    let path = std::env::var("PATH").expect("a path");
    nginx.env("PATH", format!("{path}:/usr/sbin")).arg("-e").arg(server.path("errors"));
    nginx.arg("-p").arg(server.path("")).arg("-c").arg(server.path("nginx.conf"));
    // It stays in the foreground with one process that ends with the test.
    nginx.args(["-g", "master_process off;"]).stdout(Stdio::null()).stderr(Stdio::null());
    let _running = Running(nginx.spawn().expect("nginx runs; tests/run installs it"));
    wait_for(port);
    story::from_a_commit_to_the_page(&server, port);
    let errors = fs::read_to_string(server.path("errors")).unwrap_or_default();
    let wrong: Vec<&str> =
        errors.lines().filter(|line| line.contains("[emerg]") || line.contains("[crit]")).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}
