//! Splits a list that is too long for one page.
//!
//! Groups stay whole where they can, so that a new row changes one page and not all that follow it. Each part is a page with an
//! address, so nothing of this needs a script.

use serde::Serialize;

/// How many rows a page has at most.
pub(super) const MOST_ROWS: usize = 1_000;

/// A group of rows with its title: a year, an owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group<T> {
    pub(super) title: String,
    /// How many rows it has on all pages together.
    pub(super) count: usize,
    pub(super) rows: Vec<T>,
}

impl<T> Group<T> {
    pub(super) fn new(title: impl Into<String>, rows: Vec<T>) -> Self {
        Self { title: title.into(), count: rows.len(), rows }
    }
}

/// The page of a list on which a part of it is.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PartLink {
    /// `2. 2023 to 2021`.
    pub(super) label: String,
    /// The address below the root.
    pub(super) address: String,
    pub(super) is_current: bool,
}

/// The groups of one page.
pub(super) struct Part<T> {
    /// The address below the root.
    pub(super) address: String,
    pub(super) groups: Vec<Group<T>>,
    /// All pages of the list; none if there is only this one.
    pub(super) all: Vec<PartLink>,
    /// The page that follows.
    pub(super) next: Option<PartLink>,
}

/// Splits a list into pages, of which the first has the address `base`. There is always one.
pub(super) fn parts<T>(base: &str, groups: Vec<Group<T>>) -> Vec<Part<T>> {
    let pages = split(groups);
    let address = |index: usize| match index {
        0 => base.to_owned(),
        index => format!("{base}page/{}/", index.saturating_add(1)),
    };
    let titles = |groups: &[Group<T>]| {
        let first = groups.first().map(|group| group.title.clone()).unwrap_or_default();
        match groups.last() {
            Some(last) if last.title != first => format!("{first} to {}", last.title),
            _ => first,
        }
    };
    let links: Vec<PartLink> = pages
        .iter()
        .enumerate()
        .map(|(index, groups)| PartLink {
            label: format!("{}. {}", index.saturating_add(1), titles(groups)),
            address: address(index),
            is_current: false,
        })
        .collect();
    let part = |(index, groups): (usize, Vec<Group<T>>)| {
        let is_current = |other: usize| other == index;
        let all = links.iter().enumerate();
        let all = all.map(|(other, link)| PartLink { is_current: is_current(other), ..link.clone() });
        let next = index.checked_add(1).and_then(|next| links.get(next)).cloned();
        Part {
            address: address(index),
            groups,
            all: if links.len() > 1 { all.collect() } else { Vec::new() },
            next,
        }
    };
    pages.into_iter().enumerate().map(part).collect()
}

/// Puts as many whole groups on a page as it has room for, and cuts those that do not fit on one.
fn split<T>(groups: Vec<Group<T>>) -> Vec<Vec<Group<T>>> {
    let mut pages: Vec<Vec<Group<T>>> = Vec::new();
    let mut page: Vec<Group<T>> = Vec::new();
    let mut used = 0_usize;
    for Group { title, count, rows } in groups {
        if used > 0 && used.saturating_add(rows.len()) > MOST_ROWS {
            pages.push(std::mem::take(&mut page));
            used = 0;
        }
        let mut rows = rows.into_iter();
        loop {
            let own: Vec<T> = rows.by_ref().take(MOST_ROWS).collect();
            used = used.saturating_add(own.len());
            page.push(Group { title: title.clone(), count, rows: own });
            if rows.len() == 0 {
                break;
            }
            pages.push(std::mem::take(&mut page));
            used = 0;
        }
    }
    if !page.is_empty() || pages.is_empty() {
        pages.push(page);
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groups(sizes: &[usize]) -> Vec<Group<usize>> {
        let group = |(index, size): (usize, &usize)| Group::new(index.to_string(), (0..*size).collect());
        sizes.iter().enumerate().map(group).collect()
    }

    #[test]
    fn a_group_that_fits_on_a_page_is_not_cut() {
        let pages = split(groups(&[400, 600, 1, 999, 2_001]));
        let sizes: Vec<Vec<usize>> =
            pages.iter().map(|page| page.iter().map(|group| group.rows.len()).collect()).collect();
        assert_eq!(sizes, [vec![400, 600], vec![1, 999], vec![1_000], vec![1_000], vec![1]]);
    }

    #[test]
    fn a_short_list_is_one_page_without_links() {
        for sizes in [&[][..], &[3, 0, 4]] {
            let parts = parts("incidents/", groups(sizes));
            assert_eq!(parts.len(), 1);
            assert!(parts[0].all.is_empty() && parts[0].next.is_none());
            assert_eq!(parts[0].groups.len(), sizes.len());
        }
    }

    #[test]
    fn each_page_links_to_all_others() {
        let parts = parts("incidents/", groups(&[1_000, 1_500]));
        let addresses: Vec<&str> = parts.iter().map(|part| part.address.as_str()).collect();
        assert_eq!(addresses, ["incidents/", "incidents/page/2/", "incidents/page/3/"]);
        for (index, part) in parts.iter().enumerate() {
            let current: Vec<bool> = part.all.iter().map(|link| link.is_current).collect();
            assert_eq!(current, [index == 0, index == 1, index == 2]);
        }
        assert_eq!(parts[0].all[1].label, "2. 1");
    }

    proptest! {
        #[test]
        fn every_row_is_on_one_page_in_order(sizes in proptest::collection::vec(0_usize..2_600, 0..6)) {
            let pages = split(groups(&sizes));
            let rows = |pages: &[Vec<Group<usize>>]| -> Vec<(String, usize)> {
                let groups = pages.iter().flatten();
                groups.flat_map(|group| group.rows.iter().map(|row| (group.title.clone(), *row))).collect()
            };
            prop_assert_eq!(rows(&pages), rows(&[groups(&sizes)]));
            for page in &pages {
                prop_assert!(page.iter().map(|group| group.rows.len()).sum::<usize>() <= MOST_ROWS);
            }
        }
    }
}
