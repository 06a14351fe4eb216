//! The keys file and the ids derived from it.

use crate::seal::{KeysFile, LinkCode, OpaqueId, Secret};

fn secret(byte: u8) -> Secret {
    Secret::from_random([byte; 32])
}

fn file() -> KeysFile {
    let mut file = KeysFile::new(secret(1));
    assert!(file.add("acme", secret(2)));
    assert!(file.add("globex", secret(3)));
    file
}

#[test]
fn a_new_file_reads_back_as_it_was_written() {
    let text = file().to_string();
    insta::assert_snapshot!(text);
    let read = KeysFile::parse(&text).unwrap();
    assert_eq!(read.to_string(), text);
    assert_eq!(read.keys().view_id("acme"), file().keys().view_id("acme"));
    assert_eq!(read.keys().link_key("acme"), file().keys().link_key("acme"));
}

#[test]
fn ids_have_130_bits_and_all_differ() {
    let file = file();
    let keys = file.keys();
    let ids = [keys.view_id("acme"), keys.view_id("globex"), keys.feed_id("acme"), keys.feed_id("globex")];
    for id in &ids {
        let id = id.as_ref().unwrap().as_str();
        assert_eq!(id.len(), OpaqueId::LENGTH);
        assert_eq!(id.len() * 5, 130);
        assert!(id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7')), "{id}");
    }
    for (index, id) in ids.iter().enumerate() {
        assert!(!ids[..index].contains(id));
    }
    assert_eq!(keys.view_id("initech"), None);
}

#[test]
fn another_master_key_gives_other_ids() {
    let mut other = KeysFile::new(secret(9));
    other.add("acme", secret(2));
    assert_ne!(other.keys().view_id("acme"), file().keys().view_id("acme"));
    assert_ne!(other.keys().feed_id("acme"), file().keys().feed_id("acme"));
}

#[test]
fn a_rotation_replaces_one_customers_link_and_keeps_the_rest_of_the_file() {
    let before = file();
    let text = before.to_string().replace("link = 1\n", "link = 1 # sent to Kim\n");
    let mut after = KeysFile::parse(&text).unwrap();
    assert!(after.rotate("acme"));
    assert!(!after.rotate("initech"));
    let lines: Vec<String> = after.to_string().lines().map(str::to_owned).collect();
    let changed: Vec<&String> =
        lines.iter().zip(text.lines()).filter(|(new, old)| new != old).map(|(new, _)| new).collect();
    assert_eq!(changed, ["link = 2 # sent to Kim", "feed = 2"]);
    let (old, new) = (before.keys(), after.keys());
    assert_ne!(old.view_id("acme"), new.view_id("acme"));
    assert_ne!(old.feed_id("acme"), new.feed_id("acme"));
    assert_ne!(old.link_key("acme").unwrap().key, new.link_key("acme").unwrap().key);
    assert_eq!(old.link_key("acme").unwrap().series, new.link_key("acme").unwrap().series);
    assert_eq!(old.view_id("globex"), new.view_id("globex"));
    assert_eq!(new.retired_view_ids("acme"), [old.view_id("acme").unwrap()]);
    assert_eq!(new.retired_view_ids("globex"), []);
    assert_eq!(KeysFile::parse(&after.to_string()).unwrap().keys().customer("acme"), new.customer("acme"));
}

#[test]
fn the_feed_can_be_rotated_alone() {
    let mut after = file();
    assert!(after.rotate_feed("acme"));
    assert_eq!(after.keys().view_id("acme"), file().keys().view_id("acme"));
    assert_ne!(after.keys().feed_id("acme"), file().keys().feed_id("acme"));
}

#[test]
fn a_customer_who_has_a_key_keeps_it() {
    let mut again = file();
    assert!(!again.add("acme", secret(7)));
    assert_eq!(again.to_string(), file().to_string());
}

#[test]
fn neither_debug_output_nor_an_error_contains_a_key() {
    let encoded = secret(2).encoded();
    assert_eq!(format!("{:?}", secret(2)), "[secret]");
    let code = LinkCode::new(&file().keys().link_key("acme").unwrap());
    assert_eq!(format!("{code:?}"), "[secret]");
    assert!(format!("{:?}", file()).contains("\"acme\": CustomerKeys { key: [secret], link: 1, feed: 1 }"));
    assert!(!format!("{:?} {:?}", file(), file().keys().link_key("acme")).contains(&encoded[..8]));
    let text = file().to_string();
    for damaged in [
        text.replace("key = \"", "key = \"!"),
        text.replace("key = \"", "key = x\""),
        format!("{text}{encoded} = 1\n"),
    ] {
        if let Err(error) = KeysFile::parse(&damaged) {
            assert!(!format!("{error:?}").contains(&encoded[..8]), "{error:?}");
        }
    }
}

#[test]
fn every_mistake_has_a_line() {
    let text = file().to_string();
    let cases = [
        text.replace("format = 1", "format = 2"),
        text.replace("format = 1\n", ""),
        text.replace("master = ", "masters = "),
        text.replace("feed = 1", "feed = 0"),
        text.replacen("link = 1\n", "", 1),
        text.replacen("key = \"a", "key = \"", 1),
        text.replace("[customer.globex]", "[customer.Globex]"),
        text.replace("[customer.globex]", "[customer.globex"),
        "format = 1\nmaster = 3\ncustomer = 3\n".to_owned(),
        String::new(),
    ];
    let errors: Vec<String> =
        cases.iter().map(|case| KeysFile::parse(case).unwrap_err().to_string()).collect();
    insta::assert_snapshot!(errors.join("\n"));
}
