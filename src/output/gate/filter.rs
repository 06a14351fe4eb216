//! A set of hashes with one bit each, which answers "surely not" without a look-up.

/// A Bloom filter with a single hash: about one in sixteen absent hashes passes.
#[derive(Debug)]
pub(super) struct Filter {
    bits: Vec<u64>,
    shift: u32,
}

impl Filter {
    /// Holds `hashes`, whose upper bits must be well mixed.
    pub(super) fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        let size = (hashes.len() * 16).next_power_of_two().max(64);
        let mut filter = Self { bits: vec![0; size / 64], shift: 64 - size.trailing_zeros() };
        for hash in hashes {
            let (word, bit) = filter.slot(hash);
            if let Some(word) = filter.bits.get_mut(word) {
                *word |= bit;
            }
        }
        filter
    }

    /// False: the hash was never put in. True: look it up.
    #[inline]
    pub(super) fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = self.slot(hash);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }

    #[inline]
    fn slot(&self, hash: u64) -> (usize, u64) {
        let index = hash >> self.shift;
        // An index has at most as many bits as the vector's length, which is a `usize`.
        (usize::try_from(index / 64).unwrap_or(usize::MAX), 1 << (index % 64))
    }
}
