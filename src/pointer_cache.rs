//! Values that were made of shared ones, for as long as those are the same.
//!
//! Shared values never change, so whatever depends on one alone can be used again where the same one comes again.
//! "The same" is the same place in memory and not merely an equal value: to ask costs nothing, and a wrong yes is
//! impossible, since nothing else can come to lie there while the value is held here.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// Remembers what was made of shared values.
#[derive(Debug)]
pub(crate) struct PointerCache<K, V> {
    by_place: FxHashMap<usize, (Arc<K>, V)>,
}

impl<K, V> Default for PointerCache<K, V> {
    fn default() -> Self {
        Self { by_place: FxHashMap::default() }
    }
}

impl<K, V> PointerCache<K, V> {
    /// A memory with room for so many.
    pub(crate) fn with_capacity(values: usize) -> Self {
        Self { by_place: FxHashMap::with_capacity_and_hasher(values, rustc_hash::FxBuildHasher) }
    }

    /// What was made of this value, which is forgotten.
    pub(crate) fn take(&mut self, of: &Arc<K>) -> Option<V> {
        self.by_place.remove(&place(of)).map(|(_, made)| made)
    }

    /// What was made of this value.
    pub(crate) fn get(&self, of: &Arc<K>) -> Option<&V> {
        self.by_place.get(&place(of)).map(|(_, made)| made)
    }

    /// Remembers what was made of a value, and holds the value itself.
    pub(crate) fn put(&mut self, of: Arc<K>, made: V) {
        self.by_place.insert(place(&of), (of, made));
    }
}

fn place<K>(value: &Arc<K>) -> usize {
    Arc::as_ptr(value).addr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_same_value_is_known() {
        let (one, equal) = (Arc::new(1), Arc::new(1));
        let mut kept = PointerCache::default();
        kept.put(one.clone(), "made");
        assert_eq!(kept.get(&equal), None);
        assert_eq!(kept.get(&one), Some(&"made"));
        assert_eq!(kept.take(&one), Some("made"));
        assert_eq!(kept.take(&one), None);
    }

    #[test]
    fn a_value_is_held_so_that_no_other_can_take_its_place() {
        let mut kept = PointerCache::with_capacity(1);
        let one = Arc::new(String::from("one"));
        kept.put(one.clone(), ());
        assert_eq!(Arc::strong_count(&one), 2);
    }
}
