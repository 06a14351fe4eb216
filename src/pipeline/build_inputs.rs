//! The inputs of a build that are the same for every audience.

use std::sync::OnceLock;

use super::customer_ids::reserved;
use super::gate_input::gate_input;
use super::transformation::Transformation;
use crate::check::Verdict;
use crate::content::Content;
use crate::content::internal::Customer;
use crate::diagnostics::Findings;
use crate::gate::{Input, ViewId};
use crate::release::Audience;
use crate::site::Theme;
use crate::source::{Snapshot, SourceFile};
use crate::span::Spanned;

/// The theme of a build, and everything that must not be published. Both are prepared when they are first needed, and
/// once for all audiences.
///
/// A snapshot without internal files and its content are the inputs of the public half alone.
#[derive(Debug)]
pub struct BuildInputs<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) content: &'a Content,
    pub(super) verdict: &'a Verdict,
    pub(super) withheld: Vec<&'a SourceFile>,
    pub(super) transformation: Transformation,
    theme: OnceLock<Result<Theme, Findings>>,
    gate: OnceLock<Input<'a>>,
    reserved_ids: OnceLock<Findings>,
}

impl<'a> BuildInputs<'a> {
    /// The inputs in a snapshot. `content` are its records, which name the internal names and forbidden patterns, and
    /// `verdict` is that on their approvals.
    #[must_use]
    pub const fn new(snapshot: &'a Snapshot, content: &'a Content, verdict: &'a Verdict) -> Self {
        Self {
            snapshot,
            content,
            verdict,
            withheld: Vec::new(),
            transformation: Transformation::NONE,
            theme: OnceLock::new(),
            gate: OnceLock::new(),
            reserved_ids: OnceLock::new(),
        }
    }

    /// Makes the gate search for the words of internal files that are not part of the snapshot as well.
    #[must_use]
    pub fn withhold(mut self, files: &[&'a SourceFile]) -> Self {
        self.withheld.extend(files);
        self
    }

    /// Declares what was done to the content after loading it.
    #[must_use]
    pub const fn transformed(mut self, transformation: Transformation) -> Self {
        self.transformation = transformation;
        self
    }

    /// Returns the theme, or the findings about it.
    pub(super) fn theme(&self, name: &Spanned<String>) -> Result<&Theme, Findings> {
        self.theme.get_or_init(|| Theme::load(self.snapshot, name)).as_ref().map_err(Clone::clone)
    }

    /// Returns everything that must not be published.
    pub(super) fn gate(&self) -> &Input<'a> {
        self.gate.get_or_init(|| gate_input(self.snapshot, &self.withheld, self.content))
    }

    /// Returns an error for each customer whose id is a word of the interface, which is the same for all audiences.
    pub(super) fn reserved_ids(&self, interface: &[&str]) -> &Findings {
        self.reserved_ids.get_or_init(|| reserved(&self.content.internal.customers, interface))
    }

    /// Returns the record of the customer that an audience consists of; `None` for the public.
    pub(super) fn customer(&self, audience: &Audience) -> Option<&'a Customer> {
        self.content.internal.customers.get(self.view(audience)?)
    }

    /// Returns the gate's number for the view of an audience, or `None` for the public.
    pub(super) fn view(&self, audience: &Audience) -> Option<ViewId> {
        let id = audience.customer_id()?;
        self.content.internal.customers.iter().position(|customer| customer.id == id)
    }
}
