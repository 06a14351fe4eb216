//! The rules of each room: what it may name, and what only it may do.

use super::order::room;
use super::paths::paths;
use super::tokens::tokens;

/// Rooms whose results depend only on their arguments.
pub(super) const PURE: [&str; 12] = [
    "content", "status", "check", "release", "site", "seal", "markdown", "gate", "pipeline", "response",
    "board", "notify",
];

/// The files that may write to disk, as prefixes of paths.
const WRITERS: [&str; 2] = ["output/", "authoring/disk.rs"];

/// Paths, or consecutive segments of paths, that reach outside the process or read the clock.
const OUTSIDE: [&[&str]; 17] = [
    &["Utc", "now"],
    &["Local", "now"],
    &["chrono", "Local"],
    &["SystemTime"],
    &["Instant", "now"],
    &["time", "Instant"],
    &["std", "env"],
    &["env", "var"],
    &["env", "var_os"],
    &["std", "fs"],
    &["std", "thread"],
    &["std", "process"],
    &["std", "os"],
    &["io", "stdin"],
    &["io", "stdout"],
    &["io", "stderr"],
    &["walkdir"],
];
const LISTENING: [&[&str]; 3] = [&["TcpListener"], &["UnixListener"], &["tiny_http"]];
const CONNECTING: [&[&str]; 7] = [
    &["TcpStream"],
    &["UdpSocket"],
    &["ToSocketAddrs"],
    &["UnixStream"],
    &["ureq"],
    &["rustls"],
    &["SocketAddr", "connect"],
];
const WRITING: [&[&str]; 14] = [
    &["fs", "write"],
    &["fs", "create_dir"],
    &["fs", "create_dir_all"],
    &["fs", "rename"],
    &["fs", "copy"],
    &["fs", "hard_link"],
    &["fs", "remove_file"],
    &["fs", "remove_dir"],
    &["fs", "remove_dir_all"],
    &["fs", "set_permissions"],
    &["File", "create"],
    &["File", "create_new"],
    &["OpenOptions"],
    &["DirBuilder"],
];
/// The rooms with records, and those that make something of them.
const RECORDS: [&[&str]; 7] = [
    &["crate", "content"],
    &["crate", "release"],
    &["crate", "response"],
    &["crate", "site"],
    &["crate", "source"],
    &["crate", "pipeline"],
    &["crate", "gate"],
];
const PRINTING: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];
const ITERATING: [&str; 9] =
    ["iter", "iter_mut", "keys", "values", "values_mut", "into_iter", "into_keys", "into_values", "drain"];

