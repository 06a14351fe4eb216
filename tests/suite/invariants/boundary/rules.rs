//! Which rooms may name what.

use super::paths::paths;
use super::tokens::tokens;

/// Rooms that are arithmetic: what they give depends on their arguments alone.
pub(super) const PURE: [&str; 8] =
    ["content", "status", "check", "release", "site", "markdown", "gate", "pipeline"];

/// The files that may change something on disk.
const WRITERS: [&str; 2] = ["output/", "authoring/disk.rs"];

/// Names of the outside world, as parts of paths that stand together.
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
const SOCKETS: [&[&str]; 6] = [
    &["TcpListener"],
    &["TcpStream"],
    &["UdpSocket"],
    &["ToSocketAddrs"],
    &["UnixStream"],
    &["UnixListener"],
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
const PRINTING: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];
const ITERATING: [&str; 9] =
    ["iter", "iter_mut", "keys", "values", "values_mut", "into_iter", "into_keys", "into_values", "drain"];

/// Everything that a file does that its room must not; `file` is its path below `src/`.
pub(super) fn violations(file: &str, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let paths = paths(&tokens, file);
    let room = file.split('/').next().unwrap_or_default().trim_end_matches(".rs");
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
        forbid(&OUTSIDE, "a pure room knows nothing but its arguments");
    }
    if room == "site" {
        forbid(&[&["content"], &["pipeline"], &["source", "Side"]], "pages know only what was released");
        forbid(&[&["crate", "*"]], "a glob hides what is named");
    }
    if room == "release" {
        forbid(
            &[&["internal"], &["InternalContent"], &["content", "Content"]],
            "the door reads the public half only",
        );
        forbid(&[&["crate", "*"], &["content", "*"]], "a glob hides what is named");
    }
    // A draft is out when its writer says so, and not a moment before: what takes it for published is for looking at.
    if !["content/publish_drafts.rs", "content/mod.rs", "pipeline/view.rs"].contains(&file) {
        forbid(&[&["content", "publish_drafts"]], "only the preview's views take drafts for published");
    }
    if !["pipeline/view.rs", "pipeline/mod.rs"].contains(&file) && room != "preview" {
        forbid(
            &[&["pipeline", "view"], &["pipeline", "View"], &["pipeline", "Viewer"]],
            "only the preview shows other views",
        );
    }
    if !matches!(room, "git" | "commands" | "preview") {
        forbid(&[&["process", "Command"]], "only git, and what opens a browser, is another program");
    }
    if room != "preview" {
        forbid(&SOCKETS, "only the preview opens sockets");
    }
    if !WRITERS.iter().any(|writer| file.starts_with(writer)) {
        forbid(&WRITING, "it is not one of the files that write");
    }
    if !matches!(room, "commands" | "main") {
        for pair in tokens.windows(2).filter(|pair| pair[1] == "!" && PRINTING.contains(&pair[0].as_str())) {
            found.push(format!("{file} uses `{}!`: only commands print", pair[0]));
        }
    }
    if room == "release" && tokens.windows(2).any(|pair| pair[0] == "." && pair[1] == "internal") {
        found.push(format!("{file} reads `.internal`: the door reads the public half only"));
    }
    if PURE.contains(&room) {
        found.extend(hash_order(file, &tokens));
    }
    found.sort();
    found.dedup();
    found
}

/// Maps without an order that are walked through: their order is another on every run.
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
    let walks = tokens.windows(3).enumerate().filter(|(at, three)| {
        // A field of the same name of another type is no map of this file: `all.people.iter()`.
        let of_other = *at > 1 && tokens[at - 1] == "." && tokens[at - 2] != "self";
        !of_other && names.contains(&&three[0]) && three[1] == "." && ITERATING.contains(&three[2].as_str())
    });
    walks.map(|(_, three)| format!("{file} walks through `{}`, which has no order", three[0])).collect()
}
