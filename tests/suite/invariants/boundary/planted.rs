//! Tests of the scanner: it finds every planted violation, and accepts code that only resembles one.

use super::rules::violations;

#[track_caller]
fn assert_found(file: &str, source: &str) {
    assert!(!violations(file, source).is_empty(), "no violation found in {file}:\n{source}");
}

#[track_caller]
fn assert_accepted(file: &str, source: &str) {
    assert_eq!(violations(file, source), Vec::<String>::new(), "in {file}:\n{source}");
}

#[test]
fn a_page_that_names_content_is_found_in_every_spelling() {
    for source in [
        "use crate::content::public::Update;",
        "use crate::{release::Site, content};",
        "use crate::{\n    release::{Site, model},\n    content::{self as c, Body},\n};",
        "use super::super::content;",
        "use super::super::{site, content::Body};",
        "fn f() { let x = crate :: content :: load; }",
        "use crate::*; fn f(c: content::Content) {}",
        "use crate as root; fn f(x: root::content::Body) {}",
        "/* harmless */ use crate /* still */ :: content;",
        "const S: &str = r#\"a \" b\"#; use crate::content;",
        "#[cfg(test)] mod tests { use crate::content; } use crate::content::Body;",
        "#[cfg(test)] mod tests; use crate::content::Body;",
        "const C: char = '\"'; use crate::content::Body;",
    ] {
        assert_found("site/views/card.rs", source);
    }
    assert_found("site/mod.rs", "use super::content;");
}

#[test]
fn code_that_only_resembles_a_use_of_content_is_accepted() {
    for source in [
        "//! See crate::content.\nuse crate::release::Site;",
        "/* use crate::content; /* nested */ use crate::content; */ struct S;",
        "const S: &str = \"crate::content::Body\"; const R: &str = r##\"std::fs \"# crate::content\"##;",
        "fn f(content: &str) -> usize { content.len() }",
        "fn f<'a>(x: &'a str) -> &'a str { x } // crate::content",
        "#[cfg(test)]\nmod tests {\n    use crate::content;\n    fn f() { if true {} }\n}\nstruct S;",
        "use super::super::release;",
    ] {
        assert_accepted("site/views/card.rs", source);
    }
}

#[test]
fn only_the_declared_exception_reads_folders_and_it_reads_no_texts() {
    let reading = "use crate::content::Folder;\nuse crate::content::internal::Milestone;";
    assert_accepted("release/sla_records.rs", reading);
    assert_found("release/sla.rs", reading);
    assert_found("release/sla.rs", "use crate::content::Folder;");
    assert_found("release/audience.rs", "use crate::content::Folder;");
    for record in ["Customer", "People", "Owners", "TimelineEntry", "Incident"] {
        assert_found("release/sla_records.rs", &format!("use crate::content::internal::{record};"));
    }
    assert_found("release/sla_records.rs", "fn f(c: &X) -> usize { c.internal.folders.len() }");
}

#[test]
fn release_reading_the_internal_half_is_found() {
    for source in [
        "use crate::content::internal::Incident;",
        "use crate::content::{public, internal};",
        "use crate::content::{InternalContent, PublicContent};",
        "use crate::content::Content;",
        "fn f(c: &X) -> usize { c.internal.incidents.len() }",
        "fn f(c: &X) -> usize { c\n    .internal\n    .incidents.len() }",
        "use crate::content::*;",
    ] {
        assert_found("release/site.rs", source);
    }
    assert_found("release/audience.rs", "use crate::content::internal::{Customer, Incident};");
    assert_found("release/audience.rs", "use crate::content::{Content, internal::Customer};");
    assert_found("pipeline/view.rs", "fn f() { crate::release::Audience::customer(\"acme\", None, None); }");
    assert_accepted("release/audience.rs", "use crate::content::internal::Customer;");
    assert_accepted("release/site.rs", "use crate::content::{PublicContent, public};");
    assert_accepted("check/near_miss.rs", "use crate::content::internal::Incident;");
}

