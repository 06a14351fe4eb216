//! Collects the sealed views and encrypts them once all of them are known.

use std::sync::Arc;

use super::plan::PlannedView;
use super::received_view::ReceivedView;
use crate::artifact::Artifact;
use crate::diagnostics::Findings;
use crate::output::ViewsFolder;
use crate::release::Site;
use crate::seal::{Keys, Part, SealOptions, SealedView, Sealer, Shell};
use crate::site::{Theme, newest_update, parts, shell, update_feed};

/// The sealed views of a build. Each is compressed when it is added.
pub(super) struct SealedViews<'a> {
    sealer: Sealer<'a>,
    /// The public site, whose title and address the feeds show.
    public: &'a Site,
    theme: &'a Theme,
}

impl<'a> SealedViews<'a> {
    /// Starts without views. `months` is the number of months that each view contains.
    ///
    /// # Errors
    ///
    /// Fails if a language file of the theme has a mistake.
    pub(super) fn new(
        keys: &'a Keys,
        months: u32,
        public: &'a Site,
        theme: &'a Theme,
    ) -> Result<Self, Findings> {
        let options = SealOptions {
            today: public.today,
            months,
            shell: Shell::new(shell(public, theme)?),
            public_feed: update_feed(public, theme, newest_update(public))?,
        };
        Ok(Self { sealer: Sealer::new(keys, options), public, theme })
    }

    /// Adds a view that passed the gate.
    ///
    /// # Errors
    ///
    /// Fails if a language file of the theme has a mistake.
    pub(super) fn add(
        &mut self,
        view: &PlannedView,
        outputs: &[Arc<Artifact>],
        site: &Site,
    ) -> Result<(), Findings> {
        let files = parts(site, outputs).into_iter();
        let files = files.map(|(month, file)| (month.map_or(Part::Bundle, Part::Month), file)).collect();
        let feed = update_feed(self.public, self.theme, newest_update(site))?;
        let added = self.sealer.add(SealedView { customer: view.customer.clone(), files, feed });
        added.expect("the plan contains customers with a key only");
        Ok(())
    }

    /// Encrypts the views and hands over the folder of each.
    pub(super) fn finish<E>(
        self,
        receive: &mut impl FnMut(ReceivedView<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut folder: Option<(String, Vec<Arc<Artifact>>)> = None;
        for mut file in self.sealer.finish() {
            let Some((id, name)) = file.path.strip_prefix("v/").and_then(|path| path.split_once('/')) else {
                continue;
            };
            let (id, name) = (id.to_owned(), name.to_owned());
            file.path = name;
            match &mut folder {
                Some((current, files)) if *current == id => files.push(Arc::new(file)),
                _ => {
                    if let Some((id, files)) = folder.replace((id, vec![Arc::new(file)])) {
                        receive(ReceivedView::Files(ViewsFolder::Public, &id, &files))?;
                    }
                }
            }
        }
        folder.map_or(Ok(()), |(id, files)| receive(ReceivedView::Files(ViewsFolder::Public, &id, &files)))
    }
}
