//! Mistakes in service level agreements.

use crate::support::Project;

const SITE: &str =
    "title = \"Test status\"\nurl = \"https://status.test.example\"\nauthority = \"status.test.example\"\n";

/// The findings about a site with these tiers and a customer in one of them.
fn findings(tiers: &str, customer: &str) -> String {
    let project = Project::new().file("content/site.toml", &format!("{SITE}{tiers}")).file(
        "content/customers/acme.md",
        &format!("+++\nname = \"Acme Corp\"\naccess = \"gated\"\n{customer}\n+++\n"),
    );
    project.run(&["check"]).stderr
}

#[test]
fn mistakes_in_a_tier_are_reported_where_they_are() {
    insta::assert_snapshot!(findings(
        "[tier.gold]\nuptime = 999\nhours = \"Mon-Fri 09:00-17:00\"\nholidays = [\"2026-12-24\"]\nhour = \"24/7\"\n\
         [tier.gold.P1]\nresponse = \"15 min\"\nhours = \"Mon-Fri 09:00-17:00 Europe/Talin\"\n\
         [tier.gold.SEV-1]\nresponse = \"15m\"\n[tier.gold.P5]\nresolution = \"4h\"\n\
         [tier.silver]\nholidays = [2026-12-24]\n",
        "tier = \"gold\"",
    ));
}

#[test]
fn a_correct_agreement_has_no_findings() {
    let tiers = "[tier.gold]\nuptime = 99.95\nhours = \"Mon-Fri 09:00-17:00 Europe/Tallinn\"\nholidays = [2026-12-24]\n\
                 [tier.gold.P1]\nresponse = \"15m\"\nresolution = \"4h\"\nhours = \"24/7\"\n[tier.silver]\n";
    for customer in ["tier = \"gold\"\nsla_since = 2026-01-01\nshow_sla = false", "tier = \"silver\"", ""] {
        assert_eq!(findings(tiers, customer), "", "{customer}");
    }
    // Without tiers in `site.toml`, they are only names for audiences.
    assert_eq!(findings("", "tier = \"bronze\""), "");
}

#[test]
fn a_tier_of_a_customer_that_does_not_exist_is_an_error() {
    let found = |tier: &str| findings("[tier.gold]\nuptime = 99.95\n", &format!("tier = \"{tier}\""));
    insta::assert_snapshot!([found("gould"), found("bronze")].join("\n"));
}

#[test]
fn the_first_day_of_an_agreement_is_a_date() {
    insta::assert_snapshot!(findings("", "sla_since = 2026-01-01T00:00:00Z"));
}
