//! The generated blocks of a post-mortem, as Markdown. What the record does not say is a marked placeholder.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};

use crate::content::internal::{Milestone, Outcome, Reporter};
use crate::content::{AudienceTag, Content, Keyword as _, format_duration};
use crate::response::{ChronologyEntry, Happened, IncidentClocks, NoClocks, PostmortemFacts, TierClocks};
use crate::status::sla::{Clock, Standing};

/// The names of the blocks that a template may contain.
const NAMES: [&str; 7] =
    ["summary", "facts", "durations", "service-levels", "chronology", "attempts", "people"];

/// The generated blocks of one post-mortem.
pub(crate) struct Blocks<'a> {
    facts: &'a PostmortemFacts<'a>,
    content: &'a Content,
}

impl<'a> Blocks<'a> {
    pub(crate) const fn new(facts: &'a PostmortemFacts<'a>, content: &'a Content) -> Self {
        Self { facts, content }
    }

    /// Returns the text of a block. `None` if there is no block of this name.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        Some(match name {
            "summary" => self.summary(),
            "facts" => self.facts(),
            "durations" => self.durations(),
            "service-levels" => self.service_levels(),
            "chronology" => self.chronology(),
            "attempts" => self.attempts(),
            "people" => self.people(),
            _ => return None,
        })
    }

    /// Returns the names of all blocks.
    pub(crate) const fn names() -> &'static [&'static str] {
        &NAMES
    }

    /// Two sentences.
    fn summary(&self) -> String {
        let facts = self.facts;
        let durations = &facts.durations;
        let day = facts.began.map(|at| at.format("%-d %B %Y, %H:%M UTC").to_string());
        let severity = facts.severities.last().map(|(_, name)| (*name).to_owned());
        let affected = match facts.components.as_slice() {
            [] => unknown("the affected components; write `components` in incident.md"),
            all => listed(all),
        };
        let lasted = facts.began.zip(facts.ended).map(|(began, ended)| ended - began);
        let lasted = lasted.filter(|lasted| *lasted > TimeDelta::zero());
        format!(
            "On {}, an incident of severity {} began that affected {affected} for {}. It was detected {}, customers were \
             told {}, and it was resolved {}.\n",
            day.unwrap_or_else(|| unknown("when it began")),
            severity.unwrap_or_else(|| unknown("the severity; write it in incident.md")),
            lasted.map_or_else(
                || unknown("how long; mark the end with `milestone = \"resolved\"`"),
                format_duration
            ),
            after(durations.detect, "its start", "when it was detected; mark `started` and `detected`"),
            after(durations.first_update, "that", "when customers were told"),
            after(durations.resolve, "the detection", "when it was resolved; mark `resolved`"),
        )
    }

    fn facts(&self) -> String {
        let facts = self.facts;
        let mut lines = vec![
            (
                "Date",
                facts.began.map_or_else(|| unknown("when it began"), |at| at.format("%Y-%m-%d").to_string()),
            ),
            ("Severity", self.severities()),
            ("Duration", self.lasted()),
            ("Components", or_unknown(&facts.components, "write `components` in incident.md")),
        ];
        let tiers: Vec<&str> = facts.tiers.iter().map(|(tier, _)| *tier).collect();
        let customers = facts.affected_customers();
        if tiers.is_empty() && customers.is_empty() {
            lines.push((
                "Customers",
                unknown("who was affected; write `tiers` or `customers` in incident.md"),
            ));
        } else {
            if !tiers.is_empty() {
                lines.push(("Tiers", listed(&tiers)));
            }
            let names: Vec<String> = customers.iter().map(|id| self.customer(id)).collect();
            let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
            lines.push(("Customers", format!("{}{names}", customers.len())));
        }
        let stated = |text: Option<&str>, key: &str| {
            text.map_or_else(
                || unknown(&format!("affected {key}; write `affected = {{ {key} = \"…\" }}` in incident.md")),
                clean,
            )
        };
        lines.push(("Users", stated(facts.users, "users")));
        lines.push(("Revenue", stated(facts.revenue, "revenue")));
        lines.push(("Detection", self.detection()));
        lines.iter().fold(String::new(), |mut text, (label, value)| {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "- {label}: {value}");
            text
        })
    }

    fn severities(&self) -> String {
        let parts: Vec<String> = self
            .facts
            .severities
            .iter()
            .map(|(from, severity)| match from {
                None => (*severity).to_owned(),
                Some(from) => format!("{severity} from {}", self.time(*from)),
            })
            .collect();
        if parts.is_empty() { unknown("the severity; write it in incident.md") } else { parts.join(", ") }
    }

    fn lasted(&self) -> String {
        let times = self.facts.began.zip(self.facts.ended);
        // A report afterwards begins and ends with its only update.
        let Some((began, ended)) = times.filter(|(began, ended)| began < ended) else {
            return unknown(
                "when it began and ended; mark `milestone = \"started\"` and `milestone = \"resolved\"`",
            );
        };
        let own = format!(
            "{}, {} to {}",
            format_duration(ended - began),
            began.format("%Y-%m-%d %H:%M"),
            ended.format("%Y-%m-%d %H:%M UTC")
        );
        match self.facts.open_for {
            Some(open) => format!("{own}; open for customers for {}", format_duration(open)),
            None => own,
        }
    }

    /// The detection gap, and who noticed.
    fn detection(&self) -> String {
        let gap = self.facts.durations.detect.map_or_else(
            || unknown("the detection gap; mark `started` and `detected` in the timeline"),
            |gap| format!("{} after the start", format_duration(gap)),
        );
        match self.facts.reported_by {
            Some(Reporter::Monitoring) => format!("{gap}, by monitoring"),
            Some(Reporter::Csm) => format!("{gap}, by an account manager and not by monitoring"),
            Some(Reporter::Customer) => format!("{gap}, by a customer and not by monitoring"),
            Some(Reporter::Engineer) => format!("{gap}, by an engineer and not by monitoring"),
            None => format!("{gap}, reported by {}", unknown("who; write `reported_by` in incident.md")),
        }
    }

    fn durations(&self) -> String {
        let durations = &self.facts.durations;
        let rows = [
            ("Detect", "started", durations.detect, "detected"),
            ("Acknowledge", "detected", durations.acknowledge, "acknowledged"),
            ("First update", "detected", durations.first_update, "the first update"),
            ("Mitigate", "detected", durations.mitigate, "mitigated"),
            ("Resolve", "detected", durations.resolve, "the last resolved"),
        ];
        let mut text = "| Step | From | To | Duration |\n| --- | --- | --- | --- |\n".to_owned();
        for (step, from, duration, to) in rows {
            let duration = duration.map_or_else(|| unknown("mark the milestones in the timeline"), span);
            let _ = writeln!(text, "| {step} | {from} | {to} | {duration} |");
        }
        text
    }

    fn service_levels(&self) -> String {
        match &self.facts.clocks {
            Ok(clocks) if clocks.tiers.is_empty() => {
                "No target was agreed for the affected tiers.\n".to_owned()
            }
            Ok(clocks) => self.clocks(clocks),
            Err(NoClocks::NotAnIncident) => "No agreement applies to a near miss or a drill.\n".to_owned(),
            Err(NoClocks::Unreadable) => {
                format!("{}\n", unknown("the record has errors; see `allclear check`"))
            }
            Err(NoClocks::NoSeverity) => format!("{}\n", unknown("the severity; write it in incident.md")),
            Err(NoClocks::NotBegun) => format!("{}\n", unknown("the timeline is empty")),
        }
    }

    fn clocks(&self, clocks: &IncidentClocks) -> String {
        let mut text = "| Tier | Customers | Response | Resolution |\n| --- | --- | --- | --- |\n".to_owned();
        for TierClocks { tier, customers, response, resolution } in &clocks.tiers {
            let customers: Vec<String> = customers.iter().map(|id| self.customer(id)).collect();
            let customers = if customers.is_empty() { "none known".to_owned() } else { customers.join(", ") };
            let cells = (clock(response.as_ref()), clock(resolution.as_ref()));
            let _ = writeln!(text, "| {tier} | {customers} | {} | {} |", cells.0, cells.1);
        }
        text
    }

    fn chronology(&self) -> String {
        let entries = &self.facts.chronology;
        if entries.is_empty() {
            return format!("{}\n", unknown("the timeline is empty"));
        }
        entries.iter().map(|entry| self.entry(entry)).collect()
    }

    fn attempts(&self) -> String {
        let text: String = self.facts.attempts().map(|entry| self.entry(entry)).collect();
        if text.is_empty() {
            return "No entry of the timeline says what effect it had (`outcome`).\n".to_owned();
        }
        text
    }

    /// One entry with its text as a quotation, so that nothing in the text can be mistaken for a part of this file.
    fn entry(&self, entry: &ChronologyEntry<'_>) -> String {
        let mut head = format!("- {}", self.time(entry.at));
        match &entry.happened {
            Happened::Seen { author, milestone, severity, outcome, roles } => {
                let _ =
                    write!(head, ", {}", author.map_or_else(|| "nobody".to_owned(), |id| self.person(id)));
                let marks = milestone.map(Milestone::word).map(str::to_owned).into_iter();
                let marks = marks.chain(severity.map(|severity| format!("severity {}", severity.as_str())));
                let marks = marks.chain(outcome.map(effect).map(str::to_owned));
                let handover =
                    |(role, id): &(&str, &str)| format!("{} is {}", role.replace('_', " "), self.person(id));
                for mark in marks.chain(roles.iter().map(handover)) {
                    let _ = write!(head, ", **{mark}**");
                }
            }
            Happened::Told { status, audience, retracted } => {
                let word = status.map_or("update", |status| status.as_str());
                let _ = write!(head, ", customers were told: **{}**", word.replace('_', " "));
                if !audience.contains(&AudienceTag::Public) {
                    let tags: Vec<String> = audience.iter().map(ToString::to_string).collect();
                    let _ = write!(head, " (only {})", tags.join(", "));
                }
                if *retracted {
                    head.push_str(" (withdrawn later)");
                }
            }
        }
        let lines = entry.text.lines().map(|line| format!("  > {}\n", clean(line)));
        format!("{head}\n{}", lines.collect::<String>())
    }

    fn people(&self) -> String {
        let lines = self.facts.involved.iter();
        let mut text = String::new();
        for one in lines {
            let _ = writeln!(text, "- {}: {}", self.person(&one.person), one.parts.join(", "));
        }
        if text.is_empty() {
            format!("{}\n", unknown("who was involved; write `[roles]` in incident.md"))
        } else {
            text
        }
    }

    fn person(&self, id: &str) -> String {
        let person = self.content.internal.people.as_ref().and_then(|people| people.person(id));
        clean(person.and_then(|person| person.name.as_ref()).map_or(id, |name| &name.value))
    }

    fn customer(&self, id: &str) -> String {
        let customer = self.content.internal.customers.iter().find(|customer| customer.id == id);
        clean(customer.and_then(|customer| customer.name.as_ref()).map_or(id, |name| &name.value))
    }

    /// A time in UTC, with its day if the incident took more than one.
    fn time(&self, at: DateTime<Utc>) -> String {
        let days = |entry: &ChronologyEntry<'_>| entry.at.date_naive();
        let mut all = self.facts.chronology.iter().map(days);
        let is_one_day = all.next().is_none_or(|first| all.all(|day| day == first));
        at.format(if is_one_day { "%H:%M UTC" } else { "%Y-%m-%d %H:%M UTC" }).to_string()
    }
}

