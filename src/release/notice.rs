//! Releases notices and free pages.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};

use super::Audience;
use super::model::{Notice, Page};
use super::text::text;
use crate::content::public;

/// Returns the notices that are valid at `now` (UTC), pinned ones first, then newest first.
pub(super) fn notices(written: &[public::Notice], audience: &Audience, now: DateTime<Utc>) -> Vec<Notice> {
    let mut notices: Vec<Notice> = valid(written, audience, now)
        .map(|notice| Notice {
            anchor: notice.stem.clone(),
            title: notice.title.clone(),
            from: notice.from,
            to: notice.to,
            pinned: notice.pinned,
            aliases: notice.aliases.iter().map(|alias| alias.path("notices")).collect(),
            text: text(&notice.body),
        })
        .collect();
    notices.sort_by(|a, b| {
        (!a.pinned, Reverse(a.from), &a.anchor).cmp(&(!b.pinned, Reverse(b.from), &b.anchor))
    });
    notices
}

/// Returns the times (UTC) at which notices appear and disappear.
pub(super) fn changes<'a>(
    written: &'a [public::Notice],
    audience: &'a Audience,
) -> impl Iterator<Item = DateTime<Utc>> + 'a {
    for_audience(written, audience).flat_map(|notice| std::iter::once(notice.from).chain(notice.to))
}

/// Returns the notices for an audience that are valid at `now` (UTC).
pub(super) fn valid<'a>(
    written: &'a [public::Notice],
    audience: &'a Audience,
    now: DateTime<Utc>,
) -> impl Iterator<Item = &'a public::Notice> + 'a {
    let is_valid = move |notice: &&public::Notice| notice.from <= now && notice.to.is_none_or(|to| now < to);
    for_audience(written, audience).filter(is_valid)
}

/// Returns the notices for an audience, at any time.
fn for_audience<'a>(
    written: &'a [public::Notice],
    audience: &'a Audience,
) -> impl Iterator<Item = &'a public::Notice> + 'a {
    written.iter().filter(|notice| notice.audience.as_ref().is_none_or(|tags| audience.may_see(&tags.value)))
}

/// Returns the free pages: those in the navigation in its order, then the others by slug.
pub(super) fn pages(written: &[public::Page]) -> Vec<Page> {
    let mut pages: Vec<&public::Page> = written.iter().collect();
    pages.sort_by_key(|page| (page.nav.is_none(), page.nav, &page.slug));
    let page = |page: &public::Page| Page {
        slug: page.slug.clone(),
        title: page.title.clone(),
        in_navigation: page.nav.is_some(),
        aliases: page.aliases.iter().map(|alias| alias.path("")).collect(),
        text: text(&page.body),
    };
    pages.into_iter().map(page).collect()
}
