//! The configurations that `allclear gate` prints, with real servers: nothing in a view is answered without its own
//! credentials.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::http::{Client, HOST, Response, free_port};
use super::replaced;
use super::server::Running;
use crate::support::{NOW, Project, Run, tree};

const ACME: &str = "zorblax";
const BOLT: &str = "quixom";

/// A site with the views of two customers, written by hand: what is in them makes no difference.
struct Views {
    project: Project,
    /// The ids of the views.
    acme: String,
    bolt: String,
}

impl Views {
    fn new() -> Self {
        Self::with_site("")
    }

    fn with_site(more: &str) -> Self {
        let project = Project::empty()
            .file("content/site.toml", &format!("title = \"Test\"\nurl = \"https://{HOST}\"\n{more}"))
            .file("content/components/api.md", "+++\nname = \"API\"\n+++\n");
        for (id, name) in [(ACME, "Zorblax Corp"), (BOLT, "Quixom Works")] {
            let text = format!("+++\nname = \"{name}\"\naccess = \"gated\"\n+++\n");
            project.write(&format!("content/customers/{id}.md"), text.as_bytes());
        }
        write_keys(&project);
        project.run(&["build"]);
        if !project.path("public/index.html").exists() {
            project.run(&["build", "--public-only"]).ok();
        }
        let printed = project.run(&["gate", "nginx"]).ok().stdout;
        let ids: Vec<String> = printed
            .lines()
            .filter_map(|line| line.trim().strip_prefix("auth_basic_user_file /etc/nginx/allclear/"))
            .map(|id| id.trim_end_matches(';').to_owned())
            .collect();
        assert_eq!(ids.len(), 2, "{printed}");
        let views = Self { project, acme: ids[0].clone(), bolt: ids[1].clone() };
        for id in [&views.acme, &views.bolt] {
            let folder = format!("private/{id}");
            views.project.write(&format!("{folder}/index.html"), format!("secret of {id}").as_bytes());
            views.project.write(&format!("{folder}/feed.xml"), b"<rss/>");
            views.project.write(&format!("{folder}/feed.json"), b"{}");
            views.project.write(&format!("{folder}/api/v2/status.json"), b"{}");
            views.project.write(&format!("{folder}/incidents/slow/index.html"), b"slow");
        }
        views
    }

    /// The words that no configuration may contain.
    fn names_nobody(printed: &str) {
        for word in ["zorblax", "Zorblax", "quixom", "Quixom"] {
            assert!(!printed.contains(word), "the configuration contains `{word}`:\n{printed}");
        }
    }
}

/// Writes keys of which nothing is secret.
fn write_keys(project: &Project) {
    // 256 bits are 51 letters and a rest.
    let key = |letter: char| letter.to_string().repeat(51) + "q";
    let mut text = format!("format = 1\nmaster = \"{}\"\n", key('a'));
    for (id, letter) in [(ACME, 'b'), (BOLT, 'c')] {
        text.extend([format!("\n[customer.{id}]\nkey = \"{}\"\nlink = 1\nfeed = 1\n", key(letter))]);
    }
    project.write("allclear-keys.toml", text.as_bytes());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let path = project.path("allclear-keys.toml");
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("permissions");
    }
}

