//! A push changes the page that a real nginx serves.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::http::{free_port, wait_for};
use super::server::{Running, Server};
use super::{push, replaced, text_of};

#[test]
#[ignore = "needs nginx"]
fn a_push_changes_the_page_that_nginx_serves() {
    let server = Server::new();
    let port = free_port();
    let conf = text_of("nginx.conf");
    let conf = replaced(&conf, "    listen [::]:80;\n", "");
    let conf = replaced(&conf, "listen 80;", &format!("listen 127.0.0.1:{port};"));
    let conf = replaced(&conf, "/srv/status/public", &server.public().display().to_string());
    fs::write(server.path("site.conf"), conf).expect("a file");
    let temporary_folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {};\n", server.path(name).display()))
        .concat();
    // Only its owner can read the temporary folder of a test, so the workers run as the same user.
    let main_conf = format!(
        "user root;\ndaemon off;\npid {0}/pid;\nerror_log {0}/errors warn;\nevents {{ }}\n\
         http {{\naccess_log off;\n{temporary_folders}include {0}/site.conf;\n}}\n",
        server.path("").display()
    );
    fs::write(server.path("nginx.conf"), main_conf).expect("a file");
    let mut nginx = server.command(Path::new("nginx"));
    let path = std::env::var("PATH").expect("`PATH` is set");
    nginx.env("PATH", format!("{path}:/usr/sbin")).arg("-e").arg(server.path("errors"));
    nginx.arg("-p").arg(server.path("")).arg("-c").arg(server.path("nginx.conf"));
    // A single process in the foreground, which ends with the test.
    nginx.args(["-g", "master_process off;"]).stdout(Stdio::null()).stderr(Stdio::null());
    let _running = Running(nginx.spawn().expect("nginx starts; `tests/run` installs it"));
    wait_for(port);
    push::changes_the_page(&server, port);
    let errors = fs::read_to_string(server.path("errors")).unwrap_or_default();
    let serious: Vec<&str> =
        errors.lines().filter(|line| line.contains("[emerg]") || line.contains("[crit]")).collect();
    assert!(serious.is_empty(), "{serious:?}");
}
