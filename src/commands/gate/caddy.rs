//! The configuration of Caddy: the recipe in `deploy/` with the host and the folders of this site, and the views.

use std::fmt::Write as _;

use super::views::Views;
use crate::cli::GateServer;

const RECIPE: &str = include_str!("../../../deploy/Caddyfile");
const HOST: &str = "status.example.com";
/// How the recipe answers everything else.
const EVERYTHING: &str = "\tfile_server\n\n\t# The headers above";
/// What other sites may read.
const MACHINES: &str = "\t@machines path ";

/// Returns the configuration.
pub(super) fn configuration(arguments: &GateServer, views: &Views) -> String {
    let recipe = RECIPE.replace("/srv/status", &arguments.folder);
    let (comment, site) = recipe.split_once(HOST).unwrap_or(("", &recipe));
    let site = format!("{HOST}{site}");
    let credentials = arguments.credentials.as_deref().unwrap_or("/etc/caddy/allclear");
    let blocks = blocks(&arguments.folder, credentials, views);
    let with_views = |site: &str, rest: &str, host: &str| {
        let site = for_one_customer(site, &views.path);
        site.replace(EVERYTHING, &format!("{blocks}{rest}\n\n\t# The headers above")).replace(HOST, host)
    };
    let sites = if views.share_host() {
        with_views(&site, "\tfile_server", &views.host)
    } else {
        // On the host of the views there is nothing else.
        site.replace(HOST, &views.host) + "\n" + &with_views(&site, "\terror 404", &views.private_host)
    };
    head(credentials, views) + comment + &sites + &board(credentials, views)
}

/// The site for colleagues, on a host of its own.
fn board(credentials: &str, views: &Views) -> String {
    let Some(folder) = &views.board else { return String::new() };
    let host = views.board_host();
    format!(
        "\n# The site for colleagues. It names customers, so it has a login of its own. Change the host to one that only your\n\
         # company's network can reach, if there is one, and the login to that of your company. Create the password with\n\
         #\n\
         #   echo \"board $(caddy hash-password)\" > {credentials}/board\n\
         {host} {{\n\
         \tbasicauth {{\n\t\timport {credentials}/board\n\t}}\n\
         \theader {{\n\
         \t\tCache-Control \"private, no-cache\"\n\
         \t\tX-Content-Type-Options nosniff\n\
         \t\tX-Robots-Tag noindex\n\
         \t\tX-Frame-Options DENY\n\
         \t\tReferrer-Policy no-referrer\n\
         \t}}\n\
         \troot * {folder}\n\tfile_server\n}}\n"
    )
}

fn head(credentials: &str, views: &Views) -> String {
    let mut head = format!(
        "# Made by `allclear gate caddy`. Make it again when a customer with a gated view comes, goes, or gets a new address.\n\
         #\n\
         # Each view has a login of its own. Its user is the id of the view, so that this file names no customer. Create the\n\
         # password of a view with these commands; without the files, Caddy does not start:\n\
         #\n\
         #   umask 027; mkdir -p {credentials}\n"
    );
    for id in &views.ids {
        let _ = writeln!(head, "#   echo \"{id} $(caddy hash-password)\" > {credentials}/{id}");
    }
    head + &format!(
        "#   chgrp -R caddy {credentials}\n#\n# `allclear links` says which view is whose. To end a customer's login, make a new \
         password.\n\n"
    )
}

/// What is in a view is for one customer: no other site may read it.
fn for_one_customer(site: &str, path: &str) -> String {
    let Some((before, rest)) = site.split_once(MACHINES) else { return site.to_owned() };
    let (paths, after) = rest.split_once('\n').unwrap_or((rest, ""));
    let view = format!("^{path}/[a-z2-7]{{26}}/");
    let machines = format!("\t@machines {{\n\t\tpath {paths}\n\t\tnot path_regexp {view}\n\t}}\n");
    before.to_owned() + &machines + after
}

fn blocks(root: &str, credentials: &str, views: &Views) -> String {
    let path = &views.path;
    let mut text =
        String::from("\t# Views behind a login. Only the folder of the view itself can be read there.\n");
    for id in &views.ids {
        let _ = write!(
            text,
            "\thandle_path {path}/{id}/* {{\n\
             \t\tbasicauth {{\n\t\t\timport {credentials}/{id}\n\t\t}}\n\
             \t\t@settings path /_headers\n\t\terror @settings 404\n\
             \t\t# Nothing between the server and the customer may keep it.\n\t\theader Cache-Control \"private, no-cache\"\n\t\troot * {root}/private/{id}\n\t\tfile_server\n\t}}\n"
        );
    }
    if !path.is_empty() {
        let _ = write!(text, "\thandle {path}/* {{\n\t\terror 404\n\t}}\n");
    }
    text + "\n"
}
