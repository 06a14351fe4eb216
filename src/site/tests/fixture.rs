//! A released site with one item of each kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::release::Site;
use crate::release::model::{
    Commitment, Component, ComponentAttainment, Day, Due, Event, Group, Hit, ImportedComponent, Incident,
    IncidentClocks, IncidentSla, Interval, Link, Maintenance, Mark, Month, MonthAttainment, Node, Notice,
    Origin, Page, Place, Postmortem, Progress, Promise, Reference, Sla, SlaTarget, SlaTerms, StateChange,
    Text, Update, Upstream,
};
use crate::status::maintenance::ClockKind;
use crate::status::sla::{Attainment, Clock, Standing};
use crate::status::uptime::Tally;
use crate::status::{Impact, State, StateInterval, Status, banner, day};

/// A time on the day of the fixture, 20 November 2026.
pub(super) fn at(clock: &str) -> DateTime<Utc> {
    format!("2026-11-20T{clock}:00Z").parse().expect("a time")
}

/// A text of one line.
fn words(words: &str) -> Text {
    Text { html: format!("<p>{words}</p>\n").into(), plain: words.into() }
}

/// An update with a text and nothing else.
fn update(clock: &str, status: Status) -> Update {
    Update {
        anchor: format!("2026-11-20t{}z", clock.replace(':', "")),
        id: String::new(),
        at: at(clock),
        origin: Origin::Written,
        status,
        status_changed: true,
        renamed: None,
        text: Some(words("Card payments fail.")),
        summary: None,
        changes: Vec::new(),
        intervals: Vec::new(),
        next_update: None,
        window: None,
        added: None,
        edited: Vec::new(),
        retracted: None,
        corrects: None,
        corrected_by: None,
        reopened: false,
        byline: None,
        upstream: None,
        merged: false,
        imported: None,
    }
}

/// An update with every optional field.
fn rich_update() -> Update {
    let (outage, end) = (State::PartialOutage, at("08:30"));
    Update {
        renamed: Some("Cards fail".into()),
        changes: vec![StateChange { component: 0, from: State::Operational, to: outage }],
        intervals: vec![Interval { components: vec![0], state: outage, from: at("08:00"), to: Some(end) }],
        added: Some(at("09:30")),
        edited: vec![Mark { at: at("09:40"), note: "a number".into() }],
        retracted: Some(Mark { at: at("09:50"), note: "it was wrong".into() }),
        corrects: Some("2026-11-20t0800z".into()),
        corrected_by: Some("2026-11-20t0930z".into()),
        reopened: true,
        byline: Some("Lena".into()),
        text: None,
        ..update("09:00", Status::Identified)
    }
}

fn event(slug: &str, status: Status, updates: Vec<Update>) -> Event {
    let closed = status.is_closing();
    let span =
        StateInterval { state: State::PartialOutage, from: at("08:00"), to: closed.then(|| at("10:00")) };
    Event {
        slug: slug.into(),
        aliases: Vec::new(),
        id: format!("id-of-{slug}"),
        title: format!("<Cards> of {slug}"),
        first_title: format!("<Cards> of {slug}"),
        status,
        closed,
        impact: Impact::Major,
        started_at: at("08:00"),
        ended_at: closed.then(|| at("10:00")),
        hits: vec![Hit {
            component: 0,
            state: if closed { State::Operational } else { State::PartialOutage },
            spans: vec![span],
            corrected: closed,
        }],
        summary: Some(words("One in four payments fails.")),
        updates,
        promised: Vec::new(),
        follows: None,
        upstream: None,
        imported: None,
    }
}

