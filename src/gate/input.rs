//! What the gate is told to look for: plain data, borrowed from whoever loaded it or shared with them.

use std::sync::Arc;

use super::forbid::ForbidPattern;
use super::hit::SourceOffset;

/// A customer's view, numbered by the caller.
pub type ViewId = usize;

/// Everything that must not be published, and everything that may.
#[derive(Clone, Debug, Default)]
pub struct Input<'a> {
    /// The internal files, as they stand on disk.
    pub internal: Vec<InternalText>,
    /// Every released text, each on its own (a title, a body, a component's name), every text of the interface,
    /// month names and the like included, and the texts of the theme.
    pub released: Vec<&'a str>,
    /// Names of people, customers and machines.
    pub names: Vec<Secret<'a>>,
    /// The patterns of `[gate] forbid`, and literals of the caller's own such as the folder of the build.
    pub forbid: Vec<ForbidPattern>,
    /// The texts of `[[gate.allow]]`: what stands within a whole-word occurrence of one is no hit.
    pub allow: Vec<&'a str>,
}

/// One internal file.
#[derive(Clone, Debug)]
pub struct InternalText {
    /// The caller's number for the file; comes back in [`Hit::source`](super::Hit::source).
    pub source: usize,
    /// The whole text, front matter included.
    pub text: Arc<str>,
    /// Whether it is Markdown, whose heading lines are left out because they come from a form.
    pub markdown: bool,
}

/// A name that must not be published.
#[derive(Clone, Copy, Debug)]
pub struct Secret<'a> {
    /// What it names, which decides how it is compared.
    pub kind: SecretKind,
    /// The name as it is written in the file.
    pub text: &'a str,
    /// Where it is written.
    pub at: SourceOffset,
    /// The one view that may show it: a customer's own.
    pub allowed_in: Option<ViewId>,
}

/// What a [`Secret`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// A full name, case-sensitive. Names of a single word are too common to be looked for.
    Person,
    /// An e-mail address, in any case.
    Email,
    /// An account name, found as `@name` in any case; the `@` may be left out here.
    Handle,
    /// A customer's name or alias, case-sensitive, three letters or more.
    Customer,
    /// An internal name of a machine or service, in any case.
    Alias,
}
