//! Resolves component names: paths, or endings of a path that are unique.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::public::Component;

/// The result of resolving a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// This component, by its index.
    One(usize),
    /// No component.
    Unknown,
    /// Several components, by their paths.
    Several(Vec<&'a str>),
}

/// The names of a list of components.
#[derive(Clone, Debug)]
pub struct ComponentNames<'a> {
    paths: Vec<&'a str>,
    /// The components with each path ending. Only looked up, never iterated.
    endings: FxHashMap<&'a str, Owners>,
}

/// The components with a path ending, by their indexes. Nearly every ending has one, which needs no allocation.
#[derive(Clone, Debug)]
enum Owners {
    One(usize),
    Several(Vec<usize>),
}

impl Owners {
    fn add(&mut self, index: usize) {
        match self {
            Self::One(first) => *self = Self::Several(vec![*first, index]),
            Self::Several(all) => all.push(index),
        }
    }
}

impl<'a> ComponentNames<'a> {
    /// Indexes the names of these components.
    #[must_use]
    pub fn new(components: &'a [Component]) -> Self {
        let paths: Vec<&str> = components.iter().map(|component| component.path.as_str()).collect();
        let mut endings: FxHashMap<&str, Owners> =
            FxHashMap::with_capacity_and_hasher(2 * paths.len(), FxBuildHasher);
        for (index, path) in paths.iter().enumerate() {
            let starts = std::iter::once(0).chain(path.match_indices('/').map(|(slash, _)| slash + 1));
            for start in starts {
                endings
                    .entry(&path[start..])
                    .and_modify(|owners| owners.add(index))
                    .or_insert(Owners::One(index));
            }
        }
        Self { paths, endings }
    }

    /// Resolves a name. A full path always refers to its own component, even if it is also the ending of another path.
    #[must_use]
    pub fn find(&self, name: &str) -> Lookup<'a> {
        match self.endings.get(name) {
            None => Lookup::Unknown,
            Some(Owners::One(one)) => Lookup::One(*one),
            Some(Owners::Several(several)) => {
                match several.iter().find(|index| self.paths[**index] == name) {
                    Some(exact) => Lookup::One(*exact),
                    None => Lookup::Several(several.iter().map(|index| self.paths[*index]).collect()),
                }
            }
        }
    }

    /// Returns the component that a name refers to, if there is exactly one.
    #[must_use]
    pub fn one(&self, name: &str) -> Option<usize> {
        match self.find(name) {
            Lookup::One(index) => Some(index),
            Lookup::Unknown | Lookup::Several(_) => None,
        }
    }

    /// Returns the shortest unique ending of each path, for suggestions.
    pub fn short_names(&self) -> impl Iterator<Item = &'a str> {
        self.paths.iter().map(|path| {
            let mut starts: Vec<usize> = path.match_indices('/').map(|(slash, _)| slash + 1).collect();
            starts.insert(0, 0);
            let unique = starts.into_iter().rev().find(|start| {
                self.endings.get(&path[*start..]).is_some_and(|owners| matches!(owners, Owners::One(_)))
            });
            &path[unique.unwrap_or(0)..]
        })
    }
}
