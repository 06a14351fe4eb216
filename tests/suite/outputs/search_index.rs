//! The index that the search box of the history reads.

use super::feeds::{released, rendered};

/// The size of the index in bytes that a phone loads while somebody types.
const LIMIT: usize = 100_000;
const TITLES: [&str; 5] = [
    "Card payments failing in Europe",
    "Payouts to some banks are late",
    "Sign-in is slow for some users",
    "Webhooks arrive with a delay",
    "Dashboard shows old balances",
];

#[test]
fn the_index_of_a_thousand_incidents_is_small_enough_for_a_phone() {
    let mut files = vec![
        (
            "content/site.toml".to_owned(),
            "title = \"Harbor status\"\nurl = \"https://status.harbor.example\"\n".to_owned(),
        ),
        ("content/components/api.md".to_owned(), "+++\nname = \"API\"\n+++\n".to_owned()),
    ];
    for number in 0..1_000_u16 {
        let date = chrono::NaiveDate::from_ymd_opt(2020, 1, 1).expect("a date")
            + chrono::Days::new(u64::from(number) * 2);
        let title = TITLES[usize::from(number) % TITLES.len()];
        let slug = title.to_lowercase().replace(' ', "-");
        let folder = format!("content/incidents/{date}-{number}/comms");
        files.push((
            format!("{folder}/{date}T0800Z.md"),
            format!("+++\ntitle = \"{title}\"\nslug = \"{date}-{slug}\"\nstatus = \"investigating\"\ncomponents = {{ api = \"partial_outage\" }}\n+++\nWe are looking into it.\n"),
        ));
        files.push((
            format!("{folder}/{date}T0930Z.md"),
            "+++\nstatus = \"resolved\"\n+++\nIt is over.\n".to_owned(),
        ));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let outputs = rendered(&released(&files, "2026-03-06T10:00:00Z"));
    let index = &outputs["history/search.json"];
    let rows: Vec<serde_json::Value> = serde_json::from_slice(index).expect("JSON");
    assert_eq!(rows.len(), 1_000);
    assert!(index.len() <= LIMIT, "{} bytes", index.len());
}