/// Returns every violation of the rules in one file; `file` is its path below `src/`.
pub(super) fn violations(file: &str, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let paths = paths(&tokens, file);
    let room = room(file);
    let mut found = Vec::new();
    let mut forbid = |names: &[&[&str]], why: &str| {
        for path in &paths {
            for name in names {
                if path.windows(name.len()).any(|window| window.iter().zip(*name).all(|(a, b)| a == b)) {
                    found.push(format!("{file} names `{}`: {why}", path.join("::")));
                }
            }
        }
    };
    if PURE.contains(&room) {
        forbid(&OUTSIDE, "a pure room depends only on its arguments");
    }
    if room == "site" {
        forbid(&[&["content"], &["pipeline"], &["source", "Side"]], "`site` sees only what was released");
        forbid(&[&["crate", "*"]], "a glob import hides what is named");
    }
    // The one file that makes an audience from a customer's record, and the declared exception for its agreement.
    let reads_customer = file == "release/audience.rs";
    let reads_milestones = file == "release/sla_records.rs";
    if room == "release" && !reads_customer && !reads_milestones {
        forbid(&[&["internal"]], "`release` reads the public half only");
    }
    if room == "release" {
        forbid(&[&["InternalContent"], &["content", "Content"]], "`release` reads the public half only");
        forbid(&[&["crate", "*"], &["content", "*"]], "a glob hides what is named");
    }
    // Only its author publishes a draft. Treating drafts as published is for the preview.
    if !["content/publish_drafts.rs", "content/mod.rs", "pipeline/view.rs"].contains(&file) {
        forbid(&[&["content", "publish_drafts"]], "only the views of the preview treat drafts as published");
    }
    if room == "release" && !reads_milestones {
        forbid(
            &[&["content", "Folder"]],
            "only the declared exception reads a folder with its internal half",
        );
    }
    if reads_milestones {
        let texts =
            ["Incident", "Maintenance", "People", "Owners", "Customer", "Postmortem", "TimelineEntry"];
        let texts = texts.map(|record| ["internal", record]);
        let texts: Vec<&[&str]> = texts.iter().map(<[&str; 2]>::as_slice).collect();
        forbid(&texts, "the declared exception reads times and severities only");
    }
    if room == "response" {
        let public = ["release", "site", "gate", "output", "pipeline"].map(|room| ["crate", room]);
        let public: Vec<&[&str]> = public.iter().map(<[&str; 2]>::as_slice).collect();
        forbid(&public, "`response` knows records only, and nothing that is published");
    }
    if reads_customer {
        let others = ["Incident", "Maintenance", "People", "Owners", "Folder", "Postmortem", "TimelineEntry"];
        let others = others.map(|record| ["internal", record]);
        let others: Vec<&[&str]> = others.iter().map(<[&str; 2]>::as_slice).collect();
        forbid(&others, "only the customer's own record makes an audience");
    } else {
        forbid(&[&["Audience", "customer"]], "an audience is made from a customer's record");
    }
    if !["pipeline/view.rs", "pipeline/mod.rs"].contains(&file) && room != "preview" {
        forbid(
            &[&["pipeline", "view"], &["pipeline", "View"], &["pipeline", "Viewer"]],
            "only the preview shows other views",
        );
    }
    if room == "deliver" {
        forbid(&RECORDS, "`deliver` sees finished messages, never a record");
    }
    if !matches!(room, "git" | "commands" | "preview" | "deliver") {
        forbid(
            &[&["process", "Command"]],
            "only `git`, `commands`, `preview` and `deliver` run other programs",
        );
    }
    if room != "preview" {
        forbid(&LISTENING, "only `preview` listens");
    }
    if room != "deliver" && room != "preview" {
        forbid(&CONNECTING, "only `deliver` connects");
    }
    if room == "preview" {
        forbid(&[&["ureq"], &["TcpStream", "connect"]], "`preview` listens and connects to nobody");
    }
    if !WRITERS.iter().any(|writer| file.starts_with(writer)) {
        forbid(&WRITING, "this file may not write to disk");
    }
    if !matches!(room, "commands" | "main") {
        for pair in tokens.windows(2).filter(|pair| pair[1] == "!" && PRINTING.contains(&pair[0].as_str())) {
            found.push(format!("{file} uses `{}!`: only `commands` prints", pair[0]));
        }
    }
    if room == "release" && tokens.windows(2).any(|pair| pair[0] == "." && pair[1] == "internal") {
        found.push(format!("{file} reads `.internal`: `release` reads the public half only"));
    }
    if PURE.contains(&room) {
        found.extend(hash_order(file, &tokens));
    }
    found.sort();
    found.dedup();
    found
}

/// Returns every iteration over a hash map or hash set: its order differs between runs.
fn hash_order(file: &str, tokens: &[String]) -> Vec<String> {
    let is_hash =
        |token: &String| matches!(token.as_str(), "HashMap" | "HashSet" | "FxHashMap" | "FxHashSet");
    let mut names: Vec<&String> = Vec::new();
    for (index, _) in tokens.iter().enumerate().filter(|(_, token)| is_hash(token)) {
        // `name: [&mut] [std::collections::]HashMap` and `let [mut] name = [std::collections::]HashMap`.
        let before = tokens[..index].iter().rev();
        let mut before = before.skip_while(|token| {
            matches!(token.as_str(), "&" | "mut" | "::" | "std" | "collections" | "rustc_hash")
        });
        if matches!(before.next().map(String::as_str), Some(":" | "=")) {
            names.extend(before.next());
        }
    }
    let iterations = tokens.windows(3).enumerate().filter(|(at, three)| {
        // In `all.people.iter()`, `people` is a field of another type, not the map of this file.
        let is_other_field = *at > 1 && tokens[at - 1] == "." && tokens[at - 2] != "self";
        !is_other_field
            && names.contains(&&three[0])
            && three[1] == "."
            && ITERATING.contains(&three[2].as_str())
    });
    iterations
        .map(|(_, three)| format!("{file} iterates over `{}`, whose order differs between runs", three[0]))
        .collect()
}
