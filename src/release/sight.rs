//! Whether an audience sees something, and why: the answers of `allclear who-sees`.
//!
//! Whether it does is read off a [release](super::release) to the audience, so this can never disagree with a view.
//! Only the reason is worked out here, from the same functions.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Audience;
use super::model::{Event, Site};
use super::record::VisibleUpdates;
use super::releaser::release;
use super::visible::visible;
use super::visible_components::VisibleComponents;
use crate::check::Verdict;
use crate::content::public::{Component, Notice, Postmortem, Record, RecordKind, SiteConfig, Update};
use crate::content::{AudienceTag, PublicContent, slug_of};

/// A part of the content.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// An incident or a maintenance.
    Record(&'a Record),
    /// An update of a record.
    Update(&'a Record, &'a Update),
    /// The post-mortem in the folder of a record.
    Postmortem(&'a Record, &'a Postmortem),
    /// A component.
    Component(&'a Component),
    /// A notice.
    Notice(&'a Notice),
    /// A page, or another file for everybody.
    Everything,
}

/// Why an audience sees something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The tag of the audience that includes the reader; `None` if it is for everybody.
    pub by: Option<AudienceTag>,
    /// Why the incident or maintenance concerns the reader; `None` for anything else.
    pub concern: Option<Concern>,
    /// Whether the text was withdrawn, so that the reader sees only that.
    pub withdrawn: bool,
}

/// Why an incident or a maintenance concerns a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concern {
    /// It names these components, which the reader uses; by their paths.
    Components(Vec<String>),
    /// It names no component, so it concerns everybody.
    Everybody,
    /// An incident about a component of the reader was merged into it.
    Merged,
}

/// Why an audience does not see something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unseen {
    /// It is a draft, or has only drafts.
    Draft,
    /// It is for other readers; nobody if there are none.
    OtherReaders(Vec<AudienceTag>),
    /// It is for the reader, but only about other components; by their paths.
    OtherComponents(Vec<String>),
    /// The customer does not use the component.
    NotUsed,
    /// It is released at this time, UTC.
    NotYet(DateTime<Utc>),
    /// It was valid until this time, UTC.
    Over(DateTime<Utc>),
    /// The reader does not see the incident that it belongs to.
    IncidentUnseen,
}

/// Returns why an audience sees a part of the content at `now` (UTC), or why it does not.
pub fn sight(
    content: &PublicContent,
    subject: Subject<'_>,
    audience: &Audience,
    now: DateTime<Utc>,
) -> Result<Seen, Unseen> {
    match subject {
        Subject::Everything => Ok(seen(None)),
        Subject::Component(component) => of_component(content, component, audience, now),
        Subject::Notice(notice) => of_notice(content, notice, audience, now),
        Subject::Record(record) => of_record(content, record, None, audience, now),
        Subject::Update(record, update) => of_record(content, record, Some(update), audience, now),
        Subject::Postmortem(record, postmortem) => of_postmortem(content, record, postmortem, audience, now),
    }
}

fn seen(by: Option<AudienceTag>) -> Seen {
    Seen { by, concern: None, withdrawn: false }
}

fn of_component(
    content: &PublicContent,
    component: &Component,
    audience: &Audience,
    now: DateTime<Utc>,
) -> Result<Seen, Unseen> {
    let tags = component.audience.as_ref().map(|tags| tags.value.as_slice());
    let by = by(audience, tags)?;
    let shown = VisibleComponents::new(content, audience, now);
    if shown.find(&component.path).is_some() {
        return Ok(seen(by));
    }
    // What they use is hidden only before it exists.
    Err(match component.exists_from() {
        Some(from) if audience.uses(&component.path) => Unseen::NotYet(from),
        _ => Unseen::NotUsed,
    })
}

fn of_notice(
    content: &PublicContent,
    notice: &Notice,
    audience: &Audience,
    now: DateTime<Utc>,
) -> Result<Seen, Unseen> {
    let by = by(audience, notice.audience.as_ref().map(|tags| tags.value.as_slice()))?;
    let released = super::notice::notices(&content.notices, audience, now);
    if released.iter().any(|released| released.anchor == notice.stem) {
        return Ok(seen(by));
    }
    Err(notice.to.filter(|to| *to <= now).map_or(Unseen::NotYet(notice.from), Unseen::Over))
}

/// Explains a record, or one of its updates.
fn of_record(
    content: &PublicContent,
    record: &Record,
    only: Option<&Update>,
    audience: &Audience,
    now: DateTime<Utc>,
) -> Result<Seen, Unseen> {
    let explained: Vec<&Update> = match only {
        Some(update) => vec![update],
        None => record.updates.iter().collect(),
    };
    if explained.iter().all(|update| update.draft) {
        return Err(Unseen::Draft);
    }
    let updates = visible(record, audience);
    let seen_here =
        explained.iter().find(|update| updates.iter().any(|visible| std::ptr::eq(*visible, **update)));
    let Some(first) = seen_here else {
        let released = explained.iter().filter(|update| !update.draft);
        let tags: BTreeSet<AudienceTag> =
            released.flat_map(|update| record.audience_of(update)).cloned().collect();
        return Err(Unseen::OtherReaders(tags.into_iter().collect()));
    };
    let by = audience.admitting(record.audience_of(first)).cloned();
    let withdrawn = only.is_some_and(|update| update.retracted.is_some());
    let concern = concern(content, record, audience, now)?;
    Ok(Seen { by, concern: Some(concern), withdrawn })
}

