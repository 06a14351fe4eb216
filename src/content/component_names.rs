//! Naming components: by their path, or by any ending of it that only one component has.

use std::collections::HashMap;

use super::public::Component;

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// This component, by its place in the list.
    One(usize),
    /// None.
    Unknown,
    /// All of these, by their paths.
    Several(Vec<&'a str>),
}

/// The names of a list of components.
#[derive(Clone, Debug)]
pub struct ComponentNames<'a> {
    paths: Vec<&'a str>,
    /// Every ending of every path, and whose it is. Only looked up, never iterated.
    endings: HashMap<&'a str, Vec<usize>>,
}

impl<'a> ComponentNames<'a> {
    /// The names of these components.
    #[must_use]
    pub fn new(components: &'a [Component]) -> Self {
        let paths: Vec<&str> = components.iter().map(|component| component.path.as_str()).collect();
        let mut endings: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, path) in paths.iter().enumerate() {
            let starts = std::iter::once(0).chain(path.match_indices('/').map(|(slash, _)| slash + 1));
            for start in starts {
                endings.entry(&path[start..]).or_default().push(index);
            }
        }
        Self { paths, endings }
    }

    /// What a name means. A full path always means itself, even if it is also the ending of another.
    #[must_use]
    pub fn find(&self, name: &str) -> Lookup<'a> {
        match self.endings.get(name).map(Vec::as_slice) {
            None => Lookup::Unknown,
            Some([one]) => Lookup::One(*one),
            Some(several) => match several.iter().find(|index| self.paths[**index] == name) {
                Some(exact) => Lookup::One(*exact),
                None => Lookup::Several(several.iter().map(|index| self.paths[*index]).collect()),
            },
        }
    }

    /// The component that a name means, if it is one.
    #[must_use]
    pub fn one(&self, name: &str) -> Option<usize> {
        match self.find(name) {
            Lookup::One(index) => Some(index),
            Lookup::Unknown | Lookup::Several(_) => None,
        }
    }

    /// The shortest endings that name one component each, for suggestions.
    pub fn short_names(&self) -> impl Iterator<Item = &'a str> {
        self.paths.iter().map(|path| {
            let mut starts: Vec<usize> = path.match_indices('/').map(|(slash, _)| slash + 1).collect();
            starts.insert(0, 0);
            let unique = starts
                .into_iter()
                .rev()
                .find(|start| self.endings.get(&path[*start..]).is_some_and(|owners| owners.len() == 1));
            &path[unique.unwrap_or(0)..]
        })
    }
}
