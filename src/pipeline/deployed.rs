//! Runs the gate over files that were written earlier, or by somebody else: `allclear gate check`.
//!
//! A file is read for the audience that its path names: the public, or the customer of a view. A path that names no known
//! view is read for the public, which may see least. So a view of a former customer, or one at a retired address, is
//! refused if it names anybody.

use std::collections::BTreeMap;
use std::io;

use rayon::prelude::*;

use super::gate_findings::{findings, gate_unavailable, refusal};
use super::public_half::rendered;
use super::public_texts::Reader;
use super::refusal::Refusal;
use super::released_cache::Released;
use super::views::planned;
use super::{BuildInputs, Examined, Reason};
use crate::content::Content;
use crate::content::internal::{Access, Customer};
use crate::diagnostics::{Finding, Findings, rules};
use crate::gate::{
    Gate, Hit, HitRule, InternalIndex, ReleasedIndex, Secret, SecretKind, SourceOffset, ViewId,
};
use crate::release::{Audience, SlaRecords};
use crate::seal::{Keys, is_opaque_id, is_sealed};
use crate::site::machine_texts;
use crate::source::Snapshot;

/// What the folder of a deployment contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout<'a> {
    /// The public site, with views below `v/`.
    Public,
    /// One folder for each gated view.
    Private,
    /// The view of this customer.
    View(&'a str),
}

/// The files of a deployment.
pub struct Deployment<'a> {
    /// What the folder contains.
    pub layout: Layout<'a>,
    /// The paths of all files, with `/` between the parts.
    pub paths: &'a [String],
    /// Reads the file at a path.
    pub read: &'a (dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
    /// The keys that name the views; `None` if there are no views.
    pub keys: Option<&'a Keys>,
}

/// What the gate did.
#[derive(Debug)]
pub struct Inspected {
    /// How many files of the public, of each view, and encrypted ones were read.
    pub public: usize,
    /// The views with their files, by the customer's id.
    pub views: BTreeMap<String, usize>,
    /// The encrypted files, which can only be recognised.
    pub sealed: usize,
    /// What the gate only reports.
    pub warnings: Findings,
}

/// Why a deployment could not be inspected or was refused.
#[derive(Debug)]
pub enum DeploymentError {
    /// A file could not be read.
    Read(String, io::Error),
    /// The gate refused a file, or cannot work with this content.
    Refused(Refusal),
}

/// Reads every file of a deployment as the gate reads the outputs of a build.
///
/// # Errors
///
/// Returns why the deployment is refused.
pub fn inspect_deployment(
    deployment: &Deployment<'_>,
    examined: &Examined,
    snapshot: &Snapshot,
) -> Result<Inspected, DeploymentError> {
    let content: &Content = &examined.content;
    let inputs = BuildInputs::new(snapshot, content, &examined.verdict);
    let mut input = inputs.gate().clone();
    let ids = deployment.view_ids(content);
    let address = |(id, (view, _)): (&'_ String, &(ViewId, &Customer))| (id.clone(), *view);
    let addresses: Vec<(String, ViewId)> = ids.iter().map(address).collect();
    for (id, view) in &addresses {
        let span = content.internal.customers.get(*view).map(|customer| customer.span);
        let at = span.map_or(SourceOffset { source: 0, offset: 0 }, |span| SourceOffset {
            source: span.file.index(),
            offset: span.start as usize,
        });
        input.names.push(Secret {
            kind: SecretKind::ViewAddress,
            text: id,
            at,
            allowed_in: Some(*view),
            common: false,
        });
    }
    let internal =
        InternalIndex::new(&input).map_err(|error| DeploymentError::Refused(gate_unavailable(&error)))?;

    let mut files: BTreeMap<Option<ViewId>, Vec<&str>> = BTreeMap::new();
    for path in deployment.paths {
        files.entry(deployment.view_of(path, &ids, content)).or_default().push(path);
    }
    let mut inspected =
        Inspected { public: 0, views: BTreeMap::new(), sealed: 0, warnings: Findings::default() };
    let mut found = Findings::default();
    let mut refused = Vec::new();
    let mut sizes: BTreeMap<String, BTreeMap<usize, String>> = BTreeMap::new();
    for (view, paths) in files {
        let customer = view.and_then(|view| content.internal.customers.get(view));
        let audience = customer
            .map_or_else(Audience::public, |customer| Audience::of_customer(customer, &content.public));
        let reading = Reading { inputs: &inputs, examined, audience: &audience, internal: &internal, view };
        let Files { hits, warnings, sealed } = reading.read(&paths, deployment, snapshot)?;
        let released = reading.released_index()?;
        let gate = Gate::new(&internal, &released, view);
        if let Some(Refusal { findings, reason }) = refusal(gate, &hits, &inputs) {
            found.extend(findings);
            if let Reason::Gate { outputs } = reason {
                refused.extend(outputs);
            }
        }
        inspected.warnings.extend(findings(gate, &warnings, &inputs));
        match customer {
            Some(customer) => drop(inspected.views.insert(customer.id.clone(), paths.len())),
            None => inspected.public = paths.len() - sealed.len(),
        }
        inspected.sealed += sealed.len();
        for (path, size) in sealed {
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            sizes.entry(name).or_default().insert(size, path);
        }
    }
    for (name, sizes) in sizes.iter().filter(|(_, sizes)| sizes.len() > 1) {
        let message = format!(
            "the encrypted files `{name}` have {} different sizes, which tell views apart",
            sizes.len()
        );
        found.push(Finding::general(&rules::GATE_FILE_TYPE, message).hint("build all sealed views together"));
        refused.extend(sizes.values().take(1).cloned());
    }
    if found.is_empty() {
        inspected.warnings.sort(snapshot);
        return Ok(inspected);
    }
    for finding in found.iter_mut().filter(|finding| finding.rule.name == rules::GATE_INTERNAL_TEXT.name) {
        finding.hint = Some(
            "this file is not what the public files give now: build the site, and check again".to_owned(),
        );
    }
    found.extend(inspected.warnings);
    Err(DeploymentError::Refused(Refusal { findings: found, reason: Reason::Gate { outputs: refused } }))
}

type ViewIds<'a> = BTreeMap<String, (ViewId, &'a Customer)>;