/// An incident, open or closed by its status.
pub(super) fn incident(slug: &str, status: Status) -> Incident {
    let updates =
        vec![update("08:00", Status::Investigating), rich_update(), update("09:30", Status::Identified)];
    let mut event = event(slug, status, [updates, vec![update("10:00", status)]].concat());
    event.follows = Some(Reference { slug: "before".into(), title: "Before".into() });
    event.upstream = Some(Upstream { name: "Bank".into(), url: "https://bank.example/x".into() });
    Incident {
        merged: None,
        postmortems: Vec::new(),
        promise: (!event.closed).then(|| Promise { due: at("10:20"), overdue: false }),
        really_ended: None,
        open_periods: Vec::new(),
        sla: None,
        closed_at: None,
        duration: event.closed.then(|| TimeDelta::hours(2)),
        event,
    }
}

/// A maintenance in a stage.
pub(super) fn maintenance(slug: &str, progress: Progress) -> Maintenance {
    let status = match progress {
        Progress::Coming => Status::Scheduled,
        Progress::Running | Progress::Overrun => Status::InProgress,
        Progress::Done => Status::Completed,
        Progress::Cancelled => Status::Cancelled,
    };
    let began = Update { origin: Origin::Clock(ClockKind::Began), text: None, ..update("09:00", status) };
    let planned = Update { window: Some((at("09:00"), at("11:00"))), ..update("07:00", Status::Scheduled) };
    Maintenance {
        event: event(slug, status, vec![planned, began]),
        scheduled_for: at("09:00"),
        scheduled_until: at("11:00"),
        progress,
        promise: None,
    }
}

fn component() -> Component {
    let good = Tally {
        worst: Some(State::Operational),
        counted: TimeDelta::days(1),
        ratio: Some(1.0),
        ..Tally::unmeasured()
    };
    let bad = Tally {
        worst: Some(State::PartialOutage),
        partial: TimeDelta::hours(2),
        ratio: Some(0.9912),
        ..good
    };
    let today = at("10:00").date_naive();
    Component {
        slug: "cards".into(),
        aliases: Vec::new(),
        id: String::new(),
        name: "Cards".into(),
        description: Some("Card payments".into()),
        text: Some(words("All cards.")),
        groups: vec![0],
        state: State::PartialOutage,
        hidden_until_affected: false,
        retired: None,
        counts_from: None,
        measured_to: at("10:00"),
        days: vec![Day { date: today - TimeDelta::days(1), tally: good }, Day { date: today, tally: bad }],
        months: vec![Month { first: today, tally: bad }],
        uptime: Some(0.9912),
        spans: vec![StateInterval { state: State::PartialOutage, from: at("08:00"), to: None }],
        since: None,
        imported: ImportedComponent::default(),
    }
}

/// A post-mortem of two incidents, with promises of each kind.
fn postmortem() -> Postmortem {
    let day = at("10:00").date_naive();
    let commitment = |by, done| Commitment { text: "Test it <first>".into(), by, done };
    Postmortem {
        slug: "over".into(),
        id: "postmortem".into(),
        title: "Why <cards> failed".into(),
        byline: Some("Lena".into()),
        published: at("10:30"),
        edited: Vec::new(),
        text: Some(words("A disk was full.")),
        commitments: vec![
            commitment(Some(Due::Day(day)), None),
            commitment(Some(Due::Month(day)), None),
            commitment(Some(Due::Day(day)), Some(Some(day))),
            commitment(None, Some(None)),
            commitment(None, None),
        ],
        incidents: vec![1, 2],
        other_ids: Vec::new(),
        imported: None,
    }
}

