//! `customers/<id>.md`: a customer with its own view.

use chrono::NaiveDate;

use super::executive_notice::{ExecutiveNotice, SEVERITIES, WITHIN, read_notice};
use crate::content::key::{FrontMatterNeed, Key, Kind};
use crate::content::keyword::keywords;
use crate::content::reader::Reader;
use crate::diagnostics::{Finding, rules};
use crate::source::{Side, SourceFile};
use crate::span::{Span, Spanned};

keywords! {
    /// How a customer's view is protected.
    Access, "access" {
        /// Plain files outside `public/`, to be served behind a login.
        Gated = "gated",
        /// Encrypted files in `public/`, with the key in the link.
        Sealed = "sealed",
        /// Plain files at an address that cannot be guessed.
        Unlisted = "unlisted",
    }
}

/// A customer.
#[derive(Clone, Debug)]
pub struct Customer {
    /// The name of its file.
    pub id: String,
    /// The name of the customer.
    pub name: Option<Spanned<String>>,
    /// Other names of the customer.
    pub aliases: Vec<Spanned<String>>,
    /// Whether the bare name is also an ordinary word.
    pub common_word: bool,
    /// The tier of the customer.
    pub tier: Option<Spanned<String>>,
    /// The components that it uses, as written; empty for all that it may see.
    pub components: Vec<Spanned<String>>,
    /// How its view is protected.
    pub access: Option<Spanned<Access>>,
    /// Whether its view shows how the service level agreement was kept.
    pub show_sla: bool,
    /// The first day on which the agreement counts.
    pub sla_since: Option<NaiveDate>,
    /// When its executives have to hear about an incident; `None` if what the tier says applies.
    pub executive_notice: Option<ExecutiveNotice>,
    /// Its file.
    pub span: Span,
}

pub(in crate::content) const KIND: Kind = Kind {
    name: "a customer",
    path: "customers/<id>.md",
    side: Side::Internal,
    front_matter: FrontMatterNeed::Required,
    keys: &[
        Key::required("name", "text", "the name of the customer"),
        Key::optional("aliases", "list of texts", "other names of the customer"),
        Key::optional(
            "common_word",
            "true or false",
            "whether the bare name is also an ordinary word, so that the gate only warns about it",
        ),
        Key::optional("tier", "tier", "the tier of the customer"),
        Key::optional(
            "components",
            "list of components",
            "the components that the customer uses; default: all that it may see",
        ),
        Key::optional(
            "access",
            "keyword",
            "how the customer's view is protected: `gated`, `sealed` or `unlisted`; there is no default",
        ),
        Key::optional("i_accept_url_leaks", "true or false", "required for `unlisted`"),
        Key::optional(
            "show_sla",
            "true or false",
            "whether the customer's view shows how the service level agreement of its tier was kept; default true",
        ),
        Key::optional(
            "sla_since",
            "date",
            "the first day on which the agreement counts, in the site's time zone; default: the last twelve months",
        ),
        SEVERITIES,
        WITHIN,
    ],
    tables: &[],
    text: "Notes on the customer.",
};

impl Customer {
    pub(in crate::content) fn read(file: &SourceFile, reader: &Reader<'_>) -> Self {
        let customer = Self {
            id: file.stem().to_owned(),
            name: reader.line("name"),
            aliases: reader.lines("aliases"),
            common_word: reader.flag("common_word"),
            tier: reader.line("tier"),
            components: reader.lines("components"),
            access: reader.keyword("access"),
            show_sla: !reader.has("show_sla") || reader.flag("show_sla"),
            sla_since: reader.date("sla_since").map(|date| date.value),
            executive_notice: read_notice(reader),
            span: file.top(),
        };
        let accepts = reader.flag("i_accept_url_leaks");
        if !reader.has("access") {
            reader.report(
                Finding::at(&rules::NO_ACCESS, file.top(), format!("customer `{}` has no `access`", customer.id))
                    .hint("choose `gated` (behind your login), `sealed` (encrypted, with the key in the link) or `unlisted` (an address that cannot be guessed)"),
            );
        }
        if let Some(access) = &customer.access
            && access.value == Access::Unlisted
            && !accepts
        {
            reader.report(
                Finding::at(
                    &rules::NO_ACCESS,
                    access.span,
                    "`unlisted` addresses leak through logs, scanners and mail programs",
                )
                .hint("write `i_accept_url_leaks = true`, or choose `sealed`"),
            );
        }
        customer
    }
}