impl Deployment<'_> {
    /// Returns the gated and the unlisted views by the ids in their addresses. Those of sealed views are in public, and
    /// nothing there may name their customers.
    fn view_ids<'c>(&self, content: &'c Content) -> ViewIds<'c> {
        let customers = content.internal.customers.iter().enumerate();
        let plain = customers.filter(|(_, customer)| {
            customer.access.as_ref().is_some_and(|access| access.value != Access::Sealed)
        });
        let id = |(view, customer): (ViewId, &'c Customer)| {
            Some((self.keys?.view_id(&customer.id)?.as_str().to_owned(), (view, customer)))
        };
        plain.filter_map(id).collect()
    }

    /// Returns the view that a file belongs to; `None` for a file of the public.
    fn view_of(&self, path: &str, ids: &ViewIds<'_>, content: &Content) -> Option<ViewId> {
        let (folder, access) = match self.layout {
            Layout::View(id) => {
                return content.internal.customers.iter().position(|customer| customer.id == id);
            }
            Layout::Public => (path.strip_prefix("v/")?, Access::Unlisted),
            Layout::Private => (path, Access::Gated),
        };
        let (view, customer) = ids.get(folder.split_once('/')?.0)?;
        customer.access.as_ref().is_some_and(|own| own.value == access).then_some(*view)
    }

    /// Whether a file is an encrypted one where sealed views are.
    fn is_sealed(&self, path: &str, bytes: &[u8]) -> bool {
        let Some((id, name)) = path.strip_prefix("v/").and_then(|rest| rest.split_once('/')) else {
            return false;
        };
        self.layout == Layout::Public && is_opaque_id(id) && is_sealed(name, bytes)
    }
}

/// The inputs for reading the files of one audience.
struct Reading<'a, 'b> {
    inputs: &'a BuildInputs<'b>,
    examined: &'a Examined,
    audience: &'a Audience,
    internal: &'a InternalIndex,
    view: Option<ViewId>,
}

/// What was found in the files of one audience.
#[derive(Default)]
struct Files {
    hits: Vec<Hit>,
    warnings: Vec<Hit>,
    /// The encrypted files with their sizes.
    sealed: Vec<(String, usize)>,
}

/// What was found in a file, its size if it is encrypted, and its bytes if it has to be compared.
type ReadFile = (Vec<Hit>, Option<usize>, Vec<u8>);

