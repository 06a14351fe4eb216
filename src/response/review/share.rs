//! How many of some things were as they should be.

/// A part of a whole, with the names of the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many were as they should be.
    pub met: usize,
    /// Of how many.
    pub of: usize,
    /// What was not.
    pub missed: Vec<String>,
    /// How many could not be judged, or are not due yet.
    pub left_out: usize,
}

impl Share {
    /// Counts one thing.
    pub(super) fn add(&mut self, is_met: bool, name: impl FnOnce() -> String) {
        self.of += 1;
        if is_met {
            self.met += 1;
        } else {
            self.missed.push(name());
        }
    }

    /// Returns the parts of several wholes as one.
    pub(super) fn pooled<'s>(shares: impl Iterator<Item = &'s Self>) -> Self {
        let mut all = Self::default();
        for share in shares {
            all.met += share.met;
            all.of += share.of;
            all.left_out += share.left_out;
            all.missed.extend(share.missed.iter().cloned());
        }
        all
    }

    /// Returns the part in percent. `None` of nothing.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        let (met, of) = (u32::try_from(self.met).ok()?, u32::try_from(self.of).ok().filter(|of| *of > 0)?);
        Some(f64::from(met) * 100.0 / f64::from(of))
    }

    /// Whether at least so many percent were as they should be. `None` of nothing.
    #[must_use]
    pub fn reaches(&self, percent: u32) -> Option<bool> {
        let wanted = usize::try_from(percent).ok()?.checked_mul(self.of)?;
        (self.of > 0).then_some(self.met * 100 >= wanted)
    }
}