#[test]
fn a_pure_room_that_reaches_outside_is_found() {
    for source in [
        "use std::fs;",
        "use std::{fmt, fs::File};",
        "use std::env;",
        "fn f() { let v = std::env::var(\"X\"); }",
        "fn f() { chrono::Utc::now(); }",
        "use chrono::Utc; fn f() { Utc::now(); }",
        "use chrono::Local;",
        "fn f() { std::time::SystemTime::now(); }",
        "use std::time::{Duration, Instant};",
        "fn f() { std::thread::spawn(|| ()); }",
        "use std::process::Command;",
        "fn f() { println!(\"x\"); }",
        "fn f() { eprintln!(\"x\"); }",
        "fn f() { dbg!(1); }",
        "use std::net::TcpStream;",
        "use std::collections::HashMap; fn f(seen: &HashMap<u8, u8>) { seen.iter().count(); }",
        "fn f() { let mut seen = std::collections::HashMap::new(); seen.values().count(); }",
        "struct S { seen: FxHashSet<u8> } impl S { fn f(&self) { self.seen.iter().count(); } }",
    ] {
        for room in super::PURE {
            assert_found(&format!("{room}/x.rs"), source);
        }
    }
    for source in [
        "use std::net::Ipv4Addr;",
        "use chrono::{DateTime, Utc}; fn f(now: DateTime<Utc>) {}",
        "use std::collections::HashMap; fn f(seen: &HashMap<u8, u8>) { seen.get(&1); }",
        "use std::collections::BTreeMap; fn f(seen: &BTreeMap<u8, u8>) { seen.iter().count(); }",
        "use std::fmt::Write as _;",
    ] {
        assert_accepted("status/x.rs", source);
    }
}

#[test]
fn a_build_that_publishes_drafts_is_found() {
    assert_found("pipeline/build.rs", "use crate::content::publish_drafts;");
    assert_found("commands/build.rs", "use crate::content::{self, publish_drafts};");
    assert_found("commands/build.rs", "fn f() { crate::pipeline::view(); }");
    assert_found("commands/build.rs", "use crate::pipeline::{Built, Viewer, view};");
    assert_found("pipeline/build.rs", "use super::view::view;");
    assert_accepted("pipeline/view.rs", "use crate::content::publish_drafts;");
    assert_accepted("preview/edition.rs", "use crate::pipeline::{Viewer, view};");
}

#[test]
fn writing_printing_and_running_programs_in_the_wrong_room_is_found() {
    assert_found("source/read.rs", "fn f() { std::fs::write(\"x\", \"y\"); }");
    assert_found("source/read.rs", "use std::fs::OpenOptions;");
    assert_found("commands/build.rs", "use std::fs; fn f() { fs::remove_file(\"x\"); }");
    assert_found("import/folder.rs", "use std::fs; fn f() { fs::write(\"x\", \"y\"); }");
    assert_found("authoring/apply.rs", "use std::fs; fn f() { fs::rename(\"x\", \"y\"); }");
    assert_found("diagnostics/json.rs", "use std::fs::File; fn f() { File::create(\"x\"); }");
    assert_found("output/write.rs", "fn f() { println!(); }");
    assert_found("commands/build.rs", "use std::net::TcpListener;");
    assert_found("source/scan.rs", "use std::process::Command;");
    assert_found("output/write.rs", "use std::process::{Command, Stdio};");
    assert_accepted("git/program.rs", "use std::process::{Command, Stdio};");
    assert_accepted("output/disk.rs", "fn f() { std::fs::rename(\"x\", \"y\"); }");
    assert_accepted("authoring/disk.rs", "use std::fs::File; fn f() { File::create_new(\"x\"); }");
    assert_accepted("source/read.rs", "use std::fs::File; fn f() { File::open(\"x\"); }");
    assert_accepted("preview/server.rs", "use std::net::TcpListener;");
    assert_found("deliver/client.rs", "use std::net::TcpListener;");
    assert_found("commands/notify/mod.rs", "use std::net::TcpStream;");
    assert_found("commands/notify/mod.rs", "fn f() { ureq::get(\"https://a.example\"); }");
    assert_found("notify/outbox.rs", "use ureq::Agent;");
    assert_found("preview/server.rs", "fn f() { std::net::TcpStream::connect(\"a\"); }");
    assert_found("deliver/delivery.rs", "use crate::content::Content;");
    assert_found("deliver/delivery.rs", "use crate::release::Site;");
    assert_accepted("deliver/client.rs", "use ureq::Agent;");
    assert_accepted("deliver/mail_program.rs", "use std::process::Command;");
}