impl Reading<'_, '_> {
    fn released_index(&self) -> Result<ReleasedIndex, DeploymentError> {
        let public = &self.examined.content.public;
        let Some(config) = &public.site else { return Err(refused(Findings::default())) };
        let theme = self.inputs.theme(&config.theme).map_err(refused)?;
        let reader =
            Reader { customer: self.inputs.customer(self.audience), tier: None, now: self.examined.now };
        let released = Released {
            content: public,
            reader,
            interface: theme.texts().into_iter().chain(machine_texts()).collect(),
            allow: config.allow.iter().map(|allowed| allowed.text.as_str()).collect(),
            view: self.view,
            own: None,
        };
        Ok(ReleasedIndex::new(self.internal, &released.texts()))
    }

    fn read(
        &self,
        paths: &[&str],
        deployment: &Deployment<'_>,
        snapshot: &Snapshot,
    ) -> Result<Files, DeploymentError> {
        let released = self.released_index()?;
        let gate = Gate::new(self.internal, &released, self.view);
        let inspect = |path: &&str| -> Result<ReadFile, DeploymentError> {
            let bytes =
                (deployment.read)(path).map_err(|error| DeploymentError::Read((*path).to_owned(), error))?;
            if self.view.is_none() && deployment.is_sealed(path, &bytes) {
                return Ok((Vec::new(), Some(bytes.len()), Vec::new()));
            }
            let hits = gate.inspect(path, &bytes);
            let kept = if hits.iter().any(is_quotation) { bytes } else { Vec::new() };
            Ok((hits, None, kept))
        };
        let read: Result<Vec<_>, _> = paths.par_iter().map(inspect).collect();
        let mut files = Files::default();
        let mut quotations: Vec<(&str, Vec<u8>, Vec<Hit>)> = Vec::new();
        for (path, (hits, sealed, bytes)) in paths.iter().zip(read?) {
            files.sealed.extend(sealed.map(|size| ((*path).to_owned(), size)));
            let (warnings, hits): (Vec<Hit>, Vec<Hit>) = hits.into_iter().partition(|hit| hit.common);
            files.warnings.extend(warnings);
            let (quoted, refused): (Vec<Hit>, Vec<Hit>) = hits.into_iter().partition(is_quotation);
            files.hits.extend(refused);
            if !quoted.is_empty() {
                quotations.push((path, bytes, quoted));
            }
        }
        if !quotations.is_empty() {
            let expected = self.expected(deployment, snapshot)?;
            let is_expected = |path: &str, bytes: &[u8]| {
                expected.get(path).is_some_and(|expected| expected.as_slice() == bytes)
            };
            let unexplained = quotations.into_iter().filter(|(path, bytes, _)| !is_expected(path, bytes));
            files.hits.extend(unexplained.flat_map(|(_, _, hits)| hits));
        }
        Ok(files)
    }

    /// Returns the outputs that the public files alone give for the audience, by their paths in the deployment.
    fn expected(
        &self,
        deployment: &Deployment<'_>,
        snapshot: &Snapshot,
    ) -> Result<BTreeMap<String, Vec<u8>>, DeploymentError> {
        let Some(config) = &self.examined.content.public.site else { return Ok(BTreeMap::new()) };
        let theme = self.inputs.theme(&config.theme).map_err(refused)?;
        let id = self.audience.customer_id().and_then(|id| deployment.keys?.view_id(id));
        let folder = match (deployment.layout, &id) {
            (Layout::View(_), _) | (_, None) => String::new(),
            (Layout::Public, Some(id)) => format!("v/{id}/"),
            (Layout::Private, Some(id)) => format!("{id}/"),
        };
        let content: &Content = &self.examined.content;
        let customer = self.inputs.customer(self.audience);
        let view =
            customer.zip(deployment.keys).and_then(|(customer, keys)| planned(customer, keys, content));
        let records = SlaRecords::of(self.audience, &content.internal.folders);
        let now = self.examined.now;
        let outputs = rendered(snapshot, self.audience, &records, view.as_ref(), now, theme);
        Ok(outputs
            .into_iter()
            .map(|output| (format!("{folder}{}", output.path), output.bytes.clone()))
            .collect())
    }
}

fn refused(findings: Findings) -> DeploymentError {
    DeploymentError::Refused(Refusal::content(findings))
}

fn is_quotation(hit: &Hit) -> bool {
    hit.rule == HitRule::InternalText
}
