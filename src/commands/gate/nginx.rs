//! The configuration of nginx: the recipe in `deploy/` with the host and the folders of this site, and the views.

use std::fmt::Write as _;

use super::views::Views;
use crate::cli::GateServer;

const RECIPE: &str = include_str!("../../../deploy/nginx.conf");
/// Where the maps of the recipe end and its servers begin.
const SERVERS: &str = "# Redirects to HTTPS.";
/// How the recipe answers everything else.
const EVERYTHING: &str = "        try_files $uri $uri/ =404;\n";

/// Returns the configuration.
pub(super) fn configuration(arguments: &GateServer, views: &Views) -> String {
    let recipe = RECIPE.replace("/srv/status", &arguments.folder);
    let (maps, servers) = recipe.split_once(SERVERS).unwrap_or((&recipe, ""));
    let servers = format!("{SERVERS}{servers}");
    let credentials = arguments.credentials.as_deref().unwrap_or("/etc/nginx/allclear");
    let head = head(credentials, views);
    let with_views = |servers: &str, host: &str| {
        let end = servers.trim_end().strip_suffix('}').unwrap_or(servers);
        let locations = locations(&arguments.folder, credentials, views);
        format!("{}\n{locations}}}\n", end.trim_end()).replace("status.example.com", host)
    };
    let servers = if views.share_host() {
        with_views(&servers, &views.host)
    } else {
        // On the host of the views there is nothing else.
        let only_views = servers.replace(EVERYTHING, "        return 404;\n");
        servers.replace("status.example.com", &views.host)
            + "\n"
            + &with_views(&only_views, &views.private_host)
    };
    head + &maps_for(maps, &views.path) + &servers + &board(credentials, views)
}

/// The site for colleagues, on a host of its own.
fn board(credentials: &str, views: &Views) -> String {
    let Some(folder) = &views.board else { return String::new() };
    let host = views.board_host();
    format!(
        "\n# The site for colleagues. It names customers, so it has a login of its own. Change the host to one that only your\n\
         # company's network can reach, if there is one, and the login to that of your company. Create the password with\n\
         #\n\
         #   printf 'board:%s\\n' \"$(openssl passwd -6)\" > {credentials}/board\n\
         server {{\n    \
             listen 443 ssl;\n    \
             listen [::]:443 ssl;\n    \
             server_name {host};\n\n    \
             ssl_certificate     /etc/letsencrypt/live/{host}/fullchain.pem;\n    \
             ssl_certificate_key /etc/letsencrypt/live/{host}/privkey.pem;\n\n    \
             root {folder};\n    \
             disable_symlinks on;\n    \
             auth_basic \"Board\";\n    \
             auth_basic_user_file {credentials}/board;\n    \
             charset utf-8;\n\n    \
             add_header Cache-Control \"private, no-cache\" always;\n    \
             add_header X-Content-Type-Options nosniff always;\n    \
             add_header X-Robots-Tag noindex always;\n    \
             add_header X-Frame-Options DENY always;\n    \
             add_header Referrer-Policy no-referrer always;\n\n    \
             location / {{\n        \
                 try_files $uri $uri/ =404;\n    \
             }}\n\
         }}\n"
    )
}

fn head(credentials: &str, views: &Views) -> String {
    let mut head = format!(
        "# Made by `allclear gate nginx`. Make it again when a customer with a gated view comes, goes, or gets a new address.\n\
         #\n\
         # Each view has a login of its own. Its user is the id of the view, so that this file names no customer. Create the\n\
         # password of a view with these commands; without the file, nobody can log in:\n\
         #\n\
         #   umask 027; mkdir -p {credentials}\n"
    );
    for id in &views.ids {
        let _ = writeln!(head, "#   printf '{id}:%s\\n' \"$(openssl passwd -6)\" > {credentials}/{id}");
    }
    head + &format!(
        "#   chgrp -R www-data {credentials}\n#\n# `allclear links` says which view is whose. A customer's login ends when its \
         file is removed.\n\n"
    )
}

/// What is in a view is for one customer: nothing between may keep it, and no other site may read it.
fn maps_for(maps: &str, path: &str) -> String {
    let view = format!("\"~^{path}/[a-z2-7]{{26}}/\"");
    let cache = format!("    {view}    \"private, no-cache\";\n    ~^/assets/    \"public");
    let origin = format!("    {view}    \"\";\n    ~^/api/ ");
    maps.replace("    ~^/assets/    \"public", &cache).replace("    ~^/api/ ", &origin)
}

fn locations(root: &str, credentials: &str, views: &Views) -> String {
    let path = &views.path;
    let mut text = String::from(
        "\n    # Views behind a login. `^~` keeps other locations from answering in their place.\n",
    );
    if !path.is_empty() {
        let _ = write!(text, "    location ^~ {path}/ {{\n        return 404;\n    }}\n");
    }
    for id in &views.ids {
        let _ = write!(
            text,
            "    location ^~ {path}/{id}/ {{\n        \
                 alias {root}/private/{id}/;\n        \
                 auth_basic \"Status\";\n        \
                 auth_basic_user_file {credentials}/{id};\n        \
                 disable_symlinks on;\n\n        \
                 location ~ /feed\\.json$ {{\n            \
                     types {{ }}\n            \
                     default_type application/feed+json;\n        \
                 }}\n        \
                 location ~ /metrics\\.txt$ {{\n            \
                     types {{ }}\n            \
                     default_type \"application/openmetrics-text; version=1.0.0\";\n            \
                     charset_types \"application/openmetrics-text; version=1.0.0\";\n            \
                     gzip_types \"application/openmetrics-text; version=1.0.0\";\n        \
                 }}\n        \
                 location ~ /_headers$ {{\n            \
                     return 404;\n        \
                 }}\n    \
             }}\n"
        );
    }
    text
}
