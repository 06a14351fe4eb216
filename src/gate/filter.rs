//! A Bloom filter for hashes: it rules most of them out without a look-up.

/// A blocked Bloom filter: the upper bits of a hash select a word, and its lower bits select four bits in it. At most
/// one in a hundred absent hashes passes.
#[derive(Debug)]
pub(super) struct Filter {
    words: Vec<u64>,
    shift: u32,
}

impl Filter {
    /// Builds a filter of `hashes`, whose bits must be well mixed.
    pub(super) fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        // A quarter of a word for each hash. At least two words, because a shift by all 64 bits overflows.
        let words = hashes.len().div_ceil(4).next_power_of_two().max(2);
        let mut filter = Self { words: vec![0; words], shift: 64 - words.trailing_zeros() };
        for hash in hashes {
            filter.add(hash);
        }
        filter
    }

    /// Adds a hash. Each makes it a little more likely that an absent one passes.
    pub(super) fn add(&mut self, hash: u64) {
        let (index, bits) = self.slot(hash);
        if let Some(word) = self.words.get_mut(index) {
            *word |= bits;
        }
    }

    /// Returns false if the hash was never added. If it returns true, look the hash up.
    #[inline]
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        let (index, bits) = self.slot(hash);
        self.words.get(index).is_some_and(|word| word & bits == bits)
    }

    #[inline]
    fn slot(&self, hash: u64) -> (usize, u64) {
        // The index is less than the length of the vector, so it fits.
        let index = usize::try_from(hash >> self.shift).unwrap_or(usize::MAX);
        let bit = |part: u32| 1 << (hash >> (6 * part) & 63);
        (index, bit(0) | bit(1) | bit(2) | bit(3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::words::mix;

    #[test]
    fn added_hashes_pass_and_hardly_any_others() {
        for held in [0, 1, 1_000, 16_384] {
            let filter = Filter::of((0..held).map(mix).collect::<Vec<_>>().into_iter());
            assert!((0..held).map(mix).all(|hash| filter.may_hold(hash)));
            let absent = (held..held + 100_000).map(mix);
            let passed = absent.filter(|hash| filter.may_hold(*hash)).count();
            assert!(passed < 1_000, "{passed} of 100,000 absent hashes passed a filter of {held}");
        }
    }
}