/// Returns why a record is in the release to an audience, or why it is not.
fn concern(
    content: &PublicContent,
    record: &Record,
    audience: &Audience,
    now: DateTime<Utc>,
) -> Result<Concern, Unseen> {
    let shown = VisibleComponents::new(content, audience, now);
    let updates = visible(record, audience);
    let written: BTreeSet<&str> =
        updates.iter().flat_map(|update| &update.components).map(|(name, _)| name.value.as_str()).collect();
    let (own, other): (Vec<&str>, Vec<&str>) =
        written.iter().copied().partition(|name| shown.find(name).is_some());
    let authority = content.site.as_ref().map(SiteConfig::authority).unwrap_or_default();
    let slug = VisibleUpdates::new(updates, &shown, authority, record.kind).slug;
    let is_released = released_around(content, record, audience, now)
        .is_some_and(|site| events(&site, record.kind).any(|event| event.slug == slug));
    match (is_released, own.is_empty(), written.is_empty()) {
        (false, ..) => Err(Unseen::OtherComponents(paths(content, &other))),
        (true, _, true) => Ok(Concern::Everybody),
        (true, false, false) => Ok(Concern::Components(paths(content, &own))),
        (true, true, false) => Ok(match audience.customer_id() {
            Some(_) => Concern::Merged,
            None => Concern::Everybody,
        }),
    }
}

fn of_postmortem(
    content: &PublicContent,
    record: &Record,
    postmortem: &Postmortem,
    audience: &Audience,
    now: DateTime<Utc>,
) -> Result<Seen, Unseen> {
    let Some(published) = postmortem.published.as_ref().map(|published| published.value) else {
        return Err(Unseen::Draft);
    };
    let site = released_around(content, record, audience, now);
    let written = postmortem.title.clone().unwrap_or_default();
    let is_released = site.iter().flat_map(|site| &site.postmortems).any(|released| {
        released.published == published
            && released.title == written
            && postmortem.id.as_ref().is_none_or(|id| id.value == released.id)
    });
    let tags = postmortem.audience.as_ref().map_or(record.usual_audience(), |tags| tags.value.as_slice());
    let by = by(audience, Some(tags));
    if is_released {
        return Ok(seen(by.ok().flatten()));
    }
    Err(match by {
        Err(unseen) => unseen,
        Ok(_) if published > now => Unseen::NotYet(published),
        Ok(_) => Unseen::IncidentUnseen,
    })
}

/// Returns the tag that includes the audience; `None` if there are no tags, which is everybody.
fn by(audience: &Audience, tags: Option<&[AudienceTag]>) -> Result<Option<AudienceTag>, Unseen> {
    let Some(tags) = tags else { return Ok(None) };
    match audience.admitting(tags) {
        Some(tag) => Ok(Some(tag.clone())),
        None => Err(Unseen::OtherReaders(tags.to_vec())),
    }
}

/// Releases the part of the content that can make a difference to a record: the record, the incidents that were merged
/// into others, and those that its post-mortem names. Leaving out the rest only saves time.
fn released_around(
    content: &PublicContent,
    record: &Record,
    audience: &Audience,
    now: DateTime<Utc>,
) -> Option<Site> {
    let covered = record.postmortem.iter().flat_map(|postmortem| &postmortem.incidents);
    let covered: BTreeSet<&str> = covered.map(|slug| slug.value.as_str()).collect();
    let names = |update: &Update| match (&update.slug, &update.title) {
        (Some(slug), _) => covered.contains(slug.value.as_str()),
        (None, Some(title)) => {
            covered.contains(format!("{}-{}", update.at.date_naive(), slug_of(&title.value)).as_str())
        }
        (None, None) => false,
    };
    let matters = |other: &&Arc<Record>| {
        other.kind == record.kind && other.folder == record.folder
            || other.updates.iter().any(|update| update.merged_into.is_some() || names(update))
    };
    let records = content.records.iter().filter(matters).cloned().collect();
    // A missing approval holds back the whole site, and says nothing about who would see what.
    release(&PublicContent { records, ..content.clone() }, audience, now, &Verdict::elsewhere()).ok()
}

fn events(site: &Site, kind: RecordKind) -> impl Iterator<Item = &Event> {
    let incidents = site.incidents.iter().filter(move |_| kind == RecordKind::Incident);
    let maintenances = site.maintenances.iter().filter(move |_| kind == RecordKind::Maintenance);
    incidents.map(|incident| &incident.event).chain(maintenances.map(|maintenance| &maintenance.event))
}

/// Returns the paths of components, for names as written.
fn paths(content: &PublicContent, names: &[&str]) -> Vec<String> {
    let known = crate::content::ComponentNames::new(&content.components);
    let path = |name: &&str| {
        let component = known.one(name).and_then(|index| content.components.get(index));
        component.map_or_else(|| (*name).to_owned(), |component| component.path.clone())
    };
    let paths: BTreeSet<String> = names.iter().map(path).collect();
    paths.into_iter().collect()
}
