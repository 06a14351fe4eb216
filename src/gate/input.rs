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
    /// The patterns of `[gate] forbid`, and literals of the caller's own, such as the folder of the build.
    pub forbid: Vec<ForbidPattern>,
}

/// The texts that one audience may see.
#[derive(Clone, Debug, Default)]
pub struct ReleasedTexts<'a> {
    /// Every released text on its own (a title, a body, a component's name), every text of the interface, such as
    /// the names of months, and the texts of the theme.
    pub texts: Vec<&'a str>,
    /// The texts of `[[gate.allow]]`. Anything inside a whole-word occurrence of one is no hit.
    pub allow: Vec<&'a str>,
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
}

/// What a [`Secret`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// A full name, case-sensitive. Names of a single word are too common to search for.
    Person,
    /// An e-mail address, in any case.
    Email,
    /// An account name, found as `@name` in any case. The `@` may be left out here.
    Handle,
    /// A customer's name or alias, case-sensitive, three letters or more.
    Customer,
    /// An internal name of a machine or service, in any case.
    Alias,
}