/// A site with one item of each kind.
pub(super) fn site() -> Site {
    let notice = |anchor: &str, pinned| Notice {
        anchor: anchor.into(),
        title: "Moving".into(),
        from: at("06:00"),
        to: None,
        pinned,
        aliases: Vec::new(),
        text: words("We move."),
    };
    let group = Group {
        id: String::new(),
        name: "Payments".into(),
        description: Some("All that pays".into()),
        state: State::PartialOutage,
        collapsed: true,
        children: vec![Node::Component(0)],
        imported: ImportedComponent::default(),
    };
    let page = Page {
        slug: "about".into(),
        title: "About".into(),
        in_navigation: true,
        aliases: Vec::new(),
        text: words("This page."),
    };
    Site {
        place: Place::Public,
        customer: None,
        report: Some(Link { label: "Report a problem".into(), url: "https://example.com/report".into() }),
        subscribe: vec![Link { label: "E-mail".into(), url: "https://example.com/mail".into() }],
        clock: Some(at("10:00")),
        support: Some(Link { label: "Help".into(), url: "https://example.com/help".into() }),
        banner: banner(&[State::PartialOutage]),
        components: vec![component()],
        groups: vec![group],
        tree: vec![Node::Group(0)],
        incidents: vec![
            incident("open", Status::Identified).into(),
            Incident {
                postmortems: vec![Reference { slug: "over".into(), title: "Why <cards> failed".into() }],
                ..incident("over", Status::Resolved)
            }
            .into(),
            Incident {
                merged: Some(Some(Reference { slug: "open".into(), title: "Open".into() })),
                ..incident("merged", Status::Resolved)
            }
            .into(),
        ],
        maintenances: vec![
            maintenance("coming", Progress::Coming).into(),
            maintenance("running", Progress::Running).into(),
            maintenance("done", Progress::Done).into(),
        ],
        postmortems: vec![postmortem()],
        notices: vec![notice("pinned", true), notice("other", false)],
        pages: vec![page],
        ..empty_site()
    }
}

/// The same in the view of a customer with a service level agreement.
pub(super) fn site_with_agreement() -> Site {
    let today = at("10:00").date_naive();
    let month = day::first_of_month(today);
    let clock = |standing, from| Clock {
        standing,
        severity: "P1".into(),
        target: TimeDelta::hours(4),
        from: at(from),
        due: at("12:00"),
        reached: None,
        took: None,
    };
    let clocks = IncidentClocks {
        severity: "P1".into(),
        severity_since: at("08:00"),
        started: at("08:00"),
        response: Some(clock(Standing::Missed, "08:00")),
        resolution: Some(clock(Standing::Running, "08:30")),
        continues_elsewhere: false,
    };
    let mut site = site();
    for incident in &mut site.incidents {
        Arc::make_mut(incident).sla = Some(IncidentSla::Clocks(Box::new(clocks.clone())));
    }
    let attained = MonthAttainment { ratio: Some(0.9912), attainment: Attainment::Missed };
    site.sla = Some(Sla {
        terms: SlaTerms {
            tier: "gold".into(),
            since: month,
            uptime: Some(99.95),
            targets: vec![SlaTarget {
                severity: "P1".into(),
                response: None,
                resolution: Some(TimeDelta::hours(4)),
                hours: Some("Mon-Fri 09:00-17:00 Europe/Tallinn".into()),
            }],
            holidays: vec![today],
        },
        months: vec![month],
        components: vec![ComponentAttainment { component: 0, months: vec![attained] }],
    });
    site
}

/// A site without any content.
pub(super) fn empty_site() -> Site {
    Site {
        place: Place::Public,
        customer: None,
        title: "Harbor Pay status".into(),
        url: "https://status.example.com".into(),
        sla: None,
        base_path: String::new(),
        authority: "status.example.com".into(),
        description: "Live status".into(),
        language: "en".into(),
        other_languages: Vec::new(),
        time_zone: Tz::UTC,
        id: String::new(),
        support: None,
        report: None,
        subscribe: Vec::new(),
        clock: None,
        partial_weight: 0.5,
        today: at("10:00").date_naive(),
        banner: banner(&[]),
        components: Vec::new(),
        groups: Vec::new(),
        tree: Vec::new(),
        incidents: Vec::new(),
        maintenances: Vec::new(),
        postmortems: Vec::new(),
        response: None,
        notices: Vec::new(),
        pages: Vec::new(),
        images: BTreeMap::new(),
        first_release: None,
        next_change: None,
    }
}
