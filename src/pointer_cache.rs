//! A cache of results keyed by the identity of a shared value.
//!
//! Shared values never change, so a result that depends on one value alone can be reused for the same value. Two
//! values are the same if they have the same address, not if they are equal. The comparison costs nothing, and it is
//! safe because the cache keeps the value alive, so that its address is not reused.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// Results by the shared value that they were computed from.
#[derive(Debug)]
pub(crate) struct PointerCache<K, V> {
    by_address: FxHashMap<usize, (Arc<K>, V)>,
}

impl<K, V> Default for PointerCache<K, V> {
    fn default() -> Self {
        Self { by_address: FxHashMap::default() }
    }
}

impl<K, V> PointerCache<K, V> {
    /// An empty cache with room for `values` results.
    pub(crate) fn with_capacity(values: usize) -> Self {
        Self { by_address: FxHashMap::with_capacity_and_hasher(values, rustc_hash::FxBuildHasher) }
    }

    /// Removes and returns the result for a value.
    pub(crate) fn take(&mut self, value: &Arc<K>) -> Option<V> {
        self.by_address.remove(&address(value)).map(|(_, result)| result)
    }

    /// Returns the result for a value.
    pub(crate) fn get(&self, value: &Arc<K>) -> Option<&V> {
        self.by_address.get(&address(value)).map(|(_, result)| result)
    }

    /// Stores the result for a value, and keeps the value alive.
    pub(crate) fn put(&mut self, value: Arc<K>, result: V) {
        self.by_address.insert(address(&value), (value, result));
    }
}

fn address<K>(value: &Arc<K>) -> usize {
    Arc::as_ptr(value).addr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_equal_value_is_not_the_same_value() {
        let (one, equal) = (Arc::new(1), Arc::new(1));
        let mut cache = PointerCache::default();
        cache.put(one.clone(), "result");
        assert_eq!(cache.get(&equal), None);
        assert_eq!(cache.get(&one), Some(&"result"));
        assert_eq!(cache.take(&one), Some("result"));
        assert_eq!(cache.take(&one), None);
    }

    #[test]
    fn a_value_is_kept_alive() {
        let mut cache = PointerCache::with_capacity(1);
        let one = Arc::new(String::from("one"));
        cache.put(one.clone(), ());
        assert_eq!(Arc::strong_count(&one), 2);
    }
}