/// The header with the credentials of a user.
fn credentials(user: &str, password: &str) -> String {
    let text = format!("{user}:{password}");
    let mut openssl = Command::new("openssl");
    openssl.args(["base64", "-A"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut openssl = openssl.spawn().expect("openssl starts");
    std::io::Write::write_all(&mut openssl.stdin.take().expect("standard input"), text.as_bytes())
        .expect("sent");
    let output = openssl.wait_with_output().expect("openssl runs").stdout;
    format!("Basic {}", String::from_utf8(output).expect("text").trim())
}

/// Sends requests that must not be answered, and those that must.
fn only_its_own_credentials_open_a_view(views: &Views, client: &Client) {
    let own = credentials(&views.acme, "open-acme");
    let other = credentials(&views.bolt, "open-bolt");
    let get = |path: &str, login: &str| -> Response {
        let headers = [("Authorization", login)];
        client.get_with(path, if login.is_empty() { &[] } else { &headers })
    };
    let Views { acme, bolt, .. } = views;
    for file in ["", "index.html", "feed.xml", "feed.json", "api/v2/status.json", "incidents/slow/"] {
        let response = get(&format!("/private/{acme}/{file}"), &own);
        assert_eq!(response.status, 200, "{file}");
        assert_eq!(response.header("cache-control"), "private, no-cache", "{file}");
        assert_eq!(response.header("access-control-allow-origin"), "", "{file}");
        assert_eq!(response.header("x-content-type-options"), "nosniff", "{file}");
    }
    let home = get(&format!("/private/{acme}/"), &own);
    assert!(home.body.contains("secret of"));
    assert!(home.header("content-security-policy").contains("default-src 'none'"));
    assert_eq!(get(&format!("/private/{acme}/feed.xml"), &own).media_type(), "application/xml");
    assert_eq!(get(&format!("/private/{acme}/feed.json"), &own).media_type(), "application/feed+json");
    assert_eq!(get("/", "").status, 200, "the public site stays open");

    let wrong = credentials(acme, "open-bolt");
    let upper = bolt.to_uppercase();
    let encoded: String = bolt.bytes().map(|byte| format!("%{byte:02x}")).collect::<Vec<_>>().concat();
    let tricks = [
        format!("/private/{bolt}/"),
        format!("/private/{bolt}"),
        format!("/private/{bolt}/index.html"),
        format!("/private/{bolt}/feed.xml"),
        format!("/private/{bolt}/feed.json"),
        format!("/private/{bolt}/api/v2/status.json"),
        format!("/private/{bolt}/api/"),
        format!("/private/{bolt}/incidents/slow/"),
        format!("//private/{bolt}/index.html"),
        format!("/private//{bolt}//index.html"),
        format!("/private/./{bolt}/./index.html"),
        format!("/private/{acme}/../{bolt}/index.html"),
        format!("/private/{acme}/%2e%2e/{bolt}/index.html"),
        format!("/private/{acme}/..%2f{bolt}/index.html"),
        format!("/private/{acme}/%2e%2e%2f{bolt}%2findex.html"),
        format!("/private/{acme}/..%5c{bolt}/index.html"),
        format!("/private/{acme}%2f..%2f{bolt}%2findex.html"),
        format!("/private%2f{bolt}%2findex.html"),
        format!("/private%2F{bolt}/index.html"),
        format!("/%70rivate/{bolt}/index.html"),
        format!("/private/{encoded}/index.html"),
        format!("/PRIVATE/{bolt}/index.html"),
        format!("/private/{upper}/index.html"),
        format!("/private/{bolt}/INDEX.HTML"),
        format!("/private./{bolt}/index.html"),
        format!("/private/{bolt}./index.html"),
        format!("/private/{bolt}/index.html."),
        format!("/private/{bolt}/index.html%00"),
        format!("/private/{bolt};x/index.html"),
        format!("/../private/{bolt}/index.html"),
        format!("/assets/../private/{bolt}/index.html"),
        format!("/%2e%2e/private/{bolt}/index.html"),
        format!("/assets/..%2f..%2fprivate/{bolt}/index.html"),
        format!("/{bolt}/index.html"),
        "/private/".to_owned(),
        "/private".to_owned(),
        "/private/allclear/".to_owned(),
    ];
    for path in &tricks {
        for (who, login) in
            [("nobody", ""), ("another customer", own.as_str()), ("a wrong password", wrong.as_str())]
        {
            let response = client.try_get(path, login);
            let answered = response.as_ref().is_some_and(|response| response.status == 200);
            assert!(!answered, "{who} gets {path}");
            let body = response.map(|response| response.body).unwrap_or_default();
            assert!(!body.contains("secret of"), "{who} reads {path}");
        }
    }
    for method in ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "TRACE", "get", "CONNECT", "X"] {
        for login in ["", own.as_str()] {
            let path = format!("/private/{bolt}/index.html");
            let response = client.send(method, &path, login);
            let answered = response
                .is_some_and(|response| response.status == 200 || response.body.contains("secret of"));
            assert!(!answered, "{method} with `{login}`");
        }
    }
    // A view lists no folder, not even to its own customer.
    assert_ne!(get(&format!("/private/{acme}/api/"), &own).status, 200);
    assert_eq!(get(&format!("/private/{bolt}/"), &other).status, 200);
}

fn nginx_command(folder: &Path) -> Command {
    let path = std::env::var("PATH").expect("`PATH` is set");
    let mut nginx = Command::new("nginx");
    nginx.env("PATH", format!("{path}:/usr/sbin")).current_dir(folder);
    nginx.arg("-e").arg(folder.join("errors")).arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf"));
    nginx
}

fn configure_nginx(views: &Views, plain: u16, port: u16) {
    let folder = views.project.root().display().to_string();
    let credentials = format!("{folder}/credentials");
    let printed =
        views.project.run(&["gate", "nginx", "--root", &folder, "--credentials", &credentials]).ok();
    Views::names_nobody(&printed.stdout.replace(&folder, ""));
    let (certificate, key) = (format!("{folder}/certificate.pem"), format!("{folder}/key.pem"));
    let mut openssl = Command::new("openssl");
    openssl.args([
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
    ]);
    openssl.args(["-subj", &format!("/CN={HOST}"), "-addext", &format!("subjectAltName=DNS:{HOST}")]);
    Run::of(openssl.args(["-out", &certificate, "-keyout", &key])).ok();
    for (id, password) in [(&views.acme, "open-acme"), (&views.bolt, "open-bolt")] {
        let hash = Run::of(Command::new("openssl").args(["passwd", "-6", password])).ok().stdout;
        views.project.write(&format!("credentials/{id}"), format!("{id}:{hash}").as_bytes());
    }
    let conf = replaced(&printed.stdout, "    listen [::]:80;\n", "");
    let conf = replaced(&conf, "    listen [::]:443 ssl;\n", "");
    let conf = replaced(&conf, "listen 80;", &format!("listen 127.0.0.1:{plain};"));
    let conf = replaced(&conf, "listen 443 ssl;", &format!("listen 127.0.0.1:{port} ssl;"));
    let live = format!("/etc/letsencrypt/live/{HOST}");
    let conf = replaced(&conf, &format!("{live}/fullchain.pem"), &certificate);
    let conf = replaced(&conf, &format!("{live}/privkey.pem"), &key);
    views.project.write("site.conf", conf.as_bytes());
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {folder}/{name};\n"))
        .concat();
    let main = format!(
        "user root;\ndaemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/errors warn;\nevents {{ }}\n\
         http {{\naccess_log off;\ntypes_hash_max_size 2048;\ndefault_type application/octet-stream;\n{temporary}\
         include {folder}/site.conf;\n}}\n"
    );
    views.project.write("nginx.conf", main.as_bytes());
}

#[test]
#[ignore = "needs nginx"]
fn nginx_opens_a_view_to_its_own_customer_only() {
    let views = Views::new();
    let (plain, port) = (free_port(), free_port());
    configure_nginx(&views, plain, port);
    let root = views.project.root();
    let tested = Run::of(nginx_command(root).arg("-t")).ok();
    assert!(!tested.stderr.contains("[warn]"), "{}", tested.stderr);
    let process = nginx_command(root).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let _process = Running(process.expect("nginx starts; `tests/run` installs it"));
    let client = Client::connect(port, root.join("certificate.pem"));
    only_its_own_credentials_open_a_view(&views, &client);
    // Without the file of a view nobody gets in.
    fs::remove_file(root.join("credentials").join(&views.acme)).expect("a file");
    let own = credentials(&views.acme, "open-acme");
    let response =
        client.get_with(&format!("/private/{}/index.html", views.acme), &[("Authorization", &own)]);
    assert_ne!(response.status, 200);
}

fn caddy_command(views: &Views) -> Command {
    let mut caddy = Command::new("caddy");
    caddy.current_dir(views.project.root());
    for (name, folder) in [("HOME", "home"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config")] {
        caddy.env(name, views.project.path(folder));
    }
    caddy
}

#[test]
#[ignore = "needs caddy"]
fn caddy_opens_a_view_to_its_own_customer_only() {
    let views = Views::new();
    let (plain, port, admin) = (free_port(), free_port(), free_port());
    let folder = views.project.root().display().to_string();
    let credentials = format!("{folder}/credentials");
    let printed =
        views.project.run(&["gate", "caddy", "--root", &folder, "--credentials", &credentials]).ok();
    Views::names_nobody(&printed.stdout.replace(&folder, ""));
    for (id, password) in [(&views.acme, "open-acme"), (&views.bolt, "open-bolt")] {
        let hash =
            Run::of(caddy_command(&views).args(["hash-password", "--plaintext", password])).ok().stdout;
        views.project.write(&format!("credentials/{id}"), format!("{id} {hash}").as_bytes());
    }
    views.project.write("Printed", printed.stdout.as_bytes());
    let formatted = Run::of(caddy_command(&views).args(["fmt", "Printed"]));
    assert_eq!(formatted.stdout, printed.stdout, "`caddy fmt` would change the file");
    let global = format!(
        "{{\n\tadmin 127.0.0.1:{admin}\n\thttp_port {plain}\n\thttps_port {port}\n\tdefault_bind 127.0.0.1\n\
         \tlocal_certs\n\tskip_install_trust\n\tocsp_stapling off\n}}\n\n"
    );
    views.project.write("Caddyfile", (global + &printed.stdout).as_bytes());
    let log = fs::File::create(views.project.path("log")).expect("a file");
    let mut caddy = caddy_command(&views);
    caddy.args(["run", "--adapter", "caddyfile", "--config", "Caddyfile"]);
    let process = caddy.stdout(Stdio::null()).stderr(log).spawn();
    let _process = Running(process.expect("Caddy starts; `tests/run` installs it"));
    let client = Client::connect(port, views.project.path("data/caddy/pki/authorities/local/root.crt"));
    only_its_own_credentials_open_a_view(&views, &client);
}

#[test]
fn a_configuration_names_no_customer_and_denies_by_default() {
    let views = Views::new();
    for server in ["nginx", "caddy"] {
        let printed = views.project.run(&["gate", server]).ok().stdout;
        Views::names_nobody(&printed);
        assert!(printed.contains(HOST) && printed.contains("/srv/status/public"), "{printed}");
        let again = views.project.run(&["gate", server]).ok().stdout;
        assert_eq!(printed, again);
    }
    let run = views.project.run(&["gate", "nginx", "--root", "/srv/a b; }"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    fs::remove_file(views.project.path("allclear-keys.toml")).expect("a file");
    let run = views.project.run_without_keys(NOW, &["gate", "nginx"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains("allclear keys new"), "{}", run.stderr);
}

#[test]
fn a_site_without_gated_views_needs_no_keys() {
    let project = Project::new();
    for server in ["nginx", "caddy"] {
        let printed = project.run(&["gate", server]).ok().stdout;
        assert!(printed.contains("/private/"), "{printed}");
    }
    assert!(tree(&project.path("private")).is_empty());
}