/// Returns a placeholder for something that the record does not say.
fn unknown(what: &str) -> String {
    format!("{{{{ unknown: {what} }}}}")
}

fn or_unknown(names: &[&str], what: &str) -> String {
    if names.is_empty() { unknown(what) } else { listed(names) }
}

fn listed(names: &[&str]) -> String {
    clean(&names.join(", "))
}

/// Makes a text from elsewhere harmless: it can neither begin or end a block nor be a placeholder.
fn clean(text: &str) -> String {
    text.replace("<!--", "<! --").replace("{{", "{ {")
}

fn after(duration: Option<TimeDelta>, what: &str, missing: &str) -> String {
    duration.map_or_else(|| unknown(missing), |duration| format!("{} after {what}", span(duration)))
}

/// Returns a duration, which is negative if the steps are in the other order.
fn span(duration: TimeDelta) -> String {
    if duration < TimeDelta::zero() {
        return format!("-{}", format_duration(-duration));
    }
    format_duration(duration)
}

fn effect(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Helped => "it helped",
        Outcome::NoEffect => "no effect",
        Outcome::MadeWorse => "it made things worse",
    }
}

fn clock(clock: Option<&Clock>) -> String {
    let Some(clock) = clock else { return "no target".to_owned() };
    let target = format_duration(clock.target);
    let standing = match clock.standing {
        Standing::Met => "met",
        Standing::Missed => "missed",
        Standing::Running => "running",
    };
    match clock.took {
        Some(took) => format!("{standing}: {} of {target}", format_duration(took)),
        None => format!("{standing}, {target} agreed"),
    }
}
