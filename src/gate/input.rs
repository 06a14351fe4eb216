//! What the gate searches for, and what it lets pass: plain data that the caller collects.

use std::sync::Arc;

use super::forbid::ForbidPattern;
use super::hit::SourceOffset;

/// The number of a customer's view, chosen by the caller.
pub type ViewId = usize;

/// Everything that must not be published, for any audience.
#[derive(Clone, Debug, Default)]
pub struct Input<'a> {
    /// The internal files, as they are on disk.
    pub internal: Vec<InternalText>,
    /// Names of people, customers and machines.
    pub names: Vec<Secret<'a>>,
    /// Ids and addresses of the public site. The id of a customer inside one of them is no hit.
    pub public_ids: Vec<&'a str>,
    /// The patterns of `[gate] forbid`, and literals of the caller's own, such as the folder of the build.
    pub forbid: Vec<ForbidPattern>,
}

/// The public-side texts, divided into what one audience may see and what it may not see.
#[derive(Clone, Debug, Default)]
pub struct ReleasedTexts<'a> {
    /// Every text on its own that the audience may see: titles, bodies, names of components, the texts of the interface
    /// and of the theme.
    pub texts: Vec<&'a str>,
    /// Every text that is written for a page but not released to this audience, such as drafts.
    pub withheld: Vec<WithheldText<'a>>,
    /// The texts of `[[gate.allow]]`. Anything inside a whole-word occurrence of one is no hit.
    pub allow: Vec<&'a str>,
}

/// A text of a public-side file that is not released to an audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithheldText<'a> {
    /// The caller's number for the file, reported in [`Hit::source`](super::Hit::source).
    pub source: usize,
    /// The text.
    pub text: &'a str,
}

/// One internal file.
#[derive(Clone, Debug)]
pub struct InternalText {
    /// The caller's number for the file, reported in [`Hit::source`](super::Hit::source).
    pub source: usize,
    /// The whole text, front matter included.
    pub text: Arc<str>,
    /// Whether the file is Markdown. Headings of Markdown files are not searched for, because they come from a form.
    pub markdown: bool,
}

/// A name that must not be published.
#[derive(Clone, Copy, Debug)]
pub struct Secret<'a> {
    /// What it names, which decides how it is compared.
    pub kind: SecretKind,
    /// The name as written in the file.
    pub text: &'a str,
    /// Where it is written.
    pub at: SourceOffset,
    /// The one view that may show it: the customer's own.
    pub allowed_in: Option<ViewId>,
    /// Whether it is also an ordinary word, so that an occurrence is only reported.
    pub common: bool,
}

/// What a [`Secret`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecretKind {
    /// A full name. Names of a single word are too common to search for.
    Person,
    /// An e-mail address, in any case.
    Email,
    /// An account name, found as `@name` in any case. The `@` may be left out here.
    Handle,
    /// A customer's name or alias, of two letters or digits or more. A single word is case-sensitive.
    /// Names that have no letter are too common to search for.
    Customer,
    /// The id of a customer, of three letters or digits or more, as a whole word in paths, addresses, attributes, JSON keys
    /// and as a whole JSON value.
    CustomerId,
    /// The id in the address of a customer's view, anywhere.
    ViewAddress,
    /// An internal name of a machine or service, in any case.
    Alias,
    /// The address of a runbook, a ticket or a piece of evidence, in any case and as a whole.
    Address,
}
